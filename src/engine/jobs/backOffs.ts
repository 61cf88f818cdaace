/** Jobs that are not tried for a while after a local failure, such as a full disk or a busy database. */
import { failureFrom } from '../../shared/model/easelError';
import type { Clock, Disposable, Log } from '../../shared/platform/ports';

/** Milliseconds until the first retry; doubled each time. */
const minDelay = 1_000;
const maxDelay = 60_000;

export interface BackOffs extends Disposable {
  has(jobId: string): boolean;
  failed(jobId: string, thrown: unknown): void;
  succeeded(jobId: string): void;
}

/** @param retry Called when a job can be tried again. */
export function createBackOffs(clock: Clock, log: Log, retry: () => void): BackOffs {
  /** How often each job failed in a row, and the timer while it waits. */
  const entries = new Map<string, { failures: number; timer: Disposable | undefined }>();

  function failed(jobId: string, thrown: unknown): void {
    // Without `detail`: the text of a service may repeat the prompt.
    const { kind, reason = '' } = failureFrom(thrown);
    log.error(`Job ${jobId}: ${kind} ${reason}`.trimEnd());
    const failures = (entries.get(jobId)?.failures ?? 0) + 1;
    const timer = clock.after(Math.min(maxDelay, minDelay * 2 ** (failures - 1)), () => {
      entries.set(jobId, { failures, timer: undefined });
      retry();
    });
    entries.set(jobId, { failures, timer });
  }

  return {
    has: (jobId) => entries.get(jobId)?.timer !== undefined,
    failed,
    succeeded: (jobId) => void entries.delete(jobId),
    dispose: () => {
      for (const { timer } of entries.values()) timer?.dispose();
    },
  };
}
