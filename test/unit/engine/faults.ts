/** Faults below the engine: a vault that can not be written, a database that is full, locked or read-only. */
import files from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Faults {
  /** Writing into the vault fails with this code (`ENOSPC`) until it is undefined again. */
  vaultCode: string | undefined;
  /** So many files can still be written before that. */
  vaultRoom: number;
  /** Every connection that the engine opened since. */
  connections: DatabaseSync[];
  /** Runs SQL on all of them. */
  sql(text: string): void;
  /** Everything as it was. */
  end(): void;
}

/** To be called before the engine opens. */
export function injectFaults(): Faults {
  const { open } = files;
  const { exec } = DatabaseSync.prototype;
  const connections = new Set<DatabaseSync>();
  const faults: Faults = {
    vaultCode: undefined,
    vaultRoom: 0,
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
    const isVault = given[1] === 'wx' && String(given[0]).includes('vault');
    if (!isVault || faults.vaultCode === undefined) return open(...given);
    faults.vaultRoom -= 1;
    if (faults.vaultRoom >= 0) return open(...given);
    throw Object.assign(new Error(`${faults.vaultCode}: injected`), { code: faults.vaultCode });
  };
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
    connections.add(this);
    exec.call(this, sql);
  };
  return faults;
}

/** Holds the write lock of the database below `folder`, as a window that is slow would; gives the way to let go. */
export function lockDatabase(folder: string): () => void {
  const other = new DatabaseSync(join(folder, 'easel.db'));
  other.exec('BEGIN IMMEDIATE');
  return () => {
    other.exec('ROLLBACK');
    other.close();
  };
}
