/** Faults below the engine: an image store that can't be written, a database that is full, locked or read-only. */
import files from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Faults {
  /** Code (`ENOSPC`) with which writing to the image store fails; undefined: it works. */
  imageStoreError: string | undefined;
  /** Files that can still be written before that. */
  imageStoreRoom: number;
  /** Every connection that the engine opened since. */
  connections: DatabaseSync[];
  /** Runs SQL on all of them. */
  sql(text: string): void;
  /** Removes the faults. */
  end(): void;
}

/** Call it before the engine opens. */
export function injectFaults(): Faults {
  const { open } = files;
  const { exec } = DatabaseSync.prototype;
  const connections = new Set<DatabaseSync>();
  const faults: Faults = {
    imageStoreError: undefined,
    imageStoreRoom: 0,
    get connections() {
      return [...connections].filter((connection) => connection.isOpen);
    },
    sql: (text) => faults.connections.forEach((connection) => exec.call(connection, text)),
    end: () => {
      files.open = open;
      DatabaseSync.prototype.exec = exec;
    },
  };
  files.open = async (...given) => {
    const isImageStore = given[1] === 'wx' && String(given[0]).includes('vault');
    if (!isImageStore || faults.imageStoreError === undefined) return open(...given);
    faults.imageStoreRoom -= 1;
    if (faults.imageStoreRoom >= 0) return open(...given);
    throw Object.assign(new Error(`${faults.imageStoreError}: injected`), { code: faults.imageStoreError });
  };
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
    connections.add(this);
    exec.call(this, sql);
  };
  return faults;
}

/** Holds the write lock of the database below `folder`, as a slow window would; gives a function that releases it. */
export function lockDatabase(folder: string): () => void {
  const other = new DatabaseSync(join(folder, 'easel.db'));
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}
