/**
 * Previews of running jobs: the newest one of each job, in memory of the window that runs it. They are never written to
 * the image store or the history.
 */
import type { PreviewImage } from '../../../providers/contract/task';
import type { Clock, Disposable } from '../../../shared/platform/ports';

/** Bytes; a larger preview is ignored. */
export const maxPreviewBytes = 4 * 1024 * 1024;
/** Milliseconds between two reports of a job's previews. */
const reportInterval = 250;

export interface Previews {
  get(jobId: string): PreviewImage | undefined;
  /** Replaces the job's preview. What isn't an image, or is too large, is ignored. */
  set(jobId: string, preview: PreviewImage): void;
  drop(jobId: string): void;
}

export interface PreviewParts {
  clock: Clock;
  /** Media type of an image by its bytes. @throws EaselError `bad-answer` for anything else. */
  mediaTypeOf(bytes: Uint8Array): string;
  /** A job has a new preview; called at most every 250 ms for each job. */
  changed(jobId: string): void;
}

interface Entry {
  preview: PreviewImage;
  /** Runs for {@link reportInterval} after each report. */
  timer?: Disposable | undefined;
  isReported: boolean;
}

export function createPreviews({ clock, mediaTypeOf, changed }: PreviewParts): Previews {
  const entries = new Map<string, Entry>();

  function set(jobId: string, { bytes }: PreviewImage): void {
    if (!(bytes instanceof Uint8Array) || bytes.length > maxPreviewBytes) return;
    let mediaType: string;
    try {
      mediaType = mediaTypeOf(bytes);
    } catch {
      return;
    }
    const entry = { timer: entries.get(jobId)?.timer, preview: { bytes, mediaType }, isReported: false };
    entries.set(jobId, entry);
    if (!entry.timer) report(jobId, entry);
  }

  function report(jobId: string, entry: Entry): void {
    entry.isReported = true;
    entry.timer = clock.after(reportInterval, () => {
      const latest = entries.get(jobId);
      if (!latest) return;
      latest.timer = undefined;
      if (!latest.isReported) report(jobId, latest);
    });
    changed(jobId);
  }

  function drop(jobId: string): void {
    entries.get(jobId)?.timer?.dispose();
    entries.delete(jobId);
  }

  return { get: (jobId) => entries.get(jobId)?.preview, set, drop };
}
