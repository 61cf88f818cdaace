/** Sums over a span of time: jobs and money. */
import type { DayOf } from '../../shared/model/calendar';
import type { JobState } from '../../shared/model/jobs';
import type { CapState, MoneyTotal } from '../../shared/model/money';

export interface StatisticsQuery {
  /** Jobs made at `from` or later and before `to`. */
  from: number;
  to: number;
  /** Days by the person's calendar; left out: those of UTC. */
  dayOf?: DayOf;
}

export interface Statistics {
  jobs: number;
  images: number;
  byState: Partial<Record<JobState, number>>;
  byKind: Record<string, number>;
  /** Part of the jobs that came to an end without being cancelled which are done, 0 to 1; left out when there are none. */
  successRate?: number;
  /** Milliseconds from being handed in to done, over all that were done; `slowTime` is the 95th percentile. */
  meanTime?: number;
  slowTime?: number;
  byProvider: {
    id: string;
    name: string;
    type: string;
    jobs: number;
    done: number;
    failed: number;
    /** Milliseconds from being handed in to done. */
    meanTime?: number;
    /** 95th percentile of the same. */
    slowTime?: number;
  }[];
  /** Days on which there were jobs; `start` is their midnight. */
  byDay: { start: number; jobs: number; done: number; failed: number }[];
  /** Jobs of each day by state, by kind, and by configuration (its id). */
  overTime: Record<'state' | 'kind' | 'provider', { start: number; name: string; jobs: number }[]>;
  /** Money of the same span. */
  spending: Spending;
}

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
