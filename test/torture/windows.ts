/** Several processes on one storage folder, as windows of one editor are. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { projectRoot, removeFolder, temporaryFolder } from '../harness/files/paths';
import { until } from '../harness/until';
import { leaseHolder } from './events';
import { searchRun } from './leaks';
import { startLife, type Life } from './life';
import type { Orders } from './orders';
import { receipts, startServices, type Services } from './services';
import { faultsOf, type Folders } from './verify';

export interface Windows {
  services: Services;
  open: Life[];
  /** The one that holds the lease. */
  holder(): Promise<Life>;
  /** Suspends a window, but not during a write: its database lock would stop all others. */
  suspend(window: Life): Promise<void>;
  /** Makes one job for each service, from this window. */
  start(window: Life): void;
  /** Resolves when every window that is left knows that every job is over; gives the milliseconds between the first and the last. */
  allTold(): Promise<number>;
  /** Waits for the last image to be delivered, then gives all faults. */
  faults(): Promise<string[]>;
  end(): Promise<void>;
}

/** No process dies during a submit, and no job is canceled. */
const nothingBeside = { inDoubt: new Set<string>(), accepted: new Set<string>(), cancelled: new Set<string>() };

export async function openWindows(program: string, { count, run }: { count: number; run: number }): Promise<Windows> {
  const folder = temporaryFolder('windows');
  const folders: Folders = { storage: join(folder, 'storage'), workspace: join(folder, 'workspace') };
  mkdirSync(folders.workspace);
  const services = await startServices();
  const orders: Orders = {
    mediaFolder: join(projectRoot, 'media'),
    storageFolder: folders.storage,
    workspaceFolder: folders.workspace,
    secretsFile: join(folder, 'secrets.json'),
    entries: services.entries,
    secrets: services.secrets,
    run,
    role: 'window',
  };
  const open = Array.from({ length: count }, (_, number) =>
    startLife(orders, { program, orders: join(folder, `orders-${number}.json`) }),
  );
  const left = (): Life[] => open.filter(({ process }) => process.exitCode === null && process.signalCode === null);
  await Promise.all(
    open.map((life) => until('a window to open', () => life.messages.some(({ kind }) => kind === 'open'))),
  );

  function isWritable(): boolean {
    const database = new DatabaseSync(join(folders.storage, 'easel.db'), { timeout: 300 });
    try {
      database.exec('BEGIN IMMEDIATE; ROLLBACK');
      return true;
    } catch {
      return false;
    } finally {
      database.close();
    }
  }

  /** When a window reported each job as done, by ID of the job; undefined as long as one is missing. */
  function timesIn(life: Life): Map<string, number> | undefined {
    const times = new Map<string, number>();
    for (const message of life.messages) {
      if (message.kind === 'changed' && message.state === 'done' && !times.has(message.jobId)) {
        times.set(message.jobId, message.at);
      }
    }
    return times.size >= services.entries.length ? times : undefined;
  }

  return {
    services,
    open,
    holder: () =>
      until('a holder of the lease', () => left().find(({ process }) => process.pid === leaseHolder(folders.storage))),
    suspend: async ({ process: window }) => {
      await until('a window to be suspended', () => {
        window.kill('SIGSTOP');
        if (isWritable()) return true;
        window.kill('SIGCONT');
        return false;
      });
    },
    start: (window) => void window.process.stdin?.write('start\n'),
    allTold: async () => {
      const times = await until(
        'all windows to know',
        () => {
          const known = left().map(timesIn);
          return known.every((one) => one !== undefined) ? known : undefined;
        },
        { timeout: 60_000 },
      );
      const jobs = [...(times[0]?.keys() ?? [])];
      const spreads = jobs.map((job) => {
        const at = times.map((one) => one.get(job) ?? 0);
        return Math.max(...at) - Math.min(...at);
      });
      return Math.max(...spreads);
    },
    faults: async () => {
      const faults = (): string[] =>
        faultsOf(folders, { run, jobs: services.entries.length, ...nothingBeside, receipts });
      const isClean = (): boolean => faults().length === 0;
      // Images are delivered after the job is done.
      await until('all to be in its place', isClean, { timeout: 60_000 }).catch(() => undefined);
      return faults();
    },
    end: async () => {
      for (const life of left()) life.process.kill('SIGKILL');
      const ends = await Promise.all(open.map((life) => life.ended));
      await services.stop();
      searchRun(
        folder,
        folders,
        ends.map(({ errors }) => errors),
      );
      removeFolder(folder);
    },
  };
}
