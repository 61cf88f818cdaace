/** Which failures of a read pass, and how long to wait before the next one. */
import type { Failure } from '../../../shared/model/failure';
import type { TaskStatus } from '../../../providers/contract/task';

/** Milliseconds. */
const maxBackOff = 60_000;

/**
 * Milliseconds to wait after the `failures`-th failed read in a row (1-based): doubled from `every` up to a minute, and never
 * less than the service's `retryAfter`.
 */
export function backOffDelay(failures: number, every: number, failure: Failure): number {
  const doubled = Math.min(maxBackOff, every * 2 ** Math.min(failures, 10));
  return Math.max(doubled, failure.retryAfter ?? 0);
}

/** Whether a later read may succeed although nothing is done: the failure says nothing about the job. */
export function isPassing(failure: Failure): boolean {
  switch (failure.kind) {
    case 'network':
    case 'timeout':
    case 'server':
    case 'rate':
      return true;
    case 'bad-answer':
      return failure.reason === 'html-answer' || failure.reason === 'cut-answer';
    case 'auth':
    case 'quota':
    case 'cap':
    case 'policy':
    case 'bad-request':
    case 'expired':
    case 'settings':
    case 'unsupported':
    case 'storage':
    case 'cancelled':
    case 'lost':
    case 'internal':
      return false;
  }
}

/** Whether the user can remove the cause (a key, a setting, a full disk). Until then every read would fail the same way. */
export function isRecoverable({ kind }: Failure): boolean {
  return kind === 'auth' || kind === 'quota' || kind === 'settings' || kind === 'storage';
}

/**
 * A failed status that services also give for a moment: a task that the database doesn't show just now, a result that isn't
 * copied everywhere yet, a list of images that is still empty.
 */
export function isUncertainEnd(status: TaskStatus): status is Extract<TaskStatus, { state: 'failed' }> {
  if (status.state !== 'failed') return false;
  const { kind, reason } = status.failure;
  return reason === 'task-vanished' || kind === 'expired' || kind === 'bad-answer';
}
