import type { EntrySelection } from '../../../../src/shared/protocol/history';
import type { Host } from '../../../lib/host';

/** Milliseconds for which what was taken away can be brought back. */
const undoFor = 10_000;
/** Ids that one call may name. */
const mostIds = 5_000;

type Try = (work: (api: Host<'admin'>['api']) => Promise<void>) => Promise<boolean>;

/** What was taken out of the history lately: all of it can be brought back until a while after the last of it. */
export class Removals {
  readonly #tried: Try;
  #timer: ReturnType<typeof setTimeout> | undefined;
  offer = $state.raw<EntrySelection | undefined>();

  /** @param tried Does something and shows what went wrong; tells whether it went well. */
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

  /** Offers to bring back what somebody else took away. */
  removed({ imageIds, jobIds }: EntrySelection): void {
    const before = this.offer ?? { imageIds: [], jobIds: [] };
    this.offer = { imageIds: [...before.imageIds, ...imageIds], jobIds: [...before.jobIds, ...jobIds] };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.offer = undefined), undoFor);
  }

  async bringBack(): Promise<void> {
    const { offer } = this;
    if (!offer) return;
    // As long as it goes on, and when it fails, the offer stands.
    clearTimeout(this.#timer);
    const isDone = await this.#tried(async (api) => {
      for (let at = 0; at < Math.max(offer.imageIds.length, offer.jobIds.length); at += mostIds) {
        const part = (ids: string[]): string[] => ids.slice(at, at + mostIds);
        await api.call('restore', [{ imageIds: part(offer.imageIds), jobIds: part(offer.jobIds) }]);
      }
    });
    if (isDone && this.offer === offer) this.offer = undefined;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
