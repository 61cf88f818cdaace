/** The user's spending caps, parsed from the settings, and the start of the day and the month that they are for. */
import { calendarOf, isTimeZone, type Calendar } from '../../shared/model/calendar';
import { type AtCap, type CapPeriod, type Money } from '../../shared/model/money';
import type { SettingProblem } from '../domain/settingProblem';
import { isEntry, readAmount, readCurrency, excerpt, type Report } from './parseSettings';

export interface Cap extends Money {
  period: CapPeriod;
}

export interface Caps {
  caps: Cap[];
  atCap: AtCap;
  /** True when a cap can't be read, so that the allowed amount is unknown. */
  isUnreadable: boolean;
  /** IANA name of the user's time zone; undefined: that of this machine. */
  timeZone: string | undefined;
  problems: SettingProblem[];
}

/** The values of `easel.spending.*`, unparsed. */
export interface SpendingValues {
  caps: unknown;
  atCap: unknown;
  timeZone: unknown;
}

export function readCaps({ caps: value, atCap, timeZone }: SpendingValues): Caps {
  const problems: SettingProblem[] = [];
  const caps = readList(value, problems);
  const isUnreadable = problems.some(({ problem }) => problem !== 'unknown-field');
  const zone = typeof timeZone === 'string' && timeZone.trim() !== '' ? timeZone.trim() : undefined;
  const isKnown = zone === undefined || isTimeZone(zone);
  if (!isKnown) {
    const expected = 'Asia/Shanghai, Europe/Berlin';
    problems.push({ setting: 'spending.timeZone', problem: 'out-of-range', value: excerpt(zone), expected });
  }
  // A misspelled value must not turn a limit into a warning.
  const rest = { atCap: atCap === 'warn' ? ('warn' as const) : ('refuse' as const), isUnreadable, problems };
  return { caps, ...rest, timeZone: isKnown ? zone : undefined };
}

function readList(value: unknown, problems: SettingProblem[]): Cap[] {
  const setting = 'spending.caps';
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.push({ setting, problem: 'not-a-list', value: excerpt(value), expected: '[ … ]' });
    return [];
  }
  return value.flatMap((entry: unknown, index) =>
    readCap(entry, (problem) => problems.push({ setting, index, ...problem })),
  );
}

const fields = ['currency', 'perDay', 'perMonth'];

function readCap(entry: unknown, report: Report): Cap[] {
  const expected = '{ "perDay": 10, "currency": "CNY" }';
  if (!isEntry(entry)) {
    report({ problem: 'not-an-object', value: excerpt(entry), expected });
    return [];
  }
  for (const field of Object.keys(entry))
    if (!fields.includes(field)) report({ field: field.slice(0, 40), problem: 'unknown-field' });
  const currency = readCurrency(entry, report);
  if (entry['currency'] === undefined) report({ field: 'currency', problem: 'missing', expected: '"CNY", "credits"' });
  if (entry['perDay'] === undefined && entry['perMonth'] === undefined)
    report({ field: 'perDay', problem: 'missing', expected });
  const perDay = readAmount(entry, 'perDay', report);
  const perMonth = readAmount(entry, 'perMonth', report);
  if (currency === undefined) return [];
  return [
    ...(perDay === undefined ? [] : [{ period: 'day' as const, amount: perDay, currency }]),
    ...(perMonth === undefined ? [] : [{ period: 'month' as const, amount: perMonth, currency }]),
  ];
}

const calendars = new Map<string | undefined, Calendar>();

/** Start of the day or month of `time` in that time zone. Milliseconds since 1970. */
export function startOf(period: CapPeriod, time: number, timeZone: string | undefined): number {
  const calendar = calendars.get(timeZone) ?? calendarOf(timeZone);
  calendars.set(timeZone, calendar);
  return period === 'day' ? calendar.dayOf(time).start : calendar.monthOf(time);
}
