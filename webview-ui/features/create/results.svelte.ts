import type { CreateResult } from '../../../src/shared/protocol/pages/create';
import type { Host } from '../../lib/host/host';

/** Maximum jobs whose results are shown. */
const maxJobs = 60;

/** Results of the jobs started on the page Create. */
export class CreateResults {
  readonly #host: Host<'admin'>;
  jobIds = $state.raw<string[]>([]);
  list = $state.raw<CreateResult[]>([]);
  now = $state(Date.now());
  readonly hasActive: boolean = $derived(this.list.some(({ job }) => job.finishedAt === undefined));

  constructor(host: Host<'admin'>, jobIds: string[]) {
    this.#host = host;
    this.jobIds = jobIds.slice(0, maxJobs);
  }

  async load(): Promise<void> {
    const { jobIds } = this;
    const list = await this.#host.api.call('createResults', [jobIds]);
    // Results that were cleared meanwhile stay cleared.
    if (jobIds !== this.jobIds) return;
    this.list = list;
    this.now = Date.now();
  }

  /** @param jobIds In the order in which they were started: the latest of a group first, as everywhere on the page. */
  add(jobIds: readonly string[]): void {
    this.jobIds = [...jobIds.toReversed(), ...this.jobIds].slice(0, maxJobs);
  }

  clear(): void {
    this.jobIds = [];
    this.list = [];
  }
}
