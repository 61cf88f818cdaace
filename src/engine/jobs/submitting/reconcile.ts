/** A submit without an answer: the service may have the job, and may cost money for it. It is looked for, never repeated. */
import type { Failure } from '../../../shared/model/failure';
import type { JsonValue } from '../../../shared/model/jobs';
import { failureFrom } from '../../../shared/model/easelError';
import type { Job, JobChange, LostJob, PendingImage, SubmittingJob } from '../../domain/job';
import { closeAttempt, keepTicket, requestFor, type Step } from './attempt';
import { retryWhileStorageFails } from '../context/retryWhileStorageFails';
import { isPassing } from '../context/pollingInterval';
import { arrived, mergeWarnings, missing } from '../receiving/results';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import { pause, type JobContext } from '../context/jobContext';

/** What looking for a lost job came to. `absent`: the service surely does not have it; `unreachable`: it was not asked. */
export type Found = { ticket: JsonValue } | 'absent' | 'unknown' | 'unreachable';

/** A job turns up in a service's lists a little after it was taken: it is looked for again after so many milliseconds. */
const lookAgainAfter = [6_000, 20_000];

/** A window that is there but says nothing for so many milliseconds after a submit is waited for no longer. */
const longestSubmit = 15 * 60_000;
/** Milliseconds between two looks at what that window does. */
const watchEvery = 2_000;

/** A job that was being submitted when its process ended: the service may have it, or not. */
export async function reconcileSubmit(jobContext: JobContext, job: SubmittingJob, signal: AbortSignal): Promise<void> {
  if (!(await isLeftAlone(jobContext, job, signal))) return;
  const there = await arrived(jobContext, job);
  const isWhole = there.length > 0 && there.length === job.arriving?.length;
  const configured = findConfigured(jobContext, job);
  const step: Step = { jobContext, job, configured, signal };
  const { providerId, providerName } = job;
  const failure: Failure = { kind: 'lost', maybeReceived: true, providerId, providerName };
  if (isWhole) useArrived(step, there);
  // Offline nothing left this machine, so nothing can be paid twice.
  else if (configured?.provider.offline) requeue(jobContext, job);
  else if (there.length > 0) {
    // The answer came, and a part of it reached the disk. The service may have the rest still; nobody is asked to make it anew.
    await settle(step, { absent: () => useArrived(step, there), unknown: () => useArrived(step, there) });
  } else await settleReconciled(step, failure, () => requeue(jobContext, job));
  jobContext.changed(job.id);
}

function findConfigured(jobContext: JobContext, job: Job): ConfiguredProvider | undefined {
  try {
    return jobContext.configured(job.providerId);
  } catch {
    // The configuration is gone; the job is kept as lost all the same.
    return undefined;
  }
}

/** Pictures that had reached the disk when the process died: they were paid for, and will not come again. */
function useArrived({ jobContext, job }: Step, there: PendingImage[]): void {
  const warnings = mergeWarnings(job.warnings, missing(job.arriving?.length ?? 0, there.length));
  const change: JobChange = { state: 'receiving', pending: there, arriving: undefined, warnings };
  jobContext.jobs.changeAttempt(job, ['submitting'], { ...change, attempts: closeAttempt(jobContext, job) });
}

/**
 * Waits until nobody else has the submit in hand: a window that lost the lease (a suspended machine, a clock that was set)
 * may still be waiting for the answer, or even be sending. False when it has come to its end there.
 */
async function isLeftAlone(jobContext: JobContext, job: SubmittingJob, signal: AbortSignal): Promise<boolean> {
  const { submitter } = job;
  // Looks are counted, because a clock may be set meanwhile.
  for (let waited = 0; waited < longestSubmit; waited += watchEvery) {
    if (submitter === undefined || submitter === jobContext.self.name || jobContext.self.isGone(submitter)) return true;
    await pause(jobContext.clock, watchEvery, signal);
    if (signal.aborted || !isStillAt(jobContext, job)) return false;
  }
  return true;
}

function isStillAt(jobContext: JobContext, job: SubmittingJob): boolean {
  const now = jobContext.jobs.get(job.id);
  return now?.state === 'submitting' && now.submittedAt === job.submittedAt;
}

