/** The loop that waits for a running job. It lives here and not in a provider, so that any process can take it up. */
import type { Failure } from '../../shared/model/failure';
import type { JobProgress } from '../../shared/model/jobs';
import { failureFrom } from '../../shared/model/easelError';
import type { Job, JobChange, OverdueJob, RunningJob } from '../domain/job';
import type { TaskStatus, Cost } from '../../providers/contract/task';
import { poll, rest, type Step } from './poll';
import { backoff, isUncertainEnd, isRecoverable, isPassing, pollingIntervalOf } from './pollingInterval';
import { arrived, storeImages, storedFiles, mergeWarnings, missing, resumedState, withStored } from './results';
import { pause, type ConfiguredProvider, type JobContext } from './jobContext';

/** Shortest time in ms between two looks, even at a service whose long-poll answers at once. */
const shortestPause = 250;
/** A cancel that can not be delivered is tried this often before we say that it is not possible. */
const cancelTries = 4;
/** Looks in a row that made no sense; then the job is left where it is, with what was said, and looked at now and then. */
const oddLooks = 5;
/** Looks in a row that say that there is nothing to be had, before that is believed: services forget and remember. */
const doubtfulEnds = 4;

export interface FollowSignals {
  /** Aborts when the job shall be left as it is. */
  end: AbortSignal;
  /** Gives a signal that aborts when the row changed under us: look at it before going on. */
  poked(): AbortSignal;
}

/** Waits until the job is not `running` any more, or `end` aborts. */
export async function pollJob(jobContext: JobContext, jobId: string, signals: FollowSignals): Promise<void> {
  let inRow: InRow = { failures: 0, odd: 0, ends: 0 };
  let refusedCancels = 0;
  let isFirst = true;
  while (!signals.end.aborted) {
    const job = jobContext.jobs.get(jobId);
    if (!job || job.state !== 'running') return;
    const configured = findConfigured(jobContext, job);
    if (!configured) return;
    const step: Step = { jobContext, job, configured, end: signals.end };
    if (await resumed(step)) return;
    const pollingInterval = pollingIntervalOf(configured, job.request.kind);
    if (!pollingInterval) return overdue(jobContext, job, withNames({ kind: 'internal', detail: 'ticket' }, job));
    const signal = AbortSignal.any([signals.end, signals.poked()]);
    if (job.cancelRequested && !job.cancelOutcome) {
      if (await askCancel(step, signals.end)) refusedCancels = 0;
      else if ((refusedCancels += 1) >= cancelTries) noteCancel(jobContext, job, 'not-possible');
      else await pause(jobContext.clock, pollingInterval.every, signals.end);
      continue;
    }
    if (isFirst && !configured.provider.wait) await rest(step, pollingInterval.first, signal);
    isFirst = false;
    if (isAborted(signal)) continue;
    const left = (job.waitingSince ?? job.createdAt) + pollingInterval.deadline - jobContext.clock.now();
    if (left <= 0) return overdue(jobContext, job);
    const started = jobContext.clock.now();
    try {
      const check = await poll(step, Math.min(pollingInterval.every, left), signal);
      if (isUncertainEnd(check) && (inRow.ends += 1) < doubtfulEnds) {
        jobContext.log.info(`Job ${job.id}: ${check.failure.reason ?? check.failure.kind}, polling again`);
        await rest(step, Math.min(backoff(inRow.ends, pollingInterval.every, check.failure), left), signal);
        continue;
      }
      if (await apply(step, check)) return;
      inRow = { failures: 0, odd: 0, ends: 0 };
      const usual = configured.provider.wait
        ? shortestPause - (jobContext.clock.now() - started)
        : pollingInterval.every;
      if (usual > 0) await rest(step, Math.min(usual, left), signal);
    } catch (thrown) {
      if (isAborted(signal)) continue;
      const failure = withNames(failureFrom(thrown), job);
      if (!isPassing(failure)) inRow.odd += 1;
      if (isRecoverable(failure) || inRow.odd >= oddLooks) return overdue(jobContext, job, failure);
      inRow.failures += 1;
      jobContext.log.debug(`Job ${job.id}: poll ${inRow.failures} failed (${failure.kind}), waiting on`);
      await rest(step, Math.min(backoff(inRow.failures, pollingInterval.every, failure), left), signal);
    }
  }
}

/** Looks that came to nothing since the last one that did. */
interface InRow {
  failures: number;
  /** Of these, the ones of which nobody can tell whether they will pass. */
  odd: number;
  /** Looks that said that the job is over with nothing to show for it. */
  ends: number;
}

/** Pictures that were all on the disk when a process died need not be asked for again; they may be gone there by now. */
async function resumed({ jobContext, job }: Step): Promise<boolean> {
  const expected = job.arriving?.length ?? 0;
  if (expected === 0) return false;
  const there = await arrived(jobContext, job);
  if (there.length < expected) return false;
  const change = { state: 'receiving', pending: there, arriving: undefined, progress: undefined } as const;
  if (!jobContext.jobs.change(job.id, ['running'], change)) return false;
  jobContext.changed(job.id);
  return true;
}

