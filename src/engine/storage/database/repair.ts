/**
 * Repairs a damaged history: the file is renamed and kept, and a new database gets every row that can still be read,
 * because there may be jobs that run at a provider and are paid for. Images without a row are recovered by
 * `services/recoverImages.ts`.
 */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { EaselError, fail } from '../../../shared/model/easelError';
import { databaseFile, isDamage, openDatabase, storageFailure, suspectSuffix, type Database } from './database';

export interface OpenedHistory {
  database: Database;
  /** The repair of a damaged or missing database, by this start or by an earlier one that was interrupted. */
  repair?: Repair;
}

export interface Repair {
  /** Name of the damaged file that was kept; left out if the database was missing. */
  copy?: string;
  /** Jobs that could still be read. */
  jobs: number;
  /** To be called when the images are recovered. */
  finished(): void;
}

/** Exists in the folder from before the damaged file is renamed until everything is recovered. */
const repairFile = 'easel.db.repairing';
/** Start of the note until all rows are copied. */
const unsalvagedPrefix = 'unsalvaged ';
/** Name of the image store's folder beside the database. Persisted. */
export const imageFolder = 'vault';

/**
 * Opens the history below `folder`. A damaged one is repaired, and so is a missing one whose images exist.
 * @param now For the name of the copy, milliseconds since 1970.
 * @throws EaselError `storage`; `database` with the code `in-use` when it is damaged and other windows have it open.
 */
export function openHistory(
  folder: string,
  { now, others }: { now: number; others(): readonly string[] },
): OpenedHistory {
  const note = readNote(folder);
  if (note?.isUnsalvaged) return repairDamaged(folder, { copy: note.copy, others });
  try {
    // Another window may recover the same images at the same time: each is added once.
    const isMissingWithImages = isMissing(folder) && existsSync(join(folder, imageFolder));
    if (isMissingWithImages && !note) writeNote(folder, '');
    const database = openDatabase(folder);
    if (!note && !isMissingWithImages) return { database };
    const copy = note?.copy;
    return { database, repair: { ...(copy ? { copy } : {}), jobs: countJobs(database), finished: removeNote(folder) } };
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
    return repairDamaged(folder, { copy: copyName(now), others }, thrown);
  }
}

interface Note {
  /** Empty: no damaged file was kept. */
  copy: string;
  isUnsalvaged: boolean;
}

function readNote(folder: string): Note | undefined {
  const file = join(folder, repairFile);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const isUnsalvaged = text.startsWith(unsalvagedPrefix);
  return { isUnsalvaged, copy: isUnsalvaged ? text.slice(unsalvagedPrefix.length) : text };
}

/** Written atomically: what it says decides whether jobs are recovered. */
function writeNote(folder: string, text: string): void {
  const part = join(folder, `${repairFile}.part`);
  writeFileSync(part, text);
  renameSync(part, join(folder, repairFile));
}

function removeNote(folder: string): () => void {
  return () => rmSync(join(folder, repairFile), { force: true });
}

/**
 * Every step can be repeated, now or by the next start: the note is written before the first rename, and says until the
 * last row is copied that a repair is under way.
 */
function repairDamaged(
  folder: string,
  { copy, others }: { copy: string; others(): readonly string[] },
  cause?: unknown,
): OpenedHistory {
  // Other windows would continue to write to the renamed file.
  if (others().length > 0) throw fail('storage', { reason: 'database', code: 'in-use' }, cause);
  let database: Database | undefined;
  try {
    writeNote(folder, unsalvagedPrefix + copy);
    renameDamaged(folder, copy);
    database = createDatabase(folder);
    const jobs = salvage(join(folder, copy), database);
    writeNote(folder, copy);
    return { database, repair: { copy, jobs, finished: removeNote(folder) } };
  } catch (thrown) {
    database?.close();
    throw storageFailure(thrown);
  }
}

