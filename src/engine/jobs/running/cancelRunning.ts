/** Cancels a running job at its provider. */
import { failureFrom } from '../../../shared/model/easelError';
import { delay } from '../context/delay';
import { endJob } from './applyStatus';
import type { PolledJob } from './poll';

/** A cancel that the service can't be told of is tried this often before the job counts as not cancellable. */
const maxCancelTries = 4;

/**
 * Asks the provider to cancel the job, once, and writes down what it answered.
 * @param every Milliseconds to wait after a try that didn't reach the service.
 * @param tries Failed tries so far. @returns Failed tries now; 0 after an answer.
 */
export async function cancelRunning(polled: PolledJob, every: number, tries: number): Promise<number> {
  if (await requestCancel(polled)) return 0;
  if (tries + 1 >= maxCancelTries) writeOutcome(polled, 'not-possible');
  else await delay(polled.jobContext.clock, every, polled.end);
  return tries + 1;
}

/** True when the provider answered, whatever it answered. */
async function requestCancel(polled: PolledJob): Promise<boolean> {
  const { jobContext, job, configured, end: signal } = polled;
  const { provider } = configured;
  if (!provider.cancel) {
    writeOutcome(polled, 'not-possible');
    return true;
  }
  try {
    const outcome = await provider.cancel(job.ticket, jobContext.context(configured, signal));
    if (outcome === 'cancelled') endJob(jobContext, job, { state: 'cancelled' });
    else writeOutcome(polled, outcome);
    return true;
  } catch (thrown) {
    jobContext.log.warn(`Job ${job.id}: canceling failed (${failureFrom(thrown).kind})`);
    return false;
  }
}

function writeOutcome({ jobContext, job }: PolledJob, outcome: 'too-late' | 'not-possible'): void {
  jobContext.jobs.change(job.id, ['running'], { cancelOutcome: outcome });
  jobContext.changed(job.id);
}
