/** Prices, estimates and sums of money. */
import type { ImageRequestInput, JobKind } from '../../shared/model/jobs';
import type { Estimate, Price } from '../../shared/model/money';
import type { Spending, StatisticsQuery } from '../domain/statistics';

export type { DaySpending, ProviderSpending, Spending } from '../domain/statistics';

export interface EaselSpending {
  /** The sums of a span of time, and the present state of the caps. */
  summary(query: StatisticsQuery): Spending;
  /** Price of one call of a configuration's model; undefined: unknown. */
  price(providerId: string, kind: JobKind, model?: string): Price | undefined;
  /**
   * What a request would cost; the prompt may be missing. Nothing is reserved.
   * @param options `times`: how often the request is started; left out: once.
   * @throws EaselError `unsupported`, `settings`.
   */
  estimate(imageRequest: ImageRequestInput, options?: { providerId?: string; times?: number }): Estimate;
}
