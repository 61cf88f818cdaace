/** The step that may cost money: a queued job is handed to its provider, once. */
import { triesNextProvider, type Failure } from '../../../shared/model/failure';
import type { Attempt, Warning } from '../../../shared/model/jobs';
import { fail, failureFrom } from '../../../shared/model/easelError';
import type { Job, JobChange, QueuedJob, SubmittingJob } from '../../domain/job';
import type { ProviderContext } from '../../../providers/contract/context';
import type { Completed, Submission } from '../../../providers/contract/task';
import type { HttpRequest } from '../../../http/request/request';
import { closeAttempt, keepTicket, requestFor, type Step } from './attempt';
import { retryWhileStorageFails } from '../context/retryWhileStorageFails';
import { requeue, settleReconciled } from './reconcile';
import { recordOffline, withoutRepeats } from './offline';
import { diskTry, laterTry, nextInPlan, providerFacts } from './failoverPlan';
import { storeImages, mergeWarnings } from '../receiving/results';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import type { JobContext } from '../context/jobContext';

/** Hands a `queued` job in. Afterwards its row says what came of it. @throws EaselError `storage` when that can't be written. */
export async function submitJob(jobContext: JobContext, queued: QueuedJob, signal: AbortSignal): Promise<void> {
  const admitted = queued.cancelRequested ? undefined : jobContext.spending.readmit(queued);
  if (admitted && 'failure' in admitted) return overCap(jobContext, queued, admitted.failure);
  const job = begin(jobContext, queued, admitted?.warnings);
  if (!job) return;
  jobContext.changed(job.id);
  if (job.state !== 'submitting') return;
  const given = await handIn(jobContext, job, signal);
  // From here on it is about money: what the service said is written down before anything else.
  if ('thrown' in given) await refused({ jobContext, job, configured: given.configured, signal }, given.thrown);
  else await accept({ jobContext, job, configured: given.configured, signal }, given);
  jobContext.changed(job.id);
}

/** Nothing was sent: somebody cheaper of the plan may still do it. */
function overCap(jobContext: JobContext, queued: QueuedJob, failure: Failure): void {
  const now = jobContext.clock.now();
  const attempt: Attempt = { ...namesOf(queued), startedAt: now, endedAt: now, failure };
  const attempts = [...queued.attempts, attempt];
  jobContext.jobs.change(queued.id, ['queued'], {
    ...afterRefusal(jobContext, { ...queued, attempts }, failure),
    attempts,
  });
  jobContext.changed(queued.id);
}

function begin(jobContext: JobContext, queued: QueuedJob, warnings: readonly Warning[] = []): Job | undefined {
  const startedAt = jobContext.clock.now();
  // Cancelled while another provider had it, which then did not take it.
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

/** What came of the one call: the submission as it was answered, or what was thrown instead. */
type Given =
  | { configured: ConfiguredProvider; submission: Submission; warnings: Warning[]; model: string | undefined }
  | { configured: ConfiguredProvider | undefined; thrown: unknown };

async function handIn(jobContext: JobContext, job: SubmittingJob, signal: AbortSignal): Promise<Given> {
  let configured: ConfiguredProvider | undefined;
  try {
    configured = jobContext.configured(job.providerId);
    const { request, warnings } = requestFor(jobContext, job, configured);
    const context = fenced(jobContext, job, jobContext.context(configured, signal));
    const submission = await configured.provider.submit(request, context);
    return { configured, submission, warnings, model: request.model };
  } catch (thrown) {
    return { configured, thrown };
  }
}

/**
 * A window that stood still (a suspended machine, a stopped process) may wake up in the middle of a submit that another one
 * has taken for lost and made anew: the row is asked once more right before each call that may cost money.
 */
function fenced(jobContext: JobContext, job: SubmittingJob, context: ProviderContext): ProviderContext {
  const { http } = context;
  const checked = <Request extends HttpRequest, Answer>(call: (request: Request) => Promise<Answer>) => {
    return (request: Request): Promise<Answer> => {
      if (request.paid !== true || isOurs(jobContext, job)) return call(request);
      return Promise.reject(fail('cancelled', { detail: 'another window has it', maybeReceived: false }));
    };
  };
  return { ...context, http: { ...http, send: checked(http.send), stream: checked(http.stream) } };
}

function isOurs(jobContext: JobContext, job: SubmittingJob): boolean {
  const now = jobContext.jobs.get(job.id);
  if (now?.state !== 'submitting' || now.submitter !== jobContext.self.name) return false;
  return now.submittedAt === job.submittedAt && now.attempts.length === job.attempts.length;
}

async function accept(
  { jobContext, job, signal }: Step,
  { submission, warnings, model }: Extract<Given, { submission: Submission }>,
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
    await retryWhileStorageFails(jobContext, signal, () => keepTicket(jobContext, job, change));
  } else {
    await acceptOutputs({ jobContext, job, signal }, submission, common);
  }
  jobContext.cooldown.succeeded(job.providerId);
}

