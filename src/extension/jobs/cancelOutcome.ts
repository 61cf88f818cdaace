/** Waits for the outcome of a cancellation, which only the provider knows. Pure. */
import type { Easel } from '../../engine/surface/easel';
import type { Clock } from '../../shared/platform/ports';
import { isFinal, type JobView } from '../../shared/model/jobs';

/** Milliseconds to wait for the provider's answer. */
const answerTimeout = 15_000;

/**
 * Resolves with the job once it is final or its provider has rejected the cancellation.
 * @throws EaselError if it was final before.
 */
export async function cancelAndWait(easel: Easel, clock: Clock, jobId: string): Promise<JobView> {
  await easel.jobs.cancel(jobId);
  return new Promise((resolve) => {
    const subscriptions = [
      clock.after(answerTimeout, end),
      easel.onEvent((event) => {
        if (event.kind === 'job-changed' && event.id === jobId && isDecided(easel.jobs.get(jobId))) end();
      }),
    ];
    function end(): void {
      for (const subscription of subscriptions) subscription.dispose();
      resolve(easel.jobs.get(jobId));
    }
    if (isDecided(easel.jobs.get(jobId))) end();
  });
}

function isDecided(job: JobView): boolean {
  return isFinal(job.state) || (job.state !== 'queued' && job.cancellable === 'no');
}
