/** Starting, stopping and waiting for jobs. */
import type { EaselEvent } from '../../shared/protocol/events';
import { isFinal, type JobCounts, type JobView, type Wish } from '../../shared/model/jobs';
import type { Easel } from '../domain/easel';
import { EaselError, fail } from '../../shared/model/easelError';
import { activeStates, type Job } from '../domain/job';
import { findLost, isTicket, takeUp } from '../jobs/reconcile';
import { takenUp } from '../jobs/results';
import { makeJobs } from './createJobs';
import { jobView } from './views';
import { eitherEnds, needJob, type Inside } from './context';

type JobVerbs = Pick<Easel, 'start' | 'again' | 'cancel' | 'resume' | 'job' | 'jobs' | 'finished' | 'counts'>;

export function createJobDesk(inside: Inside): JobVerbs {
  const { world, roster, runner, delivery, ends } = inside;
  const { jobs, clock } = world;

  function view(job: Job): JobView {
    const provider = inside.providers.find((candidate) => candidate.type === job.providerType);
    const money = inside.ledger.get(job.id);
    return { ...jobView(job, world.images.ofJob(job.id), provider), ...(money ? { money } : {}) };
  }

  async function start(wish: Wish, options: Parameters<Easel['start']>[1] = {}): Promise<string[]> {
    const { windowId, cooldown } = world;
    const { settings, fitPictures } = inside;
    const parts = { roster, settings, clock, windowId, cooldown, fitPictures };
    const made = await makeJobs(parts, wish, options).catch((thrown: unknown) => {
      // Pictures take their time, and the window may have been closed meanwhile, and the history with it.
      throw ends.aborted ? fail('cancelled') : thrown;
    });
    if (ends.aborted) throw fail('cancelled');
    if ('error' in made) {
      keepRefused(made.refused);
      throw made.error;
    }
    try {
      // The marker first: a crash between the two leaves a marker without a job, which the next start clears.
      world.spending.admit(made.jobs, (admitted) => jobs.insert(admitted, () => inside.marker.set(true)));
    } catch (thrown) {
      if (thrown instanceof EaselError && thrown.failure.kind === 'cap') keepRefused(made.refused(thrown));
      throw thrown;
    }
    for (const job of made.jobs) world.changed(job.id);
    runner.wake();
    return made.jobs.map((job) => job.id);
  }

  function keepRefused(refused: Job | undefined): void {
    if (!refused) return;
    jobs.insert([refused]);
    world.changed(refused.id);
  }

  async function again(jobId: string): Promise<string[]> {
    const job = needJob(inside, jobId);
    const { seed, seedChosen, ...rest } = job.request;
    const wish: Wish = { ...rest, ...(seed !== undefined && !seedChosen ? { seed } : {}) };
    const isKnown = roster.all().some(({ config }) => config.id === job.plan[0] && config.enabled);
    const providerId = isKnown ? job.plan[0] : undefined;
    return start(wish, { destination: job.destination, ...(providerId ? { providerId } : {}) });
  }

  function cancel(jobId: string): void {
    const job = needJob(inside, jobId);
    if (isFinal(job.state) && job.state !== 'lost') throw fail('bad-request', { reason: 'already-final' });
    const finishedAt = clock.now();
    const stopped =
      jobs.change(jobId, ['queued', 'overdue', 'lost'], { state: 'cancelled', cancelRequested: true, finishedAt }) ??
      // Asked for a second time after the provider said no: the person gives it up.
      (job.cancelOutcome
        ? jobs.change(jobId, ['running'], { state: 'cancelled', progress: undefined, finishedAt })
        : jobs.change(jobId, ['submitting', 'running', 'receiving'], { cancelRequested: true }));
    if (stopped) world.changed(jobId);
    runner.poke(jobId);
  }

  async function resume(jobId: string): Promise<void> {
    const job = needJob(inside, jobId);
    if (job.state === 'overdue') {
      const waitingSince = clock.now();
      const change = { state: takenUp(job), waitingSince, failure: undefined, fetchRounds: undefined };
      jobs.change(jobId, ['overdue'], change);
    } else if (job.state === 'lost') {
      const found = await findLost(world, job, ends);
      if (!isTicket(found)) throw new EaselError(job.failure ?? { kind: 'lost', maybeReceived: true });
      takeUp(world, job, found.ticket);
    } else throw fail('bad-request', { reason: isFinal(job.state) ? 'already-final' : 'already-running' });
    world.changed(jobId);
    runner.wake();
  }

  function isSettled(job: Job): boolean {
    if (!isFinal(job.state)) return job.state === 'overdue';
    return !((job.delivery === 'pending' || job.delivery === 'claimed') && delivery.isMine(job));
  }

  function finished(jobId: string, signal?: AbortSignal): Promise<JobView> {
    const job = needJob(inside, jobId);
    if (isSettled(job)) return Promise.resolve(view(job));
    const given = eitherEnds(inside, signal);
    return new Promise((resolve, reject) => {
      const unlisten = inside.listen((event: EaselEvent) => {
        if (event.kind !== 'job-changed' || event.id !== jobId) return;
        const now = jobs.get(jobId);
        if (!now || !isSettled(now)) return;
        stop();
        resolve(view(now));
      });
      const give = (): void => {
        stop();
        reject(fail('cancelled'));
      };
      const stop = (): void => {
        unlisten();
        given.removeEventListener('abort', give);
      };
      given.addEventListener('abort', give, { once: true });
    });
  }

  return {
    start,
    again,
    cancel: (jobId) => promised(() => cancel(jobId)),
    resume,
    job: (jobId) => view(needJob(inside, jobId)),
    jobs: (query) => inside.search.jobs(query).map((id) => view(needJob(inside, id))),
    finished,
    counts: () => countsOf(inside),
  };
}

/** What runs and what waits, here or at a provider. */
export function countsOf({ world }: Pick<Inside, 'world'>): JobCounts {
  const active = world.jobs.inStates(activeStates);
  const waiting = active.filter((job) => job.state === 'queued' || job.progress?.phase === 'waiting').length;
  return { running: active.length - waiting, waiting };
}

/** What is done at once, as a promise: an error becomes a rejection. */
function promised<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => resolve(work()));
}
