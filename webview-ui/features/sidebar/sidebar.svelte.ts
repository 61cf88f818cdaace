import type { JobsView } from '../../../src/shared/protocol/pages/jobs';
import type { EntryView, JobLine } from '../../../src/shared/protocol/views/entries';
import type { Host } from '../../lib/host/host';
import { oneAtATime } from '../../lib/host/throttle';
import { sentenceOf } from '../../lib/format/sentence';

type Status = { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; sentence: string };
export type Tile = EntryView & { imageId: string; image: NonNullable<EntryView['image']> };

/** Images shown here; the others are in the history. */
const maxTiles = 24;
const maxJobs = 20;
const maxFailedJobs = 3;

/** State of the sidebar view: running jobs, recent failures and the latest images. */
export class SideState {
  readonly #host: Host<'side'>;
  status = $state.raw<Status>({ kind: 'loading' });
  view = $state.raw<JobsView>({ active: [], moreActive: 0, ended: [] });
  tiles = $state.raw<Tile[]>([]);
  now = $state(Date.now());
  error = $state.raw<string | undefined>();
  /** Why the last refresh failed; the former data stays. */
  stale = $state.raw<string | undefined>();
  // Failures after the latest image are still relevant.
  readonly #broken: JobLine[] = $derived(
    this.view.ended
      .filter(({ state }) => state === 'failed' || state === 'lost')
      .filter(({ createdAt }) => createdAt > (this.tiles[0]?.createdAt ?? 0))
      .slice(0, maxFailedJobs),
  );
  readonly lines: JobLine[] = $derived([...this.view.active.slice(0, maxJobs), ...this.#broken]);

  constructor(host: Host<'side'>) {
    this.#host = host;
  }

  readonly load = oneAtATime(() => this.#load());

  async #load(): Promise<void> {
    const { api } = this.#host;
    try {
      const [jobs, entries] = await Promise.all([
        api.call('jobs', []),
        api.call('entries', [{ states: ['done'] }, 0, maxTiles]),
      ]);
      this.view = jobs;
      this.tiles = entries.filter((entry): entry is Tile => entry.imageId !== undefined && entry.image !== undefined);
      this.now = Date.now();
      this.status = { kind: 'ready' };
      this.stale = undefined;
    } catch (thrown) {
      const sentence = sentenceOf(thrown);
      if (this.status.kind === 'ready') this.stale = sentence;
      else this.status = { kind: 'failed', sentence };
    }
  }

  /** Errors are shown in `error`. */
  run(work: (api: Host<'side'>['api']) => Promise<unknown>): void {
    this.error = undefined;
    work(this.#host.api).catch((thrown: unknown) => (this.error = sentenceOf(thrown)));
  }
}
