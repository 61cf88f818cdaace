/** Cleans up the storage in the background: when the engine opens, and every hour. */
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
  /** Set when the history was damaged: images of the store may have no row. */
  repair?: Repair;
  /** Replaces the prompt of a recovered image. */
  recoveredLabel: string;
  /** Hashes of images that are needed outside the history. */
  referencedHashes(): readonly string[];
  ends: AbortSignal;
  emit(event: EaselEvent): void;
  /** Clears the flag that a crash left behind without a job. */
  updatePendingFlag(): void;
}

export interface Housekeeping extends Disposable {
  /** Measures the image store; call it when the limit may have changed. */
  measure(): void;
}

/** Milliseconds between hiding an entry and deleting it for good, and between two rounds. */
const undoTime = 60 * 60_000;

export function startHousekeeping(parts: HousekeepingParts): Housekeeping {
  const { jobContext, settings, archive, ends } = parts;
  const { clock, log, imageStore } = jobContext;
  let timer: Disposable | undefined;
  /** The limit in bytes whose excess was reported. */
  let reportedLimit: number | undefined;

  async function begin(): Promise<void> {
    parts.updatePendingFlag();
    await imageStore.sweep(clock.now());
    if (parts.repair) await recover(parts.repair);
  }

  async function recover(repair: Repair): Promise<void> {
    const images = await recoverImages({ jobContext, archive, label: parts.recoveredLabel, ends }, repair);
    const { copy, jobs } = repair;
    // Without a copy and without an image nothing was lost: the storage folder is new.
    if (ends.aborted || (copy === undefined && images === 0)) return;
    log.warn(`The history was damaged (saved as ${copy ?? 'nothing'}): ${jobs} jobs, ${images} images recovered`);
    parts.emit({ kind: 'storage-repaired', ...(copy ? { copy } : {}), jobs, images });
  }

  /** Deletes for good what was hidden more than an hour ago, and the files that nothing needs anymore. */
  async function purge(): Promise<void> {
    // What a newer Easel needs isn't known here.
    if (jobContext.newerSchema() !== undefined) return;
    const time = clock.now() - undoTime;
    const files = archive.purge(time, parts.referencedHashes());
    if (files.length === 0) return;
    for (const file of files) await imageStore.discard(file, time);
    archive.forget(files);
    log.info(`${files.length} files that nothing needs left the image store`);
  }

  async function measure(): Promise<void> {
    const limit = settings.storageLimit?.();
    if (limit === undefined || limit === reportedLimit) return;
    const bytes = await imageStore.size();
    if (ends.aborted || bytes <= limit) return;
    reportedLimit = limit;
    parts.emit({ kind: 'storage-large', bytes, limit });
  }

  async function ignoringErrors(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      log.warn(`Couldn't clean up everything: ${failureFrom(thrown).kind}`);
    }
  }

  async function round(): Promise<void> {
    await ignoringErrors(purge);
    await ignoringErrors(measure);
    if (!ends.aborted) timer = clock.after(undoTime, () => void round());
  }

  void ignoringErrors(begin).then(round);
  return { measure: () => void ignoringErrors(measure), dispose: () => timer?.dispose() };
}
