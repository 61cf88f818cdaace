/** The six providers as rows of the matrix: how each one's service is started, what it does not have, how it stops jobs. */
import type { JobKind } from '../../../src/shared/model/jobs';
import { rig as kie } from '../../providers/rigs/kie';
import { rig as nanoBananaEdits } from '../../providers/rigs/nano-banana-edits';
import { rig as qwenImageService } from '../../providers/rigs/qwen-image-service';
import type { Rig } from '../../providers/rigs/rig';
import { rig as runninghubAiApp } from '../../providers/rigs/runninghub-ai-app';
import { rig as runninghubRhartEdit } from '../../providers/rigs/runninghub-rhart-edit';

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
}

const offline = 'drawn on this computer: no key, no account, no rules and nobody to wait for';

export const rows: readonly Row[] = [
  {
    type: 'sketch',
    absent: {
      'wrong key': offline,
      'no credit': offline,
      moderation: offline,
      failure: offline,
      late: offline,
      expired: offline,
    },
    cancelWaiting: 'stops',
    cancelRunning: 'goes on',
    kinds: ['generate', 'edit', 'batch'],
  },
  {
    type: 'qwen-image-service',
    rig: qwenImageService,
    absent: { moderation: 'self-hosted, without content rules' },
    cancelWaiting: 'stops',
    cancelRunning: 'goes on',
    kinds: ['generate', 'edit', 'batch'],
  },
  {
    type: 'runninghub-ai-app',
    rig: runninghubAiApp,
    absent: {},
    cancelWaiting: 'stops',
    cancelRunning: 'stops',
    kinds: ['generate', 'edit'],
  },
  {
    type: 'runninghub-rhart-edit',
    rig: runninghubRhartEdit,
    absent: {},
    cancelWaiting: 'stops',
    cancelRunning: 'goes on',
    kinds: ['generate', 'edit'],
  },
  {
    type: 'nano-banana-edits',
    rig: nanoBananaEdits,
    absent: {},
    cancelWaiting: 'goes on',
    cancelRunning: 'goes on',
    kinds: ['generate', 'edit'],
  },
  {
    type: 'kie',
    rig: kie,
    absent: {},
    cancelWaiting: 'goes on',
    cancelRunning: 'goes on',
    kinds: ['generate', 'edit'],
  },
];
