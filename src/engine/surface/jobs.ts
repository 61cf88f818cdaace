/** Starts, cancels, resumes and awaits jobs. */
import type { Destination, ImageRequestInput, JobCounts, JobView } from '../../shared/model/jobs';
import type { PreviewImage } from '../../providers/contract/task';
import type { HistoryQuery } from './history';

export type { PreviewImage } from '../../providers/contract/task';

export interface StartOptions {
  /** Configuration to use first; left out: the default one. */
  providerId?: string;
  destination?: Destination;
}

export interface EaselJobs {
  /**
   * Checks the request against provider and model, fills in defaults, writes the job (or the jobs, when the request needs
   * several calls), reserves what it may cost, and gives the IDs. Nothing has been sent when it returns.
   * @throws EaselError `bad-request`, `unsupported`, `settings`, `cap`. A request with a prompt and a known provider is
   * still kept in the history, as failed, with its reason.
   */
  start(imageRequest: ImageRequestInput, options?: StartOptions): Promise<string[]>;
  /** Starts the same request again, with a new seed unless the request has one. */
  regenerate(jobId: string): Promise<string[]>;
  /** Cancels a job as far as its state and its provider allow. */
  cancel(jobId: string): Promise<void>;
  /** Resumes a job that is `overdue`, or `lost` and found by another lookup. */
  resume(jobId: string): Promise<void>;
  get(jobId: string): JobView;
  /**
   * The newest preview of a running job; undefined in windows that don't run it, and once the job ended. It is unfinished
   * and never becomes a result. A new one is reported as a change of the job, at most every 250 ms.
   */
  preview(jobId: string): PreviewImage | undefined;
  /** Newest first. */
  list(query: HistoryQuery): JobView[];
  /** Resolves when the job is final or overdue. Aborting ends the wait, not the job. */
  finished(jobId: string, signal?: AbortSignal): Promise<JobView>;
  counts(): JobCounts;
}
