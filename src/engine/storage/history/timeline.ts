/**
 * An index in memory with a few numbers for each entry, in their order: the days of the history, and the entry at any
 * offset, without reading what precedes it. Updated from rows changed since, by other windows too.
 */
import { finalStates } from '../../../shared/model/jobs';
import type { HistoryQuery } from '../../domain/history';
import type { Database, Row } from '../database/database';
import { filters, wordsOf } from './search';

type UnlimitedQuery = Omit<HistoryQuery, 'limit'>;

/**
 * The jobs that match a query and have entries, in its order. Valid until the next change, because its arrays refer to
 * {@link Jobs}.
 */
export interface MatchingJobs {
  /** Indices of the jobs in the arrays of {@link Jobs}, and the number of entries before those of each. */
  positions: Int32Array;
  starts: Int32Array;
  jobs: Jobs;
}

/** All jobs. The arrays have the same length and start with the oldest job, so that new ones are appended. */
export interface Jobs {
  rowids: number[];
  /** When each job was created. */
  times: number[];
  /** A character for each entry of the job: width by height in thousandths; 1000 without an image. */
  shapes: string[];
}

export interface Timeline {
  find(query: UnlimitedQuery): MatchingJobs;
}

/** Number of queries whose results are cached until something changes: a page asks for its parts one by one. */
const maxCachedQueries = 4;
const finals = finalStates.map((state) => `'${state}'`).join(', ');
// An unfinished job is not in the history before it has images.
const shape = `CASE WHEN deleted_at IS NOT NULL THEN '' WHEN shapes IS NOT NULL THEN shapes
  WHEN state IN (${finals}) THEN char(1000) ELSE '' END`;

export function createTimeline(database: Database): Timeline {
  let all: Jobs = { rowids: [], times: [], shapes: [] };
  let lastChange = -1;
  const cachedQueries = new Map<string, MatchingJobs>();

  function refresh(): void {
    const change = Number(database.one('SELECT MAX(updated_at) AS last FROM jobs')?.['last'] ?? 0);
    if (change === lastChange) return;
    const changed =
      lastChange < 0
        ? undefined
        : database.all(
            `SELECT rowid, created_at, ${shape} AS shape FROM jobs WHERE updated_at > ? ORDER BY created_at, rowid`,
            lastChange,
          );
    if (!changed?.every(addOrUpdate)) rebuild();
    lastChange = change;
    cachedQueries.clear();
  }

  function rebuild(): void {
    const row = database.one(
      `SELECT group_concat(rowid) AS rowids, group_concat(created_at) AS times, group_concat(shape, char(10)) AS shapes
       FROM (SELECT rowid, created_at, ${shape} AS shape FROM jobs INDEXED BY jobs_seen ORDER BY created_at, rowid)`,
    );
    const rowids = numbers(row, 'rowids');
    const shapes = rowids.length === 0 ? [] : String(row?.['shapes']).split('\n');
    all = { rowids, times: numbers(row, 'times'), shapes };
  }

  /** Updates or appends a job. @returns False if it would have to be inserted in the middle. */
  function addOrUpdate(row: Row): boolean {
    const { rowids, times, shapes } = all;
    const [rowid, time] = [Number(row['rowid']), Number(row['created_at'])];
    const at = insertionIndex(rowid, time);
    if (at < rowids.length && rowids[at] !== rowid) return false;
    rowids[at] = rowid;
    times[at] = time;
    shapes[at] = String(row['shape']);
    return true;
  }

  /** Index of the job, or where it would be inserted. */
  function insertionIndex(rowid: number, time: number): number {
    const { rowids, times } = all;
    return firstIndex(rowids.length, (index) => {
      const other = times[index] ?? 0;
      return other > time || (other === time && (rowids[index] ?? 0) >= rowid);
    });
  }

  function find(query: UnlimitedQuery): MatchingJobs {
    refresh();
    const { limit: _limit, offset: _offset, ...unlimited } = query as HistoryQuery;
    const key = JSON.stringify(unlimited);
    const known = cachedQueries.get(key);
    if (known) return known;
    const found = search(unlimited);
    if (cachedQueries.size >= maxCachedQueries) cachedQueries.delete(cachedQueries.keys().next().value ?? '');
    cachedQueries.set(key, found);
    return found;
  }

  function search(query: UnlimitedQuery): MatchingJobs {
    const filter = filterFor(database, query);
    const favorites = query.favoritesOnly ? favoriteShapes(database) : undefined;
    const jobs = favorites ? { ...all, shapes: all.rowids.map((rowid) => favorites.get(rowid) ?? '') } : all;
    const { rowids, times } = all;
    const { from = -Infinity, before = Infinity } = query;
    const isOldestFirst = query.order === 'oldest';
    const positions = new Int32Array(rowids.length);
    const starts = new Int32Array(rowids.length);
    let count = 0;
    let start = 0;
    // Runs over 100,000 jobs for every key typed into the search: plain numbers, no allocation.
    for (let step = 0; step < rowids.length; step += 1) {
      const position = isOldestFirst ? step : rowids.length - 1 - step;
      const time = times[position] ?? 0;
      const entries = all.shapes[position] === '' ? 0 : (jobs.shapes[position] ?? '').length;
      if (entries === 0 || time < from || time >= before) continue;
      if (filter && filter.hits[rowids[position] ?? 0] !== filter.wanted) continue;
      positions[count] = position;
      starts[count] = start;
      count += 1;
      start += entries;
    }
    return { positions: positions.subarray(0, count), starts: starts.subarray(0, count), jobs };
  }

  return { find };
}

