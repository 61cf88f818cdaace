/** Words amounts, prices, totals and spending caps, and reads amounts that the user types. Pure. */
import {
  amountOf,
  sameUnit,
  type CapPeriod,
  type CapState,
  type Usage,
  type Estimate,
  type JobMoney,
  type Money,
  type MoneyTotal,
  type Price,
} from '../../shared/model/money';
import { factLine } from '../../shared/format/sentences';
import type { Translate } from '../../shared/format/translate';

const signs: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£' };

/** `¥0.09`, `12 credits`, `0.27 CHF` */
export function formatMoney({ amount, currency }: Money, t: Translate): string {
  const sign = signs[currency];
  if (sign !== undefined) return `${sign}${figure(amount)}`;
  const unit = currency.toLowerCase();
  if (unit === 'credits') return formatCredits(amount, t);
  if (unit === 'coins' || unit === 'rh coins') return formatCoins(amount, t);
  return `${/^[A-Z]{3}$/.test(currency) ? figure(amount) : short(amount)} ${currency}`;
}

export function formatCredits(amount: number, t: Translate): string {
  return amount === 1 ? t('1 credit') : t('{count} credits', { count: short(amount) });
}

export function formatCoins(amount: number, t: Translate): string {
  return amount === 1 ? t('1 coin') : t('{count} coins', { count: short(amount) });
}

/** Two decimal places, more for an image that costs less than a cent. */
function figure(amount: number): string {
  return amount === 0 || amount >= 0.1 || Number(amount.toFixed(2)) === amount ? amount.toFixed(2) : short(amount);
}

function short(amount: number): string {
  return String(Number(amount.toPrecision(amount >= 100 ? 6 : 3)));
}

/** `about ¥0.09`, `free` or `price unknown` */
export function formatCost(price: Price | undefined, usage: Usage, t: Translate): string {
  const amount = amountOf(price, usage);
  if (price === undefined || amount === undefined) return t('price unknown');
  if (price === 'free') return t('free');
  return t('about {amount}', { amount: formatMoney({ amount, currency: price.currency }, t) });
}

/** The same with the date of the price: `about ¥0.09 (your price from Mar 3, 2026)`. */
export function formatDatedCost(price: Price | undefined, usage: Usage, t: Translate): string {
  const value = amountOf(price, usage);
  if (price === undefined || price === 'free' || value === undefined) return formatCost(price, usage, t);
  const amount = formatMoney({ amount: value, currency: price.currency }, t);
  return price.asOf === ''
    ? t('about {amount} (your price, undated)', { amount })
    : t('about {amount} (your price from {date})', { amount, date: formatDay(price.asOf, t) });
}

/** `Mar 3, 2026`, of `2026-03-03` */
export function formatDay(day: string, t: Translate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return t('{month} {day}, {year}', { day: Number(date), month: monthName(Number(month), t), year });
}

function monthName(month: number, t: Translate): string {
  const names = [
    t('Jan'),
    t('Feb'),
    t('Mar'),
    t('Apr'),
    t('May'),
    t('Jun'),
    t('Jul'),
    t('Aug'),
    t('Sep'),
    t('Oct'),
    t('Nov'),
    t('Dec'),
  ];
  return names[month - 1] ?? String(month);
}

/** `1 call`, or `3 calls` */
export function formatCalls(calls: number, t: Translate): string {
  return calls === 1 ? t('1 call') : t('{count} calls', { count: calls });
}

/** What is paid for: calls and images at a price. */
export interface Charge {
  calls: number;
  /** Images that the calls return. */
  results: number;
  /** Undefined: unknown. */
  price?: Price;
}

/** `3 calls · about ¥0.09 (your price from Mar 3, 2026)`; without the calls where there is one for each image. */
export function formatPrice({ calls, results, price }: Charge, t: Translate): string {
  const cost = formatDatedCost(price, { calls, images: results }, t);
  return withCalls({ calls, results, ...(price ? { price } : {}) }, cost, t);
}

/** The same without the date of the price, for lists. */
export function formatShortPrice({ calls, results, price }: Charge, t: Translate): string {
  const cost = formatCost(price, { calls, images: results }, t);
  return withCalls({ calls, results, ...(price ? { price } : {}) }, cost, t);
}

function withCalls({ calls, results, price }: Charge, cost: string, t: Translate): string {
  if (price === 'free') return cost;
  const saysMore = calls !== results || (price !== undefined && calls > 1);
  return factLine([saysMore ? formatCalls(calls, t) : '', cost]);
}

export function formatEstimate(estimate: Estimate, t: Translate): string {
  return formatPrice(chargeOf(estimate), t);
}

