import type { Clock, Disposable } from '../../../src/shared/platform/ports';

interface Timer {
  at: number;
  order: number;
  callback: () => void;
}

/** A clock that only moves when a test says so. */
export class FakeClock implements Clock {
  private time: number;
  /** Milliseconds by which the clock was set. */
  private set = 0;
  private order = 0;
  private timers: Timer[] = [];

  constructor(start = 1_750_000_000_000) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time - this.set;
  }

  after(ms: number, callback: () => void): Disposable {
    const timer: Timer = { at: this.time + ms, order: (this.order += 1), callback };
    this.timers.push(timer);
    return { dispose: () => (this.timers = this.timers.filter((other) => other !== timer)) };
  }

  /** Lets `ms` milliseconds pass: timers fire in order, and whatever they started gets to run between them. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = Math.max(this.time, next.at);
      next.callback();
      await settle();
    }
    this.time = end;
  }

  /** The clock of the machine is set (or the machine slept): no timer is any nearer to its time than before. */
  jump(ms: number): void {
    this.time += ms;
    this.set += ms;
    for (const timer of this.timers) timer.at += ms;
  }

  /** Lets `ms` pass in one go, as a machine does that sleeps through them: what was due meanwhile fires once, late. */
  async oversleep(ms: number): Promise<void> {
    await settle();
    this.time += ms;
    await this.pass(0);
  }
}

/**
 * Lets everything run that waits for nothing but its turn, and waits for the file system as long as that takes: a busy
 * disk answers later than any number of turns would allow for.
 */
export async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 12; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (isAtTheDisk()) quiet = 0;
  }
}

/** Whether a request to the file system is under way in this process, as Node names what keeps it alive. */
function isAtTheDisk(): boolean {
  return process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq') || name === 'CloseReq');
}
