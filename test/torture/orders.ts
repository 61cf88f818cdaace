/** What a child process is told to do, and what it tells. */
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
  kill?: { point: KillPoint; count: number };
}

/** One line of the child's standard output, as JSON. */
export type Told =
  | { tell: 'open'; at: number }
  | { tell: 'started'; prompt: string; jobId: string }
  | { tell: 'changed'; jobId: string; state: string; at: number }
  | { tell: 'killing'; point: KillPoint }
  | { tell: 'over' };

/** The prompt of a job: the number is what the services are asked for afterwards. */
export function promptOf(run: number, job: number): string {
  return `fox-${run}x${job}x-in-the-snow`;
}

/** Finds the number in anything that a service was sent. */
export const promptPattern = /fox-(\d+x\d+)x-in-the-snow/;