export function chargeOf({ calls, images, price }: Estimate): Charge {
  return { calls, results: images, ...(price ? { price } : {}) };
}

/** What a job cost or may cost. */
export function formatJobMoney({ state, estimated, priceDate, reported }: JobMoney, t: Translate): string {
  if (state === 'released') return t('Not charged');
  if (estimated?.currency === '' && !reported) return t('free');
  const money = reported ?? estimated;
  const amount = money && formatMoney(money, t);
  if (amount === undefined) {
    return state === 'open' ? t('price unknown (you may still be charged)') : t('price unknown');
  }
  switch (state) {
    case 'reserved':
      return reported ? amount : t('about {amount} (reserved)', { amount });
    case 'open':
      return t('{amount} (you may still be charged)', { amount });
    case 'settled':
      if (reported) return amount;
      return priceDate === undefined
        ? t('about {amount}', { amount })
        : t('about {amount} (your price from {date})', { amount, date: formatDay(priceDate, t) });
  }
}

/** The same for a line of a list; undefined where it is free, unknown or not charged. */
export function formatShortJobMoney({ state, estimated, reported }: JobMoney, t: Translate): string | undefined {
  const money = reported ?? estimated;
  if (!money || money.currency === '' || state === 'released') return undefined;
  const amount = formatMoney(money, t);
  if (state === 'open') return t('{amount} (you may still be charged)', { amount });
  return reported ? amount : t('about {amount}', { amount });
}

/** `¥3.20 · 48 credits · 2 jobs with unknown price`, or `None` */
export function formatTotal(totals: readonly MoneyTotal[], unknown: number, t: Translate): string {
  const parts = totals.map((total) => formatMoney(total, t));
  if (unknown === 1) parts.push(t('1 job with unknown price'));
  if (unknown > 1) parts.push(t('{count} jobs with unknown price', { count: unknown }));
  return parts.length > 0 ? factLine(parts) : t('None');
}

/** `¥3.20 of ¥10.00 today` */
export function formatCapState({ period, currency, cap, spent }: CapState, t: Translate): string {
  const values = { spent: formatMoney({ amount: spent, currency }, t), cap: formatMoney({ amount: cap, currency }, t) };
  return period === 'day' ? t('{spent} of {cap} today', values) : t('{spent} of {cap} this month', values);
}

/** Asks or refuses when a request would exceed a cap. */
export function overCapMessage({ period, currency, cap, spent }: CapState, needed: number, t: Translate): string {
  const values = {
    cap: formatMoney({ amount: cap, currency }, t),
    spent: formatMoney({ amount: spent, currency }, t),
    needed: formatMoney({ amount: needed, currency }, t),
  };
  return period === 'day'
    ? t(
        "This request costs about {needed} and would exceed your daily cap of {cap}. You've spent or reserved {spent} today.",
        values,
      )
    : t(
        "This request costs about {needed} and would exceed your monthly cap of {cap}. You've spent or reserved {spent} this month.",
        values,
      );
}

/** The warning of a job that exceeded a cap which only warns. */
export function passedCapMessage(period: CapPeriod, t: Translate): string {
  return period === 'day'
    ? t('This job exceeded your daily spending cap.')
    : t('This job exceeded your monthly spending cap.');
}

/** Reads `0.03 CNY`, `¥0.03`, `12 credits`, `free` or `0`; undefined if it is none of these. */
export function parseMoney(text: string): Money | undefined {
  const line = text.trim();
  if (/^(free|0(\.0+)?|免费)$/iu.test(line)) return { amount: 0, currency: '' };
  const match = /^(\p{Sc}|[\p{L} ]{1,16})?\s*(\d{1,9}(?:[.,]\d{1,6})?)\s*(\p{Sc}|[\p{L} ]{1,16})?$/u.exec(line);
  const unit = (match?.[1] ?? match?.[3] ?? '').trim();
  if (!match || unit === '' || (match[1] !== undefined && match[3] !== undefined)) return undefined;
  return { amount: Number((match[2] ?? '').replace(',', '.')), currency: currencyOf(unit) };
}

const spoken: Record<string, string> = {
  '￥': 'CNY',
  元: 'CNY',
  块: 'CNY',
  美元: 'USD',
  欧元: 'EUR',
  积分: 'credits',
  点数: 'credits',
  币: 'rh coins',
  'rh 币': 'rh coins',
  coins: 'rh coins',
  credit: 'credits',
};

function currencyOf(unit: string): string {
  const sign = Object.keys(signs).find((code) => signs[code] === unit);
  if (sign !== undefined) return sign;
  return spoken[unit.toLowerCase()] ?? sameUnit(unit);
}
