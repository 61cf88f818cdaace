/** What a provider gave, on its way to the history. */
import type { JobState, Warning } from '../../../shared/model/jobs';
import { fail } from '../../../shared/model/easelError';
import type { OverdueJob, PendingImage, RunningJob, SubmittingJob } from '../../domain/job';
import type { ProviderOutput } from '../../../providers/contract/task';
import { retryWhileStorageFails } from '../context/retryWhileStorageFails';
import type { JobContext } from '../context/jobContext';

/**
 * Bytes that came with the answer go into the vault at once: they are paid for and will not come again. What is to be
 * written stands in the job before, so that a process that dies in between leaves pictures that can be found.
 * @returns What to go on with, and a warning when some of the pictures are broken.
 * @throws EaselError `bad-answer` when none of them is a whole picture.
 */
export async function storeImages(
  jobContext: JobContext,
  { job, signal }: { job: SubmittingJob | RunningJob; signal: AbortSignal },
  images: readonly ProviderOutput[],
): Promise<{ pending: PendingImage[]; warnings: Warning[] }> {
  if (images.length === 0) throw fail('bad-answer', { reason: 'no-images' });
  const described = describeAll(jobContext, images);
  const pending = described.map((one) => one.pending);
  const bytes = described.flatMap((one) => one.bytes ?? []);
  const kept = { pending, warnings: missing(images.length, pending.length) };
  if (bytes.length === 0) return kept;
  const noted = await retryWhileStorageFails(jobContext, signal, () =>
    jobContext.jobs.changeAttempt(job, waiting(job), { arriving: pending }),
  );
  if (!noted) return kept;
  for (const one of bytes) {
    await retryWhileStorageFails(jobContext, signal, async () => {
      // Given up meanwhile: what comes after that would stand in the vault for nobody.
      if (isWaitedFor(jobContext, job)) await jobContext.imageStore.keep(one);
    });
  }
  return kept;
}

/** States in which the pictures of an answer are still waited for; `lost`, because the lease can be lost during the call. */
function waiting({ state }: SubmittingJob | RunningJob): JobState[] {
  return state === 'submitting' ? ['submitting', 'lost'] : [state];
}

function isWaitedFor(jobContext: JobContext, job: SubmittingJob | RunningJob): boolean {
  const now = jobContext.jobs.get(job.id);
  return now !== undefined && waiting(job).includes(now.state);
}

/** What is said when fewer pictures came than there should be. */
export function missing(expected: number, came: number): Warning[] {
  return came < expected ? [{ code: 'mismatch', subject: 'count', detail: `${expected} → ${came}` }] : [];
}

interface Described {
  pending: PendingImage;
  bytes?: Uint8Array;
}

/** One broken picture does not take the others with it. */
function describeAll(jobContext: JobContext, images: readonly ProviderOutput[]): Described[] {
  let broken: unknown;
  const described = images.flatMap(({ source, promptIndex }): Described[] => {
    const place = promptIndex === undefined ? {} : { promptIndex };
    if ('url' in source) return [{ pending: { url: source.url, ...place } }];
    try {
      const { hash, extension } = jobContext.imageStore.describe(source.bytes);
      return [{ pending: { hash, extension, ...place }, bytes: source.bytes }];
    } catch (thrown) {
      broken ??= thrown;
      return [];
    }
  });
  if (described.length === 0) throw broken;
  return described;
}

/** What of the pictures that were being written is there. */
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

/** Pictures that are here already, in the list of the fresh addresses: what was fetched once is never asked for again. */
export function withStored(fresh: PendingImage[], { pending = [] }: RunningJob): PendingImage[] {
  if (pending.length !== fresh.length) return fresh;
  return fresh.map((image, place) => keptAt(pending, place) ?? image);
}

function keptAt(pending: readonly PendingImage[], place: number): PendingImage | undefined {
  const image = pending[place];
  return image && 'hash' in image ? image : undefined;
}

/** What of a job's pictures is here, although the rest will not come. */
export function storedFiles({ pending = [] }: RunningJob): PendingImage[] {
  return pending.filter((image) => 'hash' in image);
}

/**
 * The state in which a job is taken up that nobody waited for. Addresses that led to nothing are asked for anew, what could
 * only not be written or reached is fetched on.
 */
export function resumedState({ pending, ticket, failure }: OverdueJob): 'receiving' | 'running' {
  if (!pending) return 'running';
  const isAway = failure && ['expired', 'bad-answer', 'internal'].includes(failure.kind);
  return ticket !== undefined && isAway ? 'running' : 'receiving';
}
