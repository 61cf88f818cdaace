/** Who may run beside whom. */

/**
 * What a piece of work needs of the machine: a VS Code of its own, for which it waits half of the time; a core; or little, when
 * it mostly waits for clocks and for servers of its own.
 */
export type Need = 'editor' | 'core' | 'little';

interface Limits {
  /** Of everything together. Of what needs little only one has a slot at a time. */
  slots: number;
  /** How many editors may have of them. */
  editors: number;
}

interface QueuedWork {
  need: Need;
  begin: () => Promise<void>;
}

/**
 * Runs work side by side. Editors come first, for they take longest together, and then what needs little: the end is for those
 * that fill a core each.
 */
export class Queue<Result> {
  private readonly limits: Limits;
  private readonly running: Record<Need, number> = { editor: 0, core: 0, little: 0 };
  private readonly waiting: QueuedWork[] = [];

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Nothing begins before all that is asked for in one turn is known. @throws What the work throws */
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
