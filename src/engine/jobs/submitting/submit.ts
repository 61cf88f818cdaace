/** Submits a queued job to its provider, once: the only context that may cost money. */
import { triesNextProvider, type Failure } from '../../../shared/model/failure';
import type { Attempt, Warning } from '../../../shared/model/jobs';
import { fail, failureFrom } from '../../../shared/model/easelError';
import type { FailedSubmit } from '../../../http/paidCalls';
import type { Job, JobChange, QueuedJob, SubmittingJob } from '../../domain/job';
import type { ProviderContext } from '../../../providers/contract/context';
import type { Completed, Submission } from '../../../providers/contract/task';
import { submitOnce } from '../../../providers/contract/submitOnce';
import type { HttpRequest } from '../../../http/request/request';
import { refuseIfOutdated } from '../../domain/outdated';
import { closeAttempt, writeTicket, requestFor, type SubmitContext, type SubmitControl } from './attempt';
import { retryWhileStorageFails } from '../context/retryWhileStorageFails';
import { requeue, reconcileOrLose } from './reconcile';
import { withOfflineReason, mergeLocalRepeats } from './offline';
import { firstCause, retryForDisk, retryLater, nextInPlan, providerFacts } from './failoverPlan';
import { storeImages, mergeWarnings } from '../receiving/results';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import type { JobContext } from '../context/jobContext';

/** Submits the job and writes the outcome into its row. @throws EaselError `storage` when that can't be written. */
export async function submitJob(jobContext: JobContext, due: QueuedJob, control: SubmitControl): Promise<void> {
  if (!(await isReady(jobContext, due, control.signal))) return;
  const queued = jobContext.jobs.get(due.id);
  if (queued?.state !== 'queued') return;
  refuseIfOutdated(jobContext);
  const admitted = queued.cancelRequested ? undefined : jobContext.spending.readmit(queued);
  if (admitted && 'failure' in admitted) return refuseOverCap(jobContext, queued, admitted.failure);
  const job = beginAttempt(jobContext, queued, admitted?.warnings);
  if (!job) return;
  jobContext.changed(job.id);
  if (job.state !== 'submitting') return;
  jobContext.submitTimes.begin(job);
  const outcome = await callProvider(jobContext, job, control.signal);
  // The job may have been paid for now: the outcome is written before anything else happens.
  const context = { ...control, jobContext, job, configured: outcome.configured };
  if ('receipt' in outcome) await handleFailure(context, outcome);
  else await handleSubmission(context, outcome);
  jobContext.changed(job.id);
}

/**
 * Reads what the submit will ask the editor for. A window whose editor is gone leaves the job to the others, as it is.
 * @returns False when the editor doesn't answer, or the engine stops.
 */
async function isReady(jobContext: JobContext, { providerId }: QueuedJob, signal: AbortSignal): Promise<boolean> {
  try {
    const configured = jobContext.configured(providerId);
    const { secrets } = jobContext.context(configured, signal);
    const names = configured.provider.secrets.map(({ name }) => name);
    await Promise.all([jobContext.host.check(), ...names.map((name) => secrets.get(name))]);
  } catch {
    // The submit reports what is wrong.
  }
  return jobContext.host.isAnswering() && !signal.aborted;
}

/** A cap forbids this provider. Nothing was sent, and a cheaper one of the plan may still do the job. */
function refuseOverCap(jobContext: JobContext, queued: QueuedJob, failure: Failure): void {
  const now = jobContext.clock.now();
  const attempt: Attempt = { ...namesOf(queued), startedAt: now, endedAt: now, failure };
  const attempts = [...queued.attempts, attempt];
  jobContext.jobs.change(queued.id, ['queued'], {
    ...changeAfterFailure(jobContext, { ...queued, attempts }, failure),
    attempts,
  });
  jobContext.changed(queued.id);
}

