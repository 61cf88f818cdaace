/** Reports within a second what other windows wrote to the database. */
import type { Database } from '../storage/database/database';
import { failureFrom } from '../../shared/model/easelError';
import type { JobContext } from '../jobs/context/jobContext';
import type { Disposable } from '../../shared/platform/ports';

export interface ChangeWatcherParts {
  jobContext: Pick<JobContext, 'jobs' | 'clock' | 'log'>;
  database: Database;
  /** Another window changed the job. */
  changed(jobId: string): void;
  /** Called at every check, whether anything changed or not. */
  checked(): void;
}

/** Milliseconds between two checks. */
const checkInterval = 1_000;

export function startChangeWatcher({ jobContext, database, changed, checked }: ChangeWatcherParts): Disposable {
  const { jobs, clock, log } = jobContext;
  let seenVersion = database.version();
  let seenUntil = jobs.lastChange();
  let timer: Disposable | undefined;
  let isOver = false;

  function check(): void {
    if (isOver) return;
    timer = clock.after(checkInterval, check);
    try {
      const version = database.version();
      if (version !== seenVersion) {
        readChanges();
        seenVersion = version;
      }
      checked();
    } catch (thrown) {
      // A database that is busy now is read at the next check.
      log.warn(`Couldn't read changes of other windows: ${failureFrom(thrown).kind}`);
    }
  }

  function readChanges(): void {
    for (const job of jobs.changedSince(seenUntil)) {
      seenUntil = Math.max(seenUntil, job.updatedAt);
      if (!jobs.isOwn(job)) changed(job.id);
    }
  }

  check();
  return {
    dispose: () => {
      isOver = true;
      timer?.dispose();
    },
  };
}
