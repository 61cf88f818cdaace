/** Points in the life of a process at which it can be made to die, without any chance to tidy up. */
import { channel } from 'node:diagnostics_channel';
import fs from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';

export const killPoints = [
  'POST made',
  'POST answered',
  'GET made',
  'GET answered',
  'before commit',
  'after commit',
  'before single write',
  'after single write',
  'vault: part file made',
  'vault: before the name',
  'vault: after the name',
  'delivery: before the write',
  'delivery: half written',
  'delivery: written',
  'marker: before',
  'marker: after',
  'secret: before',
  'secret: after',
] as const;

export type KillPoint = (typeof killPoints)[number];

/** Called at each point; it may not come back. */
export type AtPoint = (point: KillPoint) => void;

/** Lets `at` know of everything that happens below the ports of the engine: network, database, vault, marker. */
export function watchPoints(at: AtPoint, folders: { imageStore: string; pendingJobsFlag: string }): void {
  watchHttp(at);
  watchDatabase(at);
  watchVault(at, folders.imageStore);
  watchMarker(at, folders.pendingJobsFlag);
  syncBuiltinESMExports();
}

function watchHttp(at: AtPoint): void {
  const method = (message: unknown): string => (message as { request: { method: string } }).request.method;
  channel('http.client.request.start').subscribe((message) =>
    at(method(message) === 'POST' ? 'POST made' : 'GET made'),
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

function watchVault(at: AtPoint, folder: string): void {
  const { open, rename } = files;
  files.open = async (...given) => {
    const opened = await open(...given);
    if (String(given[0]).startsWith(folder) && given[1] === 'wx') at('vault: part file made');
    return opened;
  };
  files.rename = async (from, to) => {
    const isOurs = String(to).startsWith(folder);
    if (isOurs) at('vault: before the name');
    await rename(from, to);
    if (isOurs) at('vault: after the name');
  };
}

function watchMarker(at: AtPoint, file: string): void {
  const { writeFileSync, rmSync } = fs;
  fs.writeFileSync = (target, ...rest) => {
    if (target === file) at('marker: before');
    writeFileSync(target, ...rest);
    if (target === file) at('marker: after');
  };
  fs.rmSync = (target, ...rest) => {
    if (target === file) at('marker: before');
    rmSync(target, ...rest);
    if (target === file) at('marker: after');
  };
}
