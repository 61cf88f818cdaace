import type {
  BalanceLine,
  StatisticsSpan,
  StatisticsSplit,
  StatisticsView,
} from '../../../../src/shared/protocol/pages/statistics';
import type { Host } from '../../../lib/host/host';
import { readChoices, type StatisticsChoices } from './choices';
import { sentenceOf } from '../../../lib/format/sentence';

interface Keeping {
  kept: unknown;
  keep: (choices: StatisticsChoices) => void;
}

/** State of the Statistics page: figures and balances. */
export class StatisticsState {
  readonly #host: Host<'admin'>;
  readonly #keep: (choices: StatisticsChoices) => void;
  #asked = new AbortController();
  choices = $state.raw<StatisticsChoices>({ span: 30, split: 'state' });
  view = $state.raw<StatisticsView>();
  error = $state.raw<string>();
  /** Undefined until they are requested. */
  balances = $state.raw<BalanceLine[]>();
  isAsking = $state(false);

  constructor(host: Host<'admin'>, { kept, keep }: Keeping) {
    this.#host = host;
    this.#keep = keep;
    this.choices = readChoices(kept);
  }

  /** A later call replaces a pending one. */
  async load(): Promise<void> {
    this.#asked.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    try {
      this.view = await this.#host.api.call('statistics', [this.choices.span], signal);
      this.error = undefined;
    } catch (thrown) {
      if (!signal.aborted) this.error = sentenceOf(thrown) || this.#host.start.strings.historyFailed;
    }
  }

  chooseSpan(span: StatisticsSpan): void {
    this.#choose({ span });
    void this.load();
  }

  chooseSplit(split: StatisticsSplit): void {
    this.#choose({ split });
  }

  #choose(changes: Partial<StatisticsChoices>): void {
    this.choices = { ...this.choices, ...changes };
    this.#keep(this.choices);
  }

  async askBalances(): Promise<void> {
    this.isAsking = true;
    try {
      this.balances = await this.#host.api.call('balances', []);
    } catch (thrown) {
      this.balances = [{ name: '', text: sentenceOf(thrown), isError: true }];
    }
    this.isAsking = false;
  }

  dispose(): void {
    this.#asked.abort();
  }
}
