/** What happens to a run besides kills: clocks that are set, versions, connections and services that fail while money is in flight. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { requestHooks, type Fault, type WireRequest } from '../simulators/wire';
import { until } from '../harness/until';
import type { Life } from './life';
import { promptOf, promptPattern } from './orders';
import { oneOf } from './seeded';
import type { Services } from './services';

export const tortureEvents = [
  'clock of the running window forward',
  'clock of the running window back',
  'clock of a window that looks on forward',
  'clock of a window that looks on back',
  'newer version opens the storage',
  'connection reset before the request',
  'connection closed before the request',
  'connection reset after the request',
  'connection closed after the request',
  'service forgets its tasks',
  'accepted and answered 500',
  'accepted and answered 502',
  'accepted and answered 504',
] as const;

export type TortureEvent = (typeof tortureEvents)[number];

const wireFaults: Partial<Record<TortureEvent, Fault>> = {
  'connection reset before the request': { kind: 'reset-before' },
  'connection closed before the request': { kind: 'close-before' },
  'connection reset after the request': { kind: 'reset-after' },
  'connection closed after the request': { kind: 'close-after' },
  'accepted and answered 500': {
    kind: 'answer',
    status: 500,
    body: 'Internal Server Error',
    type: 'text/plain; charset=utf-8',
    handled: true,
  },
  'accepted and answered 502': { kind: 'html', status: 502, handled: true },
  'accepted and answered 504': { kind: 'html', status: 504, handled: true },
};

/** Milliseconds by which clocks are set: ten hours and some minutes, so that no time zone explains the difference. */
const jump = 10 * 3_600_000 + 7 * 60_000 + 13_000;
const maxEvents = 3;

export interface RunFacts {
  run: number;
  services: Services;
  storage: string;
  random: () => number;
  /** Those that may happen, and at least one of them does. Left out: all may, or none. */
  only?: readonly TortureEvent[];
  /** Opens the storage with a newer version; resolves when it is migrated. False if that is not possible now. */
  openNewer(): Promise<boolean>;
}

/** The events of one run: each happens at one of its paid requests, while that request is in flight. */
export class RunEvents {
  /** Those that happened. */
  readonly happened: TortureEvent[] = [];
  /** Prompts whose submit had no answer that tells what became of it. */
  readonly inDoubt = new Set<string>();
  /** Prompts of jobs that may be forgotten by their service. */
  readonly forgotten = new Set<string>();
  readonly needsWatcher: boolean;
  readonly #facts: RunFacts;
  readonly #planned: { event: TortureEvent; at: number }[];
  readonly #lives = new Set<Life>();
  #paid = 0;

  constructor(facts: RunFacts) {
    const { random, services, only } = facts;
    this.#facts = facts;
    const count = only ? 1 + Math.floor(random() * maxEvents) : Math.floor(random() * (maxEvents + 1));
    this.#planned = Array.from({ length: count }, () => ({
      event: oneOf(only ?? tortureEvents, random),
      at: 1 + Math.floor(random() * (services.entries.length - 1)),
    }));
    this.needsWatcher = this.#planned.some(({ event }) => event.includes('looks on'));
    requestHooks.add(this.#hook);
  }

  end(): void {
    requestHooks.delete(this.#hook);
  }

  attach(life: Life): void {
    this.#lives.add(life);
    void life.ended.then(() => this.#lives.delete(life));
  }

  readonly #hook = async (request: WireRequest): Promise<Fault | undefined> => {
    const number = request.method === 'POST' ? promptPattern.exec(request.body.toString('latin1'))?.[1] : undefined;
    const [run, job] = (number ?? '').split('x').map(Number);
    if (number === undefined || run !== this.#facts.run || job === undefined) return undefined;
    this.#paid += 1;
    let fault: Fault | undefined;
    for (const planned of this.#planned.filter(({ at }) => at === this.#paid)) {
      fault = (await this.#happen(planned.event, job)) ?? fault;
    }
    return fault;
  };

  async #happen(event: TortureEvent, job: number): Promise<Fault | undefined> {
    const { services, openNewer } = this.#facts;
    const fault = wireFaults[event];
    if (fault) {
      this.inDoubt.add(promptOf(this.#facts.run, job));
      this.happened.push(event);
      return fault;
    }
    if (event === 'newer version opens the storage') {
      if (await openNewer()) this.happened.push(event);
    } else if (event === 'service forgets its tasks') void this.#forget(services, job);
    else await this.#setClock(event);
    return undefined;
  }

  async #forget(services: Services, job: number): Promise<void> {
    const id = String(services.entries[job]?.['id']);
    await pause(this.#facts.random() * 300);
    if (!services.forget(id)) return;
    this.forgotten.add(promptOf(this.#facts.run, job));
    this.happened.push('service forgets its tasks');
  }

  async #setClock(event: TortureEvent): Promise<void> {
    const holder = this.#holder();
    const looksOn = event.includes('looks on');
    const life = [...this.#lives].find(({ process }) => (process.pid === holder) !== looksOn);
    if (!life) return;
    const sets = (): number => life.messages.filter(({ kind }) => kind === 'clock-set').length;
    const before = sets();
    const ended = new AbortController();
    void life.ended.then(() => ended.abort());
    life.process.stdin?.write(`clock ${event.endsWith('back') ? -jump : jump}\n`);
    await until('the clock to be set', () => sets() > before || ended.signal.aborted);
    if (sets() > before) this.happened.push(event);
  }

  #holder(): number | undefined {
    return leaseHolder(this.#facts.storage);
  }
}

/** ID of the process that runs the jobs; undefined if none does. */
export function leaseHolder(storage: string): number | undefined {
  const database = new DatabaseSync(join(storage, 'easel.db'), { readOnly: true, timeout: 10_000 });
  try {
    const holder = database.prepare('SELECT holder FROM lease').get()?.['holder'];
    const pid = /~(\d+)~/.exec(String(holder))?.[1];
    return pid === undefined ? undefined : Number(pid);
  } finally {
    database.close();
  }
}
