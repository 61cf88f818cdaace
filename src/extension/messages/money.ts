/** Prices, sums and caps in words. Pure. */
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
import type { Translate } from '../../shared/format/translate';

const signs: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£' };

/** `¥0.09`, `12 credits`, `0.27 CHF` */
export function formatMoney({ amount, currency }: Money, t: Translate): string {
  const sign = signs[currency];
  if (sign !== undefined) return `${sign}${figure(amount)}`;
  if (currency === 'credits') return t('{remaining} credits', { remaining: short(amount) });
  if (currency === 'coins' || currency === 'rh coins') return t('{remaining} coins', { remaining: short(amount) });
  return `${/^[A-Z]{3}$/.test(currency) ? figure(amount) : short(amount)} ${currency}`;
}

/** Two places, and more where a picture costs less than a cent. */
function figure(amount: number): string {
  return amount === 0 || amount >= 0.1 || Number(amount.toFixed(2)) === amount ? amount.toFixed(2) : short(amount);
}

function short(amount: number): string {
  return String(Number(amount.toPrecision(amount >= 100 ? 6 : 3)));
}

/** `about ¥0.09`, `free` or `price unknown`: what so many calls and pictures come to. */
export function formatCost(price: Price | undefined, usage: Usage, t: Translate): string {
  const amount = amountOf(price, usage);
  if (price === undefined || amount === undefined) return t('price unknown');
  if (price === 'free') return t('free');
  return t('about {amount}', { amount: formatMoney({ amount, currency: price.currency }, t) });
}

/** The same with where it is from: `about ¥0.09 (price of 3 March 2026, yours to edit)`. */
export function formatDatedCost(price: Price | undefined, usage: Usage, t: Translate): string {
  const words = formatCost(price, usage, t);
  if (price === undefined || price === 'free') return words;
  if (price.asOf === '') return t('{cost} (your price, undated)', { cost: words });
  return t('{cost} (your price from {date})', { cost: words, date: formatDay(price.asOf, t) });
}

/** `3 March 2026`, of `2026-03-03` */
export function formatDay(day: string, t: Translate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return t('{month} {day}, {year}', { day: Number(date), month: monthWords(Number(month), t), year });
}

function monthWords(month: number, t: Translate): string {
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

/** What is to be paid, as the doors count it. */
export interface Pay {
  calls: number;
  /** Pictures that will come. */
  results: number;
  price?: Price;
}

/** `3 calls, about ¥0.09 (price of 3 March 2026, yours to edit)`; calls where they are not one, and say something. */
export function formatPrice({ calls, results, price }: Pay, t: Translate): string {
  const cost = formatDatedCost(price, { calls, images: results }, t);
  return withCalls({ calls, results, ...(price ? { price } : {}) }, cost, t);
}

/** The same without the date, for where it stands many times. */
export function formatShortPrice({ calls, results, price }: Pay, t: Translate): string {
  const cost = formatCost(price, { calls, images: results }, t);
  return withCalls({ calls, results, ...(price ? { price } : {}) }, cost, t);
}

function withCalls({ calls, results, price }: Pay, cost: string, t: Translate): string {
  if (price === 'free') return cost;
  const saysMore = calls !== results || (price !== undefined && calls > 1);
  return saysMore ? [formatCalls(calls, t), cost].join(t(', ')) : cost;
}

/** For a button and beside it: `3 calls, about ¥0.09 (price of 3 March 2026, yours to edit)`. */
export function formatEstimate(estimate: Estimate, t: Translate): string {
  return formatPrice(payOf(estimate), t);
}

/** An estimate as the doors count it. */
export function payOf({ calls, images, price }: Estimate): Pay {
  return { calls, results: images, ...(price ? { price } : {}) };
}

/** What a job came to, or may: undefined where there is nothing to say. */
export function formatJobMoney({ state, estimated, priceDate, reported }: JobMoney, t: Translate): string | undefined {
  if (state === 'released') return t('Not charged');
  if (estimated?.currency === '' && !reported) return t('free');
  const money = reported ?? estimated;
  const amount = money && formatMoney(money, t);
  const text = amount ?? t('price unknown');
  switch (state) {
    case 'reserved':
      if (reported) return text;
      return amount === undefined ? text : t('about {amount} (reserved)', { amount });
    case 'open':
      return t('{amount} (you may still be charged)', { amount: text });
    case 'settled':
      if (reported || amount === undefined) return text;
      return priceDate === undefined
        ? t('about {amount}', { amount })
        : t('about {amount} (your price from {date})', { amount, date: formatDay(priceDate, t) });
  }
}

/** The same for a line of a list: only what is known and not free. */
export function formatShortJobMoney({ state, estimated, reported }: JobMoney, t: Translate): string | undefined {
  const money = reported ?? estimated;
  if (!money || money.currency === '' || state === 'released') return undefined;
  const amount = formatMoney(money, t);
  if (state === 'open') return t('{amount} (you may still be charged)', { amount });
  return reported ? amount : t('about {amount}', { amount });
}

/** `¥3.20 · 48 credits · and 2 of unknown price`; `nothing` where there is nothing. */
export function formatTotal(totals: readonly MoneyTotal[], unknown: number, t: Translate): string {
  const parts = totals.map((total) => formatMoney(total, t));
  if (unknown > 0) parts.push(t('jobs with unknown price: {count}', { count: unknown }));
  return parts.length > 0 ? parts.join(' · ') : t('None');
}

/** `¥3.20 of ¥10.00 today` */
export function formatCapState({ period, currency, cap, spent }: CapState, t: Translate): string {
  const values = { spent: formatMoney({ amount: spent, currency }, t), cap: formatMoney({ amount: cap, currency }, t) };
  return period === 'day' ? t('{spent} of {cap} today', values) : t('{spent} of {cap} this month', values);
}

/** What is asked, or refused, when a cap would be passed. */
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

/** What a job is marked with that passed a cap which only warns. */
export function passedCapMessage(period: CapPeriod, t: Translate): string {
  return period === 'day'
    ? t('This job exceeded your daily spending cap.')
    : t('This job exceeded your monthly spending cap.');
}

/** Reads `0.03 CNY`, `¥0.03`, `12 credits`, `free` or `0`. Undefined: it can't be read. */
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
