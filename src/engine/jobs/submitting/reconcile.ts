/** Submits whose answer was lost: the service may have the job and charge for it. It is looked up there, never submitted again. */
import type { Failure } from '../../../shared/model/failure';
import type { JsonValue } from '../../../shared/model/jobs';
import { failureFrom } from '../../../shared/model/easelError';
import type { Job, JobChange, LostJob, PendingImage, SubmittingJob } from '../../domain/job';
import { closeAttempt, writeTicket, requestFor, type SubmitContext, type SubmitControl } from './attempt';
import { retryWhileStorageFails } from '../context/retryWhileStorageFails';
import { isPassing } from '../context/retryRules';
import { arrived, mergeWarnings, missing } from '../receiving/results';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import { delay } from '../context/delay';
import type { JobContext } from '../context/jobContext';

/** `absent`: the service certainly doesn't have the job; `unreachable`: nothing answered the request. */
export type LookupResult = { ticket: JsonValue } | 'absent' | 'unknown' | 'unreachable';

/** Milliseconds before each further lookup: services list a job only some time after they accepted it. */
const lookupRetryDelays = [6_000, 20_000];

/** Milliseconds after which a submit of another window that still runs counts as unanswered. */
const maxSubmitTime = 15 * 60_000;
/** Milliseconds between two reads of the row while another window submits. */
const submitterCheckInterval = 2_000;

/** Continues a job that was being submitted when its process ended. */
export async function reconcileSubmit(
  jobContext: JobContext,
  job: SubmittingJob,
  control: SubmitControl,
): Promise<void> {
  if (!(await waitForSubmitter(jobContext, job, control.signal))) return;
  const there = await arrived(jobContext, job);
  const isWhole = there.length > 0 && there.length === job.arriving?.length;
  const configured = findConfigured(jobContext, job);
  const context: SubmitContext = { ...control, jobContext, job, configured };
  const { providerId, providerName } = job;
  const failure: Failure = { kind: 'lost', maybeReceived: true, providerId, providerName };
  if (isWhole) receiveArrived(context, there);
  // An offline provider sends nothing, so submitting again can't cost twice.
  else if (configured?.provider.offline) requeue(jobContext, job);
  else if (there.length > 0) {
    // The answer came, and a part of it reached the disk. The service may still have the rest, so it isn't submitted again.
    await lookUp(context, {
      absent: () => receiveArrived(context, there),
      unknown: () => receiveArrived(context, there),
    });
  } else await reconcileOrLose(context, failure, () => requeue(jobContext, job));
  jobContext.changed(job.id);
}

function findConfigured(jobContext: JobContext, job: Job): ConfiguredProvider | undefined {
  try {
    return jobContext.configured(job.providerId);
  } catch {
    // The configuration was removed; the job still becomes `lost`.
    return undefined;
  }
}

/** Continues with the images that were on the disk when the process died: they were paid for and can't be requested again. */
function receiveArrived({ jobContext, job }: SubmitContext, there: PendingImage[]): void {
  const warnings = mergeWarnings(job.warnings, missing(job.arriving?.length ?? 0, there.length));
  const change: JobChange = { state: 'receiving', pending: there, arriving: undefined, warnings };
  jobContext.jobs.changeAttempt(job, ['submitting'], { ...change, attempts: closeAttempt(jobContext, job) });
}

/**
 * Waits until no other window works on the submit: one that lost the lease (its process was suspended, its clock was set) may
 * still be sending, or waiting for the answer.
 * @returns False when that window finished the submit.
 */
async function waitForSubmitter(jobContext: JobContext, job: SubmittingJob, signal: AbortSignal): Promise<boolean> {
  const { submitter } = job;
  // Time is counted in intervals, because the clock may be set meanwhile.
  for (let waited = 0; waited < maxSubmitTime; waited += submitterCheckInterval) {
    if (submitter === undefined || submitter === jobContext.self.name || jobContext.self.isGone(submitter)) return true;
    await delay(jobContext.clock, submitterCheckInterval, signal);
    if (signal.aborted || !isStillSubmitting(jobContext, job)) return false;
  }
  return true;
}

function isStillSubmitting(jobContext: JobContext, job: SubmittingJob): boolean {
  const now = jobContext.jobs.get(job.id);
  return now?.state === 'submitting' && now.submittedAt === job.submittedAt && now.submitter === job.submitter;
}

/**
 * Looks the job up at its service. When the service doesn't know, or can't be asked, the job is `lost`.
 * @param absent Called when the service certainly doesn't have it.
 */
