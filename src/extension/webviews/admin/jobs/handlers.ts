/** How the verbs of the page Jobs are served. */
import type { Easel } from '../../../../engine/surface/easel';
import type { AdminApi, JobsView } from '../../../../shared/protocol/admin';
import type { JobLine, JobAction } from '../../../../shared/protocol/views';
import { finalStates, openStates, type JobView } from '../../../../shared/model/jobs';
import type { Handlers } from '../../../../shared/protocol/rpc';
import { t } from '../../../platform/translate';
import { isId, isJobVerb, isWord, takes } from '../../shared/guards';
import { imageUrls, type HandlerOptions } from '../shared/context';
import { jobLine, imageOf, stepActions } from '../shared/entryViews';
import { startInBackground } from '../shared/startInBackground';

/** Ended jobs that the list of jobs shows below those under way. */
const endedJobs = 50;
const activeJobs = 500;

/** A verb whose result nobody waits for: what it opens may stay open for long. */
function plain(run: () => Promise<unknown>): Handlers<AdminApi>['generate'] {
  return { accepts: takes(), run: () => startInBackground(run()) };
}

type JobVerbs = 'jobs' | 'jobsUnderWay' | 'runJob' | 'cancelAll' | 'step' | 'again' | 'generate' | 'openLog';

export function jobHandlers(options: HandlerOptions): Pick<Handlers<AdminApi>, JobVerbs> {
  const { engine, actions } = options;
  const runs: Record<JobAction, (jobId: string) => Promise<unknown>> = {
    cancel: (jobId) => actions.cancel(jobId),
    giveUp: (jobId) => actions.cancel(jobId),
    resume: (jobId) => actions.resume(jobId),
    lookAgain: (jobId) => actions.resume(jobId),
    again: (jobId) => actions.again(jobId),
    open: async (jobId) => {
      const { images } = (await engine.get()).jobs.get(jobId);
      const [image] = images;
      return image && images.length === 1 ? actions.open(image) : actions.showImages(jobId);
    },
  };
  return {
    jobsUnderWay: { accepts: takes(), run: async () => underWay(await engine.get()) },
    jobs: { accepts: takes(), run: async () => jobsView(await engine.get(), options) },
    runJob: {
      accepts: takes(isId, isJobVerb),
      run: ([jobId, verb]) => startInBackground(runs[verb](jobId)),
    },
    cancelAll: plain(() => actions.cancelAll()),
    step: {
      accepts: takes(isId, isWord),
      run: async ([jobId, action]) => {
        const job = (await engine.get()).jobs.get(jobId);
        const step = job.failure && stepActions(job.failure, t).find((one) => one === action);
        if (step) await startInBackground(actions.step(job, step));
      },
    },
    again: { accepts: takes(isId), run: ([jobId]) => startInBackground(actions.again(jobId)) },
    generate: plain(() => actions.generate()),
    openLog: plain(() => actions.openLog()),
  };
}

const underWay = (easel: Easel): number => easel.history.countJobs({ states: openStates });

function jobsView(easel: Easel, options: HandlerOptions): JobsView {
  const url = imageUrls(options, easel);
  const ended = easel.jobs.list({ states: finalStates, limit: endedJobs });
  const line = (job: JobView): JobLine => {
    const [image] = job.images;
    const picture = image && { imageId: image.id, ...imageOf(image, { url }) };
    return { ...jobLine(job, t), ...(picture ? { picture } : {}) };
  };
  const active = easel.jobs.list({ states: openStates, limit: activeJobs }).map(line);
  return {
    active,
    moreActive: active.length < activeJobs ? 0 : Math.max(0, underWay(easel) - active.length),
    ended: ended.map(line),
  };
}
