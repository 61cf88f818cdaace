/** Starts, cancels, resumes and awaits jobs. */
import type { EaselEvent } from '../../shared/protocol/connection/events';
import { isFreeMoney } from '../../shared/model/money';
import { isFinal, type JobCounts, type JobView, type ImageRequestInput } from '../../shared/model/jobs';
import type { EaselJobs, StartOptions } from '../surface/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import { activeStates, type Job } from '../domain/job';
import { lookUpTicket, isFound, resumeFound } from '../jobs/submitting/reconcile';
import { resumedState } from '../jobs/receiving/results';
import { refuseIfOutdated } from '../domain/outdated';
import { createJobs } from './createJobs';
import { jobView, providerOfType } from './views';
import { anySignal, requireJob, type EngineContext } from './context';

export function createJobService(engine: EngineContext): EaselJobs {
  const { jobContext, registry, runner, delivery, ends } = engine;
  const { jobs, clock } = jobContext;

  function view(job: Job): JobView {
    const provider = providerOfType(engine.providers, job.providerType);
    const money = engine.ledger.get(job.id);
    const seen = { ...jobView(job, jobContext.images.ofJob(job.id), provider), ...(money ? { money } : {}) };
    return seen.failure && isFreeMoney(money) ? { ...seen, failure: { ...seen.failure, isFree: true } } : seen;
  }

  async function start(imageRequest: ImageRequestInput, options: StartOptions = {}): Promise<string[]> {
    const { windowId, cooldown } = jobContext;
    refuseIfOutdated(jobContext);
    const { settings, fitImages } = engine;
    const parts = { registry, settings, clock, windowId, cooldown, fitImages };
    await registry.readSecrets();
    const made = await createJobs(parts, imageRequest, options).catch((thrown: unknown) => {
      // Converting images takes time, and the engine may have been disposed meanwhile.
      throw ends.aborted ? fail('cancelled') : thrown;
    });
    if (ends.aborted) throw fail('cancelled');
    if ('error' in made) {
      insertRefused(made.refused);
      throw made.error;
    }
    try {
      refuseIfOutdated(jobContext);
      // The flag first: a crash between the two leaves a flag without a job, which the next start clears.
      jobContext.spending.admit(made.jobs, (admitted) => jobs.insert(admitted, () => engine.pendingJobsFlag.set()));
    } catch (thrown) {
      if (thrown instanceof EaselError && thrown.failure.kind === 'cap') insertRefused(made.refused(thrown));
      throw thrown;
    }
    for (const job of made.jobs) jobContext.changed(job.id);
    runner.wake();
    return made.jobs.map((job) => job.id);
  }

  function insertRefused(refused: Job | undefined): void {
    if (!refused) return;
    jobs.insert([refused]);
    jobContext.changed(refused.id);
  }

  async function regenerate(jobId: string): Promise<string[]> {
    refuseIfOutdated(jobContext);
    const job = requireJob(engine, jobId);
    const { seed, seedChosen, ...rest } = job.request;
    const imageRequest: ImageRequestInput = { ...rest, ...(seed !== undefined && !seedChosen ? { seed } : {}) };
    const isKnown = registry.all().some((one) => registry.isSame(one, job.plan[0] ?? '') && one.config.enabled);
    const providerId = isKnown ? job.plan[0] : undefined;
    return start(imageRequest, { destination: job.destination, ...(providerId ? { providerId } : {}) });
  }

  function cancel(jobId: string): void {
    refuseIfOutdated(jobContext);
    const job = requireJob(engine, jobId);
    if (isFinal(job.state) && job.state !== 'lost') throw fail('bad-request', { reason: 'already-final' });
    const finishedAt = clock.now();
    const stopped =
      jobs.change(jobId, ['queued', 'overdue', 'lost'], { state: 'cancelled', cancelRequested: true, finishedAt }) ??
      // Asked for a second time after the provider couldn't cancel: the user stops waiting for it.
      ('cancelOutcome' in job
        ? jobs.change(jobId, ['running'], { state: 'cancelled', progress: undefined, finishedAt })
        : jobs.change(jobId, ['submitting', 'running', 'receiving'], { cancelRequested: true }));
    if (stopped) jobContext.changed(jobId);
    runner.interrupt(jobId);
  }

  async function resume(jobId: string): Promise<void> {
    refuseIfOutdated(jobContext);
    const job = requireJob(engine, jobId);
    if (job.state === 'overdue') {
      const waitingSince = clock.now();
      const change = { state: resumedState(job), waitingSince, failure: undefined, fetchRounds: undefined };
      jobs.change(jobId, ['overdue'], change);
    } else if (job.state === 'lost') {
      const found = await lookUpTicket(jobContext, job, ends);
      if (!isFound(found)) throw new EaselError(job.failure);
      resumeFound(jobContext, job, found.ticket);
    } else throw fail('bad-request', { reason: isFinal(job.state) ? 'already-final' : 'already-running' });
    jobContext.changed(jobId);
    runner.wake();
  }

  function isSettled(job: Job): boolean {
    if (job.state !== 'done') return isFinal(job.state) || job.state === 'overdue';
    return !((job.delivery === 'pending' || job.delivery === 'claimed') && delivery.isMine(job));
  }

  function finished(jobId: string, signal?: AbortSignal): Promise<JobView> {
    const job = requireJob(engine, jobId);
    if (isSettled(job)) return Promise.resolve(view(job));
    const anyEnd = anySignal(engine, signal);
    return new Promise((resolve, reject) => {
      const unlisten = engine.listen((event: EaselEvent) => {
        if (event.kind !== 'job-changed' || event.id !== jobId) return;
        const now = jobs.get(jobId);
        if (!now || !isSettled(now)) return;
        stop();
        resolve(view(now));
      });
      const abort = (): void => {
        stop();
        reject(fail('cancelled'));
      };
      const stop = (): void => {
        unlisten();
        anyEnd.removeEventListener('abort', abort);
      };
      anyEnd.addEventListener('abort', abort, { once: true });
    });
  }

  return {
    start,
    regenerate,
    cancel: (jobId) => asPromise(() => cancel(jobId)),
    resume,
    get: (jobId) => view(requireJob(engine, jobId)),
    preview: (jobId) => jobContext.previews.get(jobId),
    list: (query) => engine.search.jobs(query).map((id) => view(requireJob(engine, id))),
    finished,
    counts: () => countsOf(engine),
  };
}

/** Jobs that run and jobs that wait, here or at a provider. */
export function countsOf({ jobContext }: Pick<EngineContext, 'jobContext'>): JobCounts {
  const active = jobContext.jobs.inStates(activeStates);
  const waiting = active.filter(
    (job) => job.state === 'queued' || (job.state === 'running' && job.progress?.phase === 'waiting'),
  ).length;
  return { running: active.length - waiting, waiting };
}

/** Runs synchronous work as a promise: an error becomes a rejection. */
function asPromise<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => resolve(work()));
}
