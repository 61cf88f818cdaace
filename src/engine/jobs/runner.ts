/**
 * Runs the jobs. Every window has a runner; only the holder of the lease works, the others wait for it to expire. What to do
 * is read from the rows each time, so there is no state here that a crash could lose.
 */
import { failureFrom } from '../../shared/model/easelError';
import { outdated } from '../domain/outdated';
import { activeStates, type Job, type OverdueJob, type QueuedJob, type SubmittingJob } from '../domain/job';
import type { Disposable } from '../../shared/platform/ports';
import { createBackOffs } from './backOffs';
import { pollJob } from './running/pollJob';
import { pollLate } from './running/pollLate';
import { maxWait } from './submitting/failoverPlan';
import { receiveJob } from './receiving/receive';
import { createLookupRetry } from './submitting/retryLookup';
import { reconcileSubmit } from './submitting/reconcile';
import { submitJob } from './submitting/submit';
import type { JobContext } from './context/jobContext';

/** Milliseconds that a lease lasts without being renewed; another window takes it at its next heartbeat after that. */
const leaseDuration = 6_000;
/** Milliseconds between two renewals. */
const heartbeatInterval = 2_000;
/** Milliseconds between two polls of an overdue job … */
const latePollInterval = 10 * 60_000;
/** … and between two tries of one whose images could not be written. */
const diskRetryInterval = 30_000;
/** Milliseconds that stopping waits for submits under way: their answers are worth money. */
const maxStopDelay = 4_000;

export interface Runner {
  start(): void;
  /** Starts every job that can be started now. */
  wake(): void;
  /** Reads the job's row again and polls it at once: the row changed, or the service reported the job. */
  interrupt(jobId: string): void;
  /** Releases the lease. Running jobs continue at their providers; the next runner resumes them. */
  stop(): Promise<void>;
}

/** A job that this window works on. */
interface ActiveRun {
  end: AbortController;
  interrupt: AbortController;
  providerId: string;
  isSubmitting: boolean;
  /** Whether it takes a place at the provider: while something is sent, or runs at the service; not while it is looked up. */
  isWork: boolean;
  finished: Promise<void>;
}

