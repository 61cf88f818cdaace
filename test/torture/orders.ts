/** What a child process gets to do, and the messages that it sends. */
import type { JobState } from '../../src/shared/model/jobs';
import type { KillPoint } from './killPoints';

/** Given to the child as a JSON file. */
export interface Orders {
  /** Folder of the shipped assets. */
  mediaFolder: string;
  storageFolder: string;
  /** Absolute path of the workspace folder. */
  workspaceFolder: string;
  secretsFile: string;
  /** The value of `easel.providers`. */
  entries: Record<string, unknown>[];
  /** By id of the configuration. Stored when they are not there yet. */
  secrets: Record<string, Record<string, string>>;
  /** Number of the run; it is in every prompt. */
  run: number;
  /** `jobs`: makes the jobs that are missing and ends when all are over; `window`: stays open and follows the commands of its input. */
  role: 'jobs' | 'window';
  /** Whether the process is of a newer version of Easel, which migrates the database. */
  isNewer?: boolean;
  /** Where the process kills itself; left out: nowhere. */
  kill?: { point: KillPoint; count: number } | StateKill;
  /** A job that it cancels, as soon as the job is in the state. */
  cancel?: StateOf;
}

/** The job of a configuration, in a state. */
export interface StateOf {
  providerId: string;
  state: JobState;
}

export interface StateKill extends StateOf {
  /** Milliseconds after the job came to be in the state; 0: in the same tick. */
  delay: number;
}

/** One line of the child's standard output, as JSON. */
export type ChildMessage =
  | { kind: 'open'; at: number }
  | { kind: 'started'; prompt: string; jobId: string }
  | { kind: 'changed'; jobId: string; state: JobState; at: number }
  | { kind: 'cancelling'; jobId: string }
  /** All jobs of the run exist. */
  | { kind: 'all-started' }
  /** The clock of the process was set. */
  | { kind: 'clock-set' }
  /** The storage failed; the child retries. */
  | { kind: 'refused'; reason: string }
  | { kind: 'over' };

/** The prompt of a job. Its number counts the requests that services received. */
export function promptOf(run: number, job: number): string {
  return `fox-${run}x${job}x-in-the-snow`;
}

/** Finds the number in anything that a service received. */
export const promptPattern = /fox-(\d+x\d+)x-in-the-snow/;
