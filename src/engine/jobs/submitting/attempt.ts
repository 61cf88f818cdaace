/** One try at one provider: what it is asked, and what is written down of it. */
import type { Failure } from '../../../shared/model/failure';
import type { Attempt, JsonValue } from '../../../shared/model/jobs';
import { fail } from '../../../shared/model/easelError';
import type { Job, JobChange, SubmittingJob } from '../../domain/job';
import { fitRequest, type FitResult } from '../../../providers/contract/fitRequest';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import type { JobContext } from '../context/jobContext';

/** A job on its way to a provider. */
export interface Step {
  jobContext: JobContext;
  job: SubmittingJob;
  /** Missing when the configuration is gone. */
  configured: ConfiguredProvider | undefined;
  signal: AbortSignal;
}

/**
 * The job's request fitted to the model of this provider. Only the first of the plan gets the model and the options that the
 * request names: another provider has other models.
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

/** The ticket goes into the row in the same tick in which it came. */
export function keepTicket(jobContext: JobContext, job: Job, change: JobChange & { ticket: JsonValue }): void {
  // `lost` is there for the window that lost its lease during the call and whose answer came all the same.
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

/** The attempts with the last one ended now. */
export function closeAttempt(jobContext: JobContext, job: Job, failure?: Failure): Attempt[] {
  const last = job.attempts.at(-1);
  if (!last) return job.attempts;
  return [...job.attempts.slice(0, -1), { ...last, endedAt: jobContext.clock.now(), ...(failure ? { failure } : {}) }];
}
