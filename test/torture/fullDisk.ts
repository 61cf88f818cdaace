/**
 * Easel's storage on a disk that is full or read-only, and has room again after a while: a file system in memory, in a name space of its own
 * so that nobody has to be root (Linux).
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../harness/files/paths';
import { buildChild } from './childProgram';
import { startLife } from './life';
import type { Orders, ChildMessage } from './orders';
import { seeded } from './seeded';
import { receipts, startServices } from './services';
import { faultsOf, leftBehind, type Folders } from './verify';

export interface DiskResult {
  run: number;
  /** Bytes of the disk at first. */
  size: number;
  /** Why Easel did not do what it was asked for. */
  refusals: string[];
  /** Whether the process was killed while the disk was full. */
  isKilled: boolean;
  faults: string[];
}

const apartVariable = 'EASEL_TORTURE_APART';

export function isApart(): boolean {
  return process.env[apartVariable] !== undefined;
}

/** Runs this very program again where it may mount. */
export function runApart(argumentList: readonly string[]): Promise<number> {
  const own = [...process.execArgv, join(import.meta.dirname, 'main.ts'), ...argumentList];
  const child = spawn('unshare', ['--map-root-user', '--mount', process.execPath, ...own], {
    stdio: 'inherit',
    env: { ...process.env, [apartVariable]: '1' },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

export interface DiskTorture {
  runs: number;
  seed: number;
  onRun?(result: DiskResult): void;
}

export async function tortureDisk({ runs, seed, onRun }: DiskTorture): Promise<DiskResult[]> {
  const program = await buildChild();
  const random = seeded(seed);
  const results: DiskResult[] = [];
  try {
    for (let run = 1; run <= runs; run += 1) {
      const result = await runOnce(program.file, { run, random });
      results.push(result);
      onRun?.(result);
    }
  } finally {
    program.dispose();
  }
  return results;
}

/** Numbers of runs are apart from those of the others. */
const firstRun = 300_000;
const maxLifetime = 60_000;

async function runOnce(program: string, { run, random }: { run: number; random: () => number }): Promise<DiskResult> {
  const home = mkdtempSync(join(tmpdir(), 'easel-disk-'));
  const folders: Folders = { storage: join(home, 'storage'), workspace: join(home, 'workspace') };
  for (const folder of [folders.storage, folders.workspace]) mkdirSync(folder);
  const size = 64 * Math.round(1 + random() * 18) * 1024;
  const isReadOnly = random() < 0.25;
  mount(folders.storage, isReadOnly ? ['ro'] : [`size=${size}`]);
  const services = await startServices();
  const result: DiskResult = { run, size, refusals: [], isKilled: false, faults: [] };
  const orders: Orders = {
    mediaFolder: join(projectRoot, 'media'),
    storageFolder: folders.storage,
    workspaceFolder: folders.workspace,
    secretsFile: join(home, 'secrets.json'),
    entries: services.entries,
    secrets: services.secrets,
    run: firstRun + run,
    role: 'jobs',
  };
  const inDoubt = new Set<string>();
  const accepted = new Set<string>();
  const note = (messages: readonly ChildMessage[]): void => {
    for (const one of messages) {
      if (one.kind === 'refused') result.refusals.push(one.reason);
      if (one.kind === 'started') accepted.add(one.jobId);
    }
  };
  const live = (): ReturnType<typeof startLife> => startLife(orders, { program, orders: join(home, 'orders.json') });
  try {
    let life = live();
    await pause(500 + random() * 3_000);
    if (random() < 0.4) {
      life.process.kill('SIGKILL');
      result.isKilled = (await life.ended).signal === 'SIGKILL';
      note(life.messages);
      for (const prompt of leftBehind(folders).submitting) inDoubt.add(prompt);
      life = live();
    }
    mount(folders.storage, ['remount', 'rw', 'size=64m']);
    const stuck = new AbortController();
    void pause(maxLifetime, undefined, { signal: stuck.signal }).then(
      () => life.process.kill('SIGTERM'),
      () => undefined,
    );
    const { code, signal, errors } = await life.ended;
    stuck.abort();
    note(life.messages);
    if (code !== 0) result.faults.push(`a life ended with ${code ?? signal ?? '?'}: ${errors.trim()}`);
    const nothingCancelled = new Set<string>();
    const expected = { run: orders.run, jobs: services.entries.length, inDoubt, accepted, cancelled: nothingCancelled };
    result.faults.push(...faultsOf(folders, { ...expected, receipts }));
    const reason = isReadOnly ? 'read-only' : 'disk-full';
    const others = result.refusals.filter((one) => one !== reason);
    if (others.length > 0) result.faults.push(`refused for ${[...new Set(others)].join(', ')}`);
  } finally {
    await services.stop();
    spawnSync('umount', [folders.storage]);
    rmSync(home, { recursive: true });
  }
  return result;
}

function mount(folder: string, options: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', folder]);
  if (status !== 0) throw new Error(`a file system could not be mounted: ${String(stderr)}`);
}

export function diskTableOf(results: readonly DiskResult[]): string[] {
  const full = results.filter(({ refusals }) => refusals.length > 0);
  const refusals = results.flatMap((result) => result.refusals);
  const sizes = results.map(({ size }) => size / 1024);
  const clean = results.filter(({ faults }) => faults.length === 0).length;
  return [
    `disks of ${Math.min(...sizes)} to ${Math.max(...sizes)} KB`,
    `${full.length} runs in which Easel had to refuse something, ${refusals.length} refusals: ${[...new Set(refusals)].join(', ')}`,
    `${results.filter(({ isKilled }) => isKilled).length} processes killed on the full disk`,
    `${clean} of ${results.length} runs clean`,
  ];
}
