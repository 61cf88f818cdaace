import type { ProvidersApi } from '../../../../src/shared/protocol/providers';

/** Milliseconds in which the host can bring back what was removed, a little less than it has. */
const undoFor = 9_500;

export interface RemovedProvider {
  id: string;
  name: string;
}

interface RemovalCalls {
  /** Each tells whether it went well; what went wrong is shown. */
  remove(id: Parameters<ProvidersApi['providerRemove']>[0]): Promise<boolean>;
  restore(id: Parameters<ProvidersApi['providerRestore']>[0]): Promise<boolean>;
}

/** Configurations that were removed lately, each with an offer of its own to bring it back; the latest comes first. */
export class ProviderRemovals {
  readonly #calls: RemovalCalls;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nobody looks at it, it only ends
  readonly #ends = new Map<string, ReturnType<typeof setTimeout>>();
  offers = $state.raw<readonly RemovedProvider[]>([]);

  constructor(calls: RemovalCalls) {
    this.#calls = calls;
  }

  async remove(provider: RemovedProvider): Promise<void> {
    if (!(await this.#calls.remove(provider.id))) return;
    this.offers = [provider, ...this.offers.filter(({ id }) => id !== provider.id)];
    this.#endLater(provider.id);
  }

  async restore(id: string): Promise<void> {
    // As long as it goes on, the offer stands; when it fails, the host has as long as before.
    clearTimeout(this.#ends.get(id));
    if (await this.#calls.restore(id)) this.#end(id);
    else this.#endLater(id);
  }

  #endLater(id: string): void {
    clearTimeout(this.#ends.get(id));
    this.#ends.set(
      id,
      setTimeout(() => this.#end(id), undoFor),
    );
  }

  #end(id: string): void {
    clearTimeout(this.#ends.get(id));
    this.#ends.delete(id);
    this.offers = this.offers.filter((offer) => offer.id !== id);
  }

  /** The host can't bring back what a new one may take the place of. */
  clear(): void {
    for (const { id } of this.offers) this.#end(id);
  }

  dispose(): void {
    for (const timer of this.#ends.values()) clearTimeout(timer);
  }
}
