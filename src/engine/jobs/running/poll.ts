/** One poll of a running job, and the wait between two of them. */
import { fail } from '../../../shared/model/easelError';
import type { RunningJob } from '../../domain/job';
import type { TaskStatus } from '../../../providers/contract/task';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import { delay } from '../context/delay';
import type { JobContext } from '../context/jobContext';

/** A running job and the provider that has it. */
export interface PolledJob {
  jobContext: JobContext;
  job: RunningJob;
  configured: ConfiguredProvider;
  /** Aborts when this window must leave the job to others. */
  end: AbortSignal;
}

/** Difference in ms between the clock and the time that passed from which it counts as a jump: sleep, or a clock that was set. */
const clockJump = 30_000;
/** Milliseconds that a poll can take beyond its time limit: the answer may carry the images. */
const maxPollOverrun = 120_000;

/**
 * Waits `ms` milliseconds, or until the signal aborts. Time that the machine slept doesn't count towards the deadline.
 * @returns Whether the clock jumped meanwhile.
 */
export async function delayPolling(polled: PolledJob, ms: number, signal: AbortSignal): Promise<boolean> {
  const { clock } = polled.jobContext;
  const before = clock.now();
  await delay(clock, ms, signal);
  return noteClockJump(polled, before, ms);
}

/** @param maxMs Milliseconds that can have passed since `before` without a jump. */
function noteClockJump({ jobContext, job }: PolledJob, before: number, maxMs: number): boolean {
  const passed = jobContext.clock.now() - before;
  const jump = passed < 0 ? passed : Math.max(0, passed - maxMs);
  if (Math.abs(jump) < clockJump) return false;
  jobContext.log.info(`Job ${job.id}: the clock jumped by ${Math.round(jump / 1000)} s`);
  jobContext.jobs.change(job.id, ['running'], { waitingSince: (job.waitingSince ?? job.createdAt) + jump });
  return true;
}

/** @param maxMs Milliseconds that a long-poll may take. */
export async function poll(polled: PolledJob, maxMs: number, signal: AbortSignal): Promise<TaskStatus> {
  const { jobContext, job, configured } = polled;
  const before = jobContext.clock.now();
  const context = jobContext.context(configured, signal);
  const { ticket } = job;
  const { provider } = configured;
  if (!provider.poll) throw fail('internal', { detail: 'ticket' });
  try {
    if (!provider.wait) return await provider.poll(ticket, context);
    return await provider.wait(ticket, context, Math.max(1000, maxMs));
  } finally {
    noteClockJump(polled, before, maxMs + maxPollOverrun);
  }
}
