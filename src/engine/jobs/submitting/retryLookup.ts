/**
 * Lost jobs whose service could not be asked, because nothing reached it: it is asked when it can be reached again. Nothing is
 * handed in here. What the service answers to the end, whatever it is, ends the looking; so does a number of looks.
 */
import type { LostJob } from '../../domain/job';
import { reconcileLost, isTicket, retryLookup, resumeJob } from './reconcile';
import type { JobContext } from '../context/jobContext';

export interface LookupRetry {
  /** Whether it is time to look for a lost job. */
  isDue(job: LostJob): boolean;
  /** Looks once, and writes down what came of it. */
  poll(job: LostJob, signal: AbortSignal): Promise<void>;
}

/** Milliseconds until a service is asked anew: doubled each time, up to the one while there is no network, or else the other. */
const shortest = 5_000;
const maxOfflineDelay = 60_000;
const longest = 10 * 60_000;
/** So often a service that can not be reached although there is a network is tried for one job; that takes some six hours. */
const mostLooks = 40;

export function createLookupRetry(jobContext: JobContext): LookupRetry {
  /** Services that could not be reached, by configuration. */
  const rests = new Map<string, { since: number; ms: number }>();
  /** Configurations that are being asked: a hundred lost jobs are looked for one after the other. */
  const asked = new Set<string>();

  function isDue({ looks, providerId }: LostJob): boolean {
    if (looks === undefined || asked.has(providerId)) return false;
    const rest = rests.get(providerId);
    // More than there can be: the clock was set.
    return rest === undefined || Math.abs(jobContext.clock.now() - rest.since) >= rest.ms;
  }

  async function poll(job: LostJob, signal: AbortSignal): Promise<void> {
    asked.add(job.providerId);
    try {
      await lookNow(job, signal);
    } finally {
      asked.delete(job.providerId);
    }
  }

  async function lookNow(job: LostJob, signal: AbortSignal): Promise<void> {
    const first = await reconcileLost(jobContext, job, signal);
    const found = first === 'unknown' ? await retryLookup({ jobContext, job, signal }, first) : first;
    if (signal.aborted) return;
    if (found === 'unreachable') return rest(job, await jobContext.isOnline());
    rests.delete(job.providerId);
    // That it is absent now does not say that it always was: it may have been cleared away there. The person decides.
    if (!isTicket(found)) giveUp(job);
    else if (resumeJob(jobContext, job, found.ticket)) jobContext.log.info(`Job ${job.id}: found at the provider`);
    jobContext.changed(job.id);
  }

  function rest(job: LostJob, isOnline: boolean): void {
    const { looks = 0, providerId } = job;
    const doubled = 2 * (rests.get(providerId)?.ms ?? shortest / 2);
    rests.set(providerId, {
      since: jobContext.clock.now(),
      ms: Math.min(isOnline ? longest : maxOfflineDelay, doubled),
    });
    // For as long as it is the network of our own that is missing.
    if (!isOnline) return;
    if (looks + 1 < mostLooks) return void jobContext.jobs.change(job.id, ['lost'], { looks: looks + 1 });
    giveUp(job);
    jobContext.changed(job.id);
  }

  function giveUp({ id }: LostJob): void {
    jobContext.jobs.change(id, ['lost'], { looks: undefined, progress: undefined });
  }

  return { isDue, poll };
}
