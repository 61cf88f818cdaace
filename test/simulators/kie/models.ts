/** The fields of each model as its page documents them, independent of the provider's table. */

export type Rule =
  | { kind: 'text'; max: number; min?: number }
  | { kind: 'choice'; of: readonly string[] }
  | { kind: 'urls'; max: number }
  | { kind: 'url' }
  | { kind: 'whole'; min: number; max: number }
  | { kind: 'number'; min: number; max: number }
  | { kind: 'yes-no' };

export interface Field {
  rule: Rule;
  required?: true;
}

export interface SimulatedModel {
  fields: Record<string, Field>;
  /** The error for a combination of fields. */
  conflict?(input: Record<string, unknown>): string | undefined;
  credits: number;
}

const text = (max: number, min = 1): Field => ({ rule: { kind: 'text', max, min }, required: true });
const choice = (...of: string[]): Field => ({ rule: { kind: 'choice', of } });
const urls = (max: number): Field => ({ rule: { kind: 'urls', max } });
const must = (field: Field): Field => ({ ...field, required: true });
const url: Field = { rule: { kind: 'url' } };
const whole = (min: number, max: number): Field => ({ rule: { kind: 'whole', min, max } });
const decimal = (min: number, max: number): Field => ({ rule: { kind: 'number', min, max } });
const yesNo: Field = { rule: { kind: 'yes-no' } };

