/** After the history was mended: pictures that stand in the vault and in no row become entries again. */
import type { Archive } from '../storage/history/archive';
import type { Repair } from '../storage/database/repair';
import type { ReceivingJob } from '../domain/job';
import { failureFrom } from '../../shared/model/easelError';
import type { JobContext } from '../jobs/context/jobContext';

/** Id, name and type of what stands in place of the provider that nobody knows any more. */
export const recoveredProvider = 'recovered';

export interface RecoverParts {
  jobContext: JobContext;
  archive: Archive;
  /** What stands in place of the prompt, in the person's language. */
  words: string;
  ends: AbortSignal;
}

/** Gives the number of pictures that were found. What it was stopped at is gone on with at the next start. */
export async function recoverImages(parts: RecoverParts, repair: Repair): Promise<number> {
  const { jobContext, archive, ends } = parts;
  const needed = archive.needed();
  let found = 0;
  for await (const file of jobContext.imageStore.all()) {
    if (ends.aborted) return found;
    if (needed.has(file.hash)) continue;
    try {
      if (await recoverOne(parts, file)) found += 1;
    } catch (thrown) {
      jobContext.log.warn(`A picture of the image store could not be recovered: ${failureFrom(thrown).kind}`);
    }
  }
  repair.finished();
  return found;
}

/** False for what is no picture that a service can have made: an SVG that somebody wanted to send. */
async function recoverOne(
  { jobContext, words, ends }: RecoverParts,
  file: { hash: string; extension: string; time: number },
): Promise<boolean> {
  if (file.extension === 'svg') return false;
  const kept = jobContext.imageStore.describe(await jobContext.imageStore.read(file.hash, file.extension));
  // Somebody changed the file: its name says what it was.
  if (kept.hash !== file.hash || ends.aborted) return false;
  const job = jobFor(jobContext, file, words);
  if (jobContext.jobs.get(job.id)) return false;
  jobContext.jobs.insert([job]);
  const fileName = `${file.hash.slice(0, 8)}.${kept.extension}`;
  const image = { kept, position: 0, prompt: words, fileName };
  jobContext.jobs.complete(job.id, [image], { state: 'done', pending: undefined, finishedAt: job.createdAt });
  jobContext.changed(job.id);
  return true;
}

function jobFor(
  jobContext: JobContext,
  file: { hash: string; extension: string; time: number },
  words: string,
): ReceivingJob {
  const time = Math.round(file.time);
  return {
    id: `${recoveredProvider}-${file.hash}`,
    state: 'receiving',
    request: { kind: 'generate', prompt: words, count: 1, references: [] },
    destination: {},
    providerId: recoveredProvider,
    providerName: words,
    providerType: recoveredProvider,
    plan: [],
    attempts: [],
    pending: [{ hash: file.hash, extension: file.extension }],
    warnings: [],
    createdAt: time,
    updatedAt: time,
    cancelRequested: false,
    windowId: jobContext.windowId,
  };
}
