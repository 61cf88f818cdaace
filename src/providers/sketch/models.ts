import type { KindLimits, Model, Sizes } from '../contract/model';

/** Pixels for each ratio, about one megapixel; where Qwen Image has the ratio too, as large as it there. */
const sizes = {
  '1:1': [1024, 1024],
  '16:9': [1664, 928],
  '9:16': [928, 1664],
  '4:3': [1472, 1104],
  '3:4': [1104, 1472],
  '3:2': [1584, 1056],
  '2:3': [1056, 1584],
  '21:9': [1792, 768],
} as const satisfies Sizes;

/** Seeds are 31 bits wide, as with most services; the seed of the n-th image of a call is n - 1 higher. */
export const largestSeed = 2_147_483_647;

export const generateLimits = {
  promptLength: 10_000,
  negativePrompt: true,
  ratios: Object.keys(sizes),
  sizes,
  freeSize: { min: 64, max: 2048, multipleOf: 1 },
  count: 4,
  seed: { min: 0, max: largestSeed },
  backgrounds: ['auto', 'opaque', 'transparent'],
  outputFormats: ['png'],
} as const satisfies KindLimits;

/** `auto`: as large as the reference, up to 1600 pixels on its longer side. */
export const editLimits = {
  promptLength: 10_000,
  negativePrompt: true,
  ratios: ['auto', ...generateLimits.ratios],
  sizes,
  freeSize: generateLimits.freeSize,
  count: 4,
  seed: generateLimits.seed,
  outputFormats: ['png'],
  references: { min: 1, max: 3, types: ['image/png', 'image/jpeg', 'image/webp'], maxBytes: 20_000_000 },
  mask: true,
} as const satisfies KindLimits;

export const batchLimits = { ...editLimits, prompts: 10 } as const satisfies KindLimits;

export const model: Model = {
  name: 'sketch',
  label: 'Sketch',
  kinds: { generate: generateLimits, edit: editLimits, batch: batchLimits },
  price: 'free',
};

/** The pixels of a ratio; a square for one that is not known. */
export function sizeOf(ratio: string | undefined): { width: number; height: number } {
  const [width, height] = ratio !== undefined && isKnown(ratio) ? sizes[ratio] : sizes['1:1'];
  return { width, height };
}

function isKnown(ratio: string): ratio is keyof typeof sizes {
  return Object.hasOwn(sizes, ratio);
}
