/** A submit without an answer: the service may have the job, and may cost money for it. It is looked for, never repeated. */
import type { Failure } from '../../shared/model/failure';
import type { JsonValue } from '../../shared/model/jobs';
import { failureFrom } from '../../shared/model/easelError';
import type { Job, JobChange, PendingImage } from '../domain/job';
import { closeAttempt, keepTicket, requestFor, type Step } from './attempt';
import { insist } from './retryWhileStorageFails';
import { isPassing } from './pollingInterval';
import { arrived, mergeWarnings, missing } from './results';
import { pause, type ConfiguredProvider, type JobWorld } from './jobContext';

/** What looking for a lost job came to. `absent`: the service surely does not have it; `unreachable`: it was not asked. */
export type Found = { ticket: JsonValue } | 'absent' | 'unknown' | 'unreachable';

/** A job turns up in a service's lists a little after it was taken: it is looked for again after so many milliseconds. */
const lookAgainAfter = [6_000, 20_000];

/** A window that is there but says nothing for so many milliseconds after a submit is waited for no longer. */
const longestSubmit = 15 * 60_000;
/** Milliseconds between two looks at what that window does. */
const watchEvery = 2_000;

/** A job that was being submitted when its process ended: the service may have it, or not. */
export async function recoverSubmit(world: JobWorld, job: Job, signal: AbortSignal): Promise<void> {
  if (!(await isLeftAlone(world, job, signal))) return;
  const there = await arrived(world, job);
  const isWhole = there.length > 0 && there.length === job.arriving?.length;
  const configured = findConfigured(world, job);
  const step: Step = { world, job, configured, signal };
  const { providerId, providerName } = job;
  const failure: Failure = { kind: 'lost', maybeReceived: true, providerId, providerName };
  if (isWhole) useArrived(step, there);
  // Offline nothing left this machine, so nothing can be paid twice.
  else if (configured?.provider.offline) requeue(world, job);
  else if (there.length > 0) {
    // The answer came, and a part of it reached the disk. The service may have the rest still; nobody is asked to make it anew.
    await settle(step, { absent: () => useArrived(step, there), unknown: () => useArrived(step, there) });
  } else await settleLost(step, failure, () => requeue(world, job));
  world.changed(job.id);
}

function findConfigured(world: JobWorld, job: Job): ConfiguredProvider | undefined {
  try {
    return world.configured(job.providerId);
  } catch {
    // The configuration is gone; the job is kept as lost all the same.
    return undefined;
  }
}

/** Pictures that had reached the disk when the process died: they were paid for, and will not come again. */
function useArrived({ world, job }: Step, there: PendingImage[]): void {
  const warnings = mergeWarnings(job.warnings, missing(job.arriving?.length ?? 0, there.length));
  const change: JobChange = { state: 'receiving', pending: there, arriving: undefined, warnings };
  world.jobs.changeAttempt(job, ['submitting'], { ...change, attempts: closeAttempt(world, job) });
}

/**
 * Waits until nobody else has the submit in hand: a window that lost the lease (a suspended machine, a clock that was set)
 * may still be waiting for the answer, or even be sending. False when it has come to its end there.
 */
async function isLeftAlone(world: JobWorld, job: Job, signal: AbortSignal): Promise<boolean> {
  const { submitter } = job;
  // Looks are counted, because a clock may be set meanwhile.
  for (let waited = 0; waited < longestSubmit; waited += watchEvery) {
    if (submitter === undefined || submitter === world.self.name || world.self.isGone(submitter)) return true;
    await pause(world.clock, watchEvery, signal);
    if (signal.aborted || !isStillAt(world, job)) return false;
  }
  return true;
}

function isStillAt(world: JobWorld, job: Job): boolean {
  const now = world.jobs.get(job.id);
  return now?.state === 'submitting' && now.submittedAt === job.submittedAt;
}

/**
 * Finds out what became of the job and writes it down.
 * @param absent What to do when the service surely does not have it.
 */
export async function settleLost(step: Step, failure: Failure, absent: () => void | Promise<void>): Promise<void> {
  const { world, job, signal } = step;
  const lose = (found: Found): Promise<void> => {
    const attempts = closeAttempt(world, job, failure);
    // Whatever cut the answer off, what matters now is that nobody may simply start it again.
    const change: JobChange = {
      state: 'lost',
      failure: { ...failure, kind: 'lost' },
      attempts,
      finishedAt: world.clock.now(),
      ...(found === 'unreachable' ? { looks: 0, progress: { phase: 'waiting', waitsFor: 'network' } } : {}),
    };
    return insist(world, signal, () => void world.jobs.changeAttempt(job, ['submitting'], change));
  };
  await settle(step, { absent, unknown: lose });
}

/** Takes the ticket up if the service can tell it. */
async function settle(
  step: Step,
  otherwise: { absent(): void | Promise<void>; unknown(found: Found): void | Promise<void> },
): Promise<void> {
  const { world, job, signal } = step;
  const canAsk = step.configured?.provider.find !== undefined;
  const found = canAsk ? await lookPatiently(step, await findLost(world, job, signal)) : 'unknown';
  if (found === 'absent') return otherwise.absent();
  if (isTicket(found)) {
    const change = { ...found, arriving: undefined, attempts: closeAttempt(world, job), failure: undefined };
    return insist(world, signal, () => keepTicket(world, job, change));
  }
  // Not looked for to the end: the next window does that.
  if (signal.aborted && canAsk) return;
  await otherwise.unknown(found);
}

/** @param first What looking came to a moment ago. */
export async function lookPatiently(
  { world, job, signal }: Pick<Step, 'world' | 'job' | 'signal'>,
  first: Found,
): Promise<Found> {
  let found = first;
  for (const delay of lookAgainAfter) {
    if (found === 'absent' || isTicket(found) || signal.aborted) break;
    await pause(world.clock, delay, signal);
    found = await findLost(world, job, signal);
  }
  return signal.aborted ? 'unknown' : found;
}

export function isTicket(found: Found): found is { ticket: JsonValue } {
  return typeof found === 'object';
}

/** A lost job that was found after all is waited for; undefined when it is not lost any more. */
export function takeUp(world: JobWorld, job: Job, ticket: JsonValue): Job | undefined {
  const waitingSince = world.clock.now();
  const isFound = { failure: undefined, finishedAt: undefined, looks: undefined, progress: undefined };
  return world.jobs.change(job.id, ['lost'], {
    ...isFound,
    state: 'running',
    ticket,
    waitingSince,
    arriving: undefined,
  });
}

/** Asks the service once. A ticket that another job has already is not this job's. */
export async function findLost(world: JobWorld, job: Job, signal: AbortSignal): Promise<Found> {
  try {
    const configured = world.configured(job.providerId);
    if (!configured.provider.find) return 'unknown';
    const { request } = requestFor(world, job, configured);
    const lost = { request, submittedAt: job.submittedAt ?? job.createdAt };
    const ticket = await configured.provider.find(lost, world.context(configured, signal));
    if (ticket === undefined) return 'absent';
    return world.jobs.hasTicket(job.providerId, ticket) ? 'unknown' : { ticket };
  } catch (thrown) {
    const failure = failureFrom(thrown);
    world.log.warn(`Job ${job.id} could not be looked for at ${job.providerId}: ${failure.kind}`);
    return isPassing(failure) ? 'unreachable' : 'unknown';
  }
}

/** The service surely does not have it: it has its turn again. */
export function requeue(world: JobWorld, job: Job): void {
  world.jobs.changeAttempt(job, ['submitting'], { state: 'queued', attempts: closeAttempt(world, job) });
}
