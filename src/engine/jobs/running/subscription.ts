/** Reads a provider's subscription so that one that hangs, floods or fails can't do so to the job. */
import { failureFrom } from '../../../shared/model/easelError';
import type { TaskProvider } from '../../../providers/contract/provider';
import type { TaskStatus } from '../../../providers/contract/task';
import { delayPolling, type PolledJob } from './poll';

/** Shortest time in ms between two statuses, however fast they come. */
const minInterval = 250;

export interface Subscription {
  /**
   * The newest status, once there is one that wasn't given yet. Undefined when none came: the subscription ended or threw,
   * nothing came for `maxMs` milliseconds, the machine slept, or the signal aborted.
   */
  next(maxMs: number): Promise<TaskStatus | undefined>;
  /** Whether the machine slept, or its clock was set, while a status was awaited. */
  hasJumped(): boolean;
  /** Aborts the provider's signal. */
  close(): void;
}

/**
 * Statuses are read as fast as they come and only the newest progress is kept, so a slow reader is never behind.
 * @param signal Ends the subscription.
 */
export function openSubscription(
  polled: PolledJob,
  subscribe: NonNullable<TaskProvider['subscribe']>,
  signal: AbortSignal,
): Subscription {
  const { jobContext, job, configured } = polled;
  const closed = new AbortController();
  let latest: TaskStatus | undefined;
  let isOver = false;
  let jumped = false;
  let isFirst = true;
  let arrival = new AbortController();

  async function read(): Promise<void> {
    try {
      const context = jobContext.context(configured, AbortSignal.any([signal, closed.signal]));
      for await (const status of subscribe(job.ticket, context)) {
        if (closed.signal.aborted) return;
        latest = newer(latest, status);
        arrival.abort();
        if (!isProgress(status)) return;
      }
    } catch (thrown) {
      if (signal.aborted || closed.signal.aborted) return;
      jobContext.log.debug(`Job ${job.id}: subscription failed (${failureFrom(thrown).kind})`);
    } finally {
      isOver = true;
      arrival.abort();
    }
  }

  async function next(maxMs: number): Promise<TaskStatus | undefined> {
    if (!isFirst) jumped = await delayPolling(polled, minInterval, signal);
    isFirst = false;
    if (latest === undefined && !isOver && !jumped) {
      arrival = new AbortController();
      jumped = await delayPolling(polled, maxMs, AbortSignal.any([signal, arrival.signal]));
    }
    if (jumped) return undefined;
    const status = latest;
    latest = undefined;
    return status;
  }

  void read();
  return { next, hasJumped: () => jumped, close: () => closed.abort() };
}

type ProgressStatus = Extract<TaskStatus, { state: 'waiting' | 'running' }>;

function isProgress(status: TaskStatus): status is ProgressStatus {
  return status.state === 'waiting' || status.state === 'running';
}

/** A status without a preview doesn't take away the one before it. */
function newer(before: TaskStatus | undefined, status: TaskStatus): TaskStatus {
  if (!before || !isProgress(before) || !before.preview || !isProgress(status)) return status;
  return { preview: before.preview, ...status };
}
