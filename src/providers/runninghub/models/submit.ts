/** Submits a job to a model: uploads images, and sends the paid call. */
import type { ImageRequest, JsonObject } from '../../../shared/model/jobs';
import { fail } from '../../../shared/model/easelError';
import type { FittedRequest } from '../../contract/fitRequest';
import { keyOf, post } from '../shared/calls';
import { optionWarnings, readSubmission } from '../shared/submit';
import { uploadPathV2, uploadImage } from '../shared/upload';
import type { ProviderContext } from '../../contract/context';
import type { Submission } from '../../contract/task';
import { configuredModel, endpointOf, limitsFor, root, type Endpoint } from './models';
import type { RunningHubModelsOptions } from './options';

export type Context = ProviderContext<RunningHubModelsOptions>;

/** Bytes of an image that is sent inside the request; larger ones are uploaded. */
const maxInline = 5 * 1024 * 1024;

export async function submit(request: FittedRequest, context: Context): Promise<Submission> {
  const { endpoint, resolution } = callFor(request, context);
  const warnings = optionWarnings(request);
  await keyOf(context);
  const images = await encodeImages(request, context);
  const complete = resolution ? { ...request, resolution } : request;
  const json = bodyOf(complete, { endpoint, images, options: context.options });
  const reply = await post(context, { path: pathOf(context, endpoint), json, paid: true });
  return readSubmission(reply, context, warnings);
}

/** The endpoint of the model. A listed model requires a resolution; its first one is the configured one. */
function callFor(
  { kind, resolution, ...request }: FittedRequest,
  context: Context,
): { endpoint: Endpoint; resolution: ImageRequest['resolution'] } {
  const { options } = context;
  const model = modelOf(request, context);
  const endpoint = endpointOf(model, kind);
  const limits = limitsFor(model, kind, options.resolution);
  if (!endpoint || !limits) throw fail('unsupported', { values: { kind } });
  return { endpoint, resolution: resolution ?? (endpoint.family ? limits.resolutions?.[0] : configured(options)) };
}

function configured({ resolution }: RunningHubModelsOptions): ImageRequest['resolution'] {
  return resolution?.toUpperCase() as ImageRequest['resolution'];
}

/** A model of the request takes precedence over the configured endpoint, unless it's the configured name. */
function modelOf({ model }: Pick<ImageRequest, 'model'>, { config }: Context): string {
  return model !== undefined && model !== config.model ? model : configuredModel(config);
}

/** On the host of the configured endpoint, if that is an absolute URL. */
function pathOf({ config }: Context, { path }: Endpoint): string {
  if (config.submitPath.includes('{model}')) return config.submitPath.replace('{model}', path);
  const host = /^https?:\/\/[^/]+/i.exec(config.submitPath)?.[0] ?? '';
  return `${host}${root}${path}`;
}

export function bodyOf(
  request: ImageRequest,
  call: { endpoint: Endpoint; images: string[]; options: RunningHubModelsOptions },
): JsonObject {
  const { endpoint, images, options } = call;
  const { family } = endpoint;
  return {
    ...options.fields,
    prompt: request.prompt,
    ...(request.negativePrompt ? { negativePrompt: request.negativePrompt } : {}),
    ...shapeOf(request, endpoint),
    ...(request.resolution ? { resolution: request.resolution.toLowerCase() } : {}),
    ...(family?.qualities ? { quality: request.quality ?? 'medium' } : {}),
    ...(request.count > 1 ? { imageNum: String(request.count) } : {}),
    ...(images.length > 0 ? imagesField(images, family ? 'imageUrls' : options.imageField) : {}),
  };
}

function imagesField(images: string[], name: RunningHubModelsOptions['imageField']): JsonObject {
  return { [name]: name === 'imageUrls' ? images : (images[0] ?? '') };
}

function shapeOf({ aspectRatio }: ImageRequest, { family }: Endpoint): JsonObject {
  // Most models have no such value: without the field, they follow the input image.
  if (aspectRatio === undefined || aspectRatio === 'auto') {
    return family?.autoRatio ? { aspectRatio: family.autoRatio } : {};
  }
  const size = family?.sizes?.[aspectRatio];
  return size ? { size: `${size[0]}*${size[1]}` } : { aspectRatio };
}

/** The URLs or data URIs of the input images. */
async function encodeImages(request: ImageRequest, context: Context): Promise<string[]> {
  const path = context.config.uploadPath || uploadPathV2;
  const urls: string[] = [];
  for (const [index, reference] of request.references.entries()) {
    if (context.options.imagesAs === 'inline' && reference.size <= maxInline) {
      const bytes = await context.readImage(reference);
      urls.push(`data:${reference.mimeType};base64,${Buffer.from(bytes).toString('base64')}`);
      continue;
    }
    const { url } = await uploadImage(context, { reference, path, name: `image-${index + 1}` });
    // The v1 upload returns no URL, and models don't take file names.
    if (url === '') throw fail('settings', { reason: 'setting-invalid', values: { field: 'uploadPath' } });
    urls.push(url);
  }
  return urls;
}