export function createRunner(jobContext: JobContext): Runner {
  const runs = new Map<string, ActiveRun>();
  const latePolls = new Map<string, number>();
  const backOffs = createBackOffs(jobContext.clock, jobContext.log, () => wake());
  const lookupRetry = createLookupRetry(jobContext);
  const stopped = new AbortController();
  let holding = false;
  let isOutdated = false;
  let timer: Disposable | undefined;

  function heartbeat(): void {
    if (stopped.signal.aborted) return;
    try {
      if (isOutdatedNow()) return;
      void jobContext.host.check();
      const held =
        jobContext.host.isAnswering() &&
        jobContext.lease.take(jobContext.self.name, jobContext.clock.now(), leaseDuration);
      if (held !== holding) setHolding(held);
      else if (held) wake();
    } catch (thrown) {
      jobContext.log.warn(`Couldn't renew the lease: ${failureFrom(thrown).kind}`);
    }
    timer = jobContext.clock.after(heartbeatInterval, heartbeat);
  }

  /** Checked before each renewal. A submit under way is finished; whichever window has the lease then waits for it. */
  function isOutdatedNow(): boolean {
    const version = jobContext.newerSchema();
    if (version === undefined) return false;
    isOutdated = true;
    giveUpLease();
    jobContext.storageRefused(failureFrom(outdated(version)));
    return true;
  }

  function giveUpLease(): void {
    if (!holding) return;
    releaseLease();
    setHolding(false);
  }

  function setHolding(held: boolean): void {
    holding = held;
    jobContext.leaseChanged(held);
    jobContext.log.info(held ? 'This window now runs the jobs' : 'Another window now runs the jobs');
    if (held) return wake();
    // A submit is never cut off: its answer is written whichever window holds the lease.
    for (const active of runs.values()) if (!active.isSubmitting) active.end.abort();
  }

  function wake(): void {
    if (!holding || isOutdated || stopped.signal.aborted) return;
    try {
      // First what the services have, so that it has its places before a queued job takes one.
      const active = jobContext.jobs.inStates(activeStates);
      for (const job of active) if (job.state !== 'queued' && isFree(job)) launch(job);
      for (const job of active) if (job.state === 'queued' && isFree(job) && canStart(job)) launch(job);
      for (const job of jobContext.jobs.inStates(['overdue'])) {
        if (!isFree(job) || !isLatePollDue(job)) continue;
        latePolls.set(job.id, jobContext.clock.now());
        launch(job);
      }
      for (const job of jobContext.jobs.inStates(['lost'])) if (isFree(job) && lookupRetry.isDue(job)) launch(job);
    } catch (thrown) {
      jobContext.log.warn(`Couldn't read the jobs: ${failureFrom(thrown).kind}`);
    }
  }

  function isFree(job: Job): boolean {
    return !runs.has(job.id) && !backOffs.has(job.id);
  }

  function isLatePollDue(job: OverdueJob): boolean {
    const last = latePolls.get(job.id);
    const every = job.failure?.kind === 'storage' ? diskRetryInterval : latePollInterval;
    // The absolute difference: a clock that was set back must not block the poll.
    return last === undefined || Math.abs(jobContext.clock.now() - last) >= every;
  }

  function canStart(job: QueuedJob): boolean {
    if (!isDue(job)) return false;
    let atProvider = 0;
    for (const active of runs.values()) if (active.isWork && active.providerId === job.providerId) atProvider += 1;
    return atProvider < concurrency(jobContext, job.providerId);
  }

  function isDue(job: Job): boolean {
    if (job.state !== 'queued') return true;
    const now = jobContext.clock.now();
    const left = (job.notBefore ?? 0) - now;
    // A delay longer than possible, or a time before the job was created: the clock was set back, so the job is tried now.
    return left <= 0 || left > maxWait(job) || now < job.createdAt;
  }

  function launch(job: Job): void {
    const active: ActiveRun = {
      end: new AbortController(),
      interrupt: new AbortController(),
      providerId: job.providerId,
      isSubmitting: false,
      isWork: job.state !== 'lost',
      finished: Promise.resolve(),
    };
    runs.set(job.id, active);
    active.finished = run(job.id, active)
      .then(
        () => backOffs.succeeded(job.id),
        (thrown: unknown) => backOffs.failed(job.id, thrown),
      )
      .finally(() => {
        runs.delete(job.id);
        jobContext.previews.drop(job.id);
        wake();
      });
  }

  /** Takes the job from state to state until it ends, has to wait, or must be left to another window. */
  async function run(jobId: string, active: ActiveRun): Promise<void> {
    const seen = new Set<string>();
    while (!active.end.signal.aborted) {
      const job = jobContext.jobs.get(jobId);
      if (!job) return;
      // A state that comes up again waits for the next heartbeat, so that no job loops.
      const state = `${job.state} ${job.providerId}`;
      if (seen.has(state) || !isDue(job)) return;
      // Images that could not be downloaded or written a moment ago are not tried again at once.
      if (job.state === 'overdue' && job.pending && seen.size > 0)
        return void latePolls.set(jobId, jobContext.clock.now());
      // It was looked up before it became lost.
      if (job.state === 'lost' && seen.size > 0) return lookupRetry.postpone(job);
      seen.add(state);
      active.providerId = job.providerId;
      active.isWork = job.state !== 'lost';
      if (!(await runStep(job, active))) return;
    }
  }

  async function runStep(job: Job, active: ActiveRun): Promise<boolean> {
    switch (job.state) {
      case 'queued':
      case 'submitting':
        await submit(job, active);
        return holding;
      case 'running':
        await pollJob(jobContext, job.id, { end: active.end.signal, interrupted: () => freshInterrupt(active) });
        return true;
      case 'receiving':
        await receiveJob(jobContext, job, active.end.signal);
        return true;
      case 'overdue':
        await pollLate(jobContext, job, active.end.signal);
        return true;
      case 'lost':
        await lookupRetry.lookUp(job, active.end.signal);
        return true;
      case 'done':
      case 'failed':
      case 'cancelled':
        return false;
    }
  }

  async function submit(job: QueuedJob | SubmittingJob, active: ActiveRun): Promise<void> {
    const answerLost = (): void => {
      active.isSubmitting = false;
      active.isWork = false;
      wake();
    };
    const control = { signal: stopped.signal, answerLost };
    active.isSubmitting = true;
    try {
      if (job.state === 'queued') await submitJob(jobContext, job, control);
      else await reconcileSubmit(jobContext, job, control);
    } finally {
      active.isSubmitting = false;
    }
  }

  async function stop(): Promise<void> {
    timer?.dispose();
    backOffs.dispose();
    const submitting = [...runs.values()].filter((active) => active.isSubmitting).map((active) => active.finished);
    for (const active of runs.values()) if (!active.isSubmitting) active.end.abort();
    let timeout: Disposable | undefined;
    const timedOut = new Promise<void>((resolve) => (timeout = jobContext.clock.after(maxStopDelay, resolve)));
    await Promise.race([Promise.all(submitting), timedOut]);
    timeout?.dispose();
    stopped.abort();
    for (const active of runs.values()) active.end.abort();
    await Promise.all([...runs.values()].map((active) => active.finished));
    backOffs.dispose();
    if (holding) releaseLease();
    holding = false;
  }

  function releaseLease(): void {
    try {
      jobContext.lease.release(jobContext.self.name);
    } catch (thrown) {
      jobContext.log.warn(`Couldn't release the lease: ${failureFrom(thrown).kind}; it expires on its own`);
    }
  }

  jobContext.host.onLost(() => {
    jobContext.log.warn('The editor of this window does not answer');
    giveUpLease();
  });

  return {
    start: heartbeat,
    wake,
    interrupt: (jobId) => {
      latePolls.delete(jobId);
      runs.get(jobId)?.interrupt.abort();
      wake();
    },
    stop,
  };
}

function freshInterrupt(active: ActiveRun): AbortSignal {
  if (active.interrupt.signal.aborted) active.interrupt = new AbortController();
  return active.interrupt.signal;
}

function concurrency(jobContext: JobContext, providerId: string): number {
  try {
    return jobContext.configured(providerId).provider.concurrency;
  } catch {
    // The configuration was removed; submitting reports that.
    return 1;
  }
}