/**
 * Finds out what became of the job and writes it down.
 * @param absent What to do when the service surely does not have it.
 */
export async function settleReconciled(
  step: Step,
  failure: Failure,
  absent: () => void | Promise<void>,
): Promise<void> {
  const { jobContext, job, signal } = step;
  const lose = (found: Found): Promise<void> => {
    const attempts = closeAttempt(jobContext, job, failure);
    // Whatever cut the answer off, what matters now is that nobody may simply start it again.
    const change: JobChange = {
      state: 'lost',
      failure: { ...failure, kind: 'lost' },
      attempts,
      finishedAt: jobContext.clock.now(),
      ...(found === 'unreachable' ? { looks: 0, progress: { phase: 'waiting', waitsFor: 'network' } } : {}),
    };
    return retryWhileStorageFails(
      jobContext,
      signal,
      () => void jobContext.jobs.changeAttempt(job, ['submitting'], change),
    );
  };
  await settle(step, { absent, unknown: lose });
}

/** Takes the ticket up if the service can tell it. */
async function settle(
  step: Step,
  otherwise: { absent(): void | Promise<void>; unknown(found: Found): void | Promise<void> },
): Promise<void> {
  const { jobContext, job, signal } = step;
  const canAsk = step.configured?.provider.reconcile !== undefined;
  const found = canAsk ? await retryLookup(step, await reconcileLost(jobContext, job, signal)) : 'unknown';
  if (found === 'absent') return otherwise.absent();
  if (isTicket(found)) {
    const change = { ...found, arriving: undefined, attempts: closeAttempt(jobContext, job), failure: undefined };
    return retryWhileStorageFails(jobContext, signal, () => keepTicket(jobContext, job, change));
  }
  // Not looked for to the end: the next window does that.
  if (signal.aborted && canAsk) return;
  await otherwise.unknown(found);
}

/** @param first What looking came to a moment ago. */
export async function retryLookup(
  { jobContext, job, signal }: { jobContext: JobContext; job: SubmittingJob | LostJob; signal: AbortSignal },
  first: Found,
): Promise<Found> {
  let found = first;
  for (const delay of lookAgainAfter) {
    if (found === 'absent' || isTicket(found) || signal.aborted) break;
    await pause(jobContext.clock, delay, signal);
    found = await reconcileLost(jobContext, job, signal);
  }
  return signal.aborted ? 'unknown' : found;
}

export function isTicket(found: Found): found is { ticket: JsonValue } {
  return typeof found === 'object';
}

/** A lost job that was found after all is waited for; undefined when it is not lost any more. */
export function resumeJob(jobContext: JobContext, job: Job, ticket: JsonValue): Job | undefined {
  const waitingSince = jobContext.clock.now();
  const isFound = { failure: undefined, finishedAt: undefined, looks: undefined, progress: undefined };
  return jobContext.jobs.change(job.id, ['lost'], {
    ...isFound,
    state: 'running',
    ticket,
    waitingSince,
    arriving: undefined,
  });
}

/** Asks the service once. A ticket that another job has already is not this job's. */
export async function reconcileLost(
  jobContext: JobContext,
  job: SubmittingJob | LostJob,
  signal: AbortSignal,
): Promise<Found> {
  try {
    const configured = jobContext.configured(job.providerId);
    if (!configured.provider.reconcile) return 'unknown';
    const { request } = requestFor(jobContext, job, configured);
    const lost = { request, submittedAt: job.submittedAt ?? job.createdAt };
    const ticket = await configured.provider.reconcile(lost, jobContext.context(configured, signal));
    if (ticket === undefined) return 'absent';
    return jobContext.jobs.hasTicket(job.providerId, ticket) ? 'unknown' : { ticket };
  } catch (thrown) {
    const failure = failureFrom(thrown);
    jobContext.log.warn(`Job ${job.id}: lookup at ${job.providerId} failed: ${failure.kind}`);
    return isPassing(failure) ? 'unreachable' : 'unknown';
  }
}

/** The service surely does not have it: it has its turn again. */
export function requeue(jobContext: JobContext, job: Job): void {
  jobContext.jobs.changeAttempt(job, ['submitting'], { state: 'queued', attempts: closeAttempt(jobContext, job) });
}
