/** One look at a running job, and the waiting between two of them. */
import { fail } from '../../shared/model/easelError';
import type { RunningJob } from '../domain/job';
import type { TaskStatus } from '../../providers/contract/task';
import { pause, type ConfiguredProvider, type JobContext } from './jobContext';

/** A running job and the provider that has it. */
export interface Step {
  jobContext: JobContext;
  job: RunningJob;
  configured: ConfiguredProvider;
  /** Aborts when the job shall be left as it is. */
  end: AbortSignal;
}

/** The clock is off by so many milliseconds after a pause: the machine slept, or somebody set it. */
const clockJump = 30_000;
/** Milliseconds that a look can take beyond what it is given: a picture may come with the answer. */
const longestLook = 120_000;

/** Waits. Time in which nobody could have looked, because the machine slept or its clock was set, is not waited time. */
export async function rest(step: Step, ms: number, signal: AbortSignal): Promise<void> {
  const { jobContext } = step;
  const before = jobContext.clock.now();
  await pause(jobContext.clock, ms, signal);
  noteJump(step, before, ms);
}

/** @param most Milliseconds that what was done since `before` can have taken. */
function noteJump({ jobContext, job }: Step, before: number, most: number): void {
  const passed = jobContext.clock.now() - before;
  const jump = passed < 0 ? passed : Math.max(0, passed - most);
  if (Math.abs(jump) < clockJump) return;
  jobContext.log.info(`Job ${job.id}: the clock jumped by ${Math.round(jump / 1000)} s`);
  jobContext.jobs.change(job.id, ['running'], { waitingSince: (job.waitingSince ?? job.createdAt) + jump });
}

/** @param most Milliseconds that a long-poll may take. */
export async function poll(step: Step, most: number, signal: AbortSignal): Promise<TaskStatus> {
  const { jobContext, job, configured } = step;
  const before = jobContext.clock.now();
  const context = jobContext.context(configured, signal);
  const { ticket } = job;
  const { provider } = configured;
  if (!provider.poll) throw fail('internal', { detail: 'ticket' });
  try {
    if (!provider.wait) return await provider.poll(ticket, context);
    return await provider.wait(ticket, context, Math.max(1000, most));
  } finally {
    noteJump(step, before, most + longestLook);
  }
}
