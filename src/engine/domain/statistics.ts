/** Sums over a span of time: jobs and money. */
import type { DayOf } from '../../shared/model/calendar';
import type { JobState } from '../../shared/model/jobs';
import type { CapState, MoneyTotal } from '../../shared/model/money';

export interface StatisticsQuery {
  /** Jobs created at `from` or later and before `to`. */
  from: number;
  to: number;
  /** Days of the user's calendar; left out: those of UTC. */
  dayOf?: DayOf;
}

export interface Statistics {
  jobs: number;
  images: number;
  byState: Partial<Record<JobState, number>>;
  byKind: Record<string, number>;
  /** Share of done jobs among those that ended without being canceled, 0 to 1; left out when there are none. */
  successRate?: number;
  /** Mean milliseconds from submit to done, of all jobs that are done; `slowTime` is the 95th percentile. */
  meanTime?: number;
  slowTime?: number;
  byProvider: {
    id: string;
    name: string;
    type: string;
    jobs: number;
    done: number;
    failed: number;
    /** Mean milliseconds from submit to done. */
    meanTime?: number;
    /** 95th percentile of the same. */
    slowTime?: number;
  }[];
  /** Days on which there were jobs; `start` is their midnight. */
  byDay: { start: number; jobs: number; done: number; failed: number }[];
  /** Jobs of each day by state, by kind, and by configuration (its ID). */
  overTime: Record<'state' | 'kind' | 'provider', { start: number; name: string; jobs: number }[]>;
  /** Money of the same time. */
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

/** Money that was spent, reserved, and perhaps billed in a span of time, each currency by itself. */
export interface Spending {
  totals: MoneyTotal[];
  byProvider: ProviderSpending[];
  /** In the order of the days. */
  byDay: DaySpending[];
  /** Jobs that were not free and have no known price; they are in no sum. */
  unknown: number;
  /** The present state of the user's caps. */
  caps: CapState[];
}
