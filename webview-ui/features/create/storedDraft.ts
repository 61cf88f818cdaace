import type { CreateDraft } from '../../../src/shared/protocol/pages/create';
import { readMasks, type Masks } from './masks';
import { readWork, type MaskWork } from '../mask/strokes';

/** The state of the Create page that survives hiding the tab and reloading the window. */
export interface StoredDraft {
  prompt: string;
  draft: CreateDraft;
  jobIds: string[];
  work: MaskWork;
  masks: Masks;
  paints: boolean;
}

/** Our own state as VS Code restored it, as far as it has the right shape; the host parses it again. */
export function readStoredDraft(value: unknown): StoredDraft {
  const kept = (value ?? {}) as Partial<Record<keyof StoredDraft, unknown>>;
  const stored = kept.draft as Partial<CreateDraft> | undefined;
  const draft: CreateDraft = Array.isArray(stored?.references) ? (stored as CreateDraft) : { references: [] };
  return {
    prompt: typeof kept.prompt === 'string' ? kept.prompt : '',
    draft,
    jobIds: Array.isArray(kept.jobIds) ? kept.jobIds.filter((id) => typeof id === 'string') : [],
    work: readWork(kept.work),
    masks: readMasks(kept.masks),
    paints: kept.paints === true && draft.references.length > 0,
  };
}
