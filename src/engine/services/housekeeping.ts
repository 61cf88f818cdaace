/** Keeps the storage in order: at every opening, and now and then after it. Nobody waits for it. */
import type { EaselEvent } from '../../shared/protocol/connection/events';
import { failureFrom } from '../../shared/model/easelError';
import type { Archive } from '../storage/history/archive';
import type { Repair } from '../storage/database/repair';
import type { JobContext } from '../jobs/context/jobContext';
import type { Disposable, Settings } from '../../shared/platform/ports';
import { recoverImages } from './recoverImages';

export interface HousekeepingParts {
  jobContext: JobContext;
  settings: Settings;
  archive: Archive;
  /** Set when the history was damaged and pictures may stand in the vault alone. */
  repair?: Repair;
  /** What stands in place of the prompt of such a picture. */
  recoveredLabel: string;
  /** Hashes of pictures that are needed outside the history. */
  referencedHashes(): readonly string[];
  ends: AbortSignal;
  emit(event: EaselEvent): void;
  /** The marker of a start that was cut off may stand for nothing. */
  updateMarker(): void;
}

export interface Housekeeping extends Disposable {
  /** Looks how large the vault is; to be called when the limit may have changed. */
  measure(): void;
}

/** Milliseconds between hiding an entry and deleting it for good, and between two looks for such. */
const regret = 60 * 60_000;

export function startHousekeeping(parts: HousekeepingParts): Housekeeping {
  const { jobContext, settings, archive, ends } = parts;
  const { clock, log, imageStore } = jobContext;
  let timer: Disposable | undefined;
  /** Bytes of the limit that was said to be reached. */
  let toldLimit: number | undefined;

  async function begin(): Promise<void> {
    parts.updateMarker();
    await imageStore.sweep(clock.now());
    if (parts.repair) await recover(parts.repair);
  }

  async function recover(repair: Repair): Promise<void> {
    const images = await recoverImages({ jobContext, archive, words: parts.recoveredLabel, ends }, repair);
    const { copy, jobs } = repair;
    // Without a copy and without a picture nothing was lost: somebody begins anew.
    if (ends.aborted || (copy === undefined && images === 0)) return;
    log.warn(`The history was damaged (saved as ${copy ?? 'nothing'}): ${jobs} jobs, ${images} images recovered`);
    parts.emit({ kind: 'storage-repaired', ...(copy ? { copy } : {}), jobs, images });
  }

  /** Deletes for good what was hidden more than an hour ago, files that nothing needs any more included. */
  async function purge(): Promise<void> {
    const time = clock.now() - regret;
    const files = archive.purge(time, parts.referencedHashes());
    if (files.length === 0) return;
    for (const file of files) await imageStore.discard(file, time);
    archive.forget(files);
    log.info(`${files.length} files that nothing needs left the image store`);
  }

  async function measure(): Promise<void> {
    const limit = settings.storageLimit?.();
    if (limit === undefined || limit === toldLimit) return;
    const bytes = await imageStore.size();
    if (ends.aborted || bytes <= limit) return;
    toldLimit = limit;
    parts.emit({ kind: 'storage-large', bytes, limit });
  }

  async function kindly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      log.warn(`Couldn't clean up everything: ${failureFrom(thrown).kind}`);
    }
  }

  async function round(): Promise<void> {
    await kindly(purge);
    await kindly(measure);
    if (!ends.aborted) timer = clock.after(regret, () => void round());
  }

  void kindly(begin).then(round);
  return { measure: () => void kindly(measure), dispose: () => timer?.dispose() };
}
