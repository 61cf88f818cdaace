/**
 * KIE's image models that Easel knows, and the field names in `createTask.input` of each. Any other model of the market
 * gets the common fields; further ones come from `options.input`. Source: docs.kie.ai/market.
 */
import type { JsonObject } from '../../shared/model/jobs';
import type { KindLimits } from '../contract/model';
import type { ReferenceField } from './options';

/** How `createTask` is called for a model and a kind of job. */
export interface ModelCall {
  /** The model's name in the call; edits often use a different one. */
  model: string;
  limits: KindLimits;
  /** Takes a list of URLs, `image_url` a single one. */
  referenceField?: ReferenceField;
  ratio?: {
    field: 'aspect_ratio' | 'image_size';
    /** The field must be present, so `auto` is sent too. */
    isRequired?: true;
    /** The service's values for ratios; left out: the ratios themselves. */
    words?: Readonly<Record<string, string>>;
  };
  /** The value for JPEG in `output_format`. */
  jpeg?: 'jpeg' | 'jpg';
  /** Values of required fields that the request may not set. */
  presets?: JsonObject;
  /** Ratios that the model rejects at a resolution. */
  refusedRatios?: Readonly<Partial<Record<'2K' | '4K', readonly string[]>>>;
}

interface Family {
  label: string;
  generate?: ModelCall;
  edit?: ModelCall;
}

const mebibyte = 1024 * 1024;
const types = ['image/jpeg', 'image/png', 'image/webp'] as const;
const usual = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3'] as const;
export const wide = [...usual, '5:4', '4:5', '21:9'] as const;
export const seed = { min: 0, max: 2_147_483_647 } as const;

function references(max: number, maxBytes = 10 * mebibyte): NonNullable<KindLimits['references']> {
  return { min: 1, max, types, maxBytes };
}

export const aspectRatio = { field: 'aspect_ratio' } as const;

export const nanoBanana: ModelCall = {
  model: 'google/nano-banana',
  limits: { count: 1, promptLength: 5000, ratios: [...wide, 'auto'], outputFormats: ['png', 'jpeg'] },
  ratio: aspectRatio,
  jpeg: 'jpeg',
};
const nanoBananaEdit: ModelCall = {
  ...nanoBanana,
  model: 'google/nano-banana-edit',
  limits: { ...nanoBanana.limits, ratios: ['auto', ...wide], references: references(10) },
  referenceField: 'image_urls',
};

const nanoBananaPro: ModelCall = {
  model: 'nano-banana-pro',
  limits: {
    count: 1,
    promptLength: 10_000,
    ratios: [...wide, 'auto'],
    resolutions: ['1K', '2K', '4K'],
    outputFormats: ['png', 'jpeg'],
  },
  ratio: aspectRatio,
  jpeg: 'jpg',
};
const nanoBanana2: ModelCall = {
  ...nanoBananaPro,
  model: 'nano-banana-2',
  limits: {
    ...nanoBananaPro.limits,
    promptLength: 20_000,
    ratios: ['auto', ...wide, '1:4', '4:1', '1:8', '8:1'],
  },
};
const nanoBanana2Lite: ModelCall = {
  model: 'nano-banana-2-lite',
  limits: { count: 1, promptLength: 20_000, ratios: ['auto', ...wide, '1:4', '4:1', '1:8', '8:1'] },
  ratio: { field: 'aspect_ratio', isRequired: true },
};

const gptImage2: ModelCall = {
  model: 'gpt-image-2-text-to-image',
  limits: {
    count: 1,
    promptLength: 20_000,
    ratios: ['auto', ...wide, '2:1', '1:2', '3:1', '1:3', '9:21'],
    resolutions: ['1K', '2K', '4K'],
    backgrounds: ['auto', 'opaque', 'transparent'],
  },
  ratio: aspectRatio,
  refusedRatios: { '2K': ['auto', '5:4', '4:5', '3:1', '1:3', '9:21'], '4K': ['auto', '1:1', '3:1', '1:3', '9:21'] },
};
const gptImage15: ModelCall = {
  model: 'gpt-image/1.5-text-to-image',
  limits: { count: 1, promptLength: 3000, ratios: ['1:1', '2:3', '3:2'], qualities: ['medium', 'high'] },
  ratio: { field: 'aspect_ratio', isRequired: true },
  presets: { quality: 'medium' },
};

