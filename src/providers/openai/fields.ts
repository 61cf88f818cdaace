/** The body of a submit, with the field names of each service. */
import type { ImageRequest, JsonObject, Warning } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import type { FittedRequest } from '../contract/fitRequest';
import { addFile } from '../../http/request/upload';
import { familyOf, isGptImage } from './families';
import { limitsFor, sendsRatio, takesExtras } from './models';
import { freeRule, sizeAt } from './sizes';
import { parametersSchema } from './options';
import type { Context } from './call';
import type { SubmitRoute } from './routes';

export type Value = string | number | boolean;
type Fields = Record<string, Value>;

export function modelOf(request: ImageRequest, { config }: Context): string {
  return request.model ?? config.model;
}

/** Rejects combinations of values that the model rejects although each value is within its limits. */
export function checkCombination(request: FittedRequest, context: Context): void {
  checkSize(request, context);
  if (request.background === 'transparent' && request.outputFormat === 'jpeg') {
    throw outOfRange('outputFormat', 'jpeg', 'png, webp');
  }
}

/** The options of a request are sent as further fields; nested values are left out as a whole, with a warning. */
export function optionWarnings({ options }: FittedRequest): Warning[] {
  if (!options || parametersSchema.safeParse(options).success) return [];
  return [{ code: 'unsupported', subject: 'options' }];
}

/** Two rules of gpt-image-2 and its successors that limits can't express. */
function checkSize(request: ImageRequest, context: Context): void {
  const { size } = request;
  const family = familyOf(modelOf(request, context));
  if (!size || (family !== 'gpt-2' && family !== 'gpt-newer')) return;
  const pixels = size.width * size.height;
  const requested = `${size.width} × ${size.height}`;
  if (pixels < freeRule.minPixels || pixels > freeRule.maxPixels) {
    throw outOfRange('size', requested, `${freeRule.minPixels} – ${freeRule.maxPixels} px`);
  }
  if (Math.max(size.width, size.height) / Math.min(size.width, size.height) > freeRule.maxRatio) {
    throw outOfRange('size', requested, '1:3 – 3:1');
  }
}

function outOfRange(name: string, value: string, allowed: string): ReturnType<typeof fail> {
  return fail('bad-request', { reason: 'value-out-of-range', values: { name, value, allowed } });
}

/** The body of a submit for its route. */
export async function bodyOf(
  request: ImageRequest,
  route: SubmitRoute,
  context: Context,
): Promise<{ json: JsonObject } | { form: FormData }> {
  switch (route.style) {
    case 'form':
      return { form: await formOf(request, context) };
    case 'json': {
      const references = await dataUris(request, context);
      return { json: { ...fieldsOf(request, context), ...(references.length > 0 ? { image: references } : {}) } };
    }
    case 'draw':
      return { json: { ...drawFields(request, context), urls: await dataUris(request, context) } };
  }
}

function fieldsOf(request: ImageRequest, context: Context): Fields {
  const model = modelOf(request, context);
  return {
    ...parametersOf(request, context),
    ...(model === '' ? {} : { model }),
    prompt: request.prompt,
    ...(request.count > 1 ? { n: request.count } : {}),
    ...shapeOf(request, context),
    ...responseFormat(model, context),
    ...(request.quality === undefined ? {} : { quality: request.quality }),
    ...(request.background === undefined ? {} : { background: request.background }),
    ...(request.outputFormat === undefined ? {} : { output_format: request.outputFormat }),
    ...extrasOf(request, context),
  };
}

/** grsai's field names. Without `webHook: "-1"`, it answers with a stream instead of a receipt. */
function drawFields(request: ImageRequest, context: Context): Fields {
  const ratio = request.aspectRatio;
  return {
    ...parametersOf(request, context),
    model: modelOf(request, context),
    prompt: request.prompt,
    ...(ratio === undefined ? {} : { aspectRatio: ratio }),
    ...(request.resolution === undefined ? {} : { imageSize: request.resolution }),
    webHook: '-1',
    shutProgress: true,
  };
}

function parametersOf(request: ImageRequest, { options }: Context): Fields {
  const own = parametersSchema.safeParse(request.options ?? {});
  return { ...options.parameters, ...(own.success ? own.data : {}) };
}

/** The aspect ratio, resolution, or pixels, in the fields that the model's family has for them. */
function shapeOf(request: ImageRequest, context: Context): Fields {
  const { aspectRatio: ratio, size, resolution } = request;
  const family = familyOf(modelOf(request, context));
  if (size) return { size: `${size.width}x${size.height}` };
  if (sendsRatio(family, context)) {
    return {
      ...(ratio === undefined || ratio === 'auto' ? {} : { aspect_ratio: ratio }),
      ...(resolution === undefined ? {} : { image_size: resolution }),
    };
  }
  if (ratio === undefined || ratio === 'auto') return {};
  if (resolution !== undefined) return { size: sizeAt(ratio, resolution).join('x') };
  const known = limitsFor(modelOf(request, context), request.kind, context)?.sizes?.[ratio];
  return { size: (known ?? sizeAt(ratio, '1K')).join('x') };
}

function responseFormat(model: string, { options }: Context): Fields {
  const family = familyOf(model);
  // OpenAI rejects it as an unknown parameter.
  if (isGptImage(family) || options.responseFormat === 'none') return {};
  if (options.responseFormat !== 'auto') return { response_format: options.responseFormat };
  // A URL where the model certainly supports it: answers with tens of megabytes of base64 arrive truncated.
  return family === 'nano' || family === 'nano-sized' ? { response_format: 'url' } : {};
}

/** Parameters that the model doesn't have were left out before, with a warning. */
function extrasOf(request: ImageRequest, context: Context): Fields {
  const family = familyOf(modelOf(request, context));
  if (!takesExtras(family, context)) return {};
  const { negativePrompt, seed, steps, cfgScale } = request;
  return {
    ...(negativePrompt ? { negative_prompt: negativePrompt } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(steps === undefined ? {} : { num_inference_steps: steps }),
    ...(cfgScale === undefined ? {} : { guidance_scale: cfgScale }),
    // Qwen-Image's name for classifier-free guidance.
    ...(cfgScale === undefined || family !== 'qwen' ? {} : { true_cfg_scale: cfgScale }),
  };
}

async function formOf(request: ImageRequest, context: Context): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fieldsOf(request, context))) form.append(name, String(value));
  const { references, mask } = request;
  const field = references.length > 1 ? context.options.severalImages : 'image';
  for (const [index, { mimeType, ...reference }] of references.entries()) {
    const bytes = await context.readImage({ mimeType, ...reference });
    addFile(form, field, { bytes, mimeType, name: `image-${index + 1}` });
  }
  if (mask) addFile(form, 'mask', { bytes: await context.readImage(mask), mimeType: mask.mimeType, name: 'mask' });
  return form;
}

async function dataUris(request: ImageRequest, context: Context): Promise<string[]> {
  const uris: string[] = [];
  for (const reference of request.references) {
    const bytes = await context.readImage(reference);
    uris.push(`data:${reference.mimeType};base64,${Buffer.from(bytes).toString('base64')}`);
  }
  return uris;
}
