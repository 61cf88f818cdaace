/** One run: a folder, a handful of jobs over all services, and a process that is killed and started until all is over. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFinal, type JobState } from '../../src/shared/model/jobs';
import { projectRoot } from '../harness/files/paths';
import type { TortureEvent } from './events';
import { searchRun } from './leaks';
import { live, type Where } from './lives';
import type { Orders, StateKill, ChildMessage } from './orders';
import { oneOf, seeded } from './seeded';
import { receipts, startServices, type Services } from './services';
import { RunStage } from './stage';
import { faultsOf, leftBehind, promptsById, type Folders, type Left } from './verify';

export interface RunResult {
  run: number;
  /** Where the processes died. */
  kills: Where[];
  /** What else happened. */
  events: TortureEvent[];
  /** The jobs as they were at the kills. */
  left: Left[];
  faults: string[];
  /** Folder of the run, which is kept when there are faults. */
  folder: string;
}

const statesToDieIn: readonly JobState[] = ['queued', 'submitting', 'running', 'receiving', 'overdue'];

const maxKills = 4;

/** @param program The built child. */
export async function runOnce(
  program: string,
  { run, seed, only }: { run: number; seed: number; only?: readonly TortureEvent[] },
): Promise<RunResult> {
  const random = seeded(seed * 100_003 + run);
  const folder = mkdtempSync(join(tmpdir(), `easel-torture-${run}-`));
  const folders: Folders = { storage: join(folder, 'storage'), workspace: join(folder, 'workspace') };
  mkdirSync(folders.workspace, { recursive: true });
  const services = await startServices();
  const result: RunResult = { run, kills: [], events: [], left: [], faults: [], folder };
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
  const seen = new Seen();
  const inDoubt = new Set<string>();
  const stage = new RunStage(program, {
    ...{ orders, services, folder, random: seeded(seed * 7 + run) },
    ...(only ? { only } : {}),
  });
  const { events } = stage;
  try {
    if (events.needsWatcher) await stage.openWatcher();
    for (let lives = 0; ; lives += 1) {
      const mayDie = result.kills.length < maxKills && (result.kills.length === 0 || random() < 0.6);
      const kill = lives === 0 ? stateKill : undefined;
      const end = await live(kill ? { ...orders, kill } : orders, { stage, random, mayDie, services });
      result.faults.push(...end.faults, ...seen.take(end.messages));
      if (end.killed === undefined) break;
      result.kills.push(end.killed);
      if (stage.isShared) {
        for (const prompt of unanswered(folders, end.messages)) inDoubt.add(prompt);
        if (stage.isNewer) break;
        continue;
      }
      const left = leftBehind(folders);
      for (const prompt of left.submitting) inDoubt.add(prompt);
      result.left.push(...left.jobs);
      result.faults.push(...left.faults.map((fault) => `after a kill ${end.killed ?? ''}: ${fault}`));
    }
    for (const end of await stage.close()) result.faults.push(...end.faults, ...seen.take(end.messages));
    const jobs = services.entries.length;
    for (const prompt of events.inDoubt) inDoubt.add(prompt);
    const { forgotten } = events;
    result.faults.push(...faultsOf(folders, { run, jobs, inDoubt, forgotten, ...seen, receipts }));
  } catch (thrown) {
    result.faults.push(`the harness: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
  } finally {
    events.end();
    result.events.push(...events.happened);
    await stage.close();
    await services.stop();
    searchRun(folder, folders, result.faults);
    if (result.faults.length === 0) rmSync(folder, { recursive: true });
  }
  return result;
}

/** Prompts of the jobs that were being submitted when a process died beside others, which go on at once. */
function unanswered(folders: Folders, messages: readonly ChildMessage[]): string[] {
  const states = new Map<string, JobState>();
  for (const one of messages) if (one.kind === 'changed') states.set(one.jobId, one.state);
  const submitting = [...states].flatMap(([id, state]) => (state === 'submitting' ? [id] : []));
  // A process that died early may not have made the database.
  if (submitting.length === 0) return [];
  const prompts = promptsById(folders);
  return submitting.flatMap((id) => prompts.get(id) ?? []);
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

  /** Gives faults: jobs that ended twice. @param messages Of one process. */
  take(messages: readonly ChildMessage[]): string[] {
    const faults: string[] = [];
    const own = new Map<string, JobState>();
    for (const one of messages) {
      if (one.kind === 'started') this.accepted.add(one.jobId);
      if (one.kind === 'cancelling') this.cancelled.add(one.jobId);
      if (one.kind !== 'changed') continue;
      // What another process saw before can't be told from what it saw after.
      const end = own.get(one.jobId) ?? (isFinal(one.state) ? this.#ends.get(one.jobId) : undefined);
      if (end !== undefined && end !== one.state && one.state !== 'lost')
        faults.push(`job ${one.jobId}: ${one.state} after it was ${end}`);
      // A lost one may still be found.
      if (!isFinal(one.state) || one.state === 'lost') continue;
      this.#ends.set(one.jobId, one.state);
      own.set(one.jobId, one.state);
    }
    return faults;
  }
}
