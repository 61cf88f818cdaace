/** Shows how far an unfinished job is: its preview in memory, its progress in its row. */
import type { JobProgress } from '../../../shared/model/jobs';
import type { TaskProgress } from '../../../providers/contract/task';
import type { RunningJob, SubmittingJob } from '../../domain/job';
import type { JobContext } from './jobContext';

/** Characters of the service's own word for a state. */
const maxNoteLength = 100;

/** @throws EaselError `storage` if the row can't be written. */
export function showProgress(
  jobContext: JobContext,
  job: RunningJob | SubmittingJob,
  { progress, preview, phase }: TaskProgress & { phase: NonNullable<JobProgress['phase']> },
): void {
  if (preview) jobContext.previews.set(job.id, preview);
  const shown = { ...withinLimits(progress), phase };
  if (JSON.stringify(shown) === JSON.stringify(job.progress ?? {})) return;
  const changed = jobContext.jobs.changeAttempt(job, [job.state], { progress: shown });
  if (changed) jobContext.changed(job.id);
}

/** What a service says is stored and shown, so it has limits. */
function withinLimits(progress: unknown): JobProgress {
  if (typeof progress !== 'object' || progress === null) return {};
  const { fraction, note, ...rest } = progress as JobProgress;
  return {
    ...rest,
    ...(typeof fraction === 'number' && Number.isFinite(fraction)
      ? { fraction: Math.min(1, Math.max(0, fraction)) }
      : {}),
    ...(typeof note === 'string' ? { note: note.slice(0, maxNoteLength) } : {}),
  };
}
