/** "Something changed": who cares asks again. Progress alone carries its (small, whole) state. */
import type { Failure } from '../model/failure';
import type { JobCounts } from '../model/jobs';

export type EaselEvent =
  | { kind: 'job-changed'; id: string }
  | { kind: 'history-changed' }
  | { kind: 'providers-changed' }
  /** The page shall show something; it asks for what. Told by the door that opens the page, never by the engine. */
  | { kind: 'target-changed' }
  | { kind: 'counts'; counts: JobCounts }
  /** Something worth money can not be written down for now. It is kept in memory and tried on until there is room. */
  | { kind: 'storage-refused'; failure: Failure }
  /** The pictures take more room than the person wanted, both in bytes. Nothing is deleted by itself. Told once. */
  | { kind: 'storage-large'; bytes: number; limit: number }
  /**
   * The history was damaged, or gone, and is mended. `copy`: name of the damaged file, which is kept; `jobs`: entries that
   * could still be read; `pictures`: ones that stood in no entry any more and are entries of their own now.
   */
  | { kind: 'storage-repaired'; copy?: string; jobs: number; pictures: number };
