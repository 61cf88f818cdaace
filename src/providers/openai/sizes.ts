/**
 * Sizes in pixels. Sources: OpenAI's API reference (gpt-image), Qwen-Image's model card.
 */
import type { ImageRequest } from '../../shared/model/jobs';
import type { Sizes } from '../contract/model';

type Resolution = NonNullable<ImageRequest['resolution']>;

export const gptFixedSizes: Sizes = { '1:1': [1024, 1024], '3:2': [1536, 1024], '2:3': [1024, 1536] };

export const qwenSizes: Sizes = {
  '1:1': [1328, 1328],
  '16:9': [1664, 928],
  '9:16': [928, 1664],
  '4:3': [1472, 1104],
  '3:4': [1104, 1472],
  '3:2': [1584, 1056],
  '2:3': [1056, 1584],
};

/** Sizes that most self-hosted models of about a megapixel are trained for, all multiples of 32. */
export const usualSizes: Sizes = {
  '1:1': [1024, 1024],
  '16:9': [1344, 768],
  '9:16': [768, 1344],
  '4:3': [1152, 864],
  '3:4': [864, 1152],
  '3:2': [1248, 832],
  '2:3': [832, 1248],
};

/** What gpt-image-2 and its successors accept. */
export const freeRule = {
  multipleOf: 16,
  longest: 3840,
  /** Of the longer to the shorter side. */
  maxRatio: 3,
  minPixels: 655_360,
  maxPixels: 8_294_400,
} as const;

export const gptFreeRatios = ['1:1', '3:2', '2:3', '4:3', '3:4', '5:4', '4:5', '16:9', '9:16', '21:9'] as const;
export const gptFreeSizes: Sizes = { ...sizesAt('1K'), ...gptFixedSizes };

export function sizesAt(resolution: Resolution): Sizes {
  return Object.fromEntries(gptFreeRatios.map((ratio) => [ratio, sizeAt(ratio, resolution)]));
}

/** Pixels for a ratio and a resolution, within the rules of gpt-image-2. */
export function sizeAt(ratio: string, resolution: Resolution): [width: number, height: number] {
  const [wide = 1, high = 1] = ratio.split(':').map(Number);
  const area = { '1K': 1024 ** 2, '2K': 2048 ** 2, '4K': freeRule.maxPixels, '8K': freeRule.maxPixels }[resolution];
  const step = freeRule.multipleOf;
  const byArea = Math.sqrt(area * (wide / high));
  const byLength = freeRule.longest * Math.min(1, wide / high);
  const start = Math.min(byArea, byLength);
  // Rounding up may exceed the pixel limit; then a smaller width is tried.
  for (let width = Math.round(start / step) * step; width > 0; width -= step) {
    const height = Math.round((width * high) / wide / step) * step;
    if (Math.max(width, height) <= freeRule.longest && width * height <= freeRule.maxPixels) return [width, height];
  }
  return [1024, 1024];
}
