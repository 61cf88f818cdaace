/** After a repair of the history: makes entries for the images of the store that no row names. */
import type { Archive } from '../storage/history/archive';
import type { Repair } from '../storage/database/repair';
import type { ReceivingJob } from '../domain/job';
import { failureFrom } from '../../shared/model/easelError';
import type { JobContext } from '../jobs/context/jobContext';

/** ID, name and type that replace those of the provider, which is unknown. */
export const recoveredProvider = 'recovered';

export interface RecoverParts {
  jobContext: JobContext;
  archive: Archive;
  /** Replaces the prompt, in the display language. */
  label: string;
  ends: AbortSignal;
}

/** Gives the number of recovered images. A recovery that was stopped continues at the next start. */
export async function recoverImages(parts: RecoverParts, repair: Repair): Promise<number> {
  const { jobContext, archive, ends } = parts;
  const needed = archive.needed();
  let recovered = 0;
  for await (const file of jobContext.imageStore.all()) {
    if (ends.aborted) return recovered;
    if (needed.has(file.hash)) continue;
    try {
      if (await recoverOne(parts, file)) recovered += 1;
    } catch (thrown) {
      jobContext.log.warn(`An image of the store could not be recovered: ${failureFrom(thrown).kind}`);
    }
  }
  repair.finished();
  return recovered;
}

/** False for files that aren't results, such as an SVG that was an input image. */
async function recoverOne(
  { jobContext, label, ends }: RecoverParts,
  file: { hash: string; extension: string; time: number },
): Promise<boolean> {
  if (file.extension === 'svg') return false;
  const kept = jobContext.imageStore.describe(await jobContext.imageStore.read(file.hash, file.extension));
  // The name is the hash of the bytes: the file was changed.
  if (kept.hash !== file.hash || ends.aborted) return false;
  const job = jobFor(jobContext, file, label);
  if (jobContext.jobs.get(job.id)) return false;
  jobContext.jobs.insert([job]);
  const fileName = `${file.hash.slice(0, 8)}.${kept.extension}`;
  const image = { kept, position: 0, prompt: label, fileName };
  jobContext.jobs.complete(job.id, [image], { state: 'done', pending: undefined, finishedAt: job.createdAt });
  jobContext.changed(job.id);
  return true;
}

function jobFor(
  jobContext: JobContext,
  file: { hash: string; extension: string; time: number },
  label: string,
): ReceivingJob {
  const time = Math.round(file.time);
  return {
    id: `${recoveredProvider}-${file.hash}`,
    state: 'receiving',
    request: { kind: 'generate', prompt: label, count: 1, references: [] },
    destination: {},
    providerId: recoveredProvider,
    providerName: label,
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
