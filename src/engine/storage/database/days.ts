/** Days by somebody's calendar, for queries: nobody's days are all of one length, so SQL can not reckon them. */
import { calendarOf } from '../../../shared/model/calendar';
import type { StatisticsQuery } from '../../domain/statistics';
import type { Database } from './database';

/**
 * To be joined, with {@link daysWith} as its value: when a day began, and from when to before when it counts. The limit, which
 * is none, makes SQLite read the JSON once, and not for every row that is joined.
 */
export const daysTable = `(SELECT json_extract(value, '$[0]') AS day, json_extract(value, '$[1]') AS since,
  json_extract(value, '$[2]') AS until FROM json_each(?) LIMIT -1)`;

const utc = calendarOf('UTC');

/** The days of a span on which there is anything, as JSON. @param column A column of times that has an index. */
export function daysWith(
  database: Database,
  column: 'jobs.created_at' | 'ledger.at',
  { from, to, dayOf = utc.dayOf }: StatisticsQuery,
): string {
  const [table] = column.split('.');
  const next = `SELECT MIN(${column}) AS next FROM ${table} WHERE ${column} >= ? AND ${column} < ?`;
  const days: [start: number, since: number, until: number][] = [];
  for (let since = from; ;) {
    const found = database.one(next, since, to)?.['next'];
    if (found === undefined || found === null) return JSON.stringify(days);
    const { start, end } = dayOf(Number(found));
    days.push([start, Math.max(start, from), Math.min(end, to)]);
    since = end;
  }
}
