/** Handlers of the page Jobs. */
import type { Easel } from '../../../../engine/surface/easel';
import type { JobsApi, JobsView } from '../../../../shared/protocol/pages/jobs';
import type { JobLine, JobAction } from '../../../../shared/protocol/views/entries';
import { finalStates, openStates, type JobView } from '../../../../shared/model/jobs';
import type { Handlers } from '../../../../shared/protocol/connection/rpc';
import { t } from '../../../platform/translate';
import { imageUrls, type HandlerOptions } from '../shared/context';
import { jobLine, imageOf, stepActions } from '../shared/entryViews';
import { startInBackground } from '../shared/startInBackground';
import * as fields from '../../shared/fields';
import { takes } from '../../shared/parseValues';
import * as schema from './schema';

/** Maximum ended jobs in the list, below the unfinished ones. */
const maxEndedJobs = 50;
const maxActiveJobs = 500;

/** A handler that does not await the result, because what it opens may stay open for long. */
function handlerOf(run: () => Promise<unknown>): Handlers<JobsApi>['generate'] {
  return { accepts: takes(), run: () => startInBackground(run()) };
}

export function jobHandlers(options: HandlerOptions): Handlers<JobsApi> {
  const { engine, actions } = options;
  const actionsByName: Record<JobAction, (jobId: string) => Promise<unknown>> = {
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
    jobsUnderWay: { accepts: takes(), run: async () => countUnfinished(await engine.get()) },
    jobs: { accepts: takes(), run: async () => jobsView(await engine.get(), options) },
    runJob: {
      accepts: takes(fields.id, schema.jobAction),
      run: ([jobId, action]) => startInBackground(actionsByName[action](jobId)),
    },
    cancelAll: handlerOf(() => actions.cancelAll()),
    step: {
      accepts: takes(fields.id, fields.stepAction),
      run: async ([jobId, action]) => {
        const job = (await engine.get()).jobs.get(jobId);
        const step = job.failure && stepActions(job.failure, t).find((one) => one === action);
        if (step) await startInBackground(actions.step(job, step));
      },
    },
    again: { accepts: takes(fields.id), run: ([jobId]) => startInBackground(actions.again(jobId)) },
    generate: handlerOf(() => actions.generate()),
    openLog: handlerOf(() => actions.openLog()),
  };
}

const countUnfinished = (easel: Easel): number => easel.history.countJobs({ states: openStates });

function jobsView(easel: Easel, options: HandlerOptions): JobsView {
  const url = imageUrls(options, easel);
  const ended = easel.jobs.list({ states: finalStates, limit: maxEndedJobs });
  const line = (job: JobView): JobLine => {
    const [first] = job.images;
    const image = first && { imageId: first.id, ...imageOf(first, { url }) };
    return { ...jobLine(job, t), ...(image ? { image } : {}) };
  };
  const active = easel.jobs.list({ states: openStates, limit: maxActiveJobs }).map(line);
  return {
    active,
    moreActive: active.length < maxActiveJobs ? 0 : Math.max(0, countUnfinished(easel) - active.length),
    ended: ended.map(line),
  };
}
