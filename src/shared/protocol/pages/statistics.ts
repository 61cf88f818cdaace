/** The calls and the strings of the page Statistics. */

/** Days back from now; 0: everything. */
export type StatisticsSpan = 7 | 30 | 90 | 0;

/** How jobs are grouped over time. */
export type StatisticsSplit = 'state' | 'kind' | 'provider';

/** The period of one bar. */
export type BarUnit = 'day' | 'week' | 'month';

/** One part of every bar, in the order of the bars. */
export interface Series {
  name: string;
  values: number[];
}

/** Bars, each a stack of parts. */
export interface BarsView {
  unit: BarUnit;
  /** Midnight at the start of each bar, in the user's time zone; empty periods included. */
  starts: number[];
}

export interface CountLine {
  name: string;
  count: number;
}

export interface ProviderLine {
  id: string;
  name: string;
  jobs: number;
  done: number;
  failed: number;
  /** Milliseconds. */
  meanTime?: number;
  /** 95th percentile, milliseconds. */
  slowTime?: number;
}

/** Money of one currency. */
export interface MoneyView {
  currency: string;
  /** `about ¥1.20`, with the uncertain part. */
  total: string;
  /** For each provider; `text` is the amount with its currency. */
  providers: { name: string; amount: number; text: string }[];
  bars: Series;
}

export interface StatisticsView extends BarsView {
  jobs: number;
  images: number;
  /** 0 to 1; left out if no job ended. */
  successRate?: number;
  meanTime?: number;
  slowTime?: number;
  byState: CountLine[];
  byKind: CountLine[];
  byProvider: ProviderLine[];
  overTime: Record<StatisticsSplit, Series[]>;
  money: MoneyView[];
  /** Jobs that were not free and have no known price. */
  unpriced: number;
}

/** The balance of an account, or why it is unknown. */
export interface BalanceLine {
  name: string;
  text: string;
  isError: boolean;
}

export interface StatisticsApi {
  statistics(span: StatisticsSpan): Promise<StatisticsView>;
  /** Asks every enabled service that reports a balance. */
  balances(): Promise<BalanceLine[]>;
}

export interface StatisticsStrings {
  statistics: string;
  span: string;
  span7: string;
  span30: string;
  span90: string;
  spanAll: string;
  noStatistics: string;
  /** There are no jobs in the time span. */
  noStatisticsThen: string;
  figureJobs: string;
  figureImages: string;
  figureSuccess: string;
  successMeans: string;
  figureMean: string;
  figureSlow: string;
  slowMeans: string;
  jobsPerDay: string;
  jobsPerWeek: string;
  jobsPerMonth: string;
  splitBy: string;
  counts: string;
  providersAndTimes: string;
  times: string;
  columnJobs: string;
  columnDone: string;
  columnFailed: string;
  columnSuccess: string;
  columnMean: string;
  columnSlow: string;
  spentPerDay: string;
  spentPerWeek: string;
  spentPerMonth: string;
  /** `{currency}` */
  spentIn: string;
  /** `{currency}` */
  spentByProvider: string;
  unpriced: string;
  noSpending: string;
  left: string;
  noBalances: string;
  asTable: string;
  total: string;
  ask: string;
  asking: string;
}
