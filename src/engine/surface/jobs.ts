/** Jobs: started, stopped, taken up again and waited for. */
import type { Destination, ImageRequestInput, JobCounts, JobView } from '../../shared/model/jobs';
import type { PreviewImage } from '../../providers/contract/task';
import type { HistoryQuery } from './history';

export interface StartOptions {
  /** Configuration to use first; left out: the default one. */
  providerId?: string;
  destination?: Destination;
}

export interface EaselJobs {
  /**
   * Checks the request against provider and model, fills in defaults, writes the job (or the jobs, when the service makes
   * one image at a time) and gives the ids. Nothing has been sent anywhere when it returns.
   * What it may cost is reserved in the same moment.
   * @throws EaselError `bad-request`, `unsupported`, `settings`, `cap`. A request with a prompt and a known provider is kept
   * in the history all the same, as failed, with its reason.
   */
  start(imageRequest: ImageRequestInput, options?: StartOptions): Promise<string[]>;
  /** Starts the same request once more, with a new seed unless one was asked for. */
  regenerate(jobId: string): Promise<string[]>;
  /** Stops a job as far as it can be stopped. */
  cancel(jobId: string): Promise<void>;
  /** Resumes a job that is `overdue`, or `lost` and still to be found. */
  resume(jobId: string): Promise<void>;
  get(jobId: string): JobView;
  /**
   * The newest preview of a running job; undefined in windows that don't run it, and once the job ended. It is unfinished
   * and never becomes a result. A new one is reported as a change of the job, at most every 250 ms.
   */
  preview(jobId: string): PreviewImage | undefined;
  /** Newest first. */
  list(query: HistoryQuery): JobView[];
  /** Resolves when the job is final or overdue. Aborting stops the waiting, not the job. */
  finished(jobId: string, signal?: AbortSignal): Promise<JobView>;
  /** How many jobs run, and how many wait. */
  counts(): JobCounts;
}
