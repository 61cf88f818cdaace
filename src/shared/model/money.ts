/** Prices, costs and their sums. Amounts are in the currency's main unit (yuan, not fen). */

export interface Money {
  amount: number;
  /** ISO 4217 code in capitals, or the service's own unit such as `credits`. */
  currency: string;
}

/** What an image or a call costs. An unknown price is undefined, which is not the same as `free`. */
export type Price =
  | 'free'
  | (Money & {
      /** The day on which the price was looked up: `2026-03-03`. */
      asOf: string;
      per: 'image' | 'call';
    });

/** What a request uses of a service. */
export interface Usage {
  /** Calls that may be charged. */
  calls: number;
  /** Images that the calls return. */
  images: number;
}

/** The cost of a usage, in the price's currency. Undefined: unknown. */
export function amountOf(price: Price | undefined, { calls, images }: Usage): number | undefined {
  if (price === undefined) return undefined;
  return price === 'free' ? 0 : rounded(price.amount * (price.per === 'call' ? calls : images));
}

/** One spelling for each unit: `cny` and `CNY` are the same currency. */
export function sameUnit(text: string): string {
  const unit = text.trim();
  return /^[a-z]{3}$/i.test(unit) ? unit.toUpperCase() : unit.toLowerCase();
}

/** Removes the binary fractions that sums of prices such as 0.1 and 0.2 leave. */
export function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

/**
 * How certain the cost of a job is. `reserved`: the job is unfinished; `settled`: the job ended and this is its cost;
 * `open`: unknown whether it is charged (lost, overdue, or canceled or failed after it was received); `released`:
 * certainly not charged.
 */
export type MoneyState = 'reserved' | 'settled' | 'open' | 'released';

/** The stored money of one job. */
export interface JobMoney {
  state: MoneyState;
  /** By the price when it was started; left out: unknown. Later changes of the price don't change it. */
  estimated?: Money;
  /** Day of that price. */
  priceDate?: string;
  /** The cost that the service reported; it takes precedence over the estimate. */
  reported?: Money;
}

/** Whether a job is known to cost nothing: it counts against a quota at most. */
export function isFreeMoney(money: JobMoney | undefined): boolean {
  return money?.estimated?.currency === '' && money.reported === undefined;
}

/** Sum in one currency over many jobs; the other amounts are parts of `amount`. */
export interface MoneyTotal extends Money {
  jobs: number;
  /** Reported by the services. */
  reported: number;
  /** Of unfinished jobs. */
  reserved: number;
  /** Of jobs that may or may not be charged. */
  open: number;
}

export type CapPeriod = 'day' | 'month';

/** What happens above a cap: `refuse` starts nothing, `warn` lets the user decide. */
export type AtCap = 'warn' | 'refuse';

/** One of the user's spending caps, and what counts against it now. */
export interface CapState {
  period: CapPeriod;
  currency: string;
  cap: number;
  /** Spent and reserved since the start of the period. */
  spent: number;
}

/** What a request will cost, before it is started. */
export interface Estimate extends Usage {
  /** Left out: unknown. */
  price?: Price;
  /** In the price's currency; left out: unknown. */
  amount?: number;
  /** The cap that it would exceed, and what happens then. */
  overCap?: CapState & { atCap: AtCap };
}
