/**
 * What the families of models take. Model names are free text, and relays invent their own, so a family is told by the
 * name's shape; what no family claims gets the limits of a common OpenAI-style server.
 * Sources: OpenAI's API reference (gpt-image), the relays' own pages (nano-banana), Qwen-Image's model card (sizes).
 */
import type { ImageRequest, JobKind } from '../../shared/model/jobs';
import type { KindLimits, Model, ModelKinds } from '../contract/model';
import type { ProviderConfig } from '../contract/configuration';
import { optionsOf } from './options';
import { asksForTask, dialectOf, type Place } from './routes';

export type Family = 'nano' | 'nano-sized' | 'gpt-fixed' | 'gpt-2' | 'gpt-newer' | 'qwen' | 'other';

type Sizes = Readonly<Record<string, readonly [width: number, height: number]>>;
type Resolution = NonNullable<ImageRequest['resolution']>;

const suggested: readonly string[] = [
  ...['nano-banana', 'nano-banana-hd', 'nano-banana-2', 'nano-banana-pro'],
  ...['gemini-2.5-flash-image', 'gemini-3-pro-image-preview'],
  ...['gpt-image-1-mini', 'gpt-image-1.5', 'gpt-image-2', 'gpt-image-2.5-flare'],
  ...['qwen-image', 'qwen-image-edit'],
];

/** What grsai's calls know. */
const suggestedAtGrsai: readonly string[] = ['nano-banana', 'nano-banana-fast', 'nano-banana-2', 'nano-banana-pro'];

export function familyOf(name: string): Family {
  const model = name.toLowerCase();
  if (/gpt[-_.]?image|chatgpt[-_]image/.test(model)) {
    const version = /gpt[-_.]?image[-_]?(\d+(?:\.\d+)?)/.exec(model)?.[1];
    if (version === undefined || Number(version) < 2) return 'gpt-fixed';
    return Number(version) === 2 ? 'gpt-2' : 'gpt-newer';
  }
  if (/nano[-_ ]?banana|gemini.*image/.test(model)) {
    return /banana[-_ ]?(2|pro)|gemini-3/.test(model) ? 'nano-sized' : 'nano';
  }
  return /qwen[-_]?image/.test(model) ? 'qwen' : 'other';
}

export function isGptImage(family: Family): boolean {
  return family === 'gpt-fixed' || family === 'gpt-2' || family === 'gpt-newer';
}

/** The configured model first. */
export function knownModels(config: ProviderConfig): readonly Model[] {
  const place = { config, options: optionsOf(config) };
  const others = dialectOf(place) === 'grsai' ? suggestedAtGrsai : suggested;
  const names = [...new Set([config.model, ...others])];
  // Servers with one model need no name; it is shown by that of the configuration then.
  return names.map((name) => ({ name, ...(name === '' ? { label: config.name } : {}), kinds: kindsOf(name, place) }));
}

/** Model names are free text: a name that is in no list gets the limits of its family. */
export function unknownModel(config: ProviderConfig, name: string): ModelKinds {
  return kindsOf(name, { config, options: optionsOf(config) });
}

/** What a model takes for a kind of job, listed or not. */
export function limitsFor(model: string, kind: JobKind, place: Place): KindLimits | undefined {
  return kindsOf(model, place)[kind];
}

function kindsOf(name: string, place: Place): ModelKinds {
  const family = familyOf(name);
  const edit = editLimits(family, place);
  // A model that is made for editing makes nothing out of nothing.
  if (/edit/i.test(name)) return { edit };
  return { generate: generateLimits(family, place), edit };
}

const million = 1_000_000;
const rasters = ['image/png', 'image/jpeg', 'image/webp'] as const;

const nanoRatios = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'] as const;

const gptFixedSizes: Sizes = { '1:1': [1024, 1024], '3:2': [1536, 1024], '2:3': [1024, 1536] };

const qwenSizes: Sizes = {
  '1:1': [1328, 1328],
  '16:9': [1664, 928],
  '9:16': [928, 1664],
  '4:3': [1472, 1104],
  '3:4': [1104, 1472],
  '3:2': [1584, 1056],
  '2:3': [1056, 1584],
};

/** Sizes that most self-hosted models of about a megapixel are trained for; all can be divided by 32. */
const usualSizes: Sizes = {
  '1:1': [1024, 1024],
  '16:9': [1344, 768],
  '9:16': [768, 1344],
  '4:3': [1152, 864],
  '3:4': [864, 1152],
  '3:2': [1248, 832],
  '2:3': [832, 1248],
};

/** gpt-image-2 and its successors. */
export const freeRule = {
  multipleOf: 16,
  longest: 3840,
  steepest: 3,
  minPixels: 655_360,
  maxPixels: 8_294_400,
} as const;

const gptFreeRatios = ['1:1', '3:2', '2:3', '4:3', '3:4', '5:4', '4:5', '16:9', '9:16', '21:9'] as const;
const gptFreeSizes: Sizes = { ...sizesAt('1K'), ...gptFixedSizes };

function sizesAt(resolution: Resolution): Sizes {
  return Object.fromEntries(gptFreeRatios.map((ratio) => [ratio, sizeAt(ratio, resolution)]));
}

