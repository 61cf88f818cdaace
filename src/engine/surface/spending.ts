/** What something costs, would cost and has cost. */
import type { ImageRequestInput, JobKind } from '../../shared/model/jobs';
import type { Estimate, Price } from '../../shared/model/money';
import type { Spending, StatisticsQuery } from '../domain/statistics';

export type { DaySpending, ProviderSpending, Spending } from '../domain/statistics';

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
