import type { Clock, Disposable } from '../../../shared/platform/ports';

/** Waits `ms` milliseconds; ends early, without an error, when the signal aborts. */
export function delay(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    let timer: Disposable | undefined = undefined;
    const end = (): void => {
      signal.removeEventListener('abort', end);
      timer?.dispose();
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
    timer = clock.after(ms, end);
  });
}
