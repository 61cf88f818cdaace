import type { ProvidersApi } from '../../../../src/shared/protocol/pages/providers';

/** Milliseconds for which a removal can be undone, slightly less than in the host. */
const undoFor = 9_500;

export interface RemovedProvider {
  id: string;
  name: string;
}

interface RemovalCalls {
  /** Both return whether they succeeded; errors are shown. */
  remove(id: Parameters<ProvidersApi['providerRemove']>[0]): Promise<boolean>;
  restore(id: Parameters<ProvidersApi['providerRestore']>[0]): Promise<boolean>;
}

/** Recently removed providers, each with its own undo; the latest comes first. */
export class ProviderRemovals {
  readonly #calls: RemovalCalls;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it is not rendered
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
    // The offer stays while restoring runs; if it fails, the time starts again.
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

  /** A removed provider can't be restored once a new one may have taken its ID. */
  clear(): void {
    for (const { id } of this.offers) this.#end(id);
  }

  dispose(): void {
    for (const timer of this.#ends.values()) clearTimeout(timer);
  }
}
