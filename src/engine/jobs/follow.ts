/** The loop that waits for a running job. It lives here and not in a provider, so that any process can take it up. */
import type { Failure } from '../../shared/model/failure';
import type { JobProgress } from '../../shared/model/jobs';
import { failureFrom } from '../../shared/model/easelError';
import type { Job, JobChange } from '../domain/job';
import type { Check, Cost } from '../../providers/contract/provider';
import { look, rest, type Step } from './poll';
import { backoff, isDoubtfulEnd, isMendable, isPassing, paceOf } from './pollingInterval';
import { arrived, keepBytes, keptOf, mergeWarnings, missing, takenUp, withKept } from './results';
import { pause, type ConfiguredProvider, type JobWorld } from './jobContext';

/** Shortest time in ms between two looks, even at a service whose long-poll answers at once. */
const shortestPause = 250;
/** A cancel that can not be delivered is tried this often before we say that it is not possible. */
const cancelTries = 4;
/** Looks in a row that made no sense; then the job is left where it is, with what was said, and looked at now and then. */
const oddLooks = 5;
/** Looks in a row that say that there is nothing to be had, before that is believed: services forget and remember. */
const doubtfulEnds = 4;

export interface FollowSignals {
  /** Aborts when the job shall be left as it is. */
  end: AbortSignal;
  /** Gives a signal that aborts when the row changed under us: look at it before going on. */
  poked(): AbortSignal;
}

/** Waits until the job is not `running` any more, or `end` aborts. */
export async function followJob(world: JobWorld, jobId: string, signals: FollowSignals): Promise<void> {
  let inRow: InRow = { failures: 0, odd: 0, ends: 0 };
  let refusedCancels = 0;
  let isFirst = true;
  while (!signals.end.aborted) {
    const job = world.jobs.get(jobId);
    if (!job || job.state !== 'running') return;
    const configured = findConfigured(world, job);
    if (!configured) return;
    const step: Step = { world, job, configured, end: signals.end };
    if (await tookUp(step)) return;
    const pace = paceOf(configured, job.request.kind);
    const signal = AbortSignal.any([signals.end, signals.poked()]);
    if (job.cancelRequested && !job.cancelOutcome) {
      if (await askCancel(step, signals.end)) refusedCancels = 0;
      else if ((refusedCancels += 1) >= cancelTries) noteCancel(world, job, 'not-possible');
      else await pause(world.clock, pace.every, signals.end);
      continue;
    }
    if (isFirst && !configured.provider.wait) await rest(step, pace.first, signal);
    isFirst = false;
    if (isAborted(signal)) continue;
    const left = (job.waitingSince ?? job.createdAt) + pace.deadline - world.clock.now();
    if (left <= 0) return overdue(world, job);
    const started = world.clock.now();
    try {
      const check = await look(step, Math.min(pace.every, left), signal);
      if (isDoubtfulEnd(check) && (inRow.ends += 1) < doubtfulEnds) {
        world.log.info(`Job ${job.id}: ${check.failure.reason ?? check.failure.kind}, asked again`);
        await rest(step, Math.min(backoff(inRow.ends, pace.every, check.failure), left), signal);
        continue;
      }
      if (await apply(step, check)) return;
      inRow = { failures: 0, odd: 0, ends: 0 };
      const usual = configured.provider.wait ? shortestPause - (world.clock.now() - started) : pace.every;
      if (usual > 0) await rest(step, Math.min(usual, left), signal);
    } catch (thrown) {
      if (isAborted(signal)) continue;
      const failure = withNames(failureFrom(thrown), job);
      if (!isPassing(failure)) inRow.odd += 1;
      if (isMendable(failure) || inRow.odd >= oddLooks) return overdue(world, job, failure);
      inRow.failures += 1;
      world.log.debug(`Job ${job.id}: look ${inRow.failures} failed (${failure.kind}), waiting on`);
      await rest(step, Math.min(backoff(inRow.failures, pace.every, failure), left), signal);
    }
  }
}

/** Looks that came to nothing since the last one that did. */
interface InRow {
  failures: number;
  /** Of these, the ones of which nobody can tell whether they will pass. */
  odd: number;
  /** Looks that said that the job is over with nothing to show for it. */
  ends: number;
}

/** Pictures that were all on the disk when a process died need not be asked for again; they may be gone there by now. */
async function tookUp({ world, job }: Step): Promise<boolean> {
  const expected = job.arriving?.length ?? 0;
  if (expected === 0) return false;
  const there = await arrived(world, job);
  if (there.length < expected) return false;
  const change = { state: 'receiving', pending: there, arriving: undefined, progress: undefined } as const;
  if (!world.jobs.change(job.id, ['running'], change)) return false;
  world.changed(job.id);
  return true;
}

