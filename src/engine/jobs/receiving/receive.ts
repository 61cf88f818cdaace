/** Downloads the images of a finished job into the image store, then writes all of them to the history in one transaction. */
import type { Failure } from '../../../shared/model/failure';
import { EaselError, failureFrom } from '../../../shared/model/easelError';
import type { Job, JobChange, PendingImage, ReceivingJob } from '../../domain/job';
import type { StoredImageFacts, NewImage } from '../../domain/stores';
import { pollingIntervalOf } from '../context/pollingInterval';
import { backOffDelay } from '../context/retryRules';
import { createByteBudget, requestedImages, withinMemory, type ByteBudget } from './downloadLimits';
import { downloadTries, furtherRounds, verdictOf } from './downloadVerdict';
import { mergeWarnings, missing } from './results';
import type { ConfiguredProvider } from '../../domain/configuredProvider';
import { delay } from '../context/delay';
import type { JobContext } from '../context/jobContext';

/** Takes a `receiving` job to its next state. Images with a destination wait for delivery afterwards. */
export async function receiveJob(jobContext: JobContext, job: ReceivingJob, signal: AbortSignal): Promise<void> {
  const budget = createByteBudget(requestedImages(job.request));
  const context: ReceiveContext = { jobContext, job, signal, budget };
  const results = await settleSome(job.pending, (image, index) => storeOne(context, image, index));
  if (signal.aborted) return;
  const stored = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failures = results.flatMap((one) => (one.status === 'rejected' ? [failureFrom(one.reason)] : []));
  const later = failures.find((failure) => ['passing', 'blocked'].includes(verdictOf(failure)));
  const round = nextRound(job, failures, stored.length);
  if (job.ticket !== undefined && failures.some(({ reason }) => reason === 'image-missing')) {
    // The file was deleted from the image store; the service may still have it.
    jobContext.jobs.change(job.id, ['receiving'], { state: 'running', pending: undefined });
  } else if (later) {
    // An image that was paid for isn't given up while a later download may succeed.
    jobContext.jobs.change(job.id, ['receiving'], { state: 'overdue', failure: withNames(later, job) });
  } else if (round) {
    retryRound(context, round);
  } else if (stored.length === 0) {
    const first = failures[0] ?? { kind: 'bad-answer', reason: 'no-images' };
    // The service made it, so it may charge for it.
    const failure: Failure = { ...withNames(first, job), maybeReceived: true };
    jobContext.jobs.change(job.id, ['receiving'], { state: 'failed', failure, finishedAt: jobContext.clock.now() });
  } else {
    complete(context, stored);
  }
  jobContext.changed(job.id);
}

/** Downloads of one job that run at the same time. */
const concurrentDownloads = 4;

/** `Promise.allSettled` over the results of `run`, of which a few run at the same time. */
async function settleSome<Item, Result>(
  items: readonly Item[],
  run: (item: Item, index: number) => Promise<Result>,
): Promise<PromiseSettledResult<Result>[]> {
  const results: PromiseSettledResult<Result>[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) [results[index]] = await Promise.allSettled([run(item, index)]);
  };
  await Promise.all(Array.from({ length: concurrentDownloads }, worker));
  return results;
}

interface Round {
  failure: Failure;
  /** Whether the service is polled for new URLs at once, or ten minutes later. */
  isAtOnce: boolean;
}

/** The next round of downloads; undefined when there is none. */
function nextRound(job: ReceivingJob, failures: readonly Failure[], stored: number): Round | undefined {
  const done = job.fetchRounds ?? 0;
  const rounds = failures.flatMap((failure): Round[] => {
    const { atOnce, later } = furtherRounds[verdictOf(failure)];
    const most = job.ticket === undefined ? 0 : atOnce;
    if (done < most) return [{ failure, isAtOnce: true }];
    // When some images came, they aren't held back by those that may be gone.
    return stored === 0 && done < most + later ? [{ failure, isAtOnce: false }] : [];
  });
  return rounds[0];
}

/** Polls again for new URLs: they may have expired while the machine slept, or the images may not be there yet. */
function retryRound({ jobContext, job }: ReceiveContext, { failure, isAtOnce }: Round): void {
  const fetchRounds = (job.fetchRounds ?? 0) + 1;
  jobContext.log.info(`Job ${job.id}: couldn't download its images (${failure.kind}), attempt ${fetchRounds}`);
  const change: JobChange = isAtOnce
    ? { state: 'running', waitingSince: jobContext.clock.now() }
    : { state: 'overdue', failure: withNames({ ...failure, reason: 'result-away' }, job) };
  jobContext.jobs.change(job.id, ['receiving'], { ...change, fetchRounds });
}

