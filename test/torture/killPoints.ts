/** Points at which a process can be killed without a chance to clean up. */
import { channel } from 'node:diagnostics_channel';
import fs from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';

export const killPoints = [
  'POST sent',
  'POST answered',
  'GET sent',
  'GET answered',
  'before commit',
  'after commit',
  'before single write',
  'after single write',
  'image store: part file created',
  'image store: before rename',
  'image store: after rename',
  'delivery: before the write',
  'delivery: half written',
  'delivery: written',
  'flag: before',
  'flag: after',
  'secret: before',
  'secret: after',
] as const;

export type KillPoint = (typeof killPoints)[number];

/** Called at each point; it may not return. */
export type AtPoint = (point: KillPoint) => void;

/** Calls `at` for everything that happens below the ports of the engine: network, database, image store, pending jobs flag. */
export function watchPoints(at: AtPoint, folders: { imageStore: string; pendingJobsFlag: string }): void {
  watchHttp(at);
  watchDatabase(at);
  watchImageStore(at, folders.imageStore);
  watchPendingFlag(at, folders.pendingJobsFlag);
  syncBuiltinESMExports();
}

function watchHttp(at: AtPoint): void {
  const method = (message: unknown): string => (message as { request: { method: string } }).request.method;
  channel('http.client.request.start').subscribe((message) =>
    at(method(message) === 'POST' ? 'POST sent' : 'GET sent'),
  );
  channel('http.client.response.finish').subscribe((message) =>
    at(method(message) === 'POST' ? 'POST answered' : 'GET answered'),
  );
}

function watchDatabase(at: AtPoint): void {
  const { exec } = DatabaseSync.prototype;
  let depth = 0;
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
    if (sql.startsWith('BEGIN')) depth += 1;
    if (sql === 'COMMIT') at('before commit');
    exec.call(this, sql);
    if (sql === 'COMMIT' || sql === 'ROLLBACK') depth -= 1;
    if (sql === 'COMMIT') at('after commit');
  };
  const statements = StatementSync.prototype as { run(...values: unknown[]): unknown };
  const { run } = statements;
  statements.run = function (...values) {
    const isAlone = depth === 0;
    if (isAlone) at('before single write');
    const result = run.apply(this, values);
    if (isAlone) at('after single write');
    return result;
  };
}

function watchImageStore(at: AtPoint, folder: string): void {
  const { open, rename } = files;
  files.open = async (...given) => {
    const opened = await open(...given);
    if (String(given[0]).startsWith(folder) && given[1] === 'wx') at('image store: part file created');
    return opened;
  };
  files.rename = async (from, to) => {
    const isOurs = String(to).startsWith(folder);
    if (isOurs) at('image store: before rename');
    await rename(from, to);
    if (isOurs) at('image store: after rename');
  };
}

function watchPendingFlag(at: AtPoint, file: string): void {
  const { writeFileSync, rmSync } = fs;
  fs.writeFileSync = (target, ...rest) => {
    if (target === file) at('flag: before');
    writeFileSync(target, ...rest);
    if (target === file) at('flag: after');
  };
  fs.rmSync = (target, ...rest) => {
    if (target === file) at('flag: before');
    rmSync(target, ...rest);
    if (target === file) at('flag: after');
  };
}
