/** The entries of the history: one for each image, and one for each job that ended without any. */
import type { DayOf } from '../../../shared/model/calendar';
import type { HistoryQuery, OutlineDay } from '../../domain/history';
import type { ImageRecord } from '../../domain/stores';
import type { Database } from '../database/database';
import { imageFrom } from '../stores/imageRecords';
import { createTimeline, firstIndex } from './timeline';

export interface StoredEntry {
  jobId: string;
  image?: ImageRecord;
}

export interface Entries {
  list(query: HistoryQuery): StoredEntry[];
  /** How many entries precede this one; undefined if the query does not match it. */
  indexOf(query: Omit<HistoryQuery, 'limit'>, jobId: string, imageId?: string): number | undefined;
  /** Days with entries, in the order of the query. */
  outline(query: Omit<HistoryQuery, 'limit'>, dayOf: DayOf): OutlineDay[];
}

export function createEntries(database: Database): Entries {
  const timeline = createTimeline(database);

  function entriesOf(
    rowids: readonly number[],
    { favoritesOnly }: Omit<HistoryQuery, 'limit'>,
  ): Map<number, StoredEntry[]> {
    const favorite = favoritesOnly ? ' AND images.favourite = 1' : '';
    const rows = database.all(
      `SELECT images.*, jobs.id AS entry_job, jobs.rowid AS entry_row
       FROM jobs LEFT JOIN images ON images.job_id = jobs.id AND images.deleted_at IS NULL${favorite}
       WHERE jobs.rowid IN (SELECT value FROM json_each(?)) ORDER BY images.position`,
      JSON.stringify(rowids),
    );
    const entries = new Map<number, StoredEntry[]>();
    for (const row of rows) {
      const rowid = Number(row['entry_row']);
      const entry = { jobId: String(row['entry_job']), ...(row['id'] === null ? {} : { image: imageFrom(row) }) };
      entries.set(rowid, [...(entries.get(rowid) ?? []), entry]);
    }
    return entries;
  }

  return {
    list: (query) => {
      const { positions, starts, jobs } = timeline.find(query);
      const from = query.offset ?? 0;
      // The range may start between the images of a job.
      const first = Math.max(0, firstIndex(starts.length, (index) => (starts[index] ?? 0) > from) - 1);
      const end = firstIndex(starts.length, (index) => (starts[index] ?? 0) >= from + query.limit);
      const part = Array.from(positions.subarray(first, end), (position) => jobs.rowids[position] ?? 0);
      const entries = entriesOf(part, query);
      const skipped = from - (starts[first] ?? 0);
      return part.flatMap((rowid) => entries.get(rowid) ?? []).slice(skipped, skipped + query.limit);
    },
    indexOf: (query, jobId, imageId) => {
      const { positions, starts, jobs } = timeline.find(query);
      const rowid = Number(database.one('SELECT rowid FROM jobs WHERE id = ?', jobId)?.['rowid']);
      const index = positions.indexOf(jobs.rowids.indexOf(rowid));
      if (index < 0) return undefined;
      const own = entriesOf([rowid], query).get(rowid) ?? [];
      const within = own.findIndex(({ image }) => imageId === undefined || image?.id === imageId);
      return within < 0 ? undefined : (starts[index] ?? 0) + within;
    },
    outline: (query, dayOf) => {
      const { positions, jobs } = timeline.find(query);
      const days: OutlineDay[] = [];
      let last: OutlineDay | undefined;
      let today = { start: 0, end: 0 };
      for (const position of positions) {
        const time = jobs.times[position] ?? 0;
        // Most entries have the same day as the previous one: the calendar is asked once for each day.
        if (time < today.start || time >= today.end) today = dayOf(time);
        if (last?.start !== today.start) days.push((last = { start: today.start, ratios: '' }));
        last.ratios += jobs.shapes[position] ?? '';
      }
      return days;
    },
  };
}
