/** The step that may cost money: a queued job is handed to its provider, once. */
import { movesOn, type Failure } from '../../shared/model/failure';
import type { Attempt, Warning } from '../../shared/model/jobs';
import { fail, failureFrom } from '../../shared/model/easelError';
import type { Job, JobChange } from '../domain/job';
import type { ProviderContext, Submission } from '../../providers/contract/provider';
import { closeAttempt, keepTicket, requestFor, type Step } from './attempt';
import { insist } from './retryWhileStorageFails';
import { requeue, settleLost } from './reconcile';
import { seenOffline, withoutRepeats } from './offline';
import { diskTry, laterTry, nextInPlan, providerFacts } from './failoverPlan';
import { keepBytes, mergeWarnings } from './results';
import type { ConfiguredProvider, JobWorld } from './jobContext';

/** Hands a `queued` job in. Afterwards its row says what came of it. @throws EaselError `storage` when that can't be written. */
export async function submitJob(world: JobWorld, queued: Job, signal: AbortSignal): Promise<void> {
  const admitted = queued.cancelRequested ? undefined : world.spending.readmit(queued);
  if (admitted && 'failure' in admitted) return overCap(world, queued, admitted.failure);
  const job = begin(world, queued, admitted?.warnings);
  if (!job) return;
  world.changed(job.id);
  if (job.state !== 'submitting') return;
  const given = await handIn(world, job, signal);
  // From here on it is about money: what the service said is written down before anything else.
  if ('thrown' in given) await refused({ world, job, configured: given.configured, signal }, given.thrown);
  else await accept({ world, job, configured: given.configured, signal }, given);
  world.changed(job.id);
}

/** Nothing was sent: somebody cheaper of the plan may still do it. */
function overCap(world: JobWorld, queued: Job, failure: Failure): void {
  const now = world.clock.now();
  const attempt: Attempt = { ...namesOf(queued), startedAt: now, endedAt: now, failure };
  const attempts = [...queued.attempts, attempt];
  world.jobs.change(queued.id, ['queued'], { ...afterRefusal(world, { ...queued, attempts }, failure), attempts });
  world.changed(queued.id);
}