/** Pixels for a ratio and a size class, within the rules of gpt-image-2. */
export function sizeAt(ratio: string, resolution: Resolution): [width: number, height: number] {
  const [wide = 1, high = 1] = ratio.split(':').map(Number);
  const wanted = { '1K': 1024 ** 2, '2K': 2048 ** 2, '4K': freeRule.maxPixels, '8K': freeRule.maxPixels }[resolution];
  const step = freeRule.multipleOf;
  const byArea = Math.sqrt(wanted * (wide / high));
  const byLength = freeRule.longest * Math.min(1, wide / high);
  const start = Math.min(byArea, byLength);
  // Rounding up may lead over the limit of pixels, so a step or two back are tried.
  for (let width = Math.round(start / step) * step; width > 0; width -= step) {
    const height = Math.round((width * high) / wide / step) * step;
    if (Math.max(width, height) <= freeRule.longest && width * height <= freeRule.maxPixels) return [width, height];
  }
  return [1024, 1024];
}

interface Traits {
  limits: Omit<KindLimits, 'count'>;
  /** In one call, where the answer holds the pictures. */
  count: number;
  references: { max: number; maxBytes: number };
  mask: boolean;
}

function traitsOf(family: Family): Traits {
  switch (family) {
    case 'nano':
      return {
        limits: { ratios: nanoRatios, promptLength: 32_000 },
        count: 1,
        references: { max: 10, maxBytes: 20 * million },
        mask: false,
      };
    case 'nano-sized':
      return {
        limits: { ratios: nanoRatios, promptLength: 32_000, resolutions: ['1K', '2K', '4K'] },
        count: 1,
        references: { max: 14, maxBytes: 20 * million },
        mask: false,
      };
    case 'gpt-fixed':
      return gptTraits({ ratios: Object.keys(gptFixedSizes), sizes: gptFixedSizes, backgrounds });
    case 'gpt-2':
      return gptTraits(gptFree);
    case 'gpt-newer':
      return gptTraits({ ...gptFree, backgrounds, qualities: [...qualities, 'xhigh', 'max'] });
    case 'qwen':
      return {
        limits: {
          ratios: Object.keys(qwenSizes),
          sizes: qwenSizes,
          freeSize: { min: 256, max: 3584, multipleOf: 16 },
          promptLength: 32_000,
        },
        count: 4,
        references: { max: 3, maxBytes: 20 * million },
        mask: false,
      };
    case 'other':
      return {
        limits: {
          ratios: Object.keys(usualSizes),
          sizes: usualSizes,
          freeSize: { min: 64, max: 4096, multipleOf: 8 },
          promptLength: 32_000,
        },
        count: 1,
        references: { max: 8, maxBytes: 25 * million },
        mask: true,
      };
  }
}

const qualities = ['auto', 'low', 'medium', 'high'] as const;
const backgrounds = ['auto', 'transparent', 'opaque'] as const;
const gptFree: Omit<KindLimits, 'count'> = {
  ratios: gptFreeRatios,
  sizes: gptFreeSizes,
  resolutionSizes: { '1K': sizesAt('1K'), '2K': sizesAt('2K'), '4K': sizesAt('4K') },
  resolutions: ['1K', '2K', '4K'],
  freeSize: {
    min: 480,
    max: freeRule.longest,
    multipleOf: freeRule.multipleOf,
    maxPixels: freeRule.maxPixels,
  },
};

function gptTraits(limits: Omit<KindLimits, 'count'>): Traits {
  return {
    limits: { qualities, outputFormats: ['png', 'jpeg', 'webp'], promptLength: 32_000, ...limits },
    count: 10,
    references: { max: 16, maxBytes: 50 * million },
    mask: true,
  };
}

/** Names that self-hosted engines have and OpenAI has not. */
const extras: Partial<KindLimits> = {
  negativePrompt: true,
  seed: { min: 0, max: 2_147_483_647 },
  steps: { min: 1, max: 200 },
  cfgScale: { min: 0, max: 30 },
};

export function takesExtras(family: Family, { options }: Place): boolean {
  if (isGptImage(family)) return false;
  return options.extraFields === 'auto' ? family === 'qwen' : options.extraFields === 'on';
}

/** Whether the shape goes as a ratio and a size class: what comes in pixels is the server's affair then. */
export function sendsRatio(family: Family, { options }: Place): boolean {
  if (options.sizeField === 'auto') return family === 'nano' || family === 'nano-sized';
  return options.sizeField === 'aspect_ratio';
}

function limitsAt(family: Family, place: Place): Omit<KindLimits, 'count'> {
  const { sizes, resolutionSizes, ...limits } = traitsOf(family).limits;
  if (sendsRatio(family, place)) return limits;
  return { ...limits, ...(sizes ? { sizes } : {}), ...(resolutionSizes ? { resolutionSizes } : {}) };
}

function generateLimits(family: Family, place: Place): KindLimits {
  const { references } = traitsOf(family);
  // Where references go as JSON, the call for new pictures takes them too.
  const takesThem = sendsInline(place);
  return {
    ...commonLimits(family, place),
    ...limitsAt(family, place),
    ...(takesThem ? { references: { min: 0, types: rasters, ...references } } : {}),
  };
}

function editLimits(family: Family, place: Place): KindLimits {
  const { references, mask } = traitsOf(family);
  const limits = limitsAt(family, place);
  return {
    ...commonLimits(family, place),
    ...limits,
    // What is edited keeps its shape unless another one is asked for.
    ratios: ['auto', ...(limits.ratios ?? [])],
    references: { min: 1, types: rasters, ...references },
    ...(mask && !sendsInline(place) ? { mask: true } : {}),
  };
}

function commonLimits(family: Family, place: Place): KindLimits {
  // Tasks of relays are for one picture each.
  const count = asksForTask(place) ? 1 : traitsOf(family).count;
  return { count, ...(takesExtras(family, place) ? extras : {}) };
}

function sendsInline(place: Place): boolean {
  return place.options.imagesAs === 'inline' || dialectOf(place) === 'grsai';
}