/** A new database. A damaged one at this point has no data yet and is replaced. */
function createDatabase(folder: string): Database {
  try {
    return openDatabase(folder);
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
    for (const end of suffixes) rmSync(join(folder, databaseFile + end), { force: true });
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

/**
 * Suffixes of the files to rename. The database comes last: once it has its new name, all have, and a file with the old
 * name is the new history.
 */
const suffixes = ['-wal', '-shm', suspectSuffix, ''];

function renameDamaged(folder: string, copy: string): void {
  if (existsSync(join(folder, copy))) return;
  for (const end of suffixes) {
    const file = join(folder, databaseFile + end);
    if (existsSync(file)) renameSync(file, join(folder, copy + end));
  }
}

/** Tables in the order of their references. Leases and health are short-lived and not copied. */
const tables = ['jobs', 'images', 'secret_index', 'ledger'];

/**
 * Copies all readable rows; gives the number of jobs. Rows that an earlier start copied are kept.
 * @throws EaselError `storage` when the disk prevents it.
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

/** Undefined if it can't be opened at all. */
function openDamaged(file: string): DatabaseSync | undefined {
  try {
    return new DatabaseSync(file);
  } catch (thrown) {
    if (isTemporary(thrown)) throw thrown;
    return undefined;
  }
}

function countJobs(database: Database): number {
  return Number(database.one('SELECT COUNT(*) AS count FROM jobs')?.['count'] ?? 0);
}

/** After this many consecutive unreadableFile rows, the rest of the table is given up. */
const maxUnreadableRows = 2_000;

function* readableRows(damaged: DatabaseSync, table: string): Generator<Record<string, SQLInputValue>> {
  const next = prepared(damaged, table);
  let last = 0;
  for (let unreadableFile = 0; next && unreadableFile < maxUnreadableRows;) {
    try {
      const row = next.get(last);
      if (!row) return;
      const { its_rowid: rowid, ...rest } = row;
      last = Number(rowid);
      unreadableFile = 0;
      yield rest;
    } catch (thrown) {
      if (isTemporary(thrown)) throw thrown;
      last += 1;
      unreadableFile += 1;
    }
  }
}

/** Undefined if the damaged file has no such table anymore. */
function prepared(damaged: DatabaseSync, table: string): ReturnType<DatabaseSync['prepare']> | undefined {
  try {
    return damaged.prepare(`SELECT rowid AS its_rowid, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT 1`);
  } catch (thrown) {
    if (isTemporary(thrown)) throw thrown;
    return undefined;
  }
}

/**
 * Primary result codes of SQLite with a temporary cause, such as the machine or another process:
 * https://sqlite.org/rescode.html
 */
const temporaryCodes = [5, 6, 7, 8, 10, 13, 14];
/**
 * Extended result codes of I/O errors (10) that are caused by the file: a read, a short read, a corrupt file system.
 */
const unreadableFile = [266, 522, 8458];

/** Whether the same operation may succeed another time, so that no data is given up because of it. */
function isTemporary(thrown: unknown): boolean {
  const cause: unknown = thrown instanceof EaselError ? thrown.cause : thrown;
  if (!(cause instanceof Error) || !('errcode' in cause)) return false;
  const code = Number(cause.errcode);
  return temporaryCodes.includes(code & 0xff) && !unreadableFile.includes(code);
}

function insert(database: Database, table: string, row: Record<string, SQLInputValue>): void {
  // Generated columns can't be inserted, and columns of a newer schema don't exist here.
  const known = database.all(`SELECT name FROM pragma_table_xinfo('${table}') WHERE hidden = 0`);
  const columns = known.map(({ name }) => String(name)).filter((name) => name in row);
  const sql = `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  try {
    if (typeof row['facts'] === 'string') JSON.parse(row['facts']);
    database.run(sql, ...columns.map((name) => row[name] ?? null));
  } catch (thrown) {
    if (isTemporary(thrown)) throw thrown;
    // Its job could not be read, or the row itself is corrupt.
  }
}
