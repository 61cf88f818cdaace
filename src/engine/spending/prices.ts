/** Parses `easel.prices`, and finds the price of a call in it. */
import { rounded, type Price } from '../../shared/model/money';
import type { JobKind } from '../../shared/model/jobs';
import type { SettingProblem } from '../domain/settingProblem';
import { readAmount, readCurrency, readText, isEntry, excerpt, type Entry, type Report } from './parseSettings';

/** One entry of the setting. */
export interface PriceEntry {
  /** ID of a configuration, or a provider type. */
  provider: string;
  model?: string;
  kind?: JobKind;
  price: Price;
}

export interface Prices {
  entries: PriceEntry[];
  problems: SettingProblem[];
}

const fields = ['provider', 'model', 'kind', 'amount', 'currency', 'per', 'asOf'];
const kinds: readonly JobKind[] = ['generate', 'edit', 'batch'];

/** Parses the whole setting. An invalid entry is left out and reported: its price is unknown, not free. */
export function readPrices(value: unknown): Prices {
  const problems: SettingProblem[] = [];
  const entries: PriceEntry[] = [];
  const setting = 'prices';
  if (value === undefined || value === null) return { entries, problems };
  if (!Array.isArray(value))
    return { entries, problems: [{ setting, problem: 'not-a-list', value: excerpt(value), expected: '[ … ]' }] };
  value.forEach((one: unknown, index) => {
    const mine: SettingProblem[] = [];
    const entry = readEntry(one, (problem) => mine.push({ setting, index, ...problem }));
    if (entry && mine.every(({ problem }) => problem === 'unknown-field')) entries.push(entry);
    problems.push(...mine);
  });
  return { entries, problems };
}

function readEntry(entry: unknown, report: Report): PriceEntry | undefined {
  if (!isEntry(entry)) {
    const expected = '{ "provider": …, "amount": …, "currency": … }';
    report({ problem: 'not-an-object', value: excerpt(entry), expected });
    return undefined;
  }
  for (const field of Object.keys(entry))
    if (!fields.includes(field)) report({ field: field.slice(0, 40), problem: 'unknown-field' });
  const provider = readText(entry, 'provider', report);
  if (entry['provider'] === undefined) report({ field: 'provider', problem: 'missing', expected: '"my-provider"' });
  const model = readText(entry, 'model', report);
  const kind = readChoice(entry, { field: 'kind', values: kinds }, report);
  const price = readPrice(entry, report);
  if (provider === undefined || price === undefined) return undefined;
  return { provider, ...(model === undefined ? {} : { model }), ...(kind === undefined ? {} : { kind }), price };
}

function readPrice(entry: Entry, report: Report): Price | undefined {
  if (entry['amount'] === undefined) report({ field: 'amount', problem: 'missing', expected: '0.03' });
  const amount = readAmount(entry, 'amount', report);
  if (amount === 0) return 'free';
  if (entry['currency'] === undefined) report({ field: 'currency', problem: 'missing', expected: '"CNY", "credits"' });
  const currency = readCurrency(entry, report);
  const per = readUnit(entry, report);
  const asOf = readText(entry, 'asOf', report) ?? '';
  if (asOf !== '' && !isDay(asOf))
    report({ field: 'asOf', problem: 'wrong-type', value: excerpt(asOf), expected: '2026-03-03' });
  if (amount === undefined || currency === undefined) return undefined;
  return { amount: rounded(amount), currency, per, asOf };
}

/** `picture` is what 0.1.0 called an image. */
function readUnit(entry: Entry, report: Report): 'image' | 'call' {
  if (entry['per'] === 'picture') return 'image';
  return readChoice(entry, { field: 'per', values: ['image', 'call'] as const }, report) ?? 'image';
}

function readChoice<Value extends string>(
  entry: Entry,
  { field, values }: { field: string; values: readonly Value[] },
  report: Report,
): Value | undefined {
  const value = entry[field];
  if (value === undefined) return undefined;
  const found = values.find((known) => known === value);
  if (found === undefined)
    report({
      field,
      problem: 'out-of-range',
      value: excerpt(value),
      rule: { kind: 'one-of', values: values.map((one) => JSON.stringify(one)) },
    });
  return found;
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A call whose price is looked up. */
export interface PricedCall {
  /** The ID of the configuration, and its IDs under former names of its type. */
  ids: readonly string[];
  /** The type and its former names. */
  types: readonly string[];
  model: string;
  kind: JobKind;
}

/**
 * The user's price for a call: the most specific entry. A model is more specific than a configuration, that than a
 * provider type, and that than a job kind; of equally specific entries, the later one wins.
 */
export function ownPrice(entries: readonly PriceEntry[], called: PricedCall): Price | undefined {
  let best: PriceEntry | undefined;
  for (const entry of entries) {
    if (fits(entry, called) && (!best || specificityOf(entry, called) >= specificityOf(best, called))) best = entry;
  }
  return best?.price;
}

function fits({ provider, model, kind }: PriceEntry, called: PricedCall): boolean {
  if (!called.ids.includes(provider) && !called.types.includes(provider)) return false;
  return (model === undefined || model === called.model) && (kind === undefined || kind === called.kind);
}

function specificityOf({ provider, model, kind }: PriceEntry, { ids }: PricedCall): number {
  return (model === undefined ? 0 : 4) + (ids.includes(provider) ? 2 : 0) + (kind === undefined ? 0 : 1);
}
