/** Shows how far a submit is whose answer is a stream. */
import { failureFrom } from '../../../shared/model/easelError';
import type { Disposable } from '../../../shared/platform/ports';
import type { TaskProgress } from '../../../providers/contract/task';
import type { SubmittingJob } from '../../domain/job';
import type { JobContext } from '../context/jobContext';
import { showProgress } from '../context/showProgress';

/** Shortest time in ms between two reports that are shown. */
const minInterval = 250;

export interface SubmitProgress {
  /** Shows the newest report, at most every 250 ms. Never throws. */
  report(progress: unknown): void;
  /** Shows no more. */
  end(): void;
}

export function createSubmitProgress(jobContext: JobContext, job: SubmittingJob): SubmitProgress {
  let latest: TaskProgress | undefined;
  let timer: Disposable | undefined;

  function show(): void {
    const progress = latest;
    latest = undefined;
    timer = undefined;
    if (!progress) return;
    timer = jobContext.clock.after(minInterval, show);
    try {
      const row = jobContext.jobs.get(job.id);
      if (row?.state === 'submitting' && row.submitter === job.submitter && row.submittedAt === job.submittedAt) {
        showProgress(jobContext, row, { ...progress, phase: 'running' });
      }
    } catch (thrown) {
      // The submit is worth more than its progress.
      jobContext.log.debug(`Job ${job.id}: couldn't write its progress (${failureFrom(thrown).kind})`);
    }
  }

  return {
    report(progress) {
      if (typeof progress !== 'object' || progress === null) return;
      // A report without a preview doesn't take away the one before it.
      latest = { ...latest, ...(progress as TaskProgress) };
      if (!timer) show();
    },
    end() {
      timer?.dispose();
    },
  };
}
