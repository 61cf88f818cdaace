/**
 * Files of the image store that are no longer needed. They are noted in the transaction that made them unnecessary, so
 * that they are deleted even if the process ends before.
 */
import type { StoredFile } from '../../domain/job';
import type { Database } from '../database/database';

/** @param at Since when, milliseconds since 1970. */
export function noteLeftovers(database: Database, files: readonly StoredFile[], at: number): void {
  for (const { hash, extension } of files) {
    database.run(
      `INSERT INTO leftovers (hash, extension, at) VALUES (?, ?, ?)
       ON CONFLICT (hash) DO UPDATE SET at = MAX(at, excluded.at)`,
      hash,
      extension,
      at,
    );
  }
}

/** Files noted at `time` or before. */
export function readLeftovers(database: Database, time: number): StoredFile[] {
  const rows = database.all('SELECT hash, extension FROM leftovers WHERE at <= ?', time);
  return rows.map((row) => ({ hash: String(row['hash']), extension: String(row['extension']) }));
}

export function forgetLeftovers(database: Database, files: readonly Pick<StoredFile, 'hash'>[]): void {
  for (const { hash } of files) database.run('DELETE FROM leftovers WHERE hash = ?', hash);
}
