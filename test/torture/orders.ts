/** What a child process is told to do, and what it tells. */
import type { JobState } from '../../src/shared/model/jobs';
import type { KillPoint } from './killPoints';

/** Given to the child as a JSON file. */
export interface Orders {
  /** Where the assets stand that are shipped. */
  mediaFolder: string;
  storageFolder: string;
  /** Absolute path of the workspace folder. */
  workspaceFolder: string;
  secretsFile: string;
  /** The value of `easel.providers`. */
  entries: Record<string, unknown>[];
  /** By id of the configuration. Stored when they are not there yet. */
  secrets: Record<string, Record<string, string>>;
  /** Number of the run; it stands in every prompt. */
  run: number;
  /** `jobs`: makes the jobs that are missing and ends when all are over; `window`: stays open and does what it is told. */
  role: 'jobs' | 'window';
  /** Where it shall kill itself; left out: it lives. */
  kill?: { point: KillPoint; count: number } | StateKill;
  /** A job that it shall cancel, as soon as it is there. */
  cancel?: StateOf;
}

/** The job of a configuration, in a state. */
export interface StateOf {
  providerId: string;
  state: JobState;
}

export interface StateKill extends StateOf {
  /** Milliseconds after the job came to be in the state; 0: in the very same tick. */
  delay: number;
}

/** One line of the child's standard output, as JSON. */
export type ServiceResult =
  | { tell: 'open'; at: number }
  | { tell: 'started'; prompt: string; jobId: string }
  | { tell: 'changed'; jobId: string; state: JobState; at: number }
  | { tell: 'cancelling'; jobId: string }
  /** Easel could not do what it was asked for, because of its storage; it is asked again. */
  | { tell: 'refused'; reason: string }
  | { tell: 'over' };

/** The prompt of a job: the number is what the services are asked for afterwards. */
export function promptOf(run: number, job: number): string {
  return `fox-${run}x${job}x-in-the-snow`;
}

/** Finds the number in anything that a service was sent. */
export const promptPattern = /fox-(\d+x\d+)x-in-the-snow/;
