/** The order in which a job may be tried, made once when the job is made, and whose turn is next. */
import type { Failure } from '../../../shared/model/failure';
import type { ImageRequest, JobProgress } from '../../../shared/model/jobs';
import type { Job, JobChange, QueuedJob } from '../../domain/job';
import type { KindLimits } from '../../../providers/contract/model';
import { canFit } from '../../../providers/contract/fitRequest';
import { maxOfflineDelay, delayWhileOffline } from './offline';
import { backoff } from '../context/pollingInterval';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import type { JobContext } from '../context/jobContext';

export interface PlanChoices {
  /** In the order in which they are tried. */
  all: readonly ConfiguredProvider[];
  limits(configured: ConfiguredProvider): KindLimits | undefined;
  isCooling(providerId: string): boolean;
}

/**
 * The chosen configuration first, then every other one that is enabled, takes part in failover and can do the request, in
 * the order given (largest priority first). Each stands in the plan once. A chosen one that takes no part stays alone.
 */
export function planFor(
  request: ImageRequest,
  chosen: ConfiguredProvider,
  { all, limits, isCooling }: PlanChoices,
): string[] {
  const plan = [chosen.config.id];
  if (!chosen.config.fallback) return plan;
  const { model: _model, options: _options, ...common } = request;
  // Who is cooling down stands last: it may have recovered by the time it is its turn.
  const ordered = [...all].sort((a, b) => Number(isCooling(a.config.id)) - Number(isCooling(b.config.id)));
  for (const other of ordered) {
    const { config } = other;
    if (config.enabled && config.fallback && !plan.includes(config.id) && canFit(common, limits(other)))
      plan.push(config.id);
  }
  return plan;
}

/** The next one of the plan that is there, enabled and not cooling down. */
export function nextInPlan(jobContext: JobContext, job: Job): ConfiguredProvider | undefined {
  const at = job.plan.indexOf(job.providerId);
  for (const id of job.plan.slice(at + 1)) {
    try {
      const configured = jobContext.configured(id);
      if (configured.config.enabled && !jobContext.cooldown.isCooling(id)) return configured;
    } catch {
      // Removed since the plan was made: the next one has its turn.
    }
  }
  return undefined;
}

/** Milliseconds for which a job is handed in again and again while everybody is too busy for it. */
const busyPatience = 15 * 60_000;
const shortestBusy = 5_000;

/** Nobody of the plan took the job, but there was no network, or somebody was only busy: nothing was charged, and later it may go. */
export function laterTry(jobContext: JobContext, job: Job): JobChange | undefined {
  return offlineTry(jobContext, job) ?? busyTry(jobContext, job);
}

/** However long it lasts: a person who does not want to wait cancels. */
function offlineTry(jobContext: JobContext, job: Job): JobChange | undefined {
  const id = job.plan.find((one) => lastFailure(job, one)?.reason === 'offline');
  const attempt = job.attempts.findLast(({ providerId }) => providerId === id);
  return id === undefined || !attempt
    ? undefined
    : later(jobContext, id, { ms: delayWhileOffline(attempt), waitsFor: 'network' });
}

/** What had to be written before anything was sent could not be: there may be room again. */
export function diskTry(jobContext: JobContext, job: Job, { kind, reason }: Failure): JobChange | undefined {
  const attempt = job.attempts.at(-1);
  if (kind !== 'storage' || reason === 'image-missing' || !attempt) return undefined;
  return later(jobContext, job.providerId, { ms: delayWhileOffline(attempt), waitsFor: 'disk' });
}

function busyTry(jobContext: JobContext, job: Job): JobChange | undefined {
  const busy = job.plan.find((id) => lastFailure(job, id)?.kind === 'rate');
  if (busy === undefined) return undefined;
  const tries = job.attempts.filter((attempt) => attempt.providerId === busy);
  const rests = tries.map(({ failure }, index) => backoff(index, shortestBusy, failure ?? { kind: 'rate' }));
  // The rests, not the time that went by: the machine may have slept, and other jobs of our own may have been first.
  if (rests.reduce((sum, rest) => sum + rest, 0) > busyPatience) return undefined;
  return later(jobContext, busy, { ms: rests.at(-1) ?? shortestBusy, waitsFor: 'provider' });
}

/** Milliseconds that a job can be left to wait for its next try. */
export function maxWait({ progress }: QueuedJob): number {
  return progress?.waitsFor === 'provider' ? busyPatience : maxOfflineDelay;
}

function later(
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

/** What a job's row says of the provider that has it. */
export function providerFacts({
  config,
}: ConfiguredProvider): Pick<Job, 'providerId' | 'providerName' | 'providerType'> {
  return { providerId: config.id, providerName: config.name, providerType: config.type };
}
