/** Asking a model for pictures: what goes into the request, and the one call that costs money. */
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

/** Bytes of a picture that is sent inside the request; larger ones are uploaded. */
const largestInline = 5 * 1024 * 1024;

export async function submit(request: FittedRequest, context: Context): Promise<Submission> {
  const { endpoint, resolution } = callFor(request, context);
  const warnings = optionWarnings(request);
  await keyOf(context);
  const pictures = await bringImages(request, context);
  const wanted = resolution ? { ...request, resolution } : request;
  const json = bodyOf(wanted, { endpoint, pictures, options: context.options });
  const reply = await post(context, { path: pathOf(context, endpoint), json, paid: true });
  return readSubmission(reply, context, warnings);
}

/** The endpoint of the model. A model of the list must be told a resolution; its first one is the configured one. */
function callFor(
  { kind, resolution, ...request }: FittedRequest,
  context: Context,
): { endpoint: Endpoint; resolution: ImageRequest['resolution'] } {
  const { options } = context;
  const model = modelOf(request, context);
  const endpoint = endpointOf(model, kind);
  const limits = limitsFor(model, kind, options.resolution);
  if (!endpoint || !limits) throw fail('unsupported', { values: { kind }, maybeReceived: false });
  return { endpoint, resolution: resolution ?? (endpoint.family ? limits.resolutions?.[0] : configured(options)) };
}

function configured({ resolution }: RunningHubModelsOptions): ImageRequest['resolution'] {
  return resolution?.toUpperCase() as ImageRequest['resolution'];
}

/** A model that the request names comes before the configured endpoint; the configuration's own name does not. */
function modelOf({ model }: Pick<ImageRequest, 'model'>, { config }: Context): string {
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
  work: { endpoint: Endpoint; pictures: string[]; options: RunningHubModelsOptions },
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

function imagesField(pictures: string[], name: RunningHubModelsOptions['imageField']): JsonObject {
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
