/** One attempt to submit a job to one provider: the request that it gets, and what is written of it. */
import type { Failure } from '../../../shared/model/failure';
import type { Attempt, JsonValue } from '../../../shared/model/jobs';
import { fail } from '../../../shared/model/easelError';
import type { Job, JobChange, SubmittingJob } from '../../domain/job';
import { fitRequest, type FitResult } from '../../../providers/contract/fitRequest';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import type { JobContext } from '../context/jobContext';

/** How the runner follows a submit. */
export interface SubmitControl {
  signal: AbortSignal;
  /** Called when the request is over and its answer is lost: only lookups follow, which take nothing from other jobs. */
  answerLost(): void;
}

/** A job that is being submitted. */
export interface SubmitContext extends SubmitControl {
  jobContext: JobContext;
  job: SubmittingJob;
  /** Undefined when the configuration was removed. */
  configured: ConfiguredProvider | undefined;
}

/**
 * The job's request fitted to the model of this provider. Only the first provider of the plan gets the request's model and
 * options: other providers have other models.
 */
export function requestFor(jobContext: JobContext, job: Job, configured: ConfiguredProvider): FitResult {
  const { config } = configured;
  if (!config.enabled) throw fail('settings', { reason: 'provider-disabled', values: { provider: config.name } });
  const { model, options, ...common } = job.request;
  const isFirst = job.plan[0] === config.id;
  const limits = jobContext.limits(configured, job.request.kind, isFirst ? model : undefined);
  if (!limits) throw fail('unsupported', { values: { kind: job.request.kind, provider: config.name } });
  const name = (isFirst ? model : undefined) ?? config.model;
  const named = { ...common, ...(name ? { model: name } : {}) };
  return fitRequest(isFirst && options ? { ...named, options } : named, limits);
}

/** Writes the ticket into the row. Called in the tick in which the ticket came. */
export function writeTicket(jobContext: JobContext, job: Job, change: JobChange & { ticket: JsonValue }): void {
  // `lost`: this window lost its lease during the call, another one gave the submit up, and the answer came after all.
  const waitingSince = jobContext.clock.now();
  jobContext.jobs.changeAttempt(job, ['submitting', 'lost'], {
    progress: undefined,
    looks: undefined,
    ...change,
    state: 'running',
    waitingSince,
    finishedAt: undefined,
  });
}

/** The attempts, the last one ended now. */
export function closeAttempt(jobContext: JobContext, job: Job, failure?: Failure): Attempt[] {
  const last = job.attempts.at(-1);
  if (!last) return job.attempts;
  return [...job.attempts.slice(0, -1), { ...last, endedAt: jobContext.clock.now(), ...(failure ? { failure } : {}) }];
}
