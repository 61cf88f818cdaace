/** `#imageJob`: reports on jobs, cancels them, and saves their images to another path. */
import { isFreeMoney } from '../../../shared/model/money';
import type { Easel } from '../../../engine/surface/easel';
import { EaselError, failureFrom } from '../../../shared/model/easelError';
import { isFinal, type JobView } from '../../../shared/model/jobs';
import { failureText } from '../../notifications/messages';
import { toolWaitSeconds } from '../../platform/settings';
import { t } from '../../platform/translate';
import { jobStateMessage } from '../../messages/jobs';
import { jobsResult, failedResult } from '../answers/answer';
import { parseJobInput, type JobInput } from '../input/input';
import { outputLocation } from '../input/paths';
import { validInput } from '../input/validInput';
import type { Tool } from '../tool';
import { waitForJobs } from '../waitForJobs';

export const imageJob: Tool = {
  prepare(_services, value) {
    const input = validInput(() => parseJobInput(value));
    const isCancel = input?.isCancel ?? false;
    return Promise.resolve({ invocationMessage: isCancel ? t('Canceling image job') : t('Checking image job') });
  },

  async invoke(services, value, token) {
    const input = parseJobInput(value);
    try {
      const easel = await services.engine.get();
      const notes = await act(easel, input);
      const limit = (input.wait ?? (input.isCancel ? 2 : toolWaitSeconds())) * 1000;
      const waited = await waitForJobs({ easel, clock: services.clock }, input.jobIds, { limit, token });
      const { jobs, problems } = await deliverTo(easel, input, waited.jobs);
      return await jobsResult({ services, easel, notes: [...notes, ...problems] }, { ...waited, jobs });
    } catch (thrown) {
      return failedResult(thrown);
    }
  },
};

/** Cancels the jobs, or resumes those that are overdue or lost. */
async function act(easel: Easel, { jobIds, isCancel }: JobInput): Promise<string[]> {
  const notes: string[] = [];
  for (const job of jobIds.map((id) => easel.jobs.get(id))) {
    if (isCancel) notes.push(...(await cancelJob(easel, job)));
    else if (job.state === 'overdue' || job.state === 'lost') notes.push(...(await resumeJob(easel, job)));
  }
  return notes;
}

async function cancelJob(easel: Easel, job: JobView): Promise<string[]> {
  if (isFinal(job.state)) return [t('Nothing to cancel. Status: {state}.', { state: jobStateMessage(job, t) })];
  await easel.jobs.cancel(job.id);
  if (easel.jobs.get(job.id).state === 'cancelled' || job.cancellable === 'yes') return [];
  if (isFreeMoney(job.money)) {
    return [
      t('{provider} may not be able to cancel a job that has started. It may continue and count against the quota.', {
        provider: job.providerName,
      }),
    ];
  }
  return [
    t('{provider} may not be able to cancel a job that has started. It may continue and still be charged.', {
      provider: job.providerName,
    }),
  ];
}

async function resumeJob(easel: Easel, job: JobView): Promise<string[]> {
  try {
    await easel.jobs.resume(job.id);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof EaselError)) throw thrown;
    return job.state === 'lost' ? [] : [failureText(thrown.failure)];
  }
}

interface DeliveredJobs {
  jobs: JobView[];
  problems: string[];
}

/** Saves images that aren't in the workspace yet to the requested path. @throws ArgumentError */
async function deliverTo(easel: Easel, { path, jobIds }: JobInput, jobs: JobView[]): Promise<DeliveredJobs> {
  const images = jobs
    .flatMap((job) => (job.state === 'done' ? job.images : []))
    .filter((one) => one.deliveredTo === undefined);
  if (path === undefined || images.length === 0) return { jobs, problems: [] };
  const { destination, notes } = await outputLocation(path, 'generate');
  if (destination?.workspaceFolder === undefined) return { jobs, problems: notes };
  const problems: string[] = [];
  for (const image of images) {
    try {
      await easel.images.deliver(image.id, destination);
    } catch (thrown) {
      problems.push(failureText(failureFrom(thrown)));
    }
  }
  return { jobs: jobIds.map((id) => easel.jobs.get(id)), problems };
}