/** Ends the job as done with the images that came, even if others are gone or broken. */
function complete({ jobContext, job }: ReceiveContext, stored: readonly StoredImage[]): void {
  const differences = stored.flatMap(({ kept }) => jobContext.compare(job, kept));
  const warnings = [...differences, ...missing(job.pending.length, stored.length)];
  jobContext.jobs.complete(job.id, newImages(jobContext, job, stored), {
    state: 'done',
    pending: undefined,
    progress: undefined,
    failure: undefined,
    warnings: mergeWarnings(job.warnings, warnings),
    finishedAt: jobContext.clock.now(),
    delivery: hasDestination(job) ? 'pending' : 'none',
  });
  jobContext.cooldown.succeeded(job.providerId);
}

function withNames(failure: Failure, { providerId, providerName }: Job): Failure {
  return { providerId, providerName, ...failure };
}

/** Whether results of the job are copied anywhere outside the image store. */
export function hasDestination({ destination }: Job): boolean {
  return destination.workspaceFolder !== undefined || isAbsoluteFolder(destination.folder);
}

/** An absolute path or a URI: a folder that needs no workspace. */
export function isAbsoluteFolder(folder: string | undefined): boolean {
  return folder !== undefined && /^([/\\]|[a-z]:[/\\]|[a-z][a-z\d+.-]+:\/\/)/i.test(folder);
}

interface ReceiveContext {
  jobContext: JobContext;
  job: ReceivingJob;
  signal: AbortSignal;
  budget: ByteBudget;
}

interface StoredImage {
  kept: StoredImageFacts;
  promptIndex: number;
}

async function storeOne(context: ReceiveContext, image: PendingImage, index: number): Promise<StoredImage> {
  const { jobContext } = context;
  const { promptIndex = 0 } = image;
  if ('hash' in image) {
    // A file of the image store is complete; only its facts are needed.
    return {
      kept: jobContext.imageStore.describe(await jobContext.imageStore.read(image.hash, image.extension)),
      promptIndex,
    };
  }
  const kept = await downloadOne(context, image.url);
  writeStored(context, index, { hash: kept.hash, extension: kept.extension, promptIndex });
  return { kept, promptIndex };
}

/** Writes the file into the row before it exists, so a process that dies in between leaves no file that no row names. */
function writeArriving({ jobContext, job }: ReceiveContext, { hash, extension }: StoredImageFacts): void {
  const now = jobContext.jobs.get(job.id);
  if (now?.state !== 'receiving') return;
  const { arriving = [] } = now;
  if (arriving.some((image) => 'hash' in image && image.hash === hash)) return;
  jobContext.jobs.change(job.id, ['receiving'], { arriving: [...arriving, { hash, extension }] });
}

/** Replaces a URL by the stored file, so that it isn't downloaded again whatever becomes of the others. */
function writeStored({ jobContext, job }: ReceiveContext, index: number, image: PendingImage): void {
  const now = jobContext.jobs.get(job.id);
  if (now?.state !== 'receiving') return;
  jobContext.jobs.change(job.id, ['receiving'], { pending: now.pending.with(index, image) });
}

async function downloadOne(context: ReceiveContext, url: string): Promise<StoredImageFacts> {
  const { jobContext, job, signal, budget } = context;
  const configured = jobContext.configured(job.providerId);
  for (let tries = 1; ; tries += 1) {
    try {
      return await withinMemory(async (maxBytes) => {
        budget.check();
        const bytes = await jobContext.download(url, configured, { signal, maxBytes });
        budget.take(bytes.length);
        return jobContext.imageStore.keep(bytes, (kept) => writeArriving(context, kept));
      });
    } catch (thrown) {
      const failure = failureFrom(thrown);
      if (tries >= downloadTries[verdictOf(failure)] || signal.aborted) throw withRemedy(failure, configured);
      await delay(jobContext.clock, backOffDelay(tries, retryIntervalOf(job, configured), failure), signal);
    }
  }
}

/** Adds the option with which results need no URL, unless it is set. */
function withRemedy(failure: Failure, { provider, config }: ConfiguredProvider): EaselError {
  const { inlineResults } = provider;
  const helps = failure.reason === 'url-refused' && inlineResults !== undefined;
  if (!helps || config.options[inlineResults.option] === inlineResults.value) return new EaselError(failure);
  return new EaselError({ ...failure, values: { ...failure.values, ...inlineResults } });
}

function retryIntervalOf(job: Job, configured: ConfiguredProvider): number {
  return Math.min(2000, pollingIntervalOf(configured, job.request.kind)?.every ?? 2000);
}

function newImages(jobContext: JobContext, job: Job, stored: readonly StoredImage[]): NewImage[] {
  const stem = jobContext.stem(job);
  const prompts = job.request.prompts ?? [job.request.prompt];
  return stored.map(({ kept, promptIndex }, position) => {
    const number = stored.length > 1 ? `-${position + 1}` : '';
    return {
      kept,
      position,
      prompt: prompts[promptIndex] ?? job.request.prompt,
      fileName: `${stem}${number}.${kept.extension}`,
    };
  });
}
