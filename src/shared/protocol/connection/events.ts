/** Events have no data: what shows something reads it again. Only the counts of jobs, which are small, are included. */
import type { Failure } from '../../model/failure';
import type { JobCounts } from '../../model/jobs';

/** What the engine reports. */
export type EaselEvent =
  | { kind: 'job-changed'; id: string }
  | { kind: 'history-changed' }
  | { kind: 'providers-changed' }
  | { kind: 'counts'; counts: JobCounts }
  /** A result can't be written for now. It is kept in memory and written as soon as the storage takes it. */
  | { kind: 'storage-refused'; failure: Failure }
  /** The images take more space than the setting allows, both in bytes. Nothing is deleted automatically. Sent once. */
  | { kind: 'storage-large'; bytes: number; limit: number }
  /**
   * The history was damaged or missing and has been repaired. `copy`: name of the damaged file, which is kept; `jobs`:
   * rows that could still be read; `images`: images without a row, which became entries of their own.
   */
  | { kind: 'storage-repaired'; copy?: string; jobs: number; images: number };

/** What the host reports to a webview. */
export type WebviewEvent =
  /** All changes since the last such event. */
  | { kind: 'changed'; jobIds: string[]; areas: ChangedArea[] }
  /** The page was opened for something; it calls `route` to learn for what. */
  | { kind: 'route-changed' };

/** What changed beside single jobs. */
export type ChangedArea = 'history' | 'providers';
