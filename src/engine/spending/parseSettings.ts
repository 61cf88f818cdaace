/** Parsers shared by the settings about money. */
import { sameUnit } from '../../shared/model/money';
import type { SettingProblem, ValueRule } from '../domain/settingProblem';

export type Entry = Record<string, unknown>;
export type Report = (problem: Omit<SettingProblem, 'index' | 'setting'>) => void;

export function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Cut to 60 characters. */
export function excerpt(value: unknown): string {
  const text = typeof value === 'string' ? value : String(JSON.stringify(value));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

export function readText(entry: Entry, field: string, report: Report): string | undefined {
  const value = entry[field];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  report({ field, problem: 'wrong-type', value: excerpt(value), rule: { kind: 'text' } });
  return undefined;
}

const maxAmount = 1e9;
const amountRule: ValueRule = { kind: 'number', min: 0, max: maxAmount };

/** Not below 0. */
export function readAmount(entry: Entry, field: string, report: Report): number | undefined {
  const value = entry[field];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value))
    report({ field, problem: 'wrong-type', value: excerpt(value), rule: amountRule });
  else if (value < 0 || value > maxAmount)
    report({ field, problem: 'out-of-range', value: excerpt(value), rule: amountRule });
  else return value;
  return undefined;
}

const maxCurrencyLength = 16;

/** @returns The unit in its one spelling, see `sameUnit`. */
export function readCurrency(entry: Entry, report: Report): string | undefined {
  const text = readText(entry, 'currency', report);
  if (text === undefined || text.length <= maxCurrencyLength) return text === undefined ? undefined : sameUnit(text);
  report({ field: 'currency', problem: 'out-of-range', value: excerpt(text), expected: 'CNY, USD, credits' });
  return undefined;
}
