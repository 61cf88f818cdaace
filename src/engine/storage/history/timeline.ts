/**
 * Every entry in its order, kept in memory as a few numbers each: how the history spreads, and where the entry at any place
 * of it stands, without reading what lies before. It follows changes by their time, those of other windows included.
 */
import { finalStates } from '../../../shared/model/jobs';
import type { HistoryQuery } from '../../domain/history';
import type { Database, Row } from '../database/database';
import { filters, wordsOf } from './search';

type Uncut = Omit<HistoryQuery, 'limit'>;

/** The jobs with entries that a query finds, in its order. True until something changes: it stands on lists that go on. */
export interface Found {
  /** Places of the jobs in the lists of {@link Jobs}, and how many entries stand before those of each. */
  places: Int32Array;
  starts: Int32Array;
  jobs: Jobs;
}

/** Every job there is. The lists are of one length, the oldest first, so that what is new goes to the end. */
export interface Jobs {
  rowids: number[];
  /** When each job was made. */
  times: number[];
  /** A character for each entry of the job: width by height in thousandths; 1000 where there is no picture. */
  shapes: string[];
}

export interface Timeline {
  find(query: Uncut): Found;
}

/** Queries whose answers are kept until something changes: a page asks for its parts one by one. */
const mostFound = 4;
const finals = finalStates.map((state) => `'${state}'`).join(', ');
// A job under way belongs to the list of jobs; nothing of it is here before its pictures are.
const shape = `CASE WHEN deleted_at IS NOT NULL THEN '' WHEN shapes IS NOT NULL THEN shapes
  WHEN state IN (${finals}) THEN char(1000) ELSE '' END`;

export function createTimeline(database: Database): Timeline {
  let all: Jobs = { rowids: [], times: [], shapes: [] };
  let lastChange = -1;
  const kept = new Map<string, Found>();

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
    if (!changed?.every(takeOver)) rebuild();
    lastChange = change;
    kept.clear();
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

  /** @returns False when it belongs between others, where the lists can not take it. */
  function takeOver(row: Row): boolean {
    const { rowids, times, shapes } = all;
    const [rowid, time] = [Number(row['rowid']), Number(row['created_at'])];
    const at = documentAnchorOf(rowid, time);
    if (at < rowids.length && rowids[at] !== rowid) return false;
    rowids[at] = rowid;
    times[at] = time;
    shapes[at] = String(row['shape']);
    return true;
  }

  /** Index of the job, or the one where it would stand. */
  function documentAnchorOf(rowid: number, time: number): number {
    const { rowids, times } = all;
    return firstIndex(rowids.length, (index) => {
      const other = times[index] ?? 0;
      return other > time || (other === time && (rowids[index] ?? 0) >= rowid);
    });
  }

  function find(query: Uncut): Found {
    refresh();
    const { limit: _limit, offset: _offset, ...asked } = query as HistoryQuery;
    const key = JSON.stringify(asked);
    const known = kept.get(key);
    if (known) return known;
    const found = search(asked);
    if (kept.size >= mostFound) kept.delete(kept.keys().next().value ?? '');
    kept.set(key, found);
    return found;
  }

  function search(query: Uncut): Found {
    const filter = filterFor(database, query);
    const favorites = query.favoritesOnly ? favoriteShapes(database) : undefined;
    const jobs = favorites ? { ...all, shapes: all.rowids.map((rowid) => favorites.get(rowid) ?? '') } : all;
    const { rowids, times } = all;
    const { from = -Infinity, before = Infinity } = query;
    const isOldestFirst = query.order === 'oldest';
    const places = new Int32Array(rowids.length);
    const starts = new Int32Array(rowids.length);
    let count = 0;
    let start = 0;
    // A hundred thousand rounds for every key that is typed into the search: plain numbers, and nothing made anew.
    for (let step = 0; step < rowids.length; step += 1) {
      const place = isOldestFirst ? step : rowids.length - 1 - step;
      const time = times[place] ?? 0;
      const entries = all.shapes[place] === '' ? 0 : (jobs.shapes[place] ?? '').length;
      if (entries === 0 || time < from || time >= before) continue;
      if (filter && filter.hits[rowids[place] ?? 0] !== filter.wanted) continue;
      places[count] = place;
      starts[count] = start;
      count += 1;
      start += entries;
    }
    return { places: places.subarray(0, count), starts: starts.subarray(0, count), jobs };
  }

  return { find };
}

/** Index of the first that fits, all behind it fitting as well; `length` when none does. */
export function firstIndex(length: number, fits: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many conditions each job meets, by its row, and how many it has to meet; undefined when all jobs are looked for. */
function filterFor(database: Database, query: Uncut): { hits: Uint8Array; wanted: number } | undefined {
  const sets: number[][] = [];
  const { indexed, short } = wordsOf(query.text);
  if (indexed.length > 0) {
    const sql = 'SELECT group_concat(rowid) AS rowids FROM prompts WHERE prompts MATCH ?';
    sets.push(numbers(database.one(sql, indexed.join(' AND ')), 'rowids'));
  }
  // What was deleted is out of the timeline already; each of these is answered by an index alone where it is asked alone.
  const { text: _text, from: _from, before: _before, ...lists } = query;
  const { where, values } = filters({ ...lists, text: short.join(' ') });
  if (where !== '') {
    sets.push(
      numbers(database.one(`SELECT group_concat(rowid) AS rowids FROM jobs WHERE ${where}`, ...values), 'rowids'),
    );
  }
  if (sets.length === 0) return undefined;
  let most = 0;
  for (const set of sets) for (const rowid of set) if (rowid > most) most = rowid;
  const hits = new Uint8Array(most + 1);
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

/** Of a column of whole numbers with commas between: a row for each would take several times as long. */
function numbers(row: Row | undefined, name: string): number[] {
  return JSON.parse(`[${String(row?.[name] ?? '')}]`) as number[];
}
