/** Cancels a job and says plainly what that came to. */
import type { Easel } from '../core/easel';
import type { Clock } from '../core/ports';
import { isFinal, type JobView } from '../shared/model';
import { showThrown, tell } from './messages';
import { t } from './translate';

/** Longest time in which the provider is expected to say whether it can stop, in milliseconds. */
const longestAnswer = 15_000;

export async function cancelJob(easel: Easel, clock: Clock, jobId: string): Promise<void> {
  try {
    await easel.cancel(jobId);
    const job = await answered(easel, clock, jobId);
    if (!isFinal(job.state)) await tellThatItGoesOn(easel, job);
  } catch (thrown) {
    await showThrown(thrown);
  }
}

/** The job once it is final or its provider has said that it can't be stopped. */
async function answered(easel: Easel, clock: Clock, jobId: string): Promise<JobView> {
  return new Promise((resolve) => {
    const subscriptions = [
      clock.after(longestAnswer, end),
      easel.onEvent((event) => {
        if (event.kind === 'job-changed' && event.id === jobId && isDecided(easel.job(jobId))) end();
      }),
    ];
    function end(): void {
      for (const subscription of subscriptions) subscription.dispose();
      resolve(easel.job(jobId));
    }
    if (isDecided(easel.job(jobId))) end();
  });
}

function isDecided(job: JobView): boolean {
  return isFinal(job.state) || (job.state !== 'queued' && job.cancellable === 'no');
}

async function tellThatItGoesOn(easel: Easel, job: JobView): Promise<void> {
  await tell(goingOnWords(easel, job));
}

function goingOnWords(easel: Easel, { cancellable, providerId, providerName: provider }: JobView): string {
  const view = easel.providers().find(({ config }) => config.id === providerId);
  // What is drawn on this computer is done in a moment and costs nothing.
  if (view?.offline === true) {
    return t("It can't be stopped any more: it is nearly done. The picture is kept when it comes.");
  }
  if (cancellable !== 'no')
    return t('{provider} has not said yet whether it stops. It may go on and be billed.', { provider });
  if (view?.stopsJobs === false) {
    return t(
      '{provider} has no way to stop a job that it has taken: it goes on and may be billed. The picture is kept when it comes.',
      { provider },
    );
  }
  return t(
    "It can't be stopped any more: it goes on at {provider} and may still be billed. The picture is kept when it comes.",
    { provider },
  );
}
