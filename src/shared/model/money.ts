/** Money as data: prices, what jobs came to, and sums of it. Amounts are in the currency's main unit (yuan, not fen). */

export interface Money {
  amount: number;
  /** ISO 4217 code in capitals, or the service's own unit such as `credits`. */
  currency: string;
}

/** What a picture or a call costs. Where nothing is known of it, there is no price: that is not the same as `free`. */
export type Price =
  | 'free'
  | (Money & {
      /** Day on which somebody looked: `2026-03-03`. */
      asOf: string;
      per: 'picture' | 'call';
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

/** One spelling for each unit: `cny` and `CNY` are the same money. */
export function sameUnit(text: string): string {
  const unit = text.trim();
  return /^[a-z]{3}$/i.test(unit) ? unit.toUpperCase() : unit.toLowerCase();
}

/** Sums of prices such as 0.1 and 0.2 without what binary fractions leave behind. */
export function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

/**
 * How sure a job's money is. `reserved`: it is under way; `settled`: it is over and this is what it came to; `open`: nobody
 * knows whether it is billed (lost, overdue, cancelled or failed after it was taken); `released`: surely not billed.
 */
export type MoneyState = 'reserved' | 'settled' | 'open' | 'released';

/** The money of one job, as it is kept. */
export interface JobMoney {
  state: MoneyState;
  /** By the price when it was started, left out: unknown. Later changes of the price do not change it. */
  estimated?: Money;
  /** Day of that price. */
  priceDate?: string;
  /** What the service itself said; it goes before the estimate. */
  reported?: Money;
}

/** Money of one currency over many jobs; the parts are within `amount`. */
export interface MoneyTotal extends Money {
  jobs: number;
  /** Said by the services themselves. */
  reported: number;
  /** Of jobs that are under way. */
  reserved: number;
  /** Of jobs of which nobody knows whether they are billed. */
  open: number;
}

export type CapPeriod = 'day' | 'month';

/** What a cap does: `refuse` starts nothing beyond it, `warn` lets the person decide. */
export type AtCap = 'warn' | 'refuse';

/** A cap of the person's own, and what counts against it now. */
export interface CapState {
  period: CapPeriod;
  currency: string;
  cap: number;
  /** Spent and reserved since the period began. */
  spent: number;
}

/** What something would come to before it is started. */
export interface Estimate extends Usage {
  /** Left out: unknown. */
  price?: Price;
  /** In the price's currency; left out: unknown. */
  amount?: number;
  /** The cap that it would pass, and what that does. */
  overCap?: CapState & { atCap: AtCap };
}