/** The size names of the first Qwen models. `square` is a smaller size and not used. */
const formatSize = {
  '1:1': 'square_hd',
  '16:9': 'landscape_16_9',
  '9:16': 'portrait_16_9',
  '4:3': 'landscape_4_3',
  '3:4': 'portrait_4_3',
} as const;
const qwen: ModelCall = {
  model: 'qwen/text-to-image',
  limits: {
    count: 1,
    promptLength: 5000,
    negativePrompt: true,
    ratios: Object.keys(formatSize),
    outputFormats: ['png', 'jpeg'],
    seed,
    steps: { min: 2, max: 250, default: 30 },
    cfgScale: { min: 0, max: 20, default: 2.5 },
  },
  ratio: { field: 'image_size', words: formatSize },
  jpeg: 'jpeg',
};
const qwenEdit: ModelCall = {
  ...qwen,
  model: 'qwen/image-edit',
  limits: {
    ...qwen.limits,
    count: 4,
    promptLength: 2000,
    steps: { min: 2, max: 49, default: 25 },
    cfgScale: { min: 0, max: 20, default: 4 },
    references: references(1),
  },
  referenceField: 'image_url',
};
const qwen2: ModelCall = {
  model: 'qwen2/text-to-image',
  limits: {
    count: 1,
    promptLength: 800,
    ratios: ['16:9', '1:1', '9:16', '4:3', '3:4'],
    outputFormats: ['png', 'jpeg'],
    seed,
  },
  ratio: { field: 'image_size' },
  jpeg: 'jpeg',
};
const qwen2Edit: ModelCall = {
  ...qwen2,
  model: 'qwen2/image-edit',
  limits: {
    ...qwen2.limits,
    ratios: ['16:9', '1:1', '9:16', '4:3', '3:4', '3:2', '2:3', '21:9'],
    references: references(1),
  },
  referenceField: 'image_url',
};

const seedream45: ModelCall = {
  model: 'seedream/4.5-text-to-image',
  limits: { count: 1, promptLength: 3000, ratios: [...usual, '21:9'], qualities: ['basic', 'high'] },
  ratio: { field: 'aspect_ratio', isRequired: true },
  presets: { quality: 'basic' },
};
const seedream5Lite: ModelCall = {
  ...seedream45,
  model: 'seedream/5-lite-text-to-image',
  limits: { ...seedream45.limits, qualities: ['basic', 'high', 'ultra'], outputFormats: ['png', 'jpeg'] },
  jpeg: 'jpeg',
};
const flux2: ModelCall = {
  model: 'flux-2/pro-text-to-image',
  limits: { count: 1, promptLength: 5000, ratios: usual, resolutions: ['1K', '2K'] },
  ratio: { field: 'aspect_ratio', isRequired: true },
  presets: { resolution: '1K' },
};
const flux2Edit: ModelCall = {
  ...flux2,
  model: 'flux-2/pro-image-to-image',
  limits: { ...flux2.limits, ratios: ['auto', ...usual] },
};
const zImage: ModelCall = {
  model: 'z-image',
  limits: { count: 1, promptLength: 1000, ratios: ['1:1', '4:3', '3:4', '16:9', '9:16'] },
  ratio: { field: 'aspect_ratio', isRequired: true },
};

/** The same model under the same name, with input images. */
export function withReferences(
  call: ModelCall,
  max: number,
  facts: { field: ReferenceField; maxBytes?: number },
): ModelCall {
  return {
    ...call,
    limits: { ...call.limits, references: references(max, facts.maxBytes) },
    referenceField: facts.field,
  };
}

/** Models with a text-to-image variant, an edit variant, or both. */
export const families: readonly Family[] = [
  { label: 'Nano Banana', generate: nanoBanana, edit: nanoBananaEdit },
  {
    label: 'Nano Banana Pro',
    generate: nanoBananaPro,
    edit: withReferences(nanoBananaPro, 8, { field: 'image_input', maxBytes: 30 * mebibyte }),
  },
  {
    label: 'Nano Banana 2',
    generate: nanoBanana2,
    edit: withReferences(nanoBanana2, 14, { field: 'image_input', maxBytes: 30 * mebibyte }),
  },
  {
    label: 'Nano Banana 2 Lite',
    generate: nanoBanana2Lite,
    edit: withReferences(nanoBanana2Lite, 10, { field: 'image_urls', maxBytes: 30 * mebibyte }),
  },
  {
    label: 'GPT Image 2',
    generate: gptImage2,
    edit: withReferences({ ...gptImage2, model: 'gpt-image-2-image-to-image' }, 16, { field: 'input_urls' }),
  },
  {
    label: 'GPT Image 1.5',
    generate: gptImage15,
    edit: withReferences({ ...gptImage15, model: 'gpt-image/1.5-image-to-image' }, 16, { field: 'input_urls' }),
  },
  {
    label: 'Seedream 5 Lite',
    generate: seedream5Lite,
    edit: withReferences({ ...seedream5Lite, model: 'seedream/5-lite-image-to-image' }, 14, {
      field: 'image_urls',
      maxBytes: 30 * mebibyte,
    }),
  },
  {
    label: 'Seedream 4.5',
    generate: seedream45,
    edit: withReferences({ ...seedream45, model: 'seedream/4.5-edit' }, 14, { field: 'image_urls' }),
  },
  {
    label: 'Flux 2 Pro',
    generate: flux2,
    edit: withReferences(flux2Edit, 8, { field: 'input_urls' }),
  },
  { label: 'Qwen Image', generate: qwen, edit: qwenEdit },
  { label: 'Qwen Image 2', generate: qwen2, edit: qwen2Edit },
  { label: 'Z-Image', generate: zImage },
];
