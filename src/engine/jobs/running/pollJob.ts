/**
 * Follows a running job until it stops running: by its provider's subscription where there is one, or else by polling.
 * The loop is the engine's and not the provider's, so that any process can resume it from the row.
 */
import { failureFrom } from '../../../shared/model/easelError';
import type { PollingInterval } from '../../../providers/contract/provider';
import type { TaskStatus } from '../../../providers/contract/task';
import type { JobContext } from '../context/jobContext';
import { pollingIntervalOf } from '../context/pollingInterval';
import { backOffDelay, isPassing, isRecoverable, isUncertainEnd } from '../context/retryRules';
import { arrived } from '../receiving/results';
import { applyStatus, findConfigured, setOverdue } from './applyStatus';
import { cancelRunning } from './cancelRunning';
import { delayPolling, poll, type PolledJob } from './poll';
import { openSubscription } from './subscription';

/** Polls in a row whose answer made no sense; the job is overdue then. */
const maxOddPolls = 5;
/** Polls in a row that must report an uncertain end before it counts: services forget a task and remember it again. */
const maxUncertainEnds = 4;
/** Milliseconds without a pushed status after which a subscription is given up: at least this, and five polling intervals. */
const minSilence = 30_000;

export interface PollSignals {
  /** Aborts when this window must leave the job to others. */
  end: AbortSignal;
  /** Gives a signal that aborts when the row has to be read again: it changed, or the service reported the job. */
  interrupted(): AbortSignal;
}

/** Waits until the job is not `running` anymore, or `end` aborts. */
export async function pollJob(jobContext: JobContext, jobId: string, signals: PollSignals): Promise<void> {
  const loop: PollLoop = { ...noFailures, cancelTries: 0, isFirst: true, subscription: 'next' };
  while (!signals.end.aborted) {
    const job = jobContext.jobs.get(jobId);
    if (!job || job.state !== 'running') return;
    const configured = findConfigured(jobContext, job);
    if (!configured) return;
    const polled: PolledJob = { jobContext, job, configured, end: signals.end };
    if (await resumeArrived(polled)) return;
    const pollingInterval = pollingIntervalOf(configured, job.request.kind);
    if (!pollingInterval) return setOverdue(jobContext, job, { kind: 'internal', detail: 'ticket' });
    const signal = AbortSignal.any([signals.end, signals.interrupted()]);
    const turn: PollTurn = { ...polled, pollingInterval, signal, left: timeLeft(polled, pollingInterval) };
    if (job.cancelRequested && !job.cancelOutcome) {
      loop.cancelTries = await cancelRunning(turn, pollingInterval.every, loop.cancelTries);
    } else if (turn.left <= 0) {
      return setOverdue(jobContext, job);
    } else if (configured.provider.subscribe && loop.subscription === 'next') {
      if (await followSubscription(turn, configured.provider.subscribe, loop)) return;
    } else {
      if (await pollNext(turn, loop)) return;
    }
  }
}

/** One turn of the loop, with the row as it was at its beginning. */
interface PollTurn extends PolledJob {
  pollingInterval: PollingInterval;
  /** Aborts with `end`, and when the row has to be read again. */
  signal: AbortSignal;
  /** Milliseconds until the job is overdue. */
  left: number;
}

interface PollLoop extends FailureCounts {
  cancelTries: number;
  /** No poll was made yet. */
  isFirst: boolean;
  /** `after-poll`: opened again after the next poll that succeeds; `over`: the job is polled from now on. */
  subscription: 'next' | 'after-poll' | 'over';
}

/** Statuses in a row that were none. */
interface FailureCounts {
  failures: number;
  /** Of these, the ones of which can't be told whether they will pass. */
  odd: number;
  /** Failed statuses that may be untrue; see {@link isUncertainEnd}. */
  uncertainEnds: number;
}

const noFailures: FailureCounts = { failures: 0, odd: 0, uncertainEnds: 0 };

/** What a status meant for the loop. `retry`: it doesn't count yet, and the time until the next poll has passed. */
type Handled = 'over' | 'running' | 'retry';

