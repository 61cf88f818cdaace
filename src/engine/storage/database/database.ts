/** One SQLite file shared by all windows: write-ahead log, short transactions, a copy before every migration. */
import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { EaselError, fail } from '../../../shared/model/easelError';
import { outdated } from '../../domain/outdated';
import { migrate, newerSchemaOf, rollBack } from './migrate';

export type Row = Record<string, SQLOutputValue>;

export interface Database {
  all(sql: string, ...values: SQLInputValue[]): Row[];
  one(sql: string, ...values: SQLInputValue[]): Row | undefined;
  run(sql: string, ...values: SQLInputValue[]): number;
  /** All or nothing; other windows wait. A nested transaction is part of the outer one. */
  transaction<Result>(work: () => Result): Result;
  /** A number that changes whenever another connection commits. */
  version(): number;
  /**
   * The version of the schema if a newer Easel migrated the database while it was open here, or else undefined. Nothing may
   * be started then: this Easel doesn't know what the rows mean.
   */
  newerSchema(): number | undefined;
  close(): void;
}

/** Milliseconds that a statement waits for another window, which blocks the extension host. */
const busyTimeout = 500;

/** Name of the database in the storage folder. */
export const databaseFile = 'easel.db';
/** Bytes. Smaller databases are checked each time they are opened, which takes a few hundredths of a second. */
const quickCheckBelow = 8 * 1024 * 1024;
/** Suffix of a marker file beside the database: damage was found, so the next opening checks it, whatever its size. */
export const suspectSuffix = '.suspect';

/**
 * Opens or creates the database below `folder`.
 * @throws EaselError `storage` `database` when the file is damaged (see {@link isDamage}) or was written by a newer
 * Easel; `storage` `read-only` and the like when the folder is not writable.
 */
export function openDatabase(folder: string): Database {
  const file = join(folder, databaseFile);
  const suspect = file + suspectSuffix;
  let connection: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    connection = new DatabaseSync(file);
    connection.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    if (existsSync(suspect) || (size !== undefined && size < quickCheckBelow)) check(connection);
    rmSync(suspect, { force: true });
    migrate(connection, size === undefined ? undefined : file);
    return wrap(connection, suspect);
  } catch (thrown) {
    connection?.close();
    throw storageFailure(accessErrorOf(folder, thrown));
  }
}

/** SQLite does not report why it can't open a file; the file system does. */
function accessErrorOf(folder: string, thrown: unknown): unknown {
  const cannotOpen = 14;
  if (!(thrown instanceof Error) || !('errcode' in thrown) || (Number(thrown.errcode) & 0xff) !== cannotOpen)
    return thrown;
  try {
    accessSync(folder, constants.W_OK);
    return thrown;
  } catch (refusal) {
    return refusal;
  }
}

function check(connection: DatabaseSync): void {
  const result = connection.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (result !== 'ok') throw fail('storage', { reason: 'database', code: String(corrupt) });
}

/** Primary result codes of SQLite: https://sqlite.org/rescode.html */
const corrupt = 11;
const notADatabase = 26;

/** Whether the file itself is damaged, so that it will never open again. */
export function isDamage(thrown: unknown): boolean {
  if (!(thrown instanceof EaselError) || thrown.failure.reason !== 'database') return false;
  return [String(corrupt), String(notADatabase)].includes(thrown.failure.code ?? '');
}

function wrap(connection: DatabaseSync, suspect: string): Database {
  function guarded<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (thrown) {
      const newer = isStatementError(thrown) ? newerSchema() : undefined;
      if (newer !== undefined) throw outdated(newer);
      const failure = storageFailure(thrown);
      if (isDamage(failure)) markSuspect(suspect);
      throw failure;
    }
  }

  const newerSchema = (): number | undefined => newerSchemaOf(connection);
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const prepare = (sql: string): ReturnType<DatabaseSync['prepare']> => {
    const known = statements.get(sql);
    if (known) return known;
    const made = connection.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  let depth = 0;

  function transaction<Result>(work: () => Result): Result {
    if (depth > 0) return work();
    connection.exec('BEGIN IMMEDIATE');
    depth += 1;
    try {
      const result = work();
      connection.exec('COMMIT');
      return result;
    } catch (thrown) {
      rollBack(connection);
      throw thrown;
    } finally {
      depth -= 1;
    }
  }

  return {
    all: (sql, ...values) => guarded(() => prepare(sql).all(...values)),
    one: (sql, ...values) => guarded(() => prepare(sql).get(...values)),
    run: (sql, ...values) => guarded(() => Number(prepare(sql).run(...values).changes)),
    transaction: (work) => guarded(() => transaction(work)),
    version: () => guarded(() => Number(prepare('PRAGMA data_version').get()?.['data_version'] ?? 0)),
    newerSchema: () => guarded(newerSchema),
    close: () => connection.close(),
  };
}

/** Whether SQLite doesn't understand a statement: it may name what a newer schema doesn't have. */
function isStatementError(thrown: unknown): boolean {
  const statementError = 1;
  return thrown instanceof Error && 'errcode' in thrown && thrown.errcode === statementError;
}

function markSuspect(file: string): void {
  try {
    writeFileSync(file, '');
  } catch {
    // The disk is full. The next error tries again.
  }
}

/** Turns errors of SQLite and of the file system into `storage` failures; other errors are returned unchanged. */
export function storageFailure(thrown: unknown): unknown {
  if (thrown instanceof EaselError || !(thrown instanceof Error)) return thrown;
  const detail = thrown.message.slice(0, 200);
  if (!('errcode' in thrown)) {
    const code = 'code' in thrown ? String(thrown.code) : '';
    if (code === 'ENOSPC' || code === 'EDQUOT') return fail('storage', { reason: 'disk-full', code }, thrown);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      return fail('storage', { reason: 'read-only', code }, thrown);
    return code.startsWith('E') && !code.startsWith('ERR_')
      ? fail('storage', { reason: 'database', code }, thrown)
      : thrown;
  }
  const code = Number(thrown.errcode) & 0xff;
  const full = 13;
  const readOnly = 8;
  if (code === full) return fail('storage', { reason: 'disk-full', code: String(code) }, thrown);
  if (code === readOnly) return fail('storage', { reason: 'read-only', code: String(code) }, thrown);
  return fail('storage', { reason: 'database', code: String(code), detail }, thrown);
}