async function acceptOutputs(
  { jobContext, job, signal }: Omit<Step, 'configured'>,
  { outputs, cost }: Completed,
  common: JobChange,
): Promise<void> {
  const write = (change: JobChange): Promise<unknown> =>
    retryWhileStorageFails(jobContext, signal, () =>
      jobContext.jobs.changeAttempt(job, ['submitting', 'lost'], change),
    );
  const paid = cost ? { cost } : {};
  try {
    const kept = await storeImages(jobContext, { job, signal }, outputs);
    const warnings = mergeWarnings(common.warnings ?? [], kept.warnings);
    const change: JobChange = { ...common, ...paid, state: 'receiving', pending: kept.pending, warnings };
    await write({ ...change, arriving: undefined, finishedAt: undefined });
  } catch (thrown) {
    const facts = failureFrom(thrown);
    // The window ends before the pictures are on the disk: the row says what there may be.
    if (facts.kind === 'storage') throw thrown;
    // The service took the job and answered, if only with something that is no picture: nobody else is asked for it.
    const failure = { ...namesOf(job), ...facts, maybeReceived: true };
    const attempts = closeAttempt(jobContext, job, failure);
    await write({ ...common, ...paid, state: 'failed', failure, attempts, finishedAt: jobContext.clock.now() });
  }
}

function namesOf({ providerId, providerName }: Job): { providerId: string; providerName: string } {
  return { providerId, providerName };
}

async function refused(step: Step, thrown: unknown): Promise<void> {
  const { jobContext, job, signal } = step;
  const failure = await recordOffline(jobContext, { ...namesOf(job), ...failureFrom(thrown) });
  jobContext.log.info(
    `Job ${job.id} at ${job.providerId}: ${failure.kind}${failure.reason ? ` (${failure.reason})` : ''}`,
  );
  const mayHave = mayHaveArrived(failure, step.configured);
  // The window was closed before anything was sent.
  if (signal.aborted && !mayHave) return requeue(jobContext, job);
  jobContext.cooldown.failed(job.providerId, failure);
  const next = (surely: Failure): Promise<void> =>
    retryWhileStorageFails(jobContext, signal, () => moveOn(jobContext, job, surely));
  if (!mayHave) return next(failure);
  await settleReconciled(step, failure, () => next({ ...failure, maybeReceived: false }));
}

/** True when the service can have the job although we have no ticket. Where nobody said, the cautious answer. */
function mayHaveArrived(failure: Failure, configured: ConfiguredProvider | undefined): boolean {
  if (!configured || configured.provider.offline) return false;
  if (failure.maybeReceived !== undefined) return failure.maybeReceived;
  return failure.kind === 'network' || failure.kind === 'timeout' || failure.kind === 'internal';
}

/** The service surely does not have the job: the next of the plan has its turn, or it is over. */
function moveOn(jobContext: JobContext, job: Job, failure: Failure): void {
  const attempts = withoutRepeats(closeAttempt(jobContext, job, failure));
  jobContext.jobs.changeAttempt(job, ['submitting'], {
    ...afterRefusal(jobContext, { ...job, attempts }, failure),
    attempts,
  });
}

function afterRefusal(jobContext: JobContext, job: Job, failure: Failure): JobChange {
  const next = triesNextProvider(failure) ? nextInPlan(jobContext, job) : undefined;
  if (next) return { state: 'queued', ...providerFacts(next) };
  const later = triesNextProvider(failure) ? laterTry(jobContext, job) : diskTry(jobContext, job, failure);
  return later ? { state: 'queued', ...later } : { state: 'failed', failure, finishedAt: jobContext.clock.now() };
}