/** One look at a job that nobody waits for any more: what finished late is still collected. */
export async function pollLate(jobContext: JobContext, job: OverdueJob, signal: AbortSignal): Promise<void> {
  if (job.pending) {
    // It is done there; only the pictures could not be fetched, or not be written.
    const change = { state: resumedState(job), failure: undefined, waitingSince: jobContext.clock.now() };
    if (jobContext.jobs.change(job.id, ['overdue'], change)) jobContext.changed(job.id);
    return;
  }
  const configured = findConfigured(jobContext, job);
  if (!configured?.provider.poll || job.ticket === undefined) return;
  let running: RunningJob | undefined;
  try {
    const check = await configured.provider.poll(job.ticket, jobContext.context(configured, signal));
    if (check.state === 'waiting' || check.state === 'running') return;
    const isDoubtful = isUncertainEnd(check);
    // What is not believed at once is asked again at the usual pace.
    const again = isDoubtful ? { waitingSince: jobContext.clock.now() } : {};
    const resumed = jobContext.jobs.change(job.id, ['overdue'], { state: 'running', failure: undefined, ...again });
    running = resumed?.state === 'running' ? resumed : undefined;
    if (running && !isDoubtful) await apply({ jobContext, job: running, configured, end: signal }, check);
  } catch (thrown) {
    const failure = withNames(failureFrom(thrown), job);
    jobContext.log.debug(`Job ${job.id}: late poll failed (${failure.kind})`);
    if (running && !isAborted(signal)) overdue(jobContext, running, failure);
  }
}

/** A signal can abort during any await; asked through a function, the compiler does not take the last answer for granted. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Writes what was seen; true when the job does not wait any more. */
async function apply({ jobContext, job, configured, end: signal }: Step, check: TaskStatus): Promise<boolean> {
  switch (check.state) {
    case 'waiting':
    case 'running':
      noteProgress(jobContext, job, { ...check.progress, phase: check.state });
      return false;
    case 'cancelled':
      end(jobContext, job, { state: 'cancelled' });
      return true;
    case 'failed':
      if (storedFiles(job).length > 0) receiveKept(jobContext, job);
      else endFailed(jobContext, job, check);
      return true;
    case 'done': {
      const images = check.outputs;
      jobContext.log.debug(`Job ${job.id}: done at ${configured.config.id}, ${images.length} images`);
      const { pending: fresh, warnings: broken } = await storeImages(jobContext, { job, signal }, images);
      const pending = withStored(fresh, job);
      const warnings = mergeWarnings(job.warnings, check.warnings ?? [], broken);
      const cost = check.cost ? { cost: check.cost } : {};
      const change: JobChange = { state: 'receiving', pending, arriving: undefined, warnings, ...cost };
      jobContext.jobs.change(job.id, ['running'], { ...change, progress: undefined });
      jobContext.changed(job.id);
      return true;
    }
  }
}

function endFailed(
  jobContext: JobContext,
  job: RunningJob,
  { failure, cost }: Extract<TaskStatus, { state: 'failed' }>,
): void {
  end(jobContext, job, { state: 'failed', failure: withNames(failure, job), ...(cost ? { cost } : {}) });
}

/** The rest will not come any more; these were paid for. */
function receiveKept(jobContext: JobContext, job: RunningJob): void {
  const pending = storedFiles(job);
  const warnings = mergeWarnings(job.warnings, missing(job.pending?.length ?? 0, pending.length));
  jobContext.jobs.change(job.id, ['running'], { state: 'receiving', pending, warnings, progress: undefined });
  jobContext.changed(job.id);
}

function noteProgress(jobContext: JobContext, job: RunningJob, progress: JobProgress): void {
  if (JSON.stringify(progress) === JSON.stringify(job.progress ?? {})) return;
  jobContext.jobs.change(job.id, ['running'], { progress });
  jobContext.changed(job.id);
}

function end(
  jobContext: JobContext,
  job: RunningJob,
  change: { state: 'cancelled' | 'failed'; failure?: Failure; cost?: Cost },
): void {
  jobContext.jobs.change(job.id, ['running'], { ...change, progress: undefined, finishedAt: jobContext.clock.now() });
  jobContext.changed(job.id);
}

/**
 * The job is kept where it is: what came to nothing was looking, and the job itself may be well, and paid for.
 * @param failure Why nobody looks any more; left out: it only takes long.
 */
function overdue(jobContext: JobContext, job: RunningJob, failure?: Failure): void {
  jobContext.jobs.change(job.id, ['running'], { state: 'overdue', ...(failure ? { failure } : {}) });
  jobContext.changed(job.id);
}

function findConfigured(jobContext: JobContext, job: RunningJob | OverdueJob): ConfiguredProvider | undefined {
  try {
    return jobContext.configured(job.providerId);
  } catch (thrown) {
    if (job.state === 'running') overdue(jobContext, job, withNames(failureFrom(thrown), job));
    return undefined;
  }
}

/** True when the provider answered, whatever it said. */
async function askCancel({ jobContext, job, configured }: Step, signal: AbortSignal): Promise<boolean> {
  const { provider } = configured;
  if (!provider.cancel) {
    noteCancel(jobContext, job, 'not-possible');
    return true;
  }
  try {
    const outcome = await provider.cancel(job.ticket, jobContext.context(configured, signal));
    if (outcome === 'cancelled') end(jobContext, job, { state: 'cancelled' });
    else noteCancel(jobContext, job, outcome);
    return true;
  } catch (thrown) {
    jobContext.log.warn(`Job ${job.id}: canceling failed (${failureFrom(thrown).kind})`);
    return false;
  }
}

function noteCancel(jobContext: JobContext, job: RunningJob, outcome: 'too-late' | 'not-possible'): void {
  jobContext.jobs.change(job.id, ['running'], { cancelOutcome: outcome });
  jobContext.changed(job.id);
}

function withNames(failure: Failure, job: Job): Failure {
  return { providerId: job.providerId, providerName: job.providerName, ...failure };
}
