/** Who may run beside whom. */

interface Waiting {
  hasEditor: boolean;
  begin: () => Promise<void>;
}

/**
 * Runs work, as much at once as there are slots. What drives a VS Code comes first, never more than so much of it: it leaves
 * half of a core to the rest, which has all slots when the last of it is at work.
 */
export class Queue<Result> {
  private readonly slots: number;
  private readonly editors: number;
  private running = 0;
  private runningEditors = 0;
  private readonly waiting: Waiting[] = [];

  constructor({ slots, editors }: { slots: number; editors: number }) {
    this.slots = slots;
    this.editors = editors;
  }

  /** Nothing begins before all that is asked for in one turn is known. @throws What the work throws */
  run({ hasEditor }: { hasEditor: boolean }, work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ hasEditor, begin: () => work().then(resolve, reject) });
      queueMicrotask(() => this.fill());
    });
  }

  private fill(): void {
    while (this.running < this.slots) {
      const next = this.takeNext();
      if (!next) return;
      this.count(next, 1);
      void next.begin().then(() => {
        this.count(next, -1);
        this.fill();
      });
    }
  }

  private takeNext(): Waiting | undefined {
    const mayEdit = this.runningEditors < this.editors;
    const editor = mayEdit ? this.waiting.findIndex(({ hasEditor }) => hasEditor) : -1;
    const index = editor === -1 ? this.waiting.findIndex(({ hasEditor }) => !hasEditor) : editor;
    return index === -1 ? undefined : this.waiting.splice(index, 1)[0];
  }

  private count({ hasEditor }: Waiting, change: 1 | -1): void {
    this.running += change;
    if (hasEditor) this.runningEditors += change;
  }
}
