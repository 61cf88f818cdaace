/** From finished pictures to the history: fetched, measured, kept in the vault, and only then written down, all at once. */
import type { Failure } from '../../../shared/model/failure';
import { failureFrom } from '../../../shared/model/easelError';
import type { Job, JobChange, PendingImage, ReceivingJob } from '../../domain/job';
import type { StoredImageFacts, NewImage } from '../../domain/stores';
import { backoff, isPassing, pollingIntervalOf } from '../context/pollingInterval';
import { mergeWarnings, missing } from './results';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import { pause, type JobContext } from '../context/jobContext';

/** Result URLs are short-lived: after this many passing failures a picture counts as out of reach. */
const fetchTries = 6;
/** What is said not to be there, or is no picture, is fetched so often: it may not be copied everywhere yet. */
const doubtfulTries = 3;
/** So often the service is asked for fresh addresses right away … */
const roundsAtOnce = 3;
/** … and so often in all, the later ones ten minutes apart, before a picture is believed to be gone. */
const roundsInAll = 9;

/** Takes a `receiving` job to its end. Its pictures wait for delivery afterwards, if it has a destination. */
export async function receiveJob(jobContext: JobContext, job: ReceivingJob, signal: AbortSignal): Promise<void> {
  const step: Step = { jobContext, job, signal };
  const fetched = await Promise.allSettled(job.pending.map((image, place) => fetchOne(step, image, place)));
  if (signal.aborted) return;
  const came = fetched.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failures = fetched.flatMap((one) => (one.status === 'rejected' ? [failureFrom(one.reason)] : []));
  const later = failures.find(isForLater);
  const doubtful = failures.find(isDoubtful);
  if (job.ticket !== undefined && failures.some(({ reason }) => reason === 'image-missing')) {
    // Somebody deleted it from the vault; the service may have it still.
    jobContext.jobs.change(job.id, ['receiving'], { state: 'running', pending: undefined });
  } else if (later) {
    // What was paid for is not given up while it can still be had.
    jobContext.jobs.change(job.id, ['receiving'], { state: 'overdue', failure: withNames(later, job) });
  } else if (doubtful && (job.fetchRounds ?? 0) < roundsFor(job, came.length)) {
    tryAnew(step, doubtful);
  } else if (came.length === 0) {
    const failure = withNames(failures[0] ?? { kind: 'bad-answer', reason: 'no-images' }, job);
    jobContext.jobs.change(job.id, ['receiving'], { state: 'failed', failure, finishedAt: jobContext.clock.now() });
  } else {
    complete(step, came);
  }
  jobContext.changed(job.id);
}

/** Pictures that came do not wait for long for those that may be gone. */
function roundsFor({ ticket }: ReceivingJob, came: number): number {
  if (came === 0) return roundsInAll;
  return ticket === undefined ? 0 : roundsAtOnce;
}

/** The addresses may have expired while the machine slept, or the pictures may not be there yet: the ticket still stands. */
function tryAnew({ jobContext, job }: Step, failure: Failure): void {
  const fetchRounds = (job.fetchRounds ?? 0) + 1;
  const isAtOnce = job.ticket !== undefined && fetchRounds <= roundsAtOnce;
  jobContext.log.info(`Job ${job.id}: couldn't download its images (${failure.kind}), attempt ${fetchRounds}`);
  const told: Failure = failure.kind === 'expired' ? { ...failure, reason: 'result-away' } : failure;
  const change: JobChange = isAtOnce
    ? { state: 'running', waitingSince: jobContext.clock.now() }
    : { state: 'overdue', failure: withNames(told, job) };
  jobContext.jobs.change(job.id, ['receiving'], { ...change, fetchRounds });
}

/** One picture that is gone or broken does not take the others with it: they are there, and paid for. */
function complete({ jobContext, job }: Step, came: readonly Fetched[]): void {
  const differences = came.flatMap(({ kept }) => jobContext.compare(job, kept));
  const warnings = [...differences, ...missing(job.pending.length, came.length)];
  jobContext.jobs.complete(job.id, named(jobContext, job, came), {
    state: 'done',
    pending: undefined,
    progress: undefined,
    failure: undefined,
    warnings: mergeWarnings(job.warnings, warnings),
    finishedAt: jobContext.clock.now(),
    delivery: hasDestination(job) ? 'pending' : 'none',
  });
}

