/** The stored choices of the Statistics page. */
import type { StatisticsSpan, StatisticsSplit } from '../../../../src/shared/protocol/pages/statistics';

export interface StatisticsChoices {
  /** Days; 0: all time. */
  span: StatisticsSpan;
  split: StatisticsSplit;
}

export function spanOf(value: unknown): StatisticsSpan {
  return ([7, 30, 90, 0] as const).find((one) => one === value || String(one) === value) ?? 30;
}

export function splitOf(value: unknown): StatisticsSplit {
  return (['state', 'kind', 'provider'] as const).find((one) => one === value) ?? 'state';
}

/** The stored state, as far as it has the right shape. */
export function readChoices(value: unknown): StatisticsChoices {
  const stored = (typeof value === 'object' && value !== null ? value : {}) as { span?: unknown; split?: unknown };
  return { span: spanOf(stored.span), split: splitOf(stored.split) };
}
