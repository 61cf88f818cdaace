/**
 * Models and their limits, which depend on the family that a name belongs to. A name of no family gets the limits of a
 * common OpenAI-compatible server.
 * Sources: OpenAI's API reference (gpt-image), the relays' own pages (nano-banana).
 */
import type { JobKind } from '../../shared/model/jobs';
import type { KindLimits, Model, ModelKinds } from '../contract/model';
import type { ProviderConfig } from '../contract/configuration';
import { optionsOf } from './options';
import { isGptImage, familyOf, type Family } from './families';
import { dialectOf, requestsTask, type Configured } from './routes';
import { freeRule, gptFixedSizes, gptFreeRatios, gptFreeSizes, qwenSizes, sizesAt, usualSizes } from './sizes';

const suggested: readonly string[] = [
  ...['nano-banana', 'nano-banana-hd', 'nano-banana-2', 'nano-banana-pro'],
  ...['gemini-2.5-flash-image', 'gemini-3-pro-image-preview'],
  ...['gpt-image-1-mini', 'gpt-image-1.5', 'gpt-image-2', 'gpt-image-2.5-flare'],
  ...['qwen-image', 'qwen-image-edit'],
];

/** The models of grsai's calls. */
const suggestedAtGrsai: readonly string[] = ['nano-banana', 'nano-banana-fast', 'nano-banana-2', 'nano-banana-pro'];

/** The configured model first. */
export function knownModels(config: ProviderConfig): readonly Model[] {
  const configured = { config, options: optionsOf(config) };
  return modelsNamed(config, [config.model, ...(dialectOf(configured) === 'grsai' ? suggestedAtGrsai : suggested)]);
}

/** Models by name, without duplicates. */
export function modelsNamed(config: ProviderConfig, names: readonly string[]): readonly Model[] {
  const configured = { config, options: optionsOf(config) };
  return [...new Set(names)].map((name) => ({
    name,
    // A server with one model needs no name; the model is labeled with the configuration's then.
    ...(name === '' ? { label: config.name } : {}),
    kinds: kindsOf(name, configured),
  }));
}

/** A name that is in no list gets the limits of its family. */
export function unknownModel(config: ProviderConfig, name: string): ModelKinds {
  return kindsOf(name, { config, options: optionsOf(config) });
}

/** The limits of a model for a kind of job, listed or not. */
export function limitsFor(model: string, kind: JobKind, configured: Configured): KindLimits | undefined {
  return kindsOf(model, configured)[kind];
}

function kindsOf(name: string, configured: Configured): ModelKinds {
  const family = familyOf(name);
  const edit = editLimits(family, configured);
  // A model for edits needs an input image.
  if (/edit/i.test(name)) return { edit };
  return { generate: generateLimits(family, configured), edit };
}

const million = 1_000_000;
const rasters = ['image/png', 'image/jpeg', 'image/webp'] as const;

const nanoRatios = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'] as const;

interface Traits {
  limits: Omit<KindLimits, 'count'>;
  /** Maximum number of images in one call, if the answer contains the images. */
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

/** Parameters that self-hosted servers have and OpenAI doesn't. */
const extras: Partial<KindLimits> = {
  negativePrompt: true,
  seed: { min: 0, max: 2_147_483_647 },
  steps: { min: 1, max: 200 },
  cfgScale: { min: 0, max: 30 },
};

export function takesExtras(family: Family, { options }: Configured): boolean {
  if (isGptImage(family)) return false;
  return options.extraFields === 'auto' ? family === 'qwen' : options.extraFields === 'on';
}

/** Whether the size is sent as an aspect ratio and a resolution; the server then chooses the pixels. */
export function sendsRatio(family: Family, { options }: Configured): boolean {
  if (options.sizeField === 'auto') return family === 'nano' || family === 'nano-sized';
  return options.sizeField === 'aspect_ratio';
}

function limitsAt(family: Family, configured: Configured): Omit<KindLimits, 'count'> {
  const { sizes, resolutionSizes, ...limits } = traitsOf(family).limits;
  if (sendsRatio(family, configured)) return limits;
  return { ...limits, ...(sizes ? { sizes } : {}), ...(resolutionSizes ? { resolutionSizes } : {}) };
}

function generateLimits(family: Family, configured: Configured): KindLimits {
  const { references } = traitsOf(family);
  // Where input images are sent as JSON, the call for new images takes them too.
  const takesReferences = sendsInline(configured);
  return {
    ...commonLimits(family, configured),
    ...limitsAt(family, configured),
    ...(takesReferences ? { references: { min: 0, types: rasters, ...references } } : {}),
  };
}

function editLimits(family: Family, configured: Configured): KindLimits {
  const { references, mask } = traitsOf(family);
  const limits = limitsAt(family, configured);
  return {
    ...commonLimits(family, configured),
    ...limits,
    // An edit keeps the size of its input image by default.
    ratios: ['auto', ...(limits.ratios ?? [])],
    references: { min: 1, types: rasters, ...references },
    ...(mask && !sendsInline(configured) ? { mask: true } : {}),
  };
}

function commonLimits(family: Family, configured: Configured): KindLimits {
  // A relay's task makes one image.
  const count = requestsTask(configured) ? 1 : traitsOf(family).count;
  return { count, ...(takesExtras(family, configured) ? extras : {}) };
}

function sendsInline(configured: Configured): boolean {
  return configured.options.imagesAs === 'inline' || dialectOf(configured) === 'grsai';
}
