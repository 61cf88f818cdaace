/** Outputs of a provider that aren't in the history yet. */
import type { JobState, Warning } from '../../../shared/model/jobs';
import { fail } from '../../../shared/model/easelError';
import type { OverdueJob, PendingImage, RunningJob, SubmittingJob } from '../../domain/job';
import type { ProviderOutput } from '../../../providers/contract/task';
import { retryWhileStorageFails } from '../context/retryWhileStorageFails';
import { requestedImages } from './downloadLimits';
import type { JobContext } from '../context/jobContext';

/** Images beyond the requested number that are taken: workflows and some models make several per call, and they are paid for. */
const furtherImages = 24;

/**
 * Stores bytes that came with the answer in the image store at once: they are paid for and can't be requested again. The row
 * names the files before they are written, so that a process that dies in between leaves images that can be found.
 * @returns The images to receive, and a warning when some of them are broken or too many to take.
 * @throws EaselError `bad-answer` when none of them is a complete image.
 */
export async function storeImages(
  jobContext: JobContext,
  { job, signal }: { job: SubmittingJob | RunningJob; signal: AbortSignal },
  images: readonly ProviderOutput[],
): Promise<{ pending: PendingImage[]; warnings: Warning[] }> {
  if (images.length === 0) throw fail('bad-answer', { reason: 'no-images' });
  const taken = images.slice(0, requestedImages(job.request) + furtherImages);
  const described = describeAll(jobContext, taken);
  const pending = described.map((one) => one.pending);
  const bytes = described.flatMap((one) => one.bytes ?? []);
  const stored = {
    pending,
    warnings: [...surplus(images.length, taken.length), ...missing(taken.length, pending.length)],
  };
  if (bytes.length === 0) return stored;
  const row = await retryWhileStorageFails(jobContext, signal, () =>
    jobContext.jobs.changeAttempt(job, awaitingStates(job), { arriving: pending }),
  );
  if (!row) return stored;
  for (const one of bytes) {
    await retryWhileStorageFails(jobContext, signal, async () => {
      // A job that was canceled meanwhile needs no more files.
      if (isAwaited(jobContext, job)) await jobContext.imageStore.keep(one);
    });
  }
  return stored;
}

/** States in which the images of an answer still count; `lost`, because another window may have taken over during the call. */
function awaitingStates({ state }: SubmittingJob | RunningJob): JobState[] {
  return state === 'submitting' ? ['submitting', 'lost'] : [state];
}

function isAwaited(jobContext: JobContext, job: SubmittingJob | RunningJob): boolean {
  const now = jobContext.jobs.get(job.id);
  return now !== undefined && awaitingStates(job).includes(now.state);
}

/** The warning for results that weren't taken because there were too many. */
function surplus(total: number, taken: number): Warning[] {
  return taken < total ? [{ code: 'provider', subject: 'surplus', detail: `${total} → ${taken}` }] : [];
}

/** The warning for fewer images than expected. */
export function missing(expected: number, came: number): Warning[] {
  return came < expected ? [{ code: 'mismatch', subject: 'count', detail: `${expected} → ${came}` }] : [];
}

interface Described {
  pending: PendingImage;
  bytes?: Uint8Array;
}

/** Leaves out broken images as long as one is complete. */
function describeAll(jobContext: JobContext, images: readonly ProviderOutput[]): Described[] {
  let broken: unknown;
  const described = images.flatMap(({ source, promptIndex }): Described[] => {
    const prompt = promptIndex === undefined ? {} : { promptIndex };
    if ('url' in source) return [{ pending: { url: source.url, ...prompt } }];
    try {
      const { hash, extension } = jobContext.imageStore.describe(source.bytes);
      return [{ pending: { hash, extension, ...prompt }, bytes: source.bytes }];
    } catch (thrown) {
      broken ??= thrown;
      return [];
    }
  });
  if (described.length === 0) throw broken;
  return described;
}

/** The images that were being written and are complete in the image store. */
export async function arrived(
  jobContext: JobContext,
  { arriving = [] }: SubmittingJob | RunningJob,
): Promise<PendingImage[]> {
  const there = await Promise.all(
    arriving.map(async (image) => 'url' in image || (await jobContext.imageStore.has(image.hash, image.extension))),
  );
  return arriving.filter((_image, index) => there[index]);
}

/** Each warning once. */
export function mergeWarnings(...lists: readonly (readonly Warning[])[]): Warning[] {
  const merged = new Map<string, Warning>();
  for (const warning of lists.flat()) merged.set(`${warning.code} ${warning.subject} ${warning.detail ?? ''}`, warning);
  return [...merged.values()];
}

/** The new URLs, with the images that are already stored in their places, so that none is downloaded twice. */
export function withStored(fresh: PendingImage[], { pending = [] }: RunningJob): PendingImage[] {
  if (pending.length !== fresh.length) return fresh;
  return fresh.map((image, index) => storedAt(pending, index) ?? image);
}

function storedAt(pending: readonly PendingImage[], index: number): PendingImage | undefined {
  const image = pending[index];
  return image && 'hash' in image ? image : undefined;
}

/** The images of a job that are already stored. */
export function storedFiles({ pending = [] }: RunningJob): PendingImage[] {
  return pending.filter((image) => 'hash' in image);
}

/**
 * The state in which an overdue job continues: polled for new URLs if the old ones gave no images, or receiving if they could
 * only not be reached, or the images not be written.
 */
export function resumedState({ pending, ticket, failure }: OverdueJob): 'receiving' | 'running' {
  if (!pending) return 'running';
  const isAway = failure && ['expired', 'bad-answer', 'internal'].includes(failure.kind);
  return ticket !== undefined && isAway ? 'running' : 'receiving';
}
