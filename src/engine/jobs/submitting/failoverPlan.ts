/** The order in which providers are tried for a job, fixed when the job is created, and which one is next. */
import type { Failure } from '../../../shared/model/failure';
import type { ImageRequest, JobProgress } from '../../../shared/model/jobs';
import type { Job, JobChange, QueuedJob } from '../../domain/job';
import type { KindLimits } from '../../../providers/contract/model';
import { canFit } from '../../../providers/contract/fitRequest';
import { maxOfflineDelay, delayWhileOffline } from './offline';
import { backOffDelay } from '../context/retryRules';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import type { JobContext } from '../context/jobContext';

export interface PlanChoices {
  /** In the order in which they are tried. */
  all: readonly ConfiguredProvider[];
  limits(configured: ConfiguredProvider): KindLimits | undefined;
  isCooling(providerId: string): boolean;
  lacksSecret(providerId: string): boolean;
}

/**
 * IDs of the chosen configuration, then of every other one that is enabled, has `fallback` and its keys, and supports the
 * request, in the order given (highest priority first). A chosen one without `fallback` is the only one.
 */
export function planFor(
  request: ImageRequest,
  chosen: ConfiguredProvider,
  { all, limits, isCooling, lacksSecret }: PlanChoices,
): string[] {
  const plan = [chosen.config.id];
  if (!chosen.config.fallback) return plan;
  const { model: _model, options: _options, ...common } = request;
  // Configurations that cool down are last: they may have recovered by then.
  const ordered = [...all].sort((a, b) => Number(isCooling(a.config.id)) - Number(isCooling(b.config.id)));
  for (const other of ordered) {
    const { config } = other;
    if (!config.enabled || !config.fallback || plan.includes(config.id) || lacksSecret(config.id)) continue;
    if (canFit(common, limits(other))) plan.push(config.id);
  }
  return plan;
}

/** The next configuration of the plan that exists, is still a fallback with its keys, and doesn't cool down. */
export function nextInPlan(jobContext: JobContext, job: Job): ConfiguredProvider | undefined {
  const at = job.plan.indexOf(job.providerId);
  for (const id of job.plan.slice(at + 1)) {
    try {
      const configured = jobContext.configured(id);
      const { enabled, fallback } = configured.config;
      if (enabled && fallback && !jobContext.lacksSecret(id) && !jobContext.cooldown.isCooling(id)) return configured;
    } catch {
      // Removed since the plan was made.
    }
  }
  return undefined;
}

/** The failure that is reported for a job that no provider of the plan took: of the first one that was tried. */
export function firstCause({ attempts }: Job, failure: Failure): Failure {
  const [first] = attempts;
  return attempts.findLast(({ providerId }) => providerId === first?.providerId)?.failure ?? failure;
}

/** Milliseconds for which a job is submitted again while all providers are too busy. */
const maxBusyTime = 15 * 60_000;
const minBusyDelay = 5_000;

/** Queues a job again that no provider of the plan accepted, if one was only busy or there was no network: nothing was charged. */
export function retryLater(jobContext: JobContext, job: Job): JobChange | undefined {
  return retryWhenOnline(jobContext, job) ?? retryWhenFree(jobContext, job);
}

/** Without a limit of time: users who don't want to wait cancel the job. */
function retryWhenOnline(jobContext: JobContext, job: Job): JobChange | undefined {
  const id = job.plan.find((one) => lastFailure(job, one)?.reason === 'offline');
  const attempt = job.attempts.findLast(({ providerId }) => providerId === id);
  return id === undefined || !attempt
    ? undefined
    : queuedFor(jobContext, id, { ms: delayWhileOffline(attempt), waitsFor: 'network' });
}

/** Queues a job again whose input could not be stored before anything was sent: there may be space again. */
export function retryForDisk(jobContext: JobContext, job: Job, { kind, reason }: Failure): JobChange | undefined {
  const attempt = job.attempts.at(-1);
  if (kind !== 'storage' || reason === 'image-missing' || !attempt) return undefined;
  return queuedFor(jobContext, job.providerId, { ms: delayWhileOffline(attempt), waitsFor: 'disk' });
}

function retryWhenFree(jobContext: JobContext, job: Job): JobChange | undefined {
  const busy = job.plan.find((id) => lastFailure(job, id)?.kind === 'rate');
  if (busy === undefined) return undefined;
  const tries = job.attempts.filter((attempt) => attempt.providerId === busy);
  const delays = tries.map(({ failure }, index) => backOffDelay(index, minBusyDelay, failure ?? { kind: 'rate' }));
  // The sum of the delays and not the time that passed: the machine may have slept, or other jobs may have been first.
  if (delays.reduce((sum, ms) => sum + ms, 0) > maxBusyTime) return undefined;
  return queuedFor(jobContext, busy, { ms: delays.at(-1) ?? minBusyDelay, waitsFor: 'provider' });
}

/** Maximum milliseconds until the next attempt of a queued job. */
export function maxWait({ progress }: QueuedJob): number {
  return progress?.waitsFor === 'provider' ? maxBusyTime : maxOfflineDelay;
}

function queuedFor(
  jobContext: JobContext,
  providerId: string,
  { ms, waitsFor }: { ms: number; waitsFor: NonNullable<JobProgress['waitsFor']> },
): JobChange | undefined {
  const nextTryAt = jobContext.clock.now() + ms;
  try {
    const facts = providerFacts(jobContext.configured(providerId));
    return { ...facts, notBefore: nextTryAt, progress: { phase: 'waiting', nextTryAt, waitsFor } };
  } catch {
    return undefined;
  }
}

function lastFailure(job: Job, providerId: string): Failure | undefined {
  return job.attempts.findLast((attempt) => attempt.providerId === providerId)?.failure;
}

/** The fields of a job's row that name its provider. */
export function providerFacts({
  config,
}: ConfiguredProvider): Pick<Job, 'providerId' | 'providerName' | 'providerType'> {
  return { providerId: config.id, providerName: config.name, providerType: config.type };
}
