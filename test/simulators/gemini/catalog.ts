/** The models of the simulator: what each takes, and the pixels that it answers with. */

type Pixels = Readonly<Record<string, readonly [width: number, height: number]>>;

export interface SimulatedModel {
  /** Left out: a model that makes no images. */
  image?: { pixels: Pixels; sizes: readonly string[]; references: number };
  methods: readonly string[];
}

/** Pixels at 1K of the models that came after 2.5. */
const pixels: Pixels = {
  '1:1': [1024, 1024],
  '2:3': [848, 1264],
  '3:2': [1264, 848],
  '3:4': [896, 1200],
  '4:3': [1200, 896],
  '4:5': [928, 1152],
  '5:4': [1152, 928],
  '9:16': [768, 1376],
  '16:9': [1376, 768],
  '21:9': [1584, 672],
};
const longPixels: Pixels = { '1:4': [512, 2064], '4:1': [2064, 512], '1:8': [384, 3072], '8:1': [3072, 384] };
const firstPixels: Pixels = {
  '1:1': [1024, 1024],
  '2:3': [832, 1248],
  '3:2': [1248, 832],
  '3:4': [864, 1184],
  '4:3': [1184, 864],
  '4:5': [896, 1152],
  '5:4': [1152, 896],
  '9:16': [768, 1344],
  '16:9': [1344, 768],
  '21:9': [1536, 672],
};

const methods = ['generateContent', 'countTokens', 'batchGenerateContent'];
const flash = { pixels: { ...pixels, ...longPixels }, sizes: ['512', '1K', '2K', '4K'], references: 14 };

export const catalog: Readonly<Record<string, SimulatedModel>> = {
  'gemini-2.5-flash-image': { image: { pixels: firstPixels, sizes: [], references: 3 }, methods },
  'gemini-3-pro-image': { image: { pixels, sizes: ['1K', '2K', '4K'], references: 14 }, methods },
  'gemini-3.1-flash-image': { image: flash, methods },
  'gemini-3.1-flash-lite-image': { image: flash, methods },
  'gemini-3-pro': { methods },
  'text-embedding-005': { methods: ['embedContent'] },
};

export const factorOf: Readonly<Record<string, number>> = { '512': 0.5, '1K': 1, '2K': 2, '4K': 4 };
