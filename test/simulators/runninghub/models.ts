/** Models of the standard API: which fields each takes, and what is wrong with a request for one. */

interface SimulatedModel {
  /** Field name to what it may be. */
  fields: Record<string, FieldRule>;
}

interface FieldRule {
  required: boolean;
  isGood(value: unknown): boolean;
}

const tenRatios = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '5:4', '4:5', '21:9'];
const longRatios = [...tenRatios, '1:4', '4:1', '1:8', '8:1'];

const text = (most: number): FieldRule => ({
  required: true,
  isGood: (value) => typeof value === 'string' && value.length > 0 && value.length <= most,
});
const oneOf = (list: readonly string[], required: boolean): FieldRule => ({
  required,
  isGood: (value) => typeof value === 'string' && list.includes(value),
});
const pictures = (most: number): FieldRule => ({
  required: true,
  isGood: (value) =>
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= most &&
    value.every((one) => typeof one === 'string' && /^(https?:\/\/|data:image\/(png|jpeg|webp);base64,)/.test(one)),
});

function pro(resolutions: string[], ratios: string[], most: number): Record<string, FieldRule> {
  return {
    prompt: text(20_000),
    resolution: oneOf(resolutions, true),
    aspectRatio: oneOf(ratios, false),
    ...(most > 0 ? { imageUrls: pictures(most) } : {}),
  };
}

const usual = ['1k', '2k', '4k'];
const autoRatios = ['auto', ...tenRatios];
const qualities = ['low', 'medium', 'high'];
const sizes = [
  ...['1024*1024', '1536*1536', '768*1152', '1152*768', '960*1280', '1280*960', '720*1280', '1280*720', '1344*576'],
  ...['1024*1536', '1536*1024', '1080*1440', '1440*1080', '1080*1920', '1920*1080', '2048*872'],
];
const qwen = {
  prompt: text(800),
  negativePrompt: { ...text(500), required: false },
  size: oneOf(sizes, false),
  imageNum: oneOf(['1', '2', '3', '4', '5', '6'], false),
};

export const simulatedModels: Readonly<Record<string, SimulatedModel>> = {
  'rhart-image-n-pro/edit': { fields: pro(usual, tenRatios, 10) },
  'rhart-image-n-pro/text-to-image': { fields: pro(usual, tenRatios, 0) },
  'rhart-image-n-pro-official/edit': { fields: pro(usual, tenRatios, 10) },
  'rhart-image-n-pro-official/text-to-image': { fields: pro(usual, tenRatios, 0) },
  'rhart-image-n-pro-official/edit-ultra': { fields: pro(['4k', '8k'], tenRatios, 10) },
  'rhart-image-n-pro-official/text-to-image-ultra': { fields: pro(['4k', '8k'], tenRatios, 0) },
  'rhart-image-n-g31-flash/image-to-image': { fields: pro(usual, longRatios, 10) },
  'rhart-image-n-g31-flash/text-to-image': { fields: pro(usual, longRatios, 0) },
  'rhart-image-v1/edit': {
    fields: { prompt: text(20_000), aspectRatio: oneOf(autoRatios, true), imageUrls: pictures(5) },
  },
  'rhart-image-v1/text-to-image': { fields: { prompt: text(20_000), aspectRatio: oneOf(autoRatios, true) } },
  'rhart-image-g-2-official/image-to-image': {
    fields: { ...pro(usual, tenRatios, 10), quality: oneOf(qualities, true) },
  },
  'rhart-image-g-2-official/text-to-image': {
    fields: { ...pro(usual, tenRatios, 0), quality: oneOf(qualities, true) },
  },
  'alibaba/qwen-image-2.0/text-to-image': { fields: qwen },
  'alibaba/qwen-image-2.0/image-edit': { fields: { ...qwen, imageUrls: pictures(3) } },
  // One that no client needs to know.
  'some-vendor/new-model/image-to-image': {
    fields: { prompt: text(4_000), imageUrl: { required: true, isGood: isUrl } },
  },
};

/** Fields that every model takes. */
const commonFields = ['webhookUrl'];

/** What is wrong with a request; undefined when it will do. */
export function complaintAbout(model: SimulatedModel, body: Record<string, unknown>): string | undefined {
  for (const [name, rule] of Object.entries(model.fields)) {
    if (body[name] === undefined && rule.required) return `${name} is required`;
    if (body[name] !== undefined && !rule.isGood(body[name])) return `${name} is invalid`;
  }
  return undefined;
}

export function unknownFieldsOf(model: SimulatedModel, body: Record<string, unknown>): string[] {
  return Object.keys(body).filter((name) => !(name in model.fields) && !commonFields.includes(name));
}

const classes: Readonly<Record<string, number>> = { '1k': 1024, '2k': 2048, '4k': 4096, '8k': 4096 };

export function sizeOf(body: Record<string, unknown>): { width: number; height: number } {
  const [, width, height] = /^(\d+)\*(\d+)$/.exec(textAt(body, 'size')) ?? [];
  if (width && height) return { width: Number(width), height: Number(height) };
  const [across = 1, down = 1] = /^\d+:\d+$/.test(textAt(body, 'aspectRatio'))
    ? textAt(body, 'aspectRatio').split(':').map(Number)
    : [1, 1];
  const side = classes[textAt(body, 'resolution')] ?? 1024;
  const scale = Math.sqrt(across / down);
  return { width: Math.round((side * scale) / 8) * 8, height: Math.round(side / scale / 8) * 8 };
}

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}

function textAt(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}
