/** What something costs, would cost and has cost. */
import type { ImageRequestInput, JobKind } from '../../shared/model/jobs';
import type { CapState, Estimate, MoneyTotal, Price } from '../../shared/model/money';
import type { StatisticsQuery } from './history';

/** Money of one currency at one configuration. */
export interface ProviderSpending extends MoneyTotal {
  id: string;
  name: string;
}

/** Money of one currency on one day; `start` is its midnight. */
export interface DaySpending extends MoneyTotal {
  start: number;
}

/** Spent, reserved, and perhaps billed in a span of time. Each currency is counted by itself. */
export interface Spending {
  totals: MoneyTotal[];
  byProvider: ProviderSpending[];
  /** In the order of the days. */
  byDay: DaySpending[];
  /** Jobs that were not free and of which nobody knows the price: they stand in no sum. */
  unknown: number;
  /** The person's caps, as they stand now. */
  caps: CapState[];
}

export interface EaselSpending {
  /** The sums of a span of time, and the caps as they stand now. */
  summary(query: StatisticsQuery): Spending;
  /** What a call of a configuration's model costs; undefined: unknown. */
  price(providerId: string, kind: JobKind, model?: string): Price | undefined;
  /**
   * What a request would come to; the prompt may still be missing. Nothing is reserved.
   * @param options `times`: how often the same is started, 1 unless said otherwise.
   * @throws EaselError `unsupported`, `settings`.
   */
  estimate(imageRequest: ImageRequestInput, options?: { providerId?: string; times?: number }): Estimate;
}
