/** Schedules work in parallel within the limits of the machine. */

/**
 * What a piece of work needs: a VS Code, for which it waits half of the time; a CPU core; or little, if it mostly waits for
 * timers and its own servers.
 */
export type Need = 'editor' | 'core' | 'little';

interface Limits {
  /** Maximum number of concurrent pieces, of which only one may need little. */
  slots: number;
  /** Maximum number of them that need an editor. */
  editors: number;
}

interface QueuedWork {
  need: Need;
  begin: () => Promise<void>;
}

/**
 * Runs work in parallel. Pieces with editors start first, because they take longest, then those that need little, then those
 * that use a core.
 */
export class Queue<Result> {
  private readonly limits: Limits;
  private readonly running: Record<Need, number> = { editor: 0, core: 0, little: 0 };
  private readonly waiting: QueuedWork[] = [];

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Nothing starts before all work of the current turn is queued. @throws What the work throws */
  run(need: Need, work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ need, begin: () => work().then(resolve, reject) });
      queueMicrotask(() => this.fill());
    });
  }

  private fill(): void {
    for (const need of ['editor', 'little', 'core'] as const) {
      while (this.hasRoomFor(need)) {
        const index = this.waiting.findIndex((one) => one.need === need);
        const [next] = index === -1 ? [] : this.waiting.splice(index, 1);
        if (!next) break;
        this.running[need] += 1;
        void next.begin().then(() => {
          this.running[need] -= 1;
          this.fill();
        });
      }
    }
  }

  private hasRoomFor(need: Need): boolean {
    const { editor, core, little } = this.running;
    if (need === 'little' && little > 0) return false;
    if (need === 'editor' && editor >= this.limits.editors) return false;
    return editor + core + little < this.limits.slots;
  }
}
