/** What the page Statistics was looking at. */
import type { StatisticsSpan, StatisticsSplit } from '../../../../src/shared/protocol/statistics';

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

/** What was kept, as far as it has the right shape. */
export function readChoices(value: unknown): StatisticsChoices {
  const told = (typeof value === 'object' && value !== null ? value : {}) as { span?: unknown; split?: unknown };
  return { span: spanOf(told.span), split: splitOf(told.split) };
}
