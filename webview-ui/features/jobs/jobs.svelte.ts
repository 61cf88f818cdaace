import type { JobsView } from '../../../src/shared/protocol/pages/jobs';
import type { JobAction } from '../../../src/shared/protocol/views/entries';
import type { Host } from '../../lib/host/host';
import { oneAtATime } from '../../lib/host/throttle';
import { sentenceOf } from '../../lib/format/sentence';

type Status = { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; sentence: string };

/** Unfinished jobs and those that ended recently. */
export class JobsState {
  readonly #host: Host<'admin'>;
  status = $state.raw<Status>({ kind: 'loading' });
  view = $state.raw<JobsView>({ active: [], moreActive: 0, ended: [] });
  error = $state.raw<string | undefined>();
  /** Why the last refresh failed; the former data stays. */
  stale = $state.raw<string | undefined>();
  now = $state(Date.now());

  constructor(host: Host<'admin'>) {
    this.#host = host;
  }

  readonly load = oneAtATime(() => this.#load());

  async #load(): Promise<void> {
    try {
      this.view = await this.#host.api.call('jobs', []);
      this.now = Date.now();
      this.status = { kind: 'ready' };
      this.stale = undefined;
    } catch (thrown) {
      const sentence = sentenceOf(thrown);
      if (this.status.kind === 'ready') this.stale = sentence;
      else this.status = { kind: 'failed', sentence };
    }
  }

  async run(jobId: string, action: JobAction): Promise<void> {
    await this.#tried(() => this.#host.api.call('runJob', [jobId, action]));
  }

  async step(jobId: string, action: string): Promise<void> {
    await this.#tried(() => this.#host.api.call('step', [jobId, action]));
  }

  async ask(method: 'cancelAll' | 'generate' | 'openLog'): Promise<void> {
    await this.#tried(() => this.#host.api.call(method, []));
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    this.error = undefined;
    try {
      await work();
    } catch (thrown) {
      this.error = sentenceOf(thrown);
    }
  }
}
