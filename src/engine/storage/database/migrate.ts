/** Brings the schema of a database to the version of this Easel; a copy of the former one is kept. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fail } from '../../../shared/model/easelError';
import { migrations } from './migrations';

/** Brings the database to this Easel's schema. @param file The database, which is copied before; undefined if it is new. */
export function migrate(connection: DatabaseSync, file: string | undefined): void {
  const read = (): number => schemaOf(connection);
  const before = read();
  if (before > migrations.length) throw fail('storage', { reason: 'database', values: { version: before } });
  if (before === migrations.length) return;
  if (file !== undefined && before > 0) {
    copyBeforeMigration(connection, { version: before, name: `${file}.before-${before + 1}` });
  }
  connection.exec('BEGIN IMMEDIATE');
  try {
    // Another window may have migrated it while this one waited for the lock.
    for (let version = read(); version < migrations.length; version += 1) connection.exec(migrations[version] ?? '');
    connection.exec(`PRAGMA user_version = ${migrations.length}`);
    connection.exec('COMMIT');
  } catch (thrown) {
    rollBack(connection);
    throw thrown;
  }
}

/**
 * A copy gets its name when it is complete. An existing copy with other content (an older Easel used the database again
 * since) is kept, and the new one gets a number; an unreadable one is replaced.
 */
function copyBeforeMigration(connection: DatabaseSync, { version, name }: { version: number; name: string }): void {
  let copy = name;
  for (let number = 2; existsSync(copy); number += 1) {
    const last = lastChangeOf(copy);
    if (last === undefined) break;
    if (last === lastChangeIn(connection)) return;
    copy = `${name}-${number}`;
  }
  const part = `${copy}.part`;
  rmSync(part, { force: true });
  connection.prepare('VACUUM INTO ?').run(part);
  // If another window migrated in between, this is no copy of the former version.
  if (versionOf(part) === version) renameSync(part, copy);
  else rmSync(part, { force: true });
}

function versionOf(file: string): number {
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    return schemaOf(copy);
  } finally {
    copy.close();
  }
}

function schemaOf(connection: DatabaseSync): number {
  return Number(connection.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

/** The schema if a newer Easel made it. */
export function newerSchemaOf(connection: DatabaseSync): number | undefined {
  // Not prepared once: a statement may give the version that it was compiled for.
  const version = schemaOf(connection);
  return version > migrations.length ? version : undefined;
}

function lastChangeIn(connection: DatabaseSync): number {
  return Number(connection.prepare('SELECT MAX(updated_at) AS last FROM jobs').get()?.['last'] ?? 0);
}

/** Undefined if it can't be read. */
function lastChangeOf(copy: string): number | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(copy, { readOnly: true });
    return lastChangeIn(database);
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
}

/** On a full disk SQLite rolls back by itself, and ROLLBACK fails; that error must not hide the cause. */
export function rollBack(connection: DatabaseSync): void {
  try {
    connection.exec('ROLLBACK');
  } catch {
    // There is no transaction anymore.
  }
}
