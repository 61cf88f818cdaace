/** Copies images from the image store into the workspace, always as new files. */
import type { Destination } from '../../../shared/model/jobs';
import { EaselError, fail, failureFrom } from '../../../shared/model/easelError';
import { candidateNames } from '../../domain/fileNames';
import type { DoneJob } from '../../domain/job';
import type { ImageRecord } from '../../domain/stores';
import { isAbsoluteFolder } from './receive';
import { mergeWarnings } from './results';
import type { JobContext } from '../context/jobContext';

/** Milliseconds for which a job without a workspace folder waits for the window that created it. */
const ownWindowTime = 20_000;

export interface Delivery {
  /** Delivers all waiting images that are this window's to deliver. */
  deliverPending(): Promise<void>;
  /** Whether this window delivers the job's images. */
  isMine(job: DoneJob): boolean;
  /** Writes one image and gives its URI. @throws EaselError `storage`. */
  deliverOne(image: ImageRecord, stem: string, destination: Destination): Promise<string>;
}

export function createDelivery(jobContext: JobContext, defaultFolder: () => string): Delivery {
  function isMine(job: DoneJob): boolean {
    if (job.windowId === jobContext.windowId) return true;
    const { workspaceFolder } = job.destination;
    if (workspaceFolder !== undefined) return jobContext.files.folders().includes(workspaceFolder);
    return Math.abs(jobContext.clock.now() - job.finishedAt) > ownWindowTime;
  }

  /** IDs of jobs whose images are being written now. */
  const underWay = new Set<string>();

  async function deliverPending(): Promise<void> {
    const mine = jobContext.jobs.undelivered().filter((job) => isMine(job) && !underWay.has(job.id));
    await Promise.all(
      mine.map((job) => {
        underWay.add(job.id);
        return deliverJob(job).finally(() => underWay.delete(job.id));
      }),
    );
  }

  async function deliverJob(job: DoneJob): Promise<void> {
    if (!jobContext.jobs.claimDelivery(job.id)) return;
    try {
      const stem = jobContext.stem(job);
      const images = jobContext.images.ofJob(job.id);
      for (const image of images) {
        if (image.deliveredTo === undefined) await write(image, { stem, count: images.length }, job.destination);
      }
      jobContext.jobs.change(job.id, ['done'], { delivery: 'done', delivering: undefined });
    } catch (thrown) {
      const failure = failureFrom(thrown);
      // The database failed and not the workspace: the next check of the rows continues the delivery.
      if (failure.reason === 'database') throw thrown;
      jobContext.log.warn(
        `Job ${job.id}: not delivered (${failure.kind}${failure.reason ? `, ${failure.reason}` : ''})`,
      );
      jobContext.jobs.change(job.id, ['done'], {
        delivery: 'failed',
        failure:
          failure.kind === 'storage'
            ? failure
            : { kind: 'storage', ...(failure.detail ? { detail: failure.detail } : {}) },
        warnings: mergeWarnings(job.warnings, [{ code: 'not-delivered', subject: folderOf(job.destination) }]),
      });
    }
    jobContext.changed(job.id);
  }

  function folderOf(destination: Destination): string {
    return destination.folder ?? defaultFolder();
  }

  async function write(
    image: ImageRecord,
    { stem, count }: { stem: string; count: number },
    destination: Destination,
  ): Promise<string> {
    const folder = requireFolder(destination);
    const bytes = await jobContext.imageStore.read(image.hash, image.extension);
    const begun = await completeBegun(image, folder, bytes);
    if (begun !== undefined) return begun;
    for (const name of candidateNames(stem, image.extension, { index: image.position, count })) {
      if (!(await jobContext.files.isFree(folder, name))) continue;
      try {
        writeBegun(image, { folder, name });
        const uri = await jobContext.files.writeNew(folder, name, bytes);
        jobContext.images.setDelivered(image.id, uri, name);
        return uri;
      } catch (thrown) {
        // Another program just created a file of this name.
        if (thrown instanceof EaselError && thrown.failure.code === 'exists') continue;
        throw thrown;
      }
    }
    throw fail('storage', { reason: 'no-folder', values: { folder: folderOf(destination) } });
  }

  function begunFiles(jobId: string): DoneJob['delivering'] {
    const job = jobContext.jobs.get(jobId);
    return job?.state === 'done' ? job.delivering : undefined;
  }

  /** Writes the name into the row before the file, so a process that dies while writing leaves no file that no row names. */
  function writeBegun(image: ImageRecord, file: { folder: string; name: string }): void {
    const delivering = { ...begunFiles(image.jobId), [image.id]: file };
    jobContext.jobs.change(image.jobId, ['done'], { delivering });
  }

  /** Completes the file that a process which died had begun for this image. */
  async function completeBegun(image: ImageRecord, folder: string, bytes: Uint8Array): Promise<string | undefined> {
    const begun = begunFiles(image.jobId)?.[image.id];
    if (!begun || begun.folder !== folder) return undefined;
    const uri = await jobContext.files.complete(folder, begun.name, bytes);
    if (uri !== undefined) jobContext.images.setDelivered(image.id, uri, begun.name);
    return uri;
  }

  function requireFolder(destination: Destination): string {
    const folder = folderOf(destination);
    if (destination.workspaceFolder === undefined && !isAbsoluteFolder(folder)) {
      throw fail('storage', { reason: 'no-folder', values: { folder } });
    }
    return jobContext.files.resolve(destination.workspaceFolder ?? '', folder);
  }

  return {
    deliverPending,
    isMine,
    deliverOne: (image, stem, destination) => write(image, { stem, count: 1 }, destination),
  };
}
