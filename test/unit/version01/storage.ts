/** Opens today's engine on a copy of a storage folder that version 0.1.0 wrote. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { openEngine } from '../../../src/engine';
import type { Easel } from '../../../src/engine/surface/easel';
import type { ProviderEntry } from '../../../src/shared/model/entryNames';
import { drawPng } from '../../simulators/image';
import { FakeClock } from '../engine/fakeClock';
import { MemoryFiles, silentLog } from '../engine/rig';
import { fixtureFolder, readJson } from './fixture';

/** The files of `history/` and `open/`. */
export interface Stored {
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  /** URIs that had been written to the workspace. */
  files: string[];
}

export interface OpenedStorage {
  easel: Easel;
  clock: FakeClock;
  files: MemoryFiles;
  secrets: Map<string, string>;
  /** Names of secrets of providers that were looked for and are not there. */
  missing: string[];
  folder: string;
  end(): Promise<void>;
}

export interface OpenOptions {
  part: 'history' | 'open';
  /** When 0.1.0 wrote it, in milliseconds since 1970. */
  at: number;
  /** Milliseconds between then and now. */
  after: number;
  /** Texts of the stored data and what stands for them now: the services of a test have other addresses and task ids. */
  replacements?: ReadonlyMap<string, string>;
  clock?: FakeClock;
  /** Changes an entry of `easel.providers`. */
  entry?(entry: ProviderEntry): ProviderEntry;
}

export async function openStorage({ part, at, after, ...options }: OpenOptions): Promise<OpenedStorage> {
  const replacements = [...(options.replacements ?? [])];
  const folder = mkdtempSync(join(tmpdir(), 'easel-'));
  cpSync(join(fixtureFolder, part, 'storage'), folder, { recursive: true });
  replaceIn(unpackDatabase(folder), replacements);
  for (const name of windowsIn(folder)) utimesSync(join(folder, 'windows', name), at / 1000, at / 1000);
  const { settings, secrets: kept, files: written } = readStored(part, replacements);
  const former = settings['easel.providers'] as ProviderEntry[];
  const entries = options.entry ? former.map(options.entry) : former;
  const clock = options.clock ?? new FakeClock(at + after);
  const files = new MemoryFiles();
  for (const uri of written) files.files.set(uri, new Uint8Array());
  const secrets = new Map(Object.entries(kept));
  const missing: string[] = [];
  const easel = await openEngine({
    storageFolder: folder,
    secrets: {
      get: (key) => {
        if (key.startsWith('provider/') && !secrets.has(key)) missing.push(key);
        return Promise.resolve(secrets.get(key));
      },
      set: (key, value) => Promise.resolve(void secrets.set(key, value)),
      delete: (key) => Promise.resolve(void secrets.delete(key)),
    },
    settings: {
      providers: () => entries,
      output: () => ({ folder: 'images', fileName: '{slug}' }),
      webhook: () => undefined,
      money: () => ({
        prices: settings['easel.prices'],
        caps: settings['easel.spending.caps'],
        atCap: settings['easel.spending.atCap'],
        timeZone: settings['easel.spending.timeZone'],
      }),
      storageLimit: () => undefined,
      onChange: () => ({ dispose() {} }),
    },
    files,
    assets: { read: () => Promise.reject(new Error('no assets here')) },
    codec: {
      draw: (order) => Promise.resolve(drawPng(64, 64, JSON.stringify(order))),
      convert: () => Promise.reject(new Error('no codec here')),
    },
    log: silentLog,
    isOnline: () => Promise.resolve(true),
    clock,
    windowId: 'window-of-today',
  });
  return {
    easel,
    clock,
    files,
    secrets,
    missing,
    folder,
    end: async () => {
      await easel.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function readStored(part: OpenOptions['part'], replacements: Iterable<readonly [string, string]> = []): Stored {
  const read = (name: string): unknown => {
    let text = JSON.stringify(readJson(`${part}/${name}.json`));
    for (const [before, now] of replacements) text = text.replaceAll(before, now);
    return JSON.parse(text);
  };
  return { settings: read('settings'), secrets: read('secrets'), files: read('files') } as Stored;
}

/** Gives the path of the database. @param folder A copy of a storage folder of the fixture. */
function unpackDatabase(folder: string): string {
  const database = join(folder, 'easel.db');
  writeFileSync(database, gunzipSync(readFileSync(`${database}.gz`)));
  rmSync(`${database}.gz`);
  return database;
}

/** The ids that services had given to tasks, by the id of the job. */
export function storedTasks(part: OpenOptions['part']): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'easel-'));
  cpSync(join(fixtureFolder, part, 'storage/easel.db.gz'), join(folder, 'easel.db.gz'));
  const database = new DatabaseSync(unpackDatabase(folder));
  const rows = database
    .prepare(
      `SELECT id, COALESCE(json_extract(facts, '$.ticket.taskId'), json_extract(facts, '$.ticket.id')) AS task
       FROM jobs WHERE task IS NOT NULL`,
    )
    .all();
  database.close();
  rmSync(folder, { recursive: true, force: true });
  return new Map(rows.map(({ id, task }) => [String(id), String(task)]));
}

function replaceIn(file: string, replacements: readonly (readonly [string, string])[]): void {
  const database = new DatabaseSync(file);
  for (const pair of replacements) {
    database.prepare('UPDATE jobs SET facts = replace(facts, ?, ?)').run(...pair);
    database.prepare('UPDATE secret_index SET origin = replace(origin, ?, ?)').run(...pair);
  }
  database.close();
}

function windowsIn(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'windows'));
  } catch {
    return [];
  }
}
