import type { JobsView, JobVerb } from '../../src/shared/easelApi';
import type { Host } from '../host';
import { sentenceOf } from './history.svelte';

type Status = { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; sentence: string };

/** The jobs under way and those that ended lately. */
export class JobsState {
  readonly #host: Host<'admin'>;
  #isLoading = false;
  #isStale = false;
  status = $state.raw<Status>({ kind: 'loading' });
  view = $state.raw<JobsView>({ active: [], ended: [] });
  trouble = $state.raw<string | undefined>();
  now = $state(Date.now());

  constructor(host: Host<'admin'>) {
    this.#host = host;
  }

  /** Asks anew; while an answer is on its way, one more question follows it at most. */
  async load(): Promise<void> {
    this.#isStale = true;
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        this.view = await this.#host.api.call('jobs', []);
        this.now = Date.now();
        this.status = { kind: 'ready' };
      }
    } catch (thrown) {
      this.status = { kind: 'failed', sentence: sentenceOf(thrown) };
    }
    this.#isLoading = false;
  }

  async run(jobId: string, verb: JobVerb): Promise<void> {
    await this.#tried(() => this.#host.api.call('runJob', [jobId, verb]));
  }

  async step(jobId: string, action: string): Promise<void> {
    await this.#tried(() => this.#host.api.call('step', [jobId, action]));
  }

  async ask(verb: 'cancelAll' | 'generate' | 'openLog'): Promise<void> {
    await this.#tried(() => this.#host.api.call(verb, []));
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    this.trouble = undefined;
    try {
      await work();
    } catch (thrown) {
      this.trouble = sentenceOf(thrown);
    }
  }
}
