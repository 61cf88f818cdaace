/**
 * The one that runs jobs. Several windows may have a runner; only the holder of the lease row works, the others wait for
 * it to expire. What to do is read from the rows each time, so there is no state here that a crash could lose.
 */
import { failureFrom } from '../../shared/model/easelError';
import { activeStates, type Job, type OverdueJob } from '../domain/job';
import type { Disposable } from '../../shared/platform/ports';
import { pollJob } from './running/pollJob';
import { pollLate } from './running/pollLate';
import { maxWait } from './submitting/failoverPlan';
import { receiveJob } from './receiving/receive';
import { createLookupRetry } from './submitting/retryLookup';
import { reconcileSubmit } from './submitting/reconcile';
import { submitJob } from './submitting/submit';
import type { JobContext } from './context/jobContext';

/** Milliseconds that a lease lasts without being renewed; another window takes over at its next pulse after that. */
const leaseDuration = 6_000;
/** Milliseconds between two renewals. */
const leaseRenewal = 2_000;
/** Milliseconds between two looks at jobs that nobody waits for, and at those that wait for room on the disk. */
const glanceEvery = 10 * 60_000;
const roomEvery = 30_000;
/** Milliseconds that a job is left alone after its row could not be read or written; doubled each time, up to a minute. */
const firstRest = 1_000;
const longestRest = 60_000;
/** Milliseconds that stopping waits for submits that are under way: their answers are worth money. */
const stopPatience = 4_000;

export interface Runner {
  start(): void;
  /** Something changed: start what can be started, stop what was stopped. */
  wake(): void;
  /** The job's row changed under the one that follows it. */
  interrupt(jobId: string): void;
  /** Gives the lease back. Jobs at a provider are left as they are; the next runner takes them up. */
  stop(): Promise<void>;
}

/** One job in hand. */
interface Drive {
  end: AbortController;
  interrupt: AbortController;
  providerId: string;
  isSubmitting: boolean;
  finished: Promise<void>;
}

