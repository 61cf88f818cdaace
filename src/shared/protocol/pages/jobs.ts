/** The calls of the page Jobs. */
import type { JobAction, JobLine } from '../views/entries';

export interface JobsView {
  active: JobLine[];
  /** How many more are unfinished than are listed. */
  moreActive: number;
  ended: JobLine[];
}

export interface JobsApi {
  /** Number of unfinished jobs, overdue ones included: as many as the page Jobs lists as active. */
  jobsUnderWay(): Promise<number>;
  jobs(): Promise<JobsView>;
  runJob(jobId: string, action: JobAction): Promise<void>;
  /** Asks the user first, and reports the outcome. */
  cancelAll(): Promise<void>;
  /** Runs the action of a {@link NextStep}. */
  step(jobId: string, action: string): Promise<void>;
  again(jobId: string): Promise<void>;
  generate(): Promise<void>;
  openLog(): Promise<void>;
}
