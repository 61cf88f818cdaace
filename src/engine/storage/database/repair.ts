/**
 * A damaged history is set aside, whole, and a new one is made with every row of it that can still be read: among them may
 * be jobs that run at a provider and are paid for. Pictures without a row are found again by `desk/recover.ts`.
 */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { EaselError, fail } from '../../../shared/model/easelError';
import { databaseFile, isDamage, openDatabase, storageFailure, suspectEnd, type Database } from './database';

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

/** Stands in the folder from before the setting aside until all is found again. */
const repairFile = 'easel.db.repairing';
/** Begins the note as long as not every row was carried over. */
const unsalvaged = 'unsalvaged ';
/** Name of the vault's folder beside the database. */
export const imageFolder = 'vault';

/**
 * Opens the history below `folder`; a damaged one is mended, and so is one that is gone while its pictures are there.
 * @param now For the name of the copy, milliseconds since 1970.
 * @throws EaselError `storage`; `database` with the code `in-use` when it is damaged and other windows have it open.
 */
export function openHistory(
  folder: string,
  { now, others }: { now: number; others(): readonly string[] },
): OpenedHistory {
  const note = readNote(folder);
  if (note?.isUnsalvaged) return mend(folder, { copy: note.copy, others });
  try {
    // An unfinished start of another window that makes it just now finds the same pictures, and each is taken once.
    const isGone = isMissing(folder) && existsSync(join(folder, imageFolder));
    if (isGone && !note) writeNote(folder, '');
    const database = openDatabase(folder);
    if (!note && !isGone) return { database };
    const copy = note?.copy;
    return { database, repair: { ...(copy ? { copy } : {}), jobs: countJobs(database), finished: finishing(folder) } };
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
    return mend(folder, { copy: copyName(now), others }, thrown);
  }
}

interface Note {
  /** Empty: there is none. */
  copy: string;
  isUnsalvaged: boolean;
}

function readNote(folder: string): Note | undefined {
  const file = join(folder, repairFile);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const isUnsalvaged = text.startsWith(unsalvaged);
  return { isUnsalvaged, copy: isUnsalvaged ? text.slice(unsalvaged.length) : text };
}

/** All of it or nothing: what it says decides whether jobs are looked for. */
function writeNote(folder: string, text: string): void {
  const part = join(folder, `${repairFile}.part`);
  writeFileSync(part, text);
  renameSync(part, join(folder, repairFile));
}

function finishing(folder: string): () => void {
  return () => rmSync(join(folder, repairFile), { force: true });
}

/**
 * Each step can be done again, by this start or by the next one: the note comes before the first rename and says until the
 * last row is carried over that this is to be done.
 */
function mend(
  folder: string,
  { copy, others }: { copy: string; others(): readonly string[] },
  cause?: unknown,
): OpenedHistory {
  // They would go on writing into the file that is set aside.
  if (others().length > 0) throw fail('storage', { reason: 'database', code: 'in-use' }, cause);
  let database: Database | undefined;
  try {
    writeNote(folder, unsalvaged + copy);
    setAside(folder, copy);
    database = openAnew(folder);
    const jobs = salvage(join(folder, copy), database);
    writeNote(folder, copy);
    return { database, repair: { copy, jobs, finished: finishing(folder) } };
  } catch (thrown) {
    database?.close();
    throw storageFailure(thrown);
  }
}

/** Nothing went on in it yet: should it be broken as well, another one is made. */
function openAnew(folder: string): Database {
  try {
    return openDatabase(folder);
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
    for (const end of ends) rmSync(join(folder, databaseFile + end), { force: true });
    return openDatabase(folder);
  }
}

function isMissing(folder: string): boolean {
  const size = statSync(join(folder, databaseFile), { throwIfNoEntry: false })?.size ?? 0;
  return size === 0;
}

function copyName(now: number): string {
  const time = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  return `${databaseFile}.damaged-${time}`;
}

/** The database itself goes last: once it is there under its new name, all is, and what has the old one is the new history. */
const ends = ['-wal', '-shm', suspectEnd, ''];

