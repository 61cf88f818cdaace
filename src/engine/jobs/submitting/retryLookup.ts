/**
 * Looks up lost jobs again whose service couldn't be reached. Nothing is submitted here. Any complete answer of the service
 * ends the lookups of a job, and so does a maximum of failed ones.
 */
import type { LostJob } from '../../domain/job';
import { lookUpTicket, isFound, retryLookup, resumeFound } from './reconcile';
import type { JobContext } from '../context/jobContext';

export interface LookupRetry {
  /** Whether it is time to look the job up. */
  isDue(job: LostJob): boolean;
  /** Called for a job that was looked up in vain when it became lost: it isn't due at once. */
  postpone(job: LostJob): void;
  /** Looks the job up and writes the result. */
  lookUp(job: LostJob, signal: AbortSignal): Promise<void>;
}

/** Milliseconds until a service is asked again: doubled each time, up to the one while there is no network, or else the other. */
const firstDelay = 5_000;
const maxOfflineLookupDelay = 60_000;
const maxDelay = 10 * 60_000;
/** Failed lookups of one job while there is a network, after which they end; they take about six hours. */
const maxLookups = 40;

export function createLookupRetry(jobContext: JobContext): LookupRetry {
  /** When each unreachable service failed last, by ID of the configuration, and the delay from then on. */
  const backOffs = new Map<string, { since: number; ms: number }>();
  /** IDs of configurations with a lookup under way: lost jobs of one service are looked up one after the other. */
  const inProgress = new Set<string>();

  function isDue({ looks, providerId }: LostJob): boolean {
    if (looks === undefined || inProgress.has(providerId)) return false;
    const last = backOffs.get(providerId);
    // The absolute difference: a clock that was set back must not block lookups.
    return last === undefined || Math.abs(jobContext.clock.now() - last.since) >= last.ms;
  }

  function postpone({ providerId }: LostJob): void {
    if (!backOffs.has(providerId)) backOffs.set(providerId, { since: jobContext.clock.now(), ms: firstDelay });
  }

  async function lookUp(job: LostJob, signal: AbortSignal): Promise<void> {
    inProgress.add(job.providerId);
    try {
      await lookUpOnce(job, signal);
    } finally {
      inProgress.delete(job.providerId);
    }
  }

  async function lookUpOnce(job: LostJob, signal: AbortSignal): Promise<void> {
    const first = await lookUpTicket(jobContext, job, signal);
    const found = first === 'unknown' ? await retryLookup({ jobContext, job, signal }, first) : first;
    if (signal.aborted) return;
    if (found === 'unreachable') return backOff(job, { isOnline: await jobContext.isOnline() });
    backOffs.delete(job.providerId);
    // The job stays `lost` when it is absent: the service may have had it and deleted it, so the user decides.
    if (!isFound(found)) endLookups(job);
    else if (resumeFound(jobContext, job, found.ticket)) jobContext.log.info(`Job ${job.id}: found at the provider`);
    jobContext.changed(job.id);
  }

  function backOff(job: LostJob, { isOnline }: { isOnline: boolean }): void {
    const { looks = 0, providerId } = job;
    const doubled = 2 * (backOffs.get(providerId)?.ms ?? firstDelay / 2);
    backOffs.set(providerId, {
      since: jobContext.clock.now(),
      ms: Math.min(isOnline ? maxDelay : maxOfflineLookupDelay, doubled),
    });
    // Lookups without a network don't count: the service wasn't asked.
    if (!isOnline) return;
    if (looks + 1 < maxLookups) return void jobContext.jobs.change(job.id, ['lost'], { looks: looks + 1 });
    endLookups(job);
    jobContext.changed(job.id);
  }

  function endLookups({ id }: LostJob): void {
    jobContext.jobs.change(id, ['lost'], { looks: undefined, progress: undefined });
  }

  return { isDue, postpone, lookUp };
}