/** Waits for the first poll, or polls and waits for the next one. @returns Whether the job stopped running. */
async function pollNext(turn: PollTurn, loop: PollLoop): Promise<boolean> {
  const { jobContext, configured, pollingInterval, signal, left } = turn;
  const { clock } = jobContext;
  const isLongPoll = configured.provider.wait !== undefined;
  if (loop.isFirst && !isLongPoll) {
    loop.isFirst = false;
    await delayPolling(turn, pollingInterval.first, signal);
    return false;
  }
  const started = clock.now();
  const handled = await handle(turn, loop, () => poll(turn, Math.min(pollingInterval.every, left), signal));
  if (handled !== 'running') return handled === 'over';
  if (loop.subscription === 'after-poll') {
    loop.subscription = 'next';
    return false;
  }
  // A long poll takes the interval itself; one that ends early without a result is followed by the rest of it.
  const held = isLongPoll ? Math.max(0, clock.now() - started) : 0;
  const untilNext = pollingInterval.every - held;
  if (untilNext > 0) await delayPolling(turn, Math.min(untilNext, left), signal);
  return false;
}

/**
 * Follows the subscription until it gives no more. An interrupt ends it for one poll; after anything else the job is
 * polled from then on.
 * @returns Whether the job stopped running.
 */
async function followSubscription(
  turn: PollTurn,
  subscribe: Parameters<typeof openSubscription>[1],
  loop: PollLoop,
): Promise<boolean> {
  const { jobContext, job, pollingInterval, signal } = turn;
  const maxSilence = Math.max(minSilence, 5 * pollingInterval.every);
  const subscription = openSubscription(turn, subscribe, signal);
  try {
    for (;;) {
      const row = jobContext.jobs.get(job.id);
      if (row?.state !== 'running') return true;
      const left = timeLeft({ jobContext, job: row }, pollingInterval);
      const status = left > 0 ? await subscription.next(Math.min(maxSilence, left)) : undefined;
      if (status === undefined) break;
      const handled = await handle({ ...turn, job: row, left }, loop, () => status);
      if (handled === 'over') return true;
      loop.isFirst = handled !== 'retry';
      if (handled === 'retry') break;
    }
  } finally {
    subscription.close();
  }
  if (isAborted(signal) || subscription.hasJumped()) {
    loop.subscription = 'after-poll';
    loop.isFirst = false;
  } else {
    loop.subscription = 'over';
    jobContext.log.debug(`Job ${job.id}: no more statuses from its subscription, polling`);
  }
  return false;
}

/** Gets a status and writes it down; a failure of either is counted and waited out. */
async function handle(turn: PollTurn, loop: PollLoop, get: () => TaskStatus | Promise<TaskStatus>): Promise<Handled> {
  const { jobContext, job, pollingInterval, signal, left } = turn;
  const retryAfter = (ms: number): Promise<unknown> => delayPolling(turn, Math.min(ms, left), signal);
  try {
    const status = await get();
    if (isUncertainEnd(status) && (loop.uncertainEnds += 1) < maxUncertainEnds) {
      jobContext.log.info(`Job ${job.id}: ${status.failure.reason ?? status.failure.kind}, polling again`);
      await retryAfter(backOffDelay(loop.uncertainEnds, pollingInterval.every, status.failure));
      return 'retry';
    }
    if (await applyStatus(turn, status)) return 'over';
    Object.assign(loop, noFailures);
    return 'running';
  } catch (thrown) {
    if (isAborted(signal)) return 'retry';
    const failure = failureFrom(thrown);
    if (!isPassing(failure)) loop.odd += 1;
    if (isRecoverable(failure) || loop.odd >= maxOddPolls) {
      setOverdue(jobContext, job, failure);
      return 'over';
    }
    loop.failures += 1;
    jobContext.log.debug(`Job ${job.id}: poll ${loop.failures} failed (${failure.kind}), waiting on`);
    await retryAfter(backOffDelay(loop.failures, pollingInterval.every, failure));
    return 'retry';
  }
}

/** Milliseconds until the job is overdue. */
function timeLeft({ jobContext, job }: Pick<PolledJob, 'jobContext' | 'job'>, { deadline }: PollingInterval): number {
  return (job.waitingSince ?? job.createdAt) + deadline - jobContext.clock.now();
}

/** Images that were all stored when a process died need not be requested again; the service may have deleted them since. */
async function resumeArrived({ jobContext, job }: PolledJob): Promise<boolean> {
  const expected = job.arriving?.length ?? 0;
  if (expected === 0) return false;
  const there = await arrived(jobContext, job);
  if (there.length < expected) return false;
  const change = { state: 'receiving', pending: there, arriving: undefined, progress: undefined } as const;
  if (!jobContext.jobs.change(job.id, ['running'], change)) return false;
  jobContext.changed(job.id);
  return true;
}

/** Asked through a function, because the compiler takes an earlier answer for granted after an await. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