function beginAttempt(jobContext: JobContext, queued: QueuedJob, warnings: readonly Warning[] = []): Job | undefined {
  const startedAt = jobContext.clock.now();
  // The user canceled during an attempt at another provider, which then rejected the job.
  if (queued.cancelRequested) {
    return jobContext.jobs.change(queued.id, ['queued'], {
      state: 'cancelled',
      finishedAt: startedAt,
      progress: undefined,
    });
  }
  const attempt: Attempt = { providerId: queued.providerId, providerName: queued.providerName, startedAt };
  return jobContext.jobs.change(queued.id, ['queued'], {
    state: 'submitting',
    submittedAt: startedAt,
    submitter: jobContext.self.name,
    attempts: [...queued.attempts, attempt],
    ...(warnings.length > 0 ? { warnings: mergeWarnings(queued.warnings, warnings) } : {}),
    notBefore: undefined,
    progress: undefined,
  });
}

/** What the provider answered, or why it gave neither images nor a ticket. */
type SubmitOutcome =
  | { configured: ConfiguredProvider; submission: Submission; warnings: Warning[]; model: string | undefined }
  | ({ configured: ConfiguredProvider | undefined } & FailedSubmit);

async function callProvider(jobContext: JobContext, job: SubmittingJob, signal: AbortSignal): Promise<SubmitOutcome> {
  let configured: ConfiguredProvider | undefined;
  try {
    configured = jobContext.configured(job.providerId);
    const { request, warnings } = requestFor(jobContext, job, configured);
    const context = guardPaidRequests(jobContext, job, jobContext.context(configured, signal));
    const outcome = await submitOnce(configured.provider, request, context);
    return 'submission' in outcome
      ? { configured, ...outcome, warnings, model: request.model }
      : { configured, ...outcome };
  } catch (thrown) {
    // The provider wasn't called.
    return { configured, failure: { ...failureFrom(thrown), maybeReceived: false }, receipt: 'not-received' };
  }
}

/**
 * Checks the row again right before each request that may cost money: while this process was suspended, another window may
 * have taken the submit for lost and repeated it.
 */
function guardPaidRequests(jobContext: JobContext, job: SubmittingJob, context: ProviderContext): ProviderContext {
  const { http } = context;
  const guarded = <Request extends HttpRequest, Answer>(call: (request: Request) => Promise<Answer>) => {
    return (request: Request): Promise<Answer> => {
      if (request.paid !== true || isStillOurs(jobContext, job)) return call(request);
      return Promise.reject(fail('cancelled', { detail: 'another window has it', maybeReceived: false }));
    };
  };
  return { ...context, http: { ...http, send: guarded(http.send), stream: guarded(http.stream) } };
}

function isStillOurs(jobContext: JobContext, job: SubmittingJob): boolean {
  const now = jobContext.jobs.get(job.id);
  if (now?.state !== 'submitting' || now.submitter !== jobContext.self.name) return false;
  return now.submittedAt === job.submittedAt && now.attempts.length === job.attempts.length;
}

async function handleSubmission(
  { jobContext, job, signal }: SubmitContext,
  { submission, warnings, model }: Extract<SubmitOutcome, { submission: Submission }>,
): Promise<void> {
  const common: JobChange = {
    warnings: mergeWarnings(job.warnings, warnings, submission.warnings ?? []),
    attempts: closeAttempt(jobContext, job),
    failure: undefined,
    ...(model === undefined ? {} : { model }),
  };
  if (submission.kind === 'ticket') {
    const progress = submission.progress;
    const change = { ...common, ticket: submission.ticket, ...(progress ? { progress } : {}) };
    await retryWhileStorageFails(jobContext, signal, () => writeTicket(jobContext, job, change));
  } else {
    await storeOutputs({ jobContext, job, signal }, submission, common);
  }
  jobContext.cooldown.succeeded(job.providerId);
}

