/** One run: a folder, a handful of jobs over all services, and a process that is killed and started until all is over. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isFinal, type JobState } from '../../src/shared/model/jobs';
import { projectRoot } from '../harness/files/paths';
import { killPoints, type KillPoint } from './killPoints';
import { searchRun } from './leaks';
import { startLife } from './life';
import type { Orders, StateKill, ChildMessage } from './orders';
import { oneOf, seeded } from './seeded';
import { receipts, startServices, type Services } from './services';
import { faultsOf, leftBehind, type Folders, type Left } from './verify';

export interface RunResult {
  run: number;
  /** Where the processes died. */
  kills: Where[];
  /** The jobs as they were at the kills. */
  left: Left[];
  faults: string[];
  /** Folder of the run, which is kept when there are faults. */
  folder: string;
}

export type Where = KillPoint | 'in a state' | 'at a time';

const statesToDieIn: readonly JobState[] = ['queued', 'submitting', 'running', 'receiving', 'overdue'];

/** Milliseconds after which a life that neither dies nor ends counts as stuck. */
const maxLifetime = 90_000;
const maxKills = 4;
/** Milliseconds that services are held for, so that jobs with a deadline of 6 s are overdue. */
const overdueAfter = 12_000;
/** Most hits of a point before it kills: early ones see the start of a life, late ones its end. */
const maxHits: Partial<Record<KillPoint, number>> = {
  'POST sent': 10,
  'POST answered': 10,
  'GET sent': 12,
  'GET answered': 12,
  'before commit': 50,
  'after commit': 50,
  'before single write': 12,
  'after single write': 12,
  'flag: before': 2,
  'flag: after': 2,
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
  const result: RunResult = { run, kills: [], left: [], faults: [], folder };
  const orders: Orders = {
    mediaFolder: join(projectRoot, 'media'),
    storageFolder: folders.storage,
    workspaceFolder: folders.workspace,
    secretsFile: join(folder, 'secrets.json'),
    entries: services.entries,
    secrets: services.secrets,
    run,
    role: 'jobs',
    ...(random() < 0.25
      ? { cancel: { providerId: oneOf(ids(services), random), state: oneOf(statesToDieIn, random) } }
      : {}),
  };
  const stateKill = stateKillFor(run, { services, random });
  if (stateKill?.state === 'overdue') orders.entries = orders.entries.map((entry) => ({ ...entry, maxMinutes: 0.1 }));
  const inDoubt = new Set<string>();
  const seen = new Seen();
  try {
    for (let lives = 0; ; lives += 1) {
      const mayDie = result.kills.length < maxKills && (result.kills.length === 0 || random() < 0.6);
      const kill = lives === 0 ? stateKill : undefined;
      const end = await live(kill ? { ...orders, kill } : orders, { program, folder, random, mayDie, services });
      result.faults.push(...end.faults, ...seen.take(end.messages));
      if (end.killed === undefined) break;
      result.kills.push(end.killed);
      const left = leftBehind(folders);
      for (const prompt of left.submitting) inDoubt.add(prompt);
      result.left.push(...left.jobs);
      result.faults.push(...left.faults.map((fault) => `after a kill ${end.killed ?? ''}: ${fault}`));
    }
    const jobs = services.entries.length;
    result.faults.push(...faultsOf(folders, { run, jobs, inDoubt, ...seen, receipts }));
  } catch (thrown) {
    result.faults.push(`the harness: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  } finally {
    await services.stop();
    searchRun(folder, folders, result.faults);
    if (result.faults.length === 0) rmSync(folder, { recursive: true });
  }
  return result;
}

function ids({ entries }: Services): string[] {
  return entries.map(({ id }) => String(id));
}

/** Every second run dies first in a state of its own: all states at all services in turn. */
function stateKillFor(
  run: number,
  { services, random }: { services: Services; random: () => number },
): StateKill | undefined {
  if (run % 2 === 1) return undefined;
  const all = statesToDieIn.flatMap((state) => {
    const able = state === 'overdue' ? services.holdable : ids(services);
    return able.map((providerId) => ({ state, providerId }));
  });
  const turn = all[(run / 2) % all.length];
  return turn && { ...turn, delay: turn.state === 'queued' || random() < 0.5 ? 0 : Math.round(random() * 60) };
}

/** Compares the messages of all processes of a run. */
class Seen {
  readonly accepted = new Set<string>();
  readonly cancelled = new Set<string>();
  readonly #ends = new Map<string, JobState>();

  /** Gives faults: jobs that ended twice. */
  take(messages: readonly ChildMessage[]): string[] {
    const faults: string[] = [];
    for (const one of messages) {
      if (one.kind === 'started') this.accepted.add(one.jobId);
      if (one.kind === 'cancelling') this.cancelled.add(one.jobId);
      if (one.kind !== 'changed') continue;
      const end = this.#ends.get(one.jobId);
      if (end !== undefined && end !== one.state) faults.push(`job ${one.jobId}: ${one.state} after it was ${end}`);
      // A lost one may still be found.
      if (isFinal(one.state) && one.state !== 'lost') this.#ends.set(one.jobId, one.state);
    }
    return faults;
  }
}

interface Setting {
  program: string;
  folder: string;
  random: () => number;
  mayDie: boolean;
  services: Services;
}

async function live(
  orders: Orders,
  { program, folder, random, mayDie, services }: Setting,
): Promise<{ killed?: Where; messages: readonly ChildMessage[]; faults: string[] }> {
  const ordered = orders.kill && 'state' in orders.kill ? orders.kill.state : undefined;
  const byTime = mayDie && ordered === undefined && random() < 0.25;
  const point = oneOf(killPoints, random);
  const count = 1 + Math.floor(random() * (maxHits[point] ?? 8));
  const held = ordered === 'overdue' || random() < 0.5;
  const heldFor = ordered === 'overdue' ? overdueAfter : random() * 800;
  const timeToLive = 80 + random() * 1600;
  if (held) services.hold();
  const kill = mayDie && !byTime && ordered === undefined ? { kill: { point, count } } : {};
  const life = startLife({ ...orders, ...kill }, { program, orders: join(folder, 'orders.json') });
  const ends = new AbortController();
  const timers = [
    after(held ? heldFor : 0, ends.signal, services.release),
    ...(byTime ? [after(timeToLive, ends.signal, () => life.process.kill('SIGKILL'))] : []),
    after(maxLifetime, ends.signal, () => life.process.kill('SIGTERM')),
  ];
  const { code, signal, errors } = await life.ended;
  ends.abort();
  await Promise.all(timers);
  services.release();
  const isOver = life.messages.some(({ kind }) => kind === 'over');
  const said = errors.trim() === '' ? '' : `: ${errors.trim().slice(0, 1500)}`;
  const { messages } = life;
  const where = ordered === undefined ? point : 'in a state';
  if (signal === 'SIGKILL') return { killed: byTime ? 'at a time' : where, messages, faults: [] };
  if (signal === 'SIGTERM') return { messages, faults: [`a life was stuck${said}`] };
  if (code !== 0 || !isOver)
    return { messages, faults: [`a life ended with ${code ?? signal ?? '?'}, ${isOver ? '' : 'not '}over${said}`] };
  return { messages, faults: said === '' ? [] : [`a life said${said}`] };
}

async function after(ms: number, signal: AbortSignal, work: () => void): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
    work();
  } catch {
    // The life ended first.
  }
}
