/** Masks of images that are not the first now: each is kept for its image. Pure. */
import type { CreateDraft } from '../../../src/shared/protocol/pages/create';
import { readWork, type MaskWork } from '../mask/strokes';

export interface OwnMask {
  /** Hash of the PNG; left out if it was painted and not used. */
  mask?: string;
  work: MaskWork;
}
/** By the hashes of the images. */
export type Masks = Readonly<Record<string, OwnMask>>;

/** Maximum images whose masks are kept. */
const most = 16;

/** Stores the mask for the first image of the draft. */
export function withMaskOf(masks: Masks, { references: [first], mask }: CreateDraft, work: MaskWork): Masks {
  if (first === undefined) return masks;
  const { [first]: _former, ...others } = masks;
  if (mask === undefined && work.steps.length === 0) return others;
  const all = { ...others, [first]: { work, ...(mask === undefined ? {} : { mask }) } };
  return Object.fromEntries(Object.entries(all).slice(-most));
}

/** The stored state, as far as it has the right shape. */
export function readMasks(value: unknown): Masks {
  const kept = Object.entries((value ?? {}) as Record<string, Partial<OwnMask> | undefined>);
  return Object.fromEntries(
    kept.map(([hash, own]) => [
      hash,
      { work: readWork(own?.work), ...(typeof own?.mask === 'string' ? { mask: own.mask } : {}) },
    ]),
  );
}
