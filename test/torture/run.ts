/** One run: a folder, a handful of jobs over all services, and a process that is killed and started until all is over. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../harness/paths';
import { killPoints, type KillPoint } from './killPoints';
import { startLife } from './life';
import type { Orders } from './orders';
import { oneOf, seeded } from './seeded';
import { receipts, startServices } from './services';
import { faultsOf, leftBehind, type Folders } from './verify';

export interface RunResult {
  run: number;
  /** Where the processes died. */
  kills: Where[];
  /** States that the jobs were in at the kills. */
  states: string[];
  faults: string[];
  /** Folder that was left for a look, when there are faults. */
  folder: string;
}

export type Where = KillPoint | 'at a time';

/** Milliseconds after which a life that neither dies nor ends counts as stuck. */
const longestLife = 90_000;
const mostKills = 4;
/** Most hits of a point before it kills: early ones see the start of a life, late ones its end. */
const mostHits: Partial<Record<KillPoint, number>> = {
  'POST made': 10,
  'POST answered': 10,
  'GET made': 12,
  'GET answered': 12,
  'before commit': 50,
  'after commit': 50,
  'before single write': 12,
  'after single write': 12,
  'marker: before': 2,
  'marker: after': 2,
  'secret: before': 5,
  'secret: after': 5,
};

/** @param program The built child. */
export async function runOnce(program: string, { run, seed }: { run: number; seed: number }): Promise<RunResult> {
  const random = seeded(seed * 100_003 + run);
  const folder = mkdtempSync(join(tmpdir(), `easel-torture-${run}-`));
  const folders: Folders = { storage: join(folder, 'storage'), workspace: join(folder, 'workspace') };
  mkdirSync(folders.workspace, { recursive: true });
  const services = await startServices();
  const result: RunResult = { run, kills: [], states: [], faults: [], folder };
  const orders: Orders = {
    mediaFolder: join(projectRoot, 'media'),
    storageFolder: folders.storage,
    workspaceFolder: folders.workspace,
    secretsFile: join(folder, 'secrets.json'),
    entries: services.entries,
    secrets: services.secrets,
    run,
    role: 'jobs',
  };
  const inDoubt = new Set<string>();
  try {
    for (;;) {
      const mayDie = result.kills.length < mostKills && (result.kills.length === 0 || random() < 0.6);
      const end = await live(orders, { program, folder, random, mayDie, services });
      result.faults.push(...end.faults);
      if (end.killed === undefined) break;
      result.kills.push(end.killed);
      const left = leftBehind(folders);
      for (const prompt of left.submitting) inDoubt.add(prompt);
      result.states.push(...left.states);
      result.faults.push(...left.faults.map((fault) => `after a kill ${end.killed ?? ''}: ${fault}`));
    }
    const jobs = services.entries.length;
    result.faults.push(...faultsOf(folders, { run, jobs, inDoubt, receipts }));
  } catch (thrown) {
    result.faults.push(`the harness: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  } finally {
    await services.stop();
    if (result.faults.length === 0) rmSync(folder, { recursive: true });
  }
  return result;
}

interface Setting {
  program: string;
  folder: string;
  random: () => number;
  mayDie: boolean;
  services: { hold(): void; release(): void };
}

async function live(
  orders: Orders,
  { program, folder, random, mayDie, services }: Setting,
): Promise<{ killed?: Where; faults: string[] }> {
  const byTime = mayDie && random() < 0.25;
  const point = oneOf(killPoints, random);
  const count = 1 + Math.floor(random() * (mostHits[point] ?? 8));
  const held = random() < 0.5;
  const heldFor = random() * 800;
  const timeToLive = 80 + random() * 1600;
  if (held) services.hold();
  const kill = mayDie && !byTime ? { kill: { point, count } } : {};
  const life = startLife({ ...orders, ...kill }, { program, orders: join(folder, 'orders.json') });
  const ends = new AbortController();
  const timers = [
    after(held ? heldFor : 0, ends.signal, services.release),
    ...(byTime ? [after(timeToLive, ends.signal, () => life.process.kill('SIGKILL'))] : []),
    after(longestLife, ends.signal, () => life.process.kill('SIGTERM')),
  ];
  const { code, signal, errors } = await life.ended;
  ends.abort();
  await Promise.all(timers);
  services.release();
  const isOver = life.told.some(({ tell }) => tell === 'over');
  const said = errors.trim() === '' ? '' : `: ${errors.trim().slice(0, 1500)}`;
  if (signal === 'SIGKILL') return { killed: byTime ? 'at a time' : point, faults: [] };
  if (signal === 'SIGTERM') return { faults: [`a life was stuck${said}`] };
  if (code !== 0 || !isOver)
    return { faults: [`a life ended with ${code ?? signal ?? '?'}, ${isOver ? '' : 'not '}over${said}`] };
  return { faults: said === '' ? [] : [`a life said${said}`] };
}

async function after(ms: number, signal: AbortSignal, work: () => void): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
    work();
  } catch {
    // The life ended first.
  }
}