async function storeOutputs(
  { jobContext, job, signal }: Pick<SubmitContext, 'jobContext' | 'job' | 'signal'>,
  { outputs, cost }: Completed,
  common: JobChange,
): Promise<void> {
  const write = (change: JobChange): Promise<unknown> =>
    retryWhileStorageFails(jobContext, signal, () =>
      jobContext.jobs.changeAttempt(job, ['submitting', 'lost'], change),
    );
  const paid = cost ? { cost } : {};
  try {
    const stored = await storeImages(jobContext, { job, signal }, outputs);
    const warnings = mergeWarnings(common.warnings ?? [], stored.warnings);
    const change: JobChange = { ...common, ...paid, state: 'receiving', pending: stored.pending, warnings };
    await write({ ...change, arriving: undefined, finishedAt: undefined });
  } catch (thrown) {
    const facts = failureFrom(thrown);
    // The engine stops before the images are on the disk; the next start finds in the row which ones may be there.
    if (facts.kind === 'storage') throw thrown;
    // The service did the job, although its answer is no image: no other provider is tried, which would cost again.
    const failure = { ...namesOf(job), ...facts, maybeReceived: true };
    const attempts = closeAttempt(jobContext, job, failure);
    await write({ ...common, ...paid, state: 'failed', failure, attempts, finishedAt: jobContext.clock.now() });
  }
}

function namesOf({ providerId, providerName }: Job): { providerId: string; providerName: string } {
  return { providerId, providerName };
}

async function handleFailure(context: SubmitContext, { failure: facts, receipt }: FailedSubmit): Promise<void> {
  const { jobContext, job, signal } = context;
  const failure = await withOfflineReason(jobContext, { ...namesOf(job), ...facts });
  jobContext.log.info(
    `Job ${job.id} at ${job.providerId}: ${failure.kind}${failure.reason ? ` (${failure.reason})` : ''}`,
  );
  const isOffline = context.configured?.provider.offline === true;
  const wasNotReceived = receipt === 'not-received' || isOffline;
  // The engine stopped, or the editor that has the key is gone, before anything was sent.
  if (wasNotReceived && (signal.aborted || !jobContext.host.isAnswering())) return requeue(jobContext, job);
  jobContext.cooldown.failed(job.providerId, failure);
  const next = (): Promise<void> =>
    retryWhileStorageFails(jobContext, signal, () => tryNext(jobContext, job, { ...failure, maybeReceived: false }));
  if (wasNotReceived) return next();
  // Nothing to look for, and another provider would cost again.
  if (receipt === 'over') return retryWhileStorageFails(jobContext, signal, () => endFailed(jobContext, job, failure));
  await reconcileOrLose(context, failure, next);
}

function endFailed(jobContext: JobContext, job: Job, failure: Failure): void {
  const attempts = closeAttempt(jobContext, job, failure);
  const change: JobChange = { state: 'failed', failure, attempts, finishedAt: jobContext.clock.now() };
  jobContext.jobs.changeAttempt(job, ['submitting'], change);
}

/** The service certainly doesn't have the job: it is queued for the next provider of the plan, or ends. */
function tryNext(jobContext: JobContext, job: Job, failure: Failure): void {
  const attempts = mergeLocalRepeats(closeAttempt(jobContext, job, failure));
  jobContext.jobs.changeAttempt(job, ['submitting'], {
    ...changeAfterFailure(jobContext, { ...job, attempts }, failure),
    attempts,
  });
}

function changeAfterFailure(jobContext: JobContext, job: Job, failure: Failure): JobChange {
  const next = triesNextProvider(failure) ? nextInPlan(jobContext, job) : undefined;
  if (next) return { state: 'queued', ...providerFacts(next) };
  const later = triesNextProvider(failure) ? retryLater(jobContext, job) : retryForDisk(jobContext, job, failure);
  if (later) return { state: 'queued', ...later };
  return { state: 'failed', failure: firstCause(job, failure), finishedAt: jobContext.clock.now() };
}