function isForLater(failure: Failure): boolean {
  if (failure.reason === 'image-missing') return false;
  return failure.kind === 'storage' || failure.kind === 'settings' || isPassing(failure);
}

/** Nobody can tell whether it will be so the next time. What Easel itself refuses to open or to take, it always will. */
function isDoubtful({ kind, reason }: Failure): boolean {
  if (reason === 'url-refused' || reason === 'redirect-refused' || reason === 'too-large') return false;
  return kind === 'expired' || kind === 'bad-answer' || kind === 'internal';
}

function triesFor(failure: Failure): number {
  if (isPassing(failure)) return fetchTries;
  return isDoubtful(failure) ? doubtfulTries : 1;
}

function withNames(failure: Failure, { providerId, providerName }: Job): Failure {
  return { providerId, providerName, ...failure };
}

/** Whether results of the job are to be put anywhere but the vault. */
export function hasDestination({ destination }: Job): boolean {
  return destination.workspaceFolder !== undefined || isAbsoluteFolder(destination.folder);
}

/** An absolute path or a URI: a folder that needs no workspace. */
export function isAbsoluteFolder(folder: string | undefined): boolean {
  return folder !== undefined && /^([/\\]|[a-z]:[/\\]|[a-z][a-z\d+.-]+:\/\/)/i.test(folder);
}

interface Step {
  jobContext: JobContext;
  job: ReceivingJob;
  signal: AbortSignal;
}

interface Fetched {
  kept: StoredImageFacts;
  promptIndex: number;
}

async function fetchOne(step: Step, image: PendingImage, place: number): Promise<Fetched> {
  const { jobContext } = step;
  const { promptIndex = 0 } = image;
  if ('hash' in image) {
    // It was written whole under the name of its bytes: only measured anew.
    return {
      kept: jobContext.imageStore.describe(await jobContext.imageStore.read(image.hash, image.extension)),
      promptIndex,
    };
  }
  const kept = await fetchUrl(step, image.url);
  noteFetched(step, place, { hash: kept.hash, extension: kept.extension, promptIndex });
  return { kept, promptIndex };
}

/** The file is written down before it is there: a window that dies in between leaves none that nobody knows. */
function noteArriving({ jobContext, job }: Step, { hash, extension }: StoredImageFacts): void {
  const now = jobContext.jobs.get(job.id);
  if (now?.state !== 'receiving') return;
  const { arriving = [] } = now;
  if (arriving.some((image) => 'hash' in image && image.hash === hash)) return;
  jobContext.jobs.change(job.id, ['receiving'], { arriving: [...arriving, { hash, extension }] });
}

/** Result URLs are short-lived: what is here already is never asked for again, whatever becomes of the others. */
function noteFetched({ jobContext, job }: Step, place: number, image: PendingImage): void {
  const now = jobContext.jobs.get(job.id);
  if (now?.state !== 'receiving') return;
  jobContext.jobs.change(job.id, ['receiving'], { pending: now.pending.with(place, image) });
}

async function fetchUrl({ jobContext, job, signal }: Step, url: string): Promise<StoredImageFacts> {
  const configured = jobContext.configured(job.providerId);
  for (let tries = 1; ; tries += 1) {
    try {
      const bytes = await jobContext.download(url, configured, signal);
      noteArriving({ jobContext, job, signal }, jobContext.imageStore.describe(bytes));
      return await jobContext.imageStore.keep(bytes);
    } catch (thrown) {
      const failure = failureFrom(thrown);
      if (tries >= triesFor(failure) || signal.aborted) throw thrown;
      await pause(jobContext.clock, backoff(tries, paceFor(job, configured), failure), signal);
    }
  }
}

function paceFor(job: Job, configured: ConfiguredProvider): number {
  return Math.min(2000, pollingIntervalOf(configured, job.request.kind)?.every ?? 2000);
}

function named(jobContext: JobContext, job: Job, came: readonly Fetched[]): NewImage[] {
  const stem = jobContext.stem(job);
  const prompts = job.request.prompts ?? [job.request.prompt];
  return came.map(({ kept, promptIndex }, position) => {
    const number = came.length > 1 ? `-${position + 1}` : '';
    return {
      kept,
      position,
      prompt: prompts[promptIndex] ?? job.request.prompt,
      fileName: `${stem}${number}.${kept.extension}`,
    };
  });
}
