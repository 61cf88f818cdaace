/** What a person looks back at: one entry for each picture, and one for each job that came to its end without any. */
import { finalStates } from '../../shared/model';
import type { HistoryQuery, OutlineDay } from '../easel';
import type { StoredImage } from '../stores';
import type { Database } from './database';
import { imageFrom } from './jobStore';
import { conditions, direction } from './search';

export interface StoredEntry {
  jobId: string;
  image?: StoredImage;
}

export interface Entries {
  list(query: HistoryQuery): StoredEntry[];
  /** Days with entries, in the order of the query. @param zoneMinutes The person's clock ahead of UTC. */
  outline(query: Omit<HistoryQuery, 'limit'>, zoneMinutes: number): OutlineDay[];
}

const day = 86_400_000;
const source = 'FROM jobs LEFT JOIN images ON images.job_id = jobs.id AND images.deleted_at IS NULL';
const finals = finalStates.map((state) => `'${state}'`).join(', ');

export function createEntries(database: Database): Entries {
  return {
    list: (query) => {
      const { where, values } = entryConditions(query);
      const order = direction(query);
      const sql = `SELECT images.*, jobs.id AS entry_job ${source} WHERE ${where}
        ORDER BY jobs.created_at ${order}, jobs.rowid ${order}, images.position LIMIT ? OFFSET ?`;
      return database.all(sql, ...values, query.limit, query.offset ?? 0).map((row) => ({
        jobId: String(row['entry_job']),
        ...(row['id'] === null ? {} : { image: imageFrom(row) }),
      }));
    },
    outline: (query, zoneMinutes) => {
      const { where, values } = entryConditions(query);
      const zone = zoneMinutes * 60_000;
      const sql = `SELECT CAST((jobs.created_at + ?) / ${day} AS INTEGER) AS day, COUNT(*) AS count ${source} WHERE ${where}
        GROUP BY day ORDER BY day ${direction(query)}`;
      return database
        .all(sql, zone, ...values)
        .map((row) => ({ start: Number(row['day']) * day - zone, count: Number(row['count']) }));
    },
  };
}

function entryConditions(query: Omit<HistoryQuery, 'limit'>): ReturnType<typeof conditions> {
  const { where, values } = conditions(query);
  // A job under way belongs to the list of jobs; nothing of it is here before its pictures are.
  const ended = `(images.id IS NOT NULL OR jobs.state IN (${finals}))`;
  const favourite = query.favouritesOnly ? ' AND images.favourite = 1' : '';
  return { where: `${where} AND ${ended}${favourite}`, values };
}