function setAside(folder: string, copy: string): void {
  if (existsSync(join(folder, copy))) return;
  for (const end of ends) {
    const file = join(folder, databaseFile + end);
    if (existsSync(file)) renameSync(file, join(folder, copy + end));
  }
}

/** Tables in the order in which their rows refer to each other. Leases and health are of the moment. */
const tables = ['jobs', 'images', 'secret_index', 'ledger'];

/**
 * Copies what can be read, row by row; gives the number of jobs. What was copied by an earlier start stays as it is.
 * @throws EaselError `storage` when it is the disk that does not let it.
 */
function salvage(file: string, database: Database): number {
  if (!existsSync(file)) return countJobs(database);
  const damaged = openDamaged(file);
  try {
    return database.transaction(() => {
      if (damaged) {
        for (const table of tables) for (const row of readableRows(damaged, table)) insert(database, table, row);
      }
      database.run(
        `INSERT INTO prompts (rowid, prompt, negative_prompt)
         SELECT rowid,
           COALESCE((SELECT group_concat(value, char(10)) FROM json_each(facts, '$.request.prompts')), prompt),
           COALESCE(json_extract(facts, '$.request.negativePrompt'), '')
         FROM jobs WHERE rowid NOT IN (SELECT rowid FROM prompts)`,
      );
      return countJobs(database);
    });
  } finally {
    damaged?.close();
  }
}

/** Undefined when not even its beginning can be read. */
function openDamaged(file: string): DatabaseSync | undefined {
  try {
    return new DatabaseSync(file);
  } catch (thrown) {
    if (isHindrance(thrown)) throw thrown;
    return undefined;
  }
}

function countJobs(database: Database): number {
  return Number(database.one('SELECT COUNT(*) AS count FROM jobs')?.['count'] ?? 0);
}

/** After so many rows in a row that can not be read, nothing more is expected. */
const mostUnreadable = 2_000;

function* readableRows(damaged: DatabaseSync, table: string): Generator<Record<string, SQLInputValue>> {
  const next = prepared(damaged, table);
  let last = 0;
  for (let unreadable = 0; next && unreadable < mostUnreadable;) {
    try {
      const row = next.get(last);
      if (!row) return;
      const { its_rowid: rowid, ...rest } = row;
      last = Number(rowid);
      unreadable = 0;
      yield rest;
    } catch (thrown) {
      if (isHindrance(thrown)) throw thrown;
      last += 1;
      unreadable += 1;
    }
  }
}

/** Undefined when nobody knows any more that there was such a table. */
function prepared(damaged: DatabaseSync, table: string): ReturnType<DatabaseSync['prepare']> | undefined {
  try {
    return damaged.prepare(`SELECT rowid AS its_rowid, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT 1`);
  } catch (thrown) {
    if (isHindrance(thrown)) throw thrown;
    return undefined;
  }
}

/** Primary result codes of SQLite that tell of the machine or of another process, and pass: https://sqlite.org/rescode.html */
const hindrances = [5, 6, 7, 8, 10, 13, 14];
/** Of the failed reads and writes (10), those that tell of the file: a read, a short read, a broken file system. */
const unreadable = [266, 522, 8458];

/** True when the same thing may go well another time, so that nothing is to be given up for it. */
function isHindrance(thrown: unknown): boolean {
  const cause: unknown = thrown instanceof EaselError ? thrown.cause : thrown;
  if (!(cause instanceof Error) || !('errcode' in cause)) return false;
  const code = Number(cause.errcode);
  return hindrances.includes(code & 0xff) && !unreadable.includes(code);
}

function insert(database: Database, table: string, row: Record<string, SQLInputValue>): void {
  // Generated columns are not inserted, and those of a newer schema are not known.
  const known = database.all(`SELECT name FROM pragma_table_xinfo('${table}') WHERE hidden = 0`);
  const columns = known.map(({ name }) => String(name)).filter((name) => name in row);
  const sql = `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  try {
    if (typeof row['facts'] === 'string') JSON.parse(row['facts']);
    database.run(sql, ...columns.map((name) => row[name] ?? null));
  } catch (thrown) {
    if (isHindrance(thrown)) throw thrown;
    // A row whose job is lost, or that is garbage itself.
  }
}
