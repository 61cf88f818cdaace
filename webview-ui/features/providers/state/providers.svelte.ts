/** State of the Providers page. */
import type {
  FormSubject,
  ProviderReport,
  ProviderRow,
  ProvidersView,
} from '../../../../src/shared/protocol/pages/providers';
import type { Host } from '../../../lib/host/host';
import { oneAtATime } from '../../../lib/host/throttle';
import { sentenceOf } from '../../../lib/format/sentence';
import { ProviderRemovals } from './removals.svelte';

type Status = { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; sentence: string };

/** The result of a test or a balance query; `busy` while it runs. */
interface Report {
  method: 'providerTest' | 'providerBalance';
  /** Revision of the row that it is about. */
  revision: string;
  report: ProviderReport | 'busy';
}

export class ProvidersState {
  readonly #host: Host<'admin'>;
  #order: string[] | undefined;
  #isOrdering = false;
  status = $state.raw<Status>({ kind: 'loading' });
  view = $state.raw<ProvidersView>({ rows: [], invalid: [], types: [] });
  /** When the view was loaded, and now. */
  asOf = $state.raw(Date.now());
  now = $state.raw(Date.now());
  /** Results by the ID of their provider. */
  #reports = $state.raw<Record<string, Report>>({});
  error = $state.raw<string | undefined>();
  /** Why the last refresh failed; the former data stays. */
  stale = $state.raw<string | undefined>();
  /** Result of an export or import. */
  lines = $state.raw<string[]>([]);
  readonly removals: ProviderRemovals;

  constructor(host: Host<'admin'>) {
    this.#host = host;
    const did = (method: 'providerRemove' | 'providerRestore', id: string): Promise<boolean> =>
      this.#did((api) => api.call(method, [id]));
    this.removals = new ProviderRemovals({
      remove: (id) => did('providerRemove', id),
      restore: (id) => did('providerRestore', id),
    });
  }

  readonly load = oneAtATime(() => this.#load());

  async #load(): Promise<void> {
    try {
      const view = await this.#host.api.call('providers', []);
      // A reorder by the user is newer than this answer.
      if (this.#isOrdering) return;
      this.view = view;
      this.asOf = this.now = Date.now();
      this.status = { kind: 'ready' };
      this.stale = undefined;
    } catch (thrown) {
      const sentence = sentenceOf(thrown);
      if (this.status.kind === 'ready') this.stale = sentence;
      else this.status = { kind: 'failed', sentence };
    }
  }

  /** Remaining milliseconds of its cooldown. */
  cooling({ coolingFor = 0 }: ProviderRow): number {
    return Math.max(0, coolingFor - (this.now - this.asOf));
  }

  /** Updates cooldowns, and reloads when one ends. */
  tick(): void {
    const cooling = this.view.rows.filter(({ coolingFor }) => coolingFor !== undefined);
    if (cooling.length === 0) return;
    this.now = Date.now();
    if (cooling.some((row) => this.cooling(row) === 0)) void this.load();
  }

  /** Moves a provider: shown at once, and written one after the other. */
  async move(id: string, index: number): Promise<void> {
    const rows = this.view.rows.filter((row) => row.id !== id);
    const moved = this.view.rows.find((row) => row.id === id);
    if (!moved) return;
    this.view = { ...this.view, rows: rows.toSpliced(index, 0, moved) };
    this.#order = this.view.rows.map((row) => row.id);
    if (this.#isOrdering) return;
    this.#isOrdering = true;
    while (this.#order) {
      const order = this.#order;
      this.#order = undefined;
      await this.tried((api) => api.call('providerOrder', [order]));
    }
    this.#isOrdering = false;
    await this.load();
  }

  /** The last result, unless the provider has changed since, or the row itself tells a test or job that failed. */
  report({ id, revision, problem }: ProviderRow): ProviderReport | 'busy' | undefined {
    const own = this.#reports[id];
    if (own?.revision !== revision) return undefined;
    return own.method === 'providerTest' && own.report !== 'busy' && problem ? undefined : own.report;
  }

  /** @returns The result; it is shown at the row. */
  async ask(id: string, method: Report['method']): Promise<ProviderReport> {
    const revision = this.view.rows.find((row) => row.id === id)?.revision ?? '';
    const show = (report: ProviderReport | 'busy'): void => {
      this.#reports = { ...this.#reports, [id]: { method, revision, report } };
    };
    show('busy');
    let report: ProviderReport;
    try {
      report = await this.#host.api.call(method, [id]);
    } catch (thrown) {
      report = { isGood: false, text: sentenceOf(thrown), steps: [] };
    }
    show(report);
    await this.load();
    return report;
  }

  async #did(work: (api: Host<'admin'>['api']) => Promise<void>): Promise<boolean> {
    await this.tried(work);
    const isDone = this.error === undefined;
    await this.load();
    return isDone;
  }

  /** Undefined if it failed; the error is in `error`. */
  async tried<Result>(work: (api: Host<'admin'>['api']) => Promise<Result>): Promise<Result | undefined> {
    this.error = undefined;
    try {
      return await work(this.#host.api);
    } catch (thrown) {
      this.error = sentenceOf(thrown);
      return undefined;
    }
  }

  dispose(): void {
    this.removals.dispose();
  }
}

/** The stored state of an open form, never a key. The names are persisted. */
export interface StoredForm {
  aim: FormSubject;
  values: Record<string, string>;
}

/** The stored state, as far as it has the right shape; the host parses it again. */
export function readStoredForm(value: unknown): StoredForm | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { aim, values } = value as Partial<StoredForm>;
  if (typeof aim !== 'object' || typeof values !== 'object') return undefined;
  return { aim, values: Object.fromEntries(Object.entries(values).filter(([, text]) => typeof text === 'string')) };
}
