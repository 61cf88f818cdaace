/** The providers as rows of the matrix: how each one's service is started, what it does not have, how it stops jobs. */
import type { JobKind } from '../../../src/shared/model/jobs';
import type { Rig } from '../../providers/harness/rigContract';

export const caseNames = [
  'generate',
  'edit',
  'batch',
  'cancel waiting',
  'cancel running',
  'wrong key',
  'no credit',
  'moderation',
  'failure',
  'late',
  'expired',
] as const;
export type CaseName = (typeof caseNames)[number];

/** What becomes of a job that is cancelled while it waits, or runs, at the service. */
export type Stopping = 'stops' | 'goes on';

/** As `matrix.ts` in the folder of a provider's tests exports it. */
export interface Row {
  type: string;
  /** What speaks for the service; left out for the provider that speaks to nobody. */
  rig?: Rig;
  /** Cases that there can not be, with the reason. */
  absent: Partial<Record<CaseName, string>>;
  cancelWaiting: Stopping;
  cancelRunning: Stopping;
  /** Kinds of jobs that one call does; a batch elsewhere becomes an edit for each prompt. */
  kinds: readonly JobKind[];
  /** The service hands the images over itself, and so knows which it does not have any more. */
  returnsBytes?: true;
}

// Found when the suite is bundled: inside VS Code there are no files to look through.
const found = import.meta.glob<{ matrix: Row }>('../../providers/**/matrix.ts', { eager: true });

export const rows: readonly Row[] = Object.values(found).map(({ matrix }) => matrix);
