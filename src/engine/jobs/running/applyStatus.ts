/** Writes the status of a running job into its row, whether it was polled or pushed. */
import type { Failure } from '../../../shared/model/failure';
import type { JobProgress } from '../../../shared/model/jobs';
import { fail, failureFrom } from '../../../shared/model/easelError';
import type { Job, JobChange, OverdueJob, RunningJob } from '../../domain/job';
import type { Cost, TaskStatus } from '../../../providers/contract/task';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import type { JobContext } from '../context/jobContext';
import { mergeWarnings, missing, storedFiles, storeImages, withStored } from '../receiving/results';
import type { PolledJob } from './poll';

/**
 * @returns Whether the job stopped running.
 * @throws EaselError `bad-answer` for a status that makes no sense, and what storing the images throws.
 */
export async function applyStatus(polled: PolledJob, status: TaskStatus): Promise<boolean> {
  const { jobContext, job } = polled;
  switch (status.state) {
    case 'waiting':
    case 'running':
      if (status.preview) jobContext.previews.set(job.id, status.preview);
      writeProgress(jobContext, job, { ...status.progress, phase: status.state });
      return false;
    case 'cancelled':
      endJob(jobContext, job, { state: 'cancelled' });
      return true;
    case 'failed':
      if (storedFiles(job).length > 0) receiveStored(jobContext, job);
      else endFailed(jobContext, job, status);
      return true;
    case 'done':
      await receiveOutputs(polled, status);
      return true;
    default:
      throw fail('bad-answer', { detail: 'status' });
  }
}

async function receiveOutputs(
  { jobContext, job, configured, end: signal }: PolledJob,
  { outputs, warnings = [], cost }: Extract<TaskStatus, { state: 'done' }>,
): Promise<void> {
  jobContext.log.debug(`Job ${job.id}: done at ${configured.config.id}, ${outputs.length} images`);
  const stored = await storeImages(jobContext, { job, signal }, outputs);
  const change: JobChange = {
    state: 'receiving',
    pending: withStored(stored.pending, job),
    arriving: undefined,
    warnings: mergeWarnings(job.warnings, warnings, stored.warnings),
    progress: undefined,
    ...(cost ? { cost } : {}),
  };
  jobContext.jobs.change(job.id, ['running'], change);
  jobContext.changed(job.id);
}

function endFailed(
  jobContext: JobContext,
  job: RunningJob,
  { failure, cost }: Extract<TaskStatus, { state: 'failed' }>,
): void {
  // The service had the job, so it may charge for it.
  const received = { ...withNames(failure, job), maybeReceived: true };
  endJob(jobContext, job, { state: 'failed', failure: received, ...(cost ? { cost } : {}) });
}

/** The service failed after some of the images were stored: the job goes on with these, because they were paid for. */
function receiveStored(jobContext: JobContext, job: RunningJob): void {
  const pending = storedFiles(job);
  const warnings = mergeWarnings(job.warnings, missing(job.pending?.length ?? 0, pending.length));
  jobContext.jobs.change(job.id, ['running'], { state: 'receiving', pending, warnings, progress: undefined });
  jobContext.changed(job.id);
}

function writeProgress(jobContext: JobContext, job: RunningJob, progress: JobProgress): void {
  if (JSON.stringify(progress) === JSON.stringify(job.progress ?? {})) return;
  jobContext.jobs.change(job.id, ['running'], { progress });
  jobContext.changed(job.id);
}

export function endJob(
  jobContext: JobContext,
  job: RunningJob,
  change: { state: 'cancelled' | 'failed'; failure?: Failure; cost?: Cost },
): void {
  jobContext.jobs.change(job.id, ['running'], { ...change, progress: undefined, finishedAt: jobContext.clock.now() });
  jobContext.changed(job.id);
}

/**
 * Leaves the job at its provider: the polls failed, but the job itself may be fine, and it was paid for.
 * @param failure Why it isn't polled anymore; left out: its deadline passed.
 */
export function setOverdue(jobContext: JobContext, job: RunningJob, failure?: Failure): void {
  const reason = failure ? { failure: withNames(failure, job) } : {};
  jobContext.jobs.change(job.id, ['running'], { state: 'overdue', ...reason });
  jobContext.changed(job.id);
}

/** Undefined when the configuration was removed; a running job is overdue then. */
export function findConfigured(jobContext: JobContext, job: RunningJob | OverdueJob): ConfiguredProvider | undefined {
  try {
    return jobContext.configured(job.providerId);
  } catch (thrown) {
    if (job.state === 'running') setOverdue(jobContext, job, failureFrom(thrown));
    return undefined;
  }
}

function withNames(failure: Failure, { providerId, providerName }: Job): Failure {
  return { providerId, providerName, ...failure };
}
