import type { EntrySelection } from '../../../../src/shared/protocol/pages/history';
import type { Host } from '../../../lib/host/host';

/** Milliseconds for which a removal can be undone. */
const undoFor = 10_000;
/** Maximum IDs of one call. */
const maxIdsPerCall = 5_000;

type Try = (work: (api: Host<'admin'>['api']) => Promise<void>) => Promise<boolean>;

/** Recently removed entries: all can be restored until some time after the last removal. */
export class Removals {
  readonly #tried: Try;
  #timer: ReturnType<typeof setTimeout> | undefined;
  offer = $state.raw<EntrySelection | undefined>();

  /** @param tried Runs something and shows its error; returns whether it succeeded. */
  constructor(tried: Try) {
    this.#tried = tried;
  }

  get count(): number {
    return this.offer ? this.offer.imageIds.length + this.offer.jobIds.length : 0;
  }

  async remove(chosen: EntrySelection): Promise<boolean> {
    const isDone = await this.#tried((api) => api.call('remove', [chosen]));
    if (isDone) this.removed(chosen);
    return isDone;
  }

  /** Offers to restore entries that were removed elsewhere. */
  removed({ imageIds, jobIds }: EntrySelection): void {
    const before = this.offer ?? { imageIds: [], jobIds: [] };
    this.offer = { imageIds: [...before.imageIds, ...imageIds], jobIds: [...before.jobIds, ...jobIds] };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.offer = undefined), undoFor);
  }

  async bringBack(): Promise<void> {
    const { offer } = this;
    if (!offer) return;
    // The offer stays while restoring runs, and if it fails.
    clearTimeout(this.#timer);
    const isDone = await this.#tried(async (api) => {
      for (let at = 0; at < Math.max(offer.imageIds.length, offer.jobIds.length); at += maxIdsPerCall) {
        const part = (ids: string[]): string[] => ids.slice(at, at + maxIdsPerCall);
        await api.call('restore', [{ imageIds: part(offer.imageIds), jobIds: part(offer.jobIds) }]);
      }
    });
    if (isDone && this.offer === offer) this.offer = undefined;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