export function createRunner(jobContext: JobContext): Runner {
  const drives = new Map<string, Drive>();
  const glances = new Map<string, number>();
  /** Jobs that are left alone for a while, and how often that was. */
  const resting = new Map<string, { times: number; timer: Disposable | undefined }>();
  const lookAgain = createLookupRetry(jobContext);
  const stopped = new AbortController();
  let holding = false;
  let timer: Disposable | undefined;

  function pulse(): void {
    if (stopped.signal.aborted) return;
    try {
      const held = jobContext.lease.take(jobContext.self.name, jobContext.clock.now(), leaseDuration);
      if (held !== holding) changeHolding(held);
      else if (held) wake();
    } catch (thrown) {
      jobContext.log.warn(`Couldn't renew the lease: ${failureFrom(thrown).kind}`);
    }
    timer = jobContext.clock.after(leaseRenewal, pulse);
  }

  function changeHolding(held: boolean): void {
    holding = held;
    jobContext.holdingChanged(held);
    jobContext.log.info(held ? 'This window now runs the jobs' : 'Another window now runs the jobs');
    if (held) return wake();
    // A submit is never cut off: its answer is written down whoever holds the lease.
    for (const drive of drives.values()) if (!drive.isSubmitting) drive.end.abort();
  }

  function wake(): void {
    if (!holding || stopped.signal.aborted) return;
    try {
      for (const job of jobContext.jobs.inStates(activeStates)) if (isFree(job) && hasRoom(job)) launch(job);
      for (const job of jobContext.jobs.inStates(['overdue'])) {
        if (!isFree(job) || !isTimeFor(job)) continue;
        glances.set(job.id, jobContext.clock.now());
        launch(job);
      }
      for (const job of jobContext.jobs.inStates(['lost'])) if (isFree(job) && lookAgain.isDue(job)) launch(job);
    } catch (thrown) {
      jobContext.log.warn(`Couldn't read the jobs: ${failureFrom(thrown).kind}`);
    }
  }

  function isFree(job: Job): boolean {
    return !drives.has(job.id) && !resting.get(job.id)?.timer;
  }

  function isTimeFor(job: OverdueJob): boolean {
    const last = glances.get(job.id);
    const every = job.failure?.kind === 'storage' ? roomEvery : glanceEvery;
    // Less than nothing: the clock was set back.
    return last === undefined || Math.abs(jobContext.clock.now() - last) >= every;
  }

  function hasRoom(job: Job): boolean {
    if (job.state !== 'queued') return true;
    if (!isDue(job)) return false;
    let atProvider = 0;
    for (const drive of drives.values()) if (drive.providerId === job.providerId) atProvider += 1;
    return atProvider < concurrency(jobContext, job.providerId);
  }

  function isDue(job: Job): boolean {
    if (job.state !== 'queued') return true;
    const now = jobContext.clock.now();
    const left = (job.notBefore ?? 0) - now;
    // Longer than there is to wait, or before it was made: the clock was set back, and nobody knows how long it has waited.
    return left <= 0 || left > maxWait(job) || now < job.createdAt;
  }

  function launch(job: Job): void {
    const drive: Drive = {
      end: new AbortController(),
      interrupt: new AbortController(),
      providerId: job.providerId,
      isSubmitting: false,
      finished: Promise.resolve(),
    };
    drives.set(job.id, drive);
    drive.finished = run(job.id, drive)
      .then(
        () => void resting.delete(job.id),
        (thrown: unknown) => letRest(job.id, thrown),
      )
      .finally(() => {
        drives.delete(job.id);
        jobContext.previews.drop(job.id);
        wake();
      });
  }

  /** A step that failed for a reason of our own (a full disk, a busy database) would fail at once again. */
  function letRest(jobId: string, thrown: unknown): void {
    // Not what a service said: its text may repeat the prompt.
    const { kind, reason = '' } = failureFrom(thrown);
    jobContext.log.error(`Job ${jobId}: ${kind} ${reason}`.trimEnd());
    const times = (resting.get(jobId)?.times ?? 0) + 1;
    const timer = jobContext.clock.after(Math.min(longestRest, firstRest * 2 ** (times - 1)), () => {
      resting.set(jobId, { times, timer: undefined });
      wake();
    });
    resting.set(jobId, { times, timer });
  }

  /** Takes the job from step to step until it waits for nobody any more, or this window may not go on with it. */
  async function run(jobId: string, drive: Drive): Promise<void> {
    const seen = new Set<string>();
    while (!drive.end.signal.aborted) {
      const job = jobContext.jobs.get(jobId);
      if (!job) return;
      // Each step must bring the job to another state; a step that can not is taken up at the next pulse.
      const step = `${job.state} ${job.providerId}`;
      if (seen.has(step) || !isDue(job)) return;
      // What could not be fetched or written a moment ago is not tried again in the same breath.
      if (job.state === 'overdue' && job.pending && seen.size > 0)
        return void glances.set(jobId, jobContext.clock.now());
      seen.add(step);
      drive.providerId = job.providerId;
      if (!(await runStep(job, drive))) return;
    }
  }

  async function runStep(job: Job, drive: Drive): Promise<boolean> {
    switch (job.state) {
      case 'queued':
      case 'submitting':
        drive.isSubmitting = true;
        try {
          if (job.state === 'queued') await submitJob(jobContext, job, stopped.signal);
          else await reconcileSubmit(jobContext, job, stopped.signal);
        } finally {
          drive.isSubmitting = false;
        }
        return holding;
      case 'running':
        await pollJob(jobContext, job.id, { end: drive.end.signal, interrupted: () => freshPoke(drive) });
        return true;
      case 'receiving':
        await receiveJob(jobContext, job, drive.end.signal);
        return true;
      case 'overdue':
        await pollLate(jobContext, job, drive.end.signal);
        return true;
      case 'lost':
        await lookAgain.poll(job, drive.end.signal);
        return true;
      case 'done':
      case 'failed':
      case 'cancelled':
        return false;
    }
  }

  async function stop(): Promise<void> {
    timer?.dispose();
    for (const rest of resting.values()) rest.timer?.dispose();
    const submitting = [...drives.values()].filter((drive) => drive.isSubmitting).map((drive) => drive.finished);
    for (const drive of drives.values()) if (!drive.isSubmitting) drive.end.abort();
    let patience: Disposable | undefined;
    const outOfPatience = new Promise<void>((resolve) => (patience = jobContext.clock.after(stopPatience, resolve)));
    await Promise.race([Promise.all(submitting), outOfPatience]);
    patience?.dispose();
    stopped.abort();
    for (const drive of drives.values()) drive.end.abort();
    await Promise.all([...drives.values()].map((drive) => drive.finished));
    for (const rest of resting.values()) rest.timer?.dispose();
    if (holding) giveBack();
    holding = false;
  }

  function giveBack(): void {
    try {
      jobContext.lease.release(jobContext.self.name);
    } catch (thrown) {
      jobContext.log.warn(`Couldn't release the lease: ${failureFrom(thrown).kind}; it expires on its own`);
    }
  }

  return {
    start: pulse,
    wake,
    interrupt: (jobId) => {
      glances.delete(jobId);
      drives.get(jobId)?.interrupt.abort();
      wake();
    },
    stop,
  };
}

function freshPoke(drive: Drive): AbortSignal {
  if (drive.interrupt.signal.aborted) drive.interrupt = new AbortController();
  return drive.interrupt.signal;
}

function concurrency(jobContext: JobContext, providerId: string): number {
  try {
    return jobContext.configured(providerId).provider.concurrency;
  } catch {
    // Unknown provider: the submit step says so.
    return 1;
  }
}