function begin(world: JobWorld, queued: Job, warnings: readonly Warning[] = []): Job | undefined {
  const startedAt = world.clock.now();
  // Cancelled while another provider had it, which then did not take it.
  if (queued.cancelRequested) {
    return world.jobs.change(queued.id, ['queued'], { state: 'cancelled', finishedAt: startedAt, progress: undefined });
  }
  const attempt: Attempt = { providerId: queued.providerId, providerName: queued.providerName, startedAt };
  return world.jobs.change(queued.id, ['queued'], {
    state: 'submitting',
    submittedAt: startedAt,
    submitter: world.self.name,
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

async function handIn(world: JobWorld, job: Job, signal: AbortSignal): Promise<Given> {
  let configured: ConfiguredProvider | undefined;
  try {
    configured = world.configured(job.providerId);
    const { request, warnings } = requestFor(world, job, configured);
    const context = fenced(world, job, world.context(configured, signal));
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
function fenced(world: JobWorld, job: Job, context: ProviderContext): ProviderContext {
  const { http } = context;
  const send: ProviderContext['http']['send'] = (request) => {
    if (request.paid === true && !isOurs(world, job)) {
      return Promise.reject(fail('cancelled', { detail: 'another window has it', maybeReceived: false }));
    }
    return http.send(request);
  };
  return { ...context, http: { ...http, send } };
}

function isOurs(world: JobWorld, job: Job): boolean {
  const now = world.jobs.get(job.id);
  if (now?.state !== 'submitting' || now.submitter !== world.self.name) return false;
  return now.submittedAt === job.submittedAt && now.attempts.length === job.attempts.length;
}

async function accept(
  { world, job, signal }: Step,
  { submission, warnings, model }: Extract<Given, { submission: Submission }>,
): Promise<void> {
  const common: JobChange = {
    warnings: mergeWarnings(job.warnings, warnings, submission.warnings ?? []),
    attempts: closeAttempt(world, job),
    failure: undefined,
    ...(model === undefined ? {} : { model }),
  };
  if (submission.kind === 'ticket') {
    const progress = submission.progress;
    const change = { ...common, ticket: submission.ticket, ...(progress ? { progress } : {}) };
    await insist(world, signal, () => keepTicket(world, job, change));
  } else {
    await acceptImages({ world, job, signal }, submission, common);
  }
  world.cooldown.succeeded(job.providerId);
}

async function acceptImages(
  { world, job, signal }: Omit<Step, 'configured'>,
  { images, cost }: Extract<Submission, { kind: 'images' }>,
  common: JobChange,
): Promise<void> {
  const write = (change: JobChange): Promise<unknown> =>
    insist(world, signal, () => world.jobs.changeAttempt(job, ['submitting', 'lost'], change));
  const paid = cost ? { cost } : {};
  try {
    const kept = await keepBytes(world, { job, signal }, images);
    const warnings = mergeWarnings(common.warnings ?? [], kept.warnings);
    const change: JobChange = { ...common, ...paid, state: 'receiving', pending: kept.pending, warnings };
    await write({ ...change, arriving: undefined, finishedAt: undefined });
  } catch (thrown) {
    const facts = failureFrom(thrown);
    // The window ends before the pictures are on the disk: the row says what there may be.
    if (facts.kind === 'storage') throw thrown;
    // The service took the job and answered, if only with something that is no picture: nobody else is asked for it.
    const failure = { ...namesOf(job), ...facts, maybeReceived: true };
    const attempts = closeAttempt(world, job, failure);
    await write({ ...common, ...paid, state: 'failed', failure, attempts, finishedAt: world.clock.now() });
  }
}

function namesOf({ providerId, providerName }: Job): { providerId: string; providerName: string } {
  return { providerId, providerName };
}

async function refused(step: Step, thrown: unknown): Promise<void> {
  const { world, job, signal } = step;
  const failure = await seenOffline(world, { ...namesOf(job), ...failureFrom(thrown) });
  world.log.info(`Job ${job.id} at ${job.providerId}: ${failure.kind}${failure.reason ? ` (${failure.reason})` : ''}`);
  const mayHave = mayHaveArrived(failure, step.configured);
  // The window was closed before anything was sent.
  if (signal.aborted && !mayHave) return requeue(world, job);
  world.cooldown.failed(job.providerId, failure);
  const next = (surely: Failure): Promise<void> => insist(world, signal, () => moveOn(world, job, surely));
  if (!mayHave) return next(failure);
  await settleLost(step, failure, () => next({ ...failure, maybeReceived: false }));
}

/** True when the service can have the job although we have no ticket. Where nobody said, the cautious answer. */
function mayHaveArrived(failure: Failure, configured: ConfiguredProvider | undefined): boolean {
  if (!configured || configured.provider.offline) return false;
  if (failure.maybeReceived !== undefined) return failure.maybeReceived;
  return failure.kind === 'network' || failure.kind === 'timeout' || failure.kind === 'internal';
}

/** The service surely does not have the job: the next of the plan has its turn, or it is over. */
function moveOn(world: JobWorld, job: Job, failure: Failure): void {
  const attempts = withoutRepeats(closeAttempt(world, job, failure));
  world.jobs.changeAttempt(job, ['submitting'], { ...afterRefusal(world, { ...job, attempts }, failure), attempts });
}

function afterRefusal(world: JobWorld, job: Job, failure: Failure): JobChange {
  const next = movesOn(failure) ? nextInPlan(world, job) : undefined;
  if (next) return { state: 'queued', ...providerFacts(next) };
  const later = movesOn(failure) ? laterTry(world, job) : diskTry(world, job, failure);
  return later ? { state: 'queued', ...later } : { state: 'failed', failure, finishedAt: world.clock.now() };
}
