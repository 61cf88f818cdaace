/** Asking a model for pictures: what goes into the request, and the one call that costs money. */
import type { ImageRequest, JsonObject, Warning } from '../../../shared/model/jobs';
import { fail } from '../../../shared/model/easelError';
import { fitRequest } from '../../contract/fitRequest';
import { keyOf, post } from '../shared/calls';
import { readSubmission } from '../shared/submit';
import { uploadPathV2, uploadImage } from '../shared/upload';
import type { ProviderContext, Submission } from '../../contract/provider';
import { configuredModel, endpointOf, limitsFor, root, type Endpoint } from './models';
import type { RhartOptions } from './options';

export type Context = ProviderContext<RhartOptions>;

/** Bytes of a picture that is sent inside the request; larger ones are uploaded. */
const largestInline = 5 * 1024 * 1024;

export async function submit(asked: ImageRequest, context: Context): Promise<Submission> {
  const { request, endpoint, warnings } = fit(asked, context);
  await keyOf(context);
  const pictures = await bringImages(request, context);
  const json = bodyOf(request, { endpoint, pictures, options: context.options });
  const reply = await post(context, { path: pathOf(context, endpoint), json, paid: true });
  return readSubmission(reply, context, warnings);
}

function fit(
  asked: ImageRequest,
  context: Context,
): { request: ImageRequest; endpoint: Endpoint; warnings: Warning[] } {
  const model = modelOf(asked, context);
  const limits = limitsFor(model, asked.kind, context.options.resolution);
  const endpoint = endpointOf(model, asked.kind);
  if (!limits || !endpoint) throw fail('unsupported', { values: { kind: asked.kind }, maybeReceived: false });
  const { request, warnings } = fitRequest(asked, limits);
  if (request.count > limits.count) {
    const values = { name: 'count', value: request.count, allowed: `1 – ${limits.count}` };
    throw fail('bad-request', { reason: 'value-out-of-range', values, maybeReceived: false });
  }
  if (Object.keys(request.options ?? {}).length > 0) warnings.push({ code: 'unsupported', subject: 'options' });
  // A model of the list must be told a resolution; the first is the configured one.
  const resolution = request.resolution ?? (endpoint.family ? limits.resolutions?.[0] : configured(context.options));
  return { request: { ...request, ...(resolution ? { resolution } : {}) }, endpoint, warnings };
}

function configured({ resolution }: RhartOptions): ImageRequest['resolution'] {
  return resolution?.toUpperCase() as ImageRequest['resolution'];
}

/** A model that the request names comes before the configured endpoint; the configuration's own name does not. */
function modelOf({ model }: ImageRequest, { config }: Context): string {
  return model !== undefined && model !== config.model ? model : configuredModel(config);
}

/** On the host of a configured endpoint, where that is a whole address. */
function pathOf({ config }: Context, { path }: Endpoint): string {
  if (config.submitPath.includes('{model}')) return config.submitPath.replace('{model}', path);
  const host = /^https?:\/\/[^/]+/i.exec(config.submitPath)?.[0] ?? '';
  return `${host}${root}${path}`;
}

export function bodyOf(
  request: ImageRequest,
  work: { endpoint: Endpoint; pictures: string[]; options: RhartOptions },
): JsonObject {
  const { endpoint, pictures, options } = work;
  const { family } = endpoint;
  return {
    ...options.fields,
    prompt: request.prompt,
    ...(request.negativePrompt ? { negativePrompt: request.negativePrompt } : {}),
    ...shapeOf(request, endpoint),
    ...(request.resolution ? { resolution: request.resolution.toLowerCase() } : {}),
    ...(family?.qualities ? { quality: request.quality ?? 'medium' } : {}),
    ...(request.count > 1 ? { imageNum: String(request.count) } : {}),
    ...(pictures.length > 0 ? imagesField(pictures, family ? 'imageUrls' : options.imageField) : {}),
  };
}

function imagesField(pictures: string[], name: RhartOptions['imageField']): JsonObject {
  return { [name]: name === 'imageUrls' ? pictures : (pictures[0] ?? '') };
}

function shapeOf({ aspectRatio }: ImageRequest, { family }: Endpoint): JsonObject {
  // Most models know no word for it: left out, they follow the picture.
  if (aspectRatio === undefined || aspectRatio === 'auto') {
    return family?.autoRatio ? { aspectRatio: family.autoRatio } : {};
  }
  const size = family?.sizes?.[aspectRatio];
  return size ? { size: `${size[0]}*${size[1]}` } : { aspectRatio };
}

async function bringImages(request: ImageRequest, context: Context): Promise<string[]> {
  const path = context.config.uploadPath || uploadPathV2;
  const urls: string[] = [];
  for (const [index, reference] of request.references.entries()) {
    if (context.options.imagesAs === 'inline' && reference.size <= largestInline) {
      const bytes = await context.readImage(reference);
      urls.push(`data:${reference.mimeType};base64,${Buffer.from(bytes).toString('base64')}`);
      continue;
    }
    const { url } = await uploadImage(context, { reference, path, name: `image-${index + 1}` });
    // The older upload names no URL, and a model can do nothing with a name on the server.
    if (url === '')
      throw fail('settings', { reason: 'setting-invalid', values: { field: 'uploadPath' }, maybeReceived: false });
    urls.push(url);
  }
  return urls;
}
