/** What cancelling comes to: a provider may say no, and only it knows. Pure. */
import type { Easel } from '../../engine/surface/easel';
import type { Clock } from '../../shared/platform/ports';
import { isFinal, type JobView } from '../../shared/model/jobs';

/** Longest time in which the provider is expected to say whether it can stop, in milliseconds. */
const answerTimeout = 15_000;

/** The job once it is final or its provider has said that it can't be stopped. @throws EaselError when it is over already. */
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