/** One look at a job that nobody waits for any more: what finished late is still collected. */
export async function glance(world: JobWorld, job: Job, signal: AbortSignal): Promise<void> {
  if (job.pending) {
    // It is done there; only the pictures could not be fetched, or not be written.
    const change = { state: takenUp(job), failure: undefined, waitingSince: world.clock.now() };
    if (world.jobs.change(job.id, ['overdue'], change)) world.changed(job.id);
    return;
  }
  const configured = findConfigured(world, job);
  if (!configured || job.ticket === undefined) return;
  let running: Job | undefined;
  try {
    const check = await configured.provider.check(job.ticket, world.context(configured, signal));
    if (check.state === 'waiting' || check.state === 'running') return;
    const isDoubtful = isDoubtfulEnd(check);
    // What is not believed at once is asked again at the usual pace.
    const again = isDoubtful ? { waitingSince: world.clock.now() } : {};
    running = world.jobs.change(job.id, ['overdue'], { state: 'running', failure: undefined, ...again });
    if (running && !isDoubtful) await apply({ world, job: running, configured, end: signal }, check);
  } catch (thrown) {
    const failure = withNames(failureFrom(thrown), job);
    world.log.debug(`Job ${job.id}: late look failed (${failure.kind})`);
    if (running && !isAborted(signal)) overdue(world, running, failure);
  }
}

/** A signal can abort during any await; asked through a function, the compiler does not take the last answer for granted. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Writes what was seen; true when the job does not wait any more. */
async function apply({ world, job, configured, end: signal }: Step, check: Check): Promise<boolean> {
  switch (check.state) {
    case 'waiting':
    case 'running':
      noteProgress(world, job, { ...check.progress, phase: check.state });
      return false;
    case 'cancelled':
      end(world, job, { state: 'cancelled' });
      return true;
    case 'failed':
      if (keptOf(job).length > 0) receiveKept(world, job);
      else endFailed(world, job, check);
      return true;
    case 'done': {
      const images = check.images;
      world.log.debug(`Job ${job.id}: done at ${configured.config.id}, ${images.length} pictures`);
      const { pending: fresh, warnings: broken } = await keepBytes(world, { job, signal }, images);
      const pending = withKept(fresh, job);
      const warnings = mergeWarnings(job.warnings, check.warnings ?? [], broken);
      const cost = check.cost ? { cost: check.cost } : {};
      const change: JobChange = { state: 'receiving', pending, arriving: undefined, warnings, ...cost };
      world.jobs.change(job.id, ['running'], { ...change, progress: undefined });
      world.changed(job.id);
      return true;
    }
  }
}

function endFailed(world: JobWorld, job: Job, { failure, cost }: Extract<Check, { state: 'failed' }>): void {
  end(world, job, { state: 'failed', failure: withNames(failure, job), ...(cost ? { cost } : {}) });
}

/** The rest will not come any more; these were paid for. */
function receiveKept(world: JobWorld, job: Job): void {
  const pending = keptOf(job);
  const warnings = mergeWarnings(job.warnings, missing(job.pending?.length ?? 0, pending.length));
  world.jobs.change(job.id, ['running'], { state: 'receiving', pending, warnings, progress: undefined });
  world.changed(job.id);
}

function noteProgress(world: JobWorld, job: Job, progress: JobProgress): void {
  if (JSON.stringify(progress) === JSON.stringify(job.progress ?? {})) return;
  world.jobs.change(job.id, ['running'], { progress });
  world.changed(job.id);
}

function end(
  world: JobWorld,
  job: Job,
  change: { state: 'cancelled' | 'failed'; failure?: Failure; cost?: Cost },
): void {
  world.jobs.change(job.id, ['running'], { ...change, progress: undefined, finishedAt: world.clock.now() });
  world.changed(job.id);
}

/**
 * The job is kept where it is: what came to nothing was looking, and the job itself may be well, and paid for.
 * @param failure Why nobody looks any more; left out: it only takes long.
 */
function overdue(world: JobWorld, job: Job, failure?: Failure): void {
  world.jobs.change(job.id, ['running'], { state: 'overdue', ...(failure ? { failure } : {}) });
  world.changed(job.id);
}

function findConfigured(world: JobWorld, job: Job): ConfiguredProvider | undefined {
  try {
    return world.configured(job.providerId);
  } catch (thrown) {
    if (job.state === 'running') overdue(world, job, withNames(failureFrom(thrown), job));
    return undefined;
  }
}

/** True when the provider answered, whatever it said. */
async function askCancel({ world, job, configured }: Step, signal: AbortSignal): Promise<boolean> {
  const { provider } = configured;
  if (!provider.cancel || job.ticket === undefined) {
    noteCancel(world, job, 'not-possible');
    return true;
  }
  try {
    const outcome = await provider.cancel(job.ticket, world.context(configured, signal));
    if (outcome === 'cancelled') end(world, job, { state: 'cancelled' });
    else noteCancel(world, job, outcome);
    return true;
  } catch (thrown) {
    world.log.warn(`Job ${job.id}: cancelling failed (${failureFrom(thrown).kind})`);
    return false;
  }
}

function noteCancel(world: JobWorld, job: Job, outcome: 'too-late' | 'not-possible'): void {
  world.jobs.change(job.id, ['running'], { cancelOutcome: outcome });
  world.changed(job.id);
}

function withNames(failure: Failure, job: Job): Failure {
  return { providerId: job.providerId, providerName: job.providerName, ...failure };
}