const bananaRatios = ['1:1', '9:16', '16:9', '3:4', '4:3', '3:2', '2:3', '5:4', '4:5', '21:9', 'auto'];
const seedreamRatios = ['1:1', '4:3', '3:4', '16:9', '9:16', '2:3', '3:2', '21:9'];
const fluxRatios = ['1:1', '4:3', '3:4', '16:9', '9:16', '3:2', '2:3'];
const sizes = ['square', 'square_hd', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9'];

const banana = {
  prompt: text(5000),
  aspect_ratio: choice(...bananaRatios),
  image_size: choice(...bananaRatios),
  output_format: choice('png', 'jpeg'),
};
const bananaPro = {
  aspect_ratio: choice(...bananaRatios),
  resolution: choice('1K', '2K', '4K'),
  output_format: choice('png', 'jpg'),
};
const longRatios = [...bananaRatios, '1:4', '4:1', '1:8', '8:1'];
const gptImage2 = {
  prompt: text(20_000),
  aspect_ratio: choice(...bananaRatios, '2:1', '1:2', '3:1', '1:3', '9:21'),
  resolution: choice('1K', '2K', '4K'),
  background: choice('transparent', 'opaque', 'auto'),
};
const gptImage15 = {
  prompt: text(3000),
  aspect_ratio: must(choice('1:1', '2:3', '3:2')),
  quality: must(choice('medium', 'high')),
};
const seedream = {
  prompt: text(3000, 3),
  aspect_ratio: must(choice(...seedreamRatios)),
  quality: must(choice('basic', 'high')),
  nsfw_checker: yesNo,
};
const seedream5 = {
  ...seedream,
  quality: must(choice('basic', 'high', 'ultra')),
  output_format: choice('png', 'jpeg'),
};
const flux = {
  prompt: text(5000, 3),
  aspect_ratio: must(choice(...fluxRatios)),
  resolution: must(choice('1K', '2K')),
  nsfw_checker: yesNo,
};
const qwen = {
  negative_prompt: { rule: { kind: 'text', max: 500, min: 0 } } satisfies Field,
  image_size: choice(...sizes),
  seed: whole(0, 2_147_483_647),
  guidance_scale: decimal(0, 20),
  output_format: choice('png', 'jpeg'),
  acceleration: choice('none', 'regular', 'high'),
  enable_safety_checker: yesNo,
  nsfw_checker: yesNo,
};
const qwen2 = {
  prompt: text(800),
  seed: whole(0, 2_147_483_647),
  output_format: choice('png', 'jpeg'),
  nsfw_checker: yesNo,
};

/** Ratios that GPT Image 2 rejects above 1K; without a ratio it only makes 1K. */
function gptConflict(input: Record<string, unknown>): string | undefined {
  const resolution = input['resolution'];
  if (resolution === undefined || resolution === '1K') return undefined;
  const refused: Record<string, string[]> = {
    '2K': ['5:4', '4:5', '3:1', '1:3', '9:21'],
    '4K': ['1:1', '3:1', '1:3', '9:21'],
  };
  const ratio = textOf(input['aspect_ratio'], 'auto');
  if (ratio === 'auto' || refused[textOf(resolution)]?.includes(ratio))
    return 'aspect_ratio is not supported at this resolution';
  if (input['background'] !== undefined) return 'background is only supported when the resolution is 1K';
  return undefined;
}

export const simulatedModels: Readonly<Record<string, SimulatedModel>> = {
  'google/nano-banana': { fields: banana, credits: 4 },
  'google/nano-banana-edit': { fields: { ...banana, image_urls: must(urls(10)) }, credits: 4 },
  'nano-banana-pro': { fields: { prompt: text(10_000), ...bananaPro, image_input: urls(8) }, credits: 18 },
  'nano-banana-2': {
    fields: { prompt: text(20_000), ...bananaPro, aspect_ratio: choice(...longRatios), image_input: urls(14) },
    credits: 8,
  },
  'nano-banana-2-lite': {
    fields: { prompt: text(20_000), aspect_ratio: must(choice(...longRatios)), image_urls: urls(10) },
    credits: 3,
  },
  'gpt-image-2-text-to-image': { fields: gptImage2, conflict: gptConflict, credits: 6 },
  'gpt-image-2-image-to-image': {
    fields: { ...gptImage2, input_urls: must(urls(16)) },
    conflict: gptConflict,
    credits: 6,
  },
  'gpt-image/1.5-text-to-image': { fields: gptImage15, credits: 4 },
  'gpt-image/1.5-image-to-image': { fields: { ...gptImage15, input_urls: must(urls(16)) }, credits: 4 },
  'seedream/4.5-text-to-image': { fields: seedream, credits: 6.5 },
  'seedream/4.5-edit': { fields: { ...seedream, image_urls: must(urls(14)) }, credits: 6.5 },
  'seedream/5-lite-text-to-image': { fields: seedream5, credits: 5.5 },
  'seedream/5-lite-image-to-image': { fields: { ...seedream5, image_urls: must(urls(14)) }, credits: 5.5 },
  'flux-2/pro-text-to-image': { fields: flux, credits: 5 },
  'flux-2/pro-image-to-image': {
    fields: { ...flux, aspect_ratio: must(choice(...fluxRatios, 'auto')), input_urls: must(urls(8)) },
    credits: 5,
  },
  'qwen/text-to-image': { fields: { prompt: text(5000), ...qwen, num_inference_steps: whole(2, 250) }, credits: 4 },
  'qwen/image-edit': {
    fields: {
      prompt: text(2000),
      ...qwen,
      image_url: must(url),
      num_inference_steps: whole(2, 49),
      num_images: choice('1', '2', '3', '4'),
      sync_mode: yesNo,
    },
    credits: 5,
  },
  'qwen2/text-to-image': {
    fields: { ...qwen2, image_size: choice('1:1', '3:4', '4:3', '9:16', '16:9') },
    credits: 5.6,
  },
  'qwen2/image-edit': {
    fields: {
      ...qwen2,
      image_size: choice('1:1', '2:3', '3:2', '3:4', '4:3', '9:16', '16:9', '21:9'),
      image_url: must(url),
    },
    credits: 5.6,
  },
  'z-image': {
    fields: {
      prompt: text(1000),
      aspect_ratio: must(choice('1:1', '4:3', '3:4', '16:9', '9:16')),
      nsfw_checker: yesNo,
    },
    credits: 0.8,
  },
};

/** The value if it's a text, else `otherwise`. */
export function textOf(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : otherwise;
}

/** The first error in an input; undefined if the model accepts it. */
export function complaintAbout(model: SimulatedModel, input: Record<string, unknown>): string | undefined {
  for (const [name, { rule, required }] of Object.entries(model.fields)) {
    const value = input[name];
    if (value === undefined || value === null) {
      if (required) return `${name} is required`;
      continue;
    }
    // An optional list may be empty.
    if (Array.isArray(value) && value.length === 0 && !required) continue;
    const complaint = complaintOf(rule, value);
    if (complaint) return `${name} ${complaint}`;
  }
  const unknown = Object.keys(input).find((name) => !(name in model.fields));
  return unknown === undefined ? model.conflict?.(input) : `${unknown} is not a field of this model`;
}

function complaintOf(rule: Rule, value: unknown): string | undefined {
  switch (rule.kind) {
    case 'text':
      if (typeof value !== 'string') return 'must be a string';
      if (value.trim().length < (rule.min ?? 0)) return 'is required';
      return value.length > rule.max ? `length must not exceed ${rule.max}` : undefined;
    case 'choice':
      return typeof value === 'string' && rule.of.includes(value)
        ? undefined
        : 'is not within the range of allowed options';
    case 'urls':
      if (!Array.isArray(value) || value.length === 0) return 'is required';
      if (value.length > rule.max) return `must not have more than ${rule.max} entries`;
      return value.every(isUrl) ? undefined : 'file type not supported';
    case 'url':
      return isUrl(value) ? undefined : 'file type not supported';
    case 'whole':
      if (!Number.isInteger(value)) return 'must be an integer';
      return Number(value) < rule.min || Number(value) > rule.max ? 'is out of range' : undefined;
    case 'number':
      if (typeof value !== 'number') return 'must be a number';
      return value < rule.min || value > rule.max ? 'is out of range' : undefined;
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : 'must be a boolean';
  }
}

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value);
}
