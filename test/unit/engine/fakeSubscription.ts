import type { TaskProvider } from '../../../src/providers/contract/provider';
import type { TaskStatus } from '../../../src/providers/contract/task';

type Push = { status: TaskStatus } | { thrown: unknown } | 'end';

/** A service's push channel whose every message a test sends. Messages wait until they are read. */
export class FakeSubscription {
  /** Signals of all subscriptions so far, oldest first. */
  readonly signals: AbortSignal[] = [];
  private readonly pushes: Push[] = [];
  private arrived: () => void = () => {};

  push(status: TaskStatus): void {
    this.add({ status });
  }

  /** What no provider may push, and might all the same. */
  pushGarbage(garbage: unknown): void {
    this.add({ status: garbage as TaskStatus });
  }

  end(): void {
    this.add('end');
  }

  fail(thrown: unknown): void {
    this.add({ thrown });
  }

  private add(push: Push): void {
    this.pushes.push(push);
    this.arrived();
  }

  /** As a provider's `subscribe`; ends when its signal aborts. */
  readonly subscribe: NonNullable<TaskProvider['subscribe']> = (_ticket, { signal }) => {
    this.signals.push(signal);
    return this.read(signal);
  };

  /** As a provider's `subscribe` that ignores its signal, such as one whose socket hangs. */
  readonly subscribeDeaf: NonNullable<TaskProvider['subscribe']> = (_ticket, { signal }) => {
    this.signals.push(signal);
    return this.read(new AbortController().signal);
  };

  private async *read(signal: AbortSignal): AsyncGenerator<TaskStatus> {
    while (!signal.aborted) {
      const push = this.pushes.shift();
      if (push === 'end') return;
      if (push && 'thrown' in push) throw push.thrown;
      if (push) yield push.status;
      else {
        await new Promise<void>((resolve) => {
          this.arrived = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    }
  }
}