/** Binary search: the first index that fits, if all after it fit too; `length` if none does. */
export function firstIndex(length: number, fits: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many conditions each job meets, by its row ID, and how many it must meet; undefined if there are none. */
function filterFor(database: Database, query: UnlimitedQuery): { hits: Uint8Array; wanted: number } | undefined {
  const sets: number[][] = [];
  const { indexed, short } = wordsOf(query.text);
  if (indexed.length > 0) {
    const sql = 'SELECT group_concat(rowid) AS rowids FROM prompts WHERE prompts MATCH ?';
    sets.push(numbers(database.one(sql, indexed.join(' AND ')), 'rowids'));
  }
  // Deleted jobs are not in the timeline. An index alone answers each of these conditions when it is queried alone.
  const { text: _text, from: _from, before: _before, ...lists } = query;
  const { where, values } = filters({ ...lists, text: short.join(' ') });
  if (where !== '') {
    sets.push(
      numbers(database.one(`SELECT group_concat(rowid) AS rowids FROM jobs WHERE ${where}`, ...values), 'rowids'),
    );
  }
  if (sets.length === 0) return undefined;
  let maxRowid = 0;
  for (const set of sets) for (const rowid of set) if (rowid > maxRowid) maxRowid = rowid;
  const hits = new Uint8Array(maxRowid + 1);
  for (const set of sets) for (const rowid of set) hits[rowid] = (hits[rowid] ?? 0) + 1;
  return { hits, wanted: sets.length };
}

function favoriteShapes(database: Database): Map<number, string> {
  const rows = database.all(
    `SELECT jobs.rowid AS rowid, char(max(125, min(8000, width * 1000 / height))) AS shape
     FROM images JOIN jobs ON jobs.id = images.job_id WHERE images.favourite = 1 AND images.deleted_at IS NULL
     ORDER BY jobs.rowid, position`,
  );
  const shapes = new Map<number, string>();
  for (const row of rows) {
    const rowid = Number(row['rowid']);
    shapes.set(rowid, (shapes.get(rowid) ?? '') + String(row['shape']));
  }
  return shapes;
}

/** Parses whole numbers separated by commas. One row for each would take several times as long. */
function numbers(row: Row | undefined, name: string): number[] {
  return JSON.parse(`[${String(row?.[name] ?? '')}]`) as number[];
}
