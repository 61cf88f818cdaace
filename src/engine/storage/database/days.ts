/** Calendar days for queries. Their lengths differ with the time zone, so SQL can't compute them. */
import { calendarOf } from '../../../shared/model/calendar';
import type { StatisticsQuery } from '../../domain/statistics';
import type { Database } from './database';

/**
 * A table to join, with {@link daysWith} as its value: start of the day, and the part of it that counts. `LIMIT -1`
 * limits nothing, but makes SQLite parse the JSON once instead of for every joined row.
 */
export const daysTable = `(SELECT json_extract(value, '$[0]') AS day, json_extract(value, '$[1]') AS since,
  json_extract(value, '$[2]') AS until FROM json_each(?) LIMIT -1)`;

const utc = calendarOf('UTC');

/** The days of a span that have any rows, as JSON. @param column A column of times that has an index. */
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
