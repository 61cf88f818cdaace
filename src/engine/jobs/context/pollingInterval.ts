/** When to look at a running job again, and when to stop waiting by ourselves. All times in milliseconds. */
import type { Failure } from '../../../shared/model/failure';
import type { JobKind } from '../../../shared/model/jobs';
import type { TaskStatus } from '../../../providers/contract/task';
import type { PollingInterval } from '../../../providers/contract/provider';
import type { ConfiguredProvider } from '../../domain/configuredProvider';

/** The provider's own interval, overridden by the configuration; undefined where there is nothing to poll. */
export function pollingIntervalOf(
  { provider, config }: ConfiguredProvider,
  kind: JobKind,
): PollingInterval | undefined {
  const own = provider.pollingInterval?.[kind];
  if (!own) return undefined;
  const every = config.pollSeconds === undefined ? own.every : config.pollSeconds * 1000;
  return {
    first: Math.min(own.first, every),
    every,
    deadline: config.maxMinutes === undefined ? own.deadline : config.maxMinutes * 60_000,
  };
}

const longestBackoff = 60_000;

/**
 * How long to wait after the `failures`-th failed read in a row (1-based): doubling from the usual pace to a minute, and
 * never less than the service itself asked for.
 */
export function backoff(failures: number, every: number, failure: Failure): number {
  const doubled = Math.min(longestBackoff, every * 2 ** Math.min(failures, 10));
  return Math.max(doubled, failure.retryAfter ?? 0);
}

/** Whether a read that failed so may be tried again: nothing is wrong with the job itself. */
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

/** Whether it can be set right here: a key, a setting, room on the disk. Until then every read would fail alike. */
export function isRecoverable({ kind }: Failure): boolean {
  return kind === 'auth' || kind === 'quota' || kind === 'settings' || kind === 'storage';
}

/**
 * An end that a service also tells of in passing: a task that its database does not show just now, a result that is not
 * copied everywhere yet, a list of pictures that is still empty.
 */
export function isUncertainEnd(check: TaskStatus): check is Extract<TaskStatus, { state: 'failed' }> {
  if (check.state !== 'failed') return false;
  const { kind, reason } = check.failure;
  return reason === 'task-vanished' || kind === 'expired' || kind === 'bad-answer';
}
