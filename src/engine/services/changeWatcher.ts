/** Keeps a window in step with the others: what they wrote is seen here within a second. */
import type { Database } from '../storage/database/database';
import { failureFrom } from '../../shared/model/easelError';
import type { JobContext } from '../jobs/context/jobContext';
import type { Disposable } from '../../shared/platform/ports';

export interface ChangeWatcherParts {
  jobContext: Pick<JobContext, 'jobs' | 'clock' | 'log'>;
  database: Database;
  /** Another window changed the job. */
  changed(jobId: string): void;
  /** Each time, whether anything changed or not. */
  looked(): void;
}

/** Milliseconds between two looks. */
const watchEvery = 1_000;

export function startChangeWatcher({ jobContext, database, changed, looked }: ChangeWatcherParts): Disposable {
  const { jobs, clock, log } = jobContext;
  let seenVersion = database.version();
  let seenUntil = jobs.lastChange();
  let timer: Disposable | undefined;
  let isOver = false;

  function look(): void {
    if (isOver) return;
    timer = clock.after(watchEvery, look);
    try {
      const version = database.version();
      if (version !== seenVersion) {
        readChanges();
        seenVersion = version;
      }
      looked();
    } catch (thrown) {
      // A busy database now and then is no reason to be blind from now on.
      log.warn(`Couldn't read changes of other windows: ${failureFrom(thrown).kind}`);
    }
  }

  function readChanges(): void {
    for (const job of jobs.changedSince(seenUntil)) {
      seenUntil = Math.max(seenUntil, job.updatedAt);
      if (!jobs.isOwn(job)) changed(job.id);
    }
  }

  look();
  return {
    dispose: () => {
      isOver = true;
      timer?.dispose();
    },
  };
}