export async function reconcileOrLose(
  context: SubmitContext,
  failure: Failure,
  absent: () => void | Promise<void>,
): Promise<void> {
  const { jobContext, job, signal } = context;
  const lose = (result: LookupResult): Promise<void> => {
    const attempts = closeAttempt(jobContext, job, failure);
    // `lost` replaces the kind of the failure that cut the answer off: starting the job again may cost twice.
    const change: JobChange = {
      state: 'lost',
      failure: { ...failure, kind: 'lost' },
      attempts,
      finishedAt: jobContext.clock.now(),
      ...(result === 'unreachable' ? { looks: 0, progress: { phase: 'waiting', waitsFor: 'network' } } : {}),
    };
    return retryWhileStorageFails(
      jobContext,
      signal,
      () => void jobContext.jobs.changeAttempt(job, ['submitting'], change),
    );
  };
  await lookUp(context, { absent, unknown: lose });
}

/** Looks the job up and writes its ticket if the service knows it. */
async function lookUp(
  context: SubmitContext,
  otherwise: { absent(): void | Promise<void>; unknown(result: LookupResult): void | Promise<void> },
): Promise<void> {
  const { jobContext, job, signal } = context;
  const canAsk = context.configured?.provider.reconcile !== undefined;
  context.answerLost();
  const result = canAsk ? await retryLookup(context, await lookUpTicket(jobContext, job, signal)) : 'unknown';
  if (result === 'absent') return otherwise.absent();
  if (isFound(result)) {
    const change = { ...result, arriving: undefined, attempts: closeAttempt(jobContext, job), failure: undefined };
    jobContext.cooldown.succeeded(job.providerId);
    return retryWhileStorageFails(jobContext, signal, () => writeTicket(jobContext, job, change));
  }
  // The lookup was cut off; the next window repeats it.
  if (signal.aborted && canAsk) return;
  if (!jobContext.host.isAnswering() && canAsk) return handBack(jobContext, job);
  await otherwise.unknown(result);
}

/** Repeats a lookup that found nothing. @param first Result of the first one. */
export async function retryLookup(
  { jobContext, job, signal }: { jobContext: JobContext; job: SubmittingJob | LostJob; signal: AbortSignal },
  first: LookupResult,
): Promise<LookupResult> {
  let result = first;
  for (const ms of lookupRetryDelays) {
    if (result === 'absent' || isFound(result) || signal.aborted || !jobContext.host.isAnswering()) break;
    await delay(jobContext.clock, ms, signal);
    result = await lookUpTicket(jobContext, job, signal);
  }
  return signal.aborted ? 'unknown' : result;
}

export function isFound(result: LookupResult): result is { ticket: JsonValue } {
  return typeof result === 'object';
}

/** Follows a lost job again that was found. @returns Undefined when the job isn't lost anymore. */
export function resumeFound(jobContext: JobContext, job: Job, ticket: JsonValue): Job | undefined {
  const waitingSince = jobContext.clock.now();
  jobContext.cooldown.succeeded(job.providerId);
  const cleared = { failure: undefined, finishedAt: undefined, looks: undefined, progress: undefined };
  return jobContext.jobs.change(job.id, ['lost'], {
    ...cleared,
    state: 'running',
    ticket,
    waitingSince,
    arriving: undefined,
  });
}

/** Asks the service once. A ticket that another job already has doesn't count. */
export async function lookUpTicket(
  jobContext: JobContext,
  job: SubmittingJob | LostJob,
  signal: AbortSignal,
): Promise<LookupResult> {
  try {
    const configured = jobContext.configured(job.providerId);
    if (!configured.provider.reconcile) return 'unknown';
    const { request } = requestFor(jobContext, job, configured);
    const elapsed = jobContext.submitTimes.elapsed(job);
    const lost = {
      request,
      submittedAt: job.submittedAt ?? job.createdAt,
      elapsed: elapsed.ms,
      isElapsedExact: elapsed.isOwn,
    };
    const ticket = await configured.provider.reconcile(lost, jobContext.context(configured, signal));
    if (ticket === undefined) return 'absent';
    return jobContext.jobs.hasTicket(job.providerId, ticket) ? 'unknown' : { ticket };
  } catch (thrown) {
    const failure = failureFrom(thrown);
    jobContext.log.warn(`Job ${job.id}: lookup at ${job.providerId} failed: ${failure.kind}`);
    return wasUnreachable(failure) ? 'unreachable' : 'unknown';
  }
}

/**
 * Whether nothing but the network answered: an error of the service, however often it gives it, isn't solved by waiting for
 * the network. A page with a success status is that of a captive portal.
 */
function wasUnreachable(failure: Failure): boolean {
  if (!isPassing(failure)) return false;
  const { kind, reason, status } = failure;
  return kind === 'network' || status === undefined || (reason === 'html-answer' && status < 400);
}

/** Lets another window look the job up: this one runs on, but its editor, which has the key, is gone. */
function handBack(jobContext: JobContext, job: Job): void {
  jobContext.jobs.changeAttempt(job, ['submitting'], { submitter: undefined });
}

/** Queues a job again that the service certainly doesn't have. */
export function requeue(jobContext: JobContext, job: Job): void {
  jobContext.jobs.changeAttempt(job, ['submitting'], { state: 'queued', attempts: closeAttempt(jobContext, job) });
}
