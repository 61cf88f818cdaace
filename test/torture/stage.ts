/** The processes of one run: the one that makes the jobs, one that looks on, and one of a newer version. */
import { join } from 'node:path';
import { until } from '../harness/until';
import { RunEvents, type RunFacts } from './events';
import { startLife, type Life } from './life';
import { maxLifetime, type LifeEnd } from './lives';
import type { Orders } from './orders';
import { undelivered } from './verify';

/** Milliseconds until a window that was closed has to be gone. */
const closesWithin = 30_000;

interface StageFacts extends Pick<RunFacts, 'services' | 'random' | 'only'> {
  orders: Orders;
  folder: string;
}

export class RunStage {
  readonly events: RunEvents;
  readonly #program: string;
  readonly #orders: Orders;
  readonly #folder: string;
  readonly #random: () => number;
  #main: Life | undefined;
  #watcher: Life | undefined;
  #newer: Life | undefined;

  constructor(program: string, facts: StageFacts) {
    const { orders, services, folder, random, only } = facts;
    this.#program = program;
    this.#orders = orders;
    this.#folder = folder;
    this.#random = random;
    const openNewer = (): Promise<boolean> => this.#openNewer();
    this.events = new RunEvents({
      ...{ run: orders.run, services, storage: orders.storageFolder, random, openNewer },
      ...(only ? { only } : {}),
    });
  }

  /** Whether a newer version has the storage. */
  get isNewer(): boolean {
    return this.#newer !== undefined;
  }

  /** Whether several processes have the storage. */
  get isShared(): boolean {
    return this.#watcher !== undefined || this.isNewer;
  }

  startMain(orders: Orders): Life {
    this.#main = this.#start('main', orders);
    return this.#main;
  }

  /** Opens a window that starts no job. It may be the one that runs them. */
  async openWatcher(): Promise<void> {
    const watcher = this.#start('watcher', { ...this.#withoutCommands(), role: 'window' });
    this.#watcher = watcher;
    const isOpen = (): boolean => watcher.messages.some(({ kind }) => kind === 'open');
    if (this.#random() < 0.5) await until('a window to open', isOpen);
  }

  /** Resolves when it has migrated the database; false if there is no window whose version is older. */
  async #openNewer(): Promise<boolean> {
    const main = this.#main;
    if (!main || this.#newer) return false;
    const hasEnded = endOf(main);
    const isReady = (): boolean => main.messages.some(({ kind }) => kind === 'all-started');
    // Before that, both would make the same jobs.
    await until('the jobs of the older version', () => isReady() || hasEnded.aborted);
    if (!isReady()) return false;
    const newer = this.#start('newer', { ...this.#withoutCommands(), isNewer: true });
    this.#newer = newer;
    void newer.ended.then(() => main.process.stdin?.end());
    const newerEnd = endOf(newer);
    await until('the newer version', () => newer.messages.some(({ kind }) => kind === 'open') || newerEnd.aborted);
    return true;
  }

  /** Waits until all is over, and closes all windows. */
  async close(): Promise<LifeEnd[]> {
    const ends: LifeEnd[] = [];
    const newer = this.#newer;
    if (newer) {
      ends.push(await this.#endOf(newer, { within: maxLifetime, name: 'the newer version' }));
      if (!newer.messages.some(({ kind }) => kind === 'over'))
        ends.push({ messages: [], faults: ["the newer version isn't over"] });
    }
    const watcher = this.#watcher;
    if (watcher) {
      const storage = this.#orders.storageFolder;
      const isDelivered = (): boolean => undelivered({ storage, workspace: this.#orders.workspaceFolder }) === 0;
      await until('the delivery by a window', isDelivered, { timeout: closesWithin }).catch(() => undefined);
      watcher.process.stdin?.end();
      ends.push(await this.#endOf(watcher, { within: closesWithin, name: 'a window that looks on' }));
    }
    this.#newer = undefined;
    this.#watcher = undefined;
    return ends;
  }

  async #endOf({ process: child, ended, messages }: Life, facts: { within: number; name: string }): Promise<LifeEnd> {
    const timer = setTimeout(() => child.kill('SIGKILL'), facts.within);
    const { code, signal, errors } = await ended;
    clearTimeout(timer);
    const isClean = code === 0 && errors.trim() === '';
    return { messages, faults: isClean ? [] : [`${facts.name} ended with ${code ?? signal ?? '?'}: ${errors.trim()}`] };
  }

  #withoutCommands(): Orders {
    const { kill: _kill, cancel: _cancel, ...orders } = this.#orders;
    return orders;
  }

  #start(name: string, orders: Orders): Life {
    const life = startLife(orders, { program: this.#program, orders: join(this.#folder, `orders-${name}.json`) });
    this.events.attach(life);
    return life;
  }
}

function endOf({ ended }: Life): AbortSignal {
  const end = new AbortController();
  void ended.then(() => end.abort());
  return end.signal;
}
