/**
 * A damaged history is set aside, whole, and a new one is made with every row of it that can still be read: among them may
 * be jobs that run at a provider and are paid for. Pictures without a row are found again by `desk/recover.ts`.
 */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { fail } from '../failure';
import { databaseFile, isDamage, openDatabase, suspectEnd, type Database } from './database';

export interface OpenedHistory {
  database: Database;
  /** What was done to a damaged or missing one, now or in an earlier start that did not come to its end. */
  repair?: Repair;
}

export interface Repair {
  /** Name of the damaged file as it was kept; left out: there was none any more, only pictures. */
  copy?: string;
  /** Jobs that could still be read. */
  jobs: number;
  /** To be called when the pictures were found again. */
  finished(): void;
}

/** Stands in the folder from the setting aside until all is found again; holds the name of the copy, if there is one. */
const repairFile = 'easel.db.repairing';
/** Name of the vault's folder beside the database. */
export const vaultFolder = 'vault';

/**
 * Opens the history below `folder`; a damaged one is mended, and so is one that is gone while its pictures are there.
 * @param now For the name of the copy, milliseconds since 1970.
 * @throws EaselError `storage`; `database` with the code `in-use` when it is damaged and other windows have it open.
 */
export function openHistory(
  folder: string,
  { now, others }: { now: number; others(): readonly string[] },
): OpenedHistory {
  const note = join(folder, repairFile);
  const finished = (): void => rmSync(note, { force: true });
  try {
    // An unfinished start of another window that makes it just now finds the same pictures, and each is taken once.
    if (isMissing(folder) && existsSync(join(folder, vaultFolder))) writeFileSync(note, '');
    const database = openDatabase(folder);
    if (!existsSync(note)) return { database };
    const copy = readFileSync(note, 'utf8');
    return { database, repair: { ...(copy ? { copy } : {}), jobs: countJobs(database), finished } };
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
    // They would go on writing into the file that is set aside.
    if (others().length > 0) throw fail('storage', { reason: 'database', code: 'in-use' }, thrown);
    const copy = setAside(folder, now);
    writeFileSync(note, copy);
    const database = openDatabase(folder);
    return { database, repair: { copy, jobs: salvage(join(folder, copy), database), finished } };
  }
}

function isMissing(folder: string): boolean {
  const size = statSync(join(folder, databaseFile), { throwIfNoEntry: false })?.size ?? 0;
  return size === 0;
}

function setAside(folder: string, now: number): string {
  const time = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  const copy = `${databaseFile}.damaged-${time}`;
  for (const end of ['', '-wal', '-shm', suspectEnd]) {
    const file = join(folder, databaseFile + end);
    if (existsSync(file)) renameSync(file, join(folder, copy + end));
  }
  return copy;
}

/** Tables in the order in which their rows refer to each other. Leases and health are of the moment. */
const tables = ['jobs', 'images', 'secret_index', 'ledger'];

/** Copies what can be read, row by row; gives the number of jobs. */
function salvage(file: string, database: Database): number {
  let damaged: DatabaseSync | undefined;
  try {
    damaged = new DatabaseSync(file);
    const from = damaged;
    database.transaction(() => {
      for (const table of tables) for (const row of readableRows(from, table)) insert(database, table, row);
    });
  } catch {
    // Not even its beginning can be read.
  } finally {
    damaged?.close();
  }
  database.run(
    `INSERT INTO prompts (rowid, prompt, negative_prompt)
     SELECT rowid,
       COALESCE((SELECT group_concat(value, char(10)) FROM json_each(facts, '$.request.prompts')), prompt),
       COALESCE(json_extract(facts, '$.request.negativePrompt'), '')
     FROM jobs`,
  );
  return countJobs(database);
}

function countJobs(database: Database): number {
  return Number(database.one('SELECT COUNT(*) AS count FROM jobs')?.['count'] ?? 0);
}

/** After so many rows in a row that can not be read, nothing more is expected. */
const mostUnreadable = 2_000;

function* readableRows(damaged: DatabaseSync, table: string): Generator<Record<string, SQLInputValue>> {
  const next = damaged.prepare(`SELECT rowid AS its_rowid, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT 1`);
  let last = 0;
  for (let unreadable = 0; unreadable < mostUnreadable;) {
    try {
      const row = next.get(last);
      if (!row) return;
      const { its_rowid: rowid, ...rest } = row;
      last = Number(rowid);
      unreadable = 0;
      yield rest;
    } catch {
      last += 1;
      unreadable += 1;
    }
  }
}

function insert(database: Database, table: string, row: Record<string, SQLInputValue>): void {
  // Generated columns are not inserted, and those of a newer schema are not known.
  const known = database.all(`SELECT name FROM pragma_table_xinfo('${table}') WHERE hidden = 0`);
  const columns = known.map(({ name }) => String(name)).filter((name) => name in row);
  const sql = `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  try {
    if (typeof row['facts'] === 'string') JSON.parse(row['facts']);
    database.run(sql, ...columns.map((name) => row[name] ?? null));
  } catch {
    // A row whose job is lost, or that is garbage itself.
  }
}
