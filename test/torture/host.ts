/** Kills the extension host of a real VS Code, lets VS Code bring it back as it does, and looks whether all is as it should be. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { until } from '../harness/until';
import { openHostStage, type HostStage } from './hostStage';
import { promptOf } from './orders';
import { oneOf, seeded } from './seeded';
import { receipts } from './services';
import { faultsOf, leftBehind, type Left } from './verify';

export interface HostResult {
  run: number;
  /** How VS Code came back after each kill. */
  returns: ('restarted by VS Code' | 'reloaded')[];
  left: Left[];
  faults: string[];
}

export interface HostTorture {
  runs: number;
  seed: number;
  /** How often the host is killed in a run; left out: once, and now and then twice. */
  kills?: number;
  /** Ids of the configurations that take part; left out: all. */
  services?: readonly string[];
  onRun?(result: HostResult): void;
}

/** Numbers of runs are apart from those of the engine's. */
const firstRun = 500_000;
/** Milliseconds for VS Code to bring the extension host back by itself; it gives that up after some crashes. */
const returnsWithin = 15_000;
const endsWithin = 240_000;
/** A job waits in it for somebody's next step. */
const statesToDieIn = ['queued', 'submitting', 'running', 'receiving', 'done'] as const;

/** All runs in one VS Code: what earlier ones left must still be right after the last. */
export async function tortureHost({ runs, seed, kills, services, onRun }: HostTorture): Promise<HostResult[]> {
  const stage = await openHostStage(services);
  const torture = new Torture(stage, seeded(seed), kills);
  const results: HostResult[] = [];
  try {
    for (let run = 1; run <= runs; run += 1) {
      const result = await torture.run(run);
      results.push(result);
      onRun?.(result);
    }
  } finally {
    await stage.end();
  }
  return results;
}

class Torture {
  readonly #stage: HostStage;
  readonly #random: () => number;
  readonly #kills: number | undefined;
  readonly #inDoubt = new Set<string>();
  #jobs = 0;

  constructor(stage: HostStage, random: () => number, kills?: number) {
    this.#stage = stage;
    this.#random = random;
    this.#kills = kills;
  }

  async run(number: number): Promise<HostResult> {
    const result: HostResult = { run: number, returns: [], left: [], faults: [] };
    try {
      await this.#killAndReturn(number, result);
      result.faults.push(...(await this.#faults()));
    } catch (thrown) {
      result.faults.push(`the harness: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
    return result;
  }

  async #killAndReturn(number: number, result: HostResult): Promise<void> {
    const { services, order } = this.#stage;
    const prompts = services.entries.map((_, job) => promptOf(firstRun + number, job));
    const imageRequests = services.entries.map(({ id }, job) => ({ provider: String(id), prompt: prompts[job] ?? '' }));
    this.#jobs += imageRequests.length;
    const kills = this.#kills ?? (this.#random() < 0.3 ? 2 : 1);
    for (let kill = 0; kill < kills; kill += 1) {
      if (this.#random() < 0.6) services.hold();
      const there = new Set(this.#states().map(({ prompt }) => prompt));
      // What was not accepted before the kill is nobody's; the person asks again.
      order({ imageRequests: imageRequests.filter(({ prompt }) => !there.has(prompt)) });
      await this.#moment(prompts);
      const pid = await this.#kill();
      const left = leftBehind(this.#stage.folders);
      for (const prompt of left.submitting) this.#inDoubt.add(prompt);
      result.left.push(...left.jobs.filter((job) => job.state !== 'done, delivery done'));
      result.faults.push(...left.faults);
      services.release();
      result.returns.push(await this.#comesBack(pid));
    }
    const there = new Set(this.#states().map(({ prompt }) => prompt));
    order({ imageRequests: imageRequests.filter(({ prompt }) => !there.has(prompt)) });
  }

  /** Waits until it is time to die: at a random time, or when a job is in a state. */
  async #moment(prompts: readonly string[]): Promise<void> {
    if (this.#random() < 0.4) return void (await pause(this.#random() * 2_500));
    const wanted = oneOf(statesToDieIn, this.#random);
    const isThere = (): boolean =>
      this.#states().some(({ prompt, state }) => state === wanted && prompts.includes(prompt));
    // A state that is over too quickly to be seen: then at this time.
    await until(`a job that is ${wanted}`, isThere, { timeout: 4_000, every: 2 }).catch(() => undefined);
  }

  async #kill(): Promise<number> {
    const pid = this.#stage.host();
    if (pid === undefined) throw new Error('there is no extension host');
    process.kill(pid, 'SIGKILL');
    await until('the extension host to be gone', () => !existsSync(join('/proc', String(pid), 'exe')), { every: 2 });
    return pid;
  }

  async #comesBack(killed: number): Promise<HostResult['returns'][number]> {
    const { host, workbench } = this.#stage;
    const isBack = (): boolean => host() !== killed;
    const byItself = await until('VS Code to bring it back', isBack, { timeout: returnsWithin }).catch(() => false);
    if (byItself) return 'restarted by VS Code';
    await workbench.reload();
    await until('the extension host after a reload', isBack, { timeout: 120_000 });
    return 'reloaded';
  }

  async #faults(): Promise<string[]> {
    const { folders, told } = this.#stage;
    const faults = (): string[] => {
      const all = told();
      const accepted = new Set(all.flatMap((one) => (one.tell === 'started' ? [one.jobId] : [])));
      const expected = {
        jobs: this.#jobs,
        run: 0,
        inDoubt: this.#inDoubt,
        accepted,
        cancelled: new Set<string>(),
        receipts,
      };
      return [
        ...faultsOf(folders, expected),
        ...all.flatMap((one) => (one.tell === 'refused' ? [`${one.prompt} was refused: ${one.message}`] : [])),
      ];
    };
    await until('all to be over', () => faults().length === 0, { timeout: endsWithin }).catch(() => undefined);
    return faults();
  }

  #states(): { prompt: string; state: string }[] {
    const file = join(this.#stage.folders.storage, 'easel.db');
    if (!existsSync(file)) return [];
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      const rows = database.prepare('SELECT prompt, state FROM jobs').all();
      return rows.map((row) => ({ prompt: String(row['prompt']), state: String(row['state']) }));
    } catch {
      // Being made at this moment.
      return [];
    } finally {
      database.close();
    }
  }
}
