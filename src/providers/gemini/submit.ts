/** Submits a job: one call, whose answer has the image. */
import type { ImageRequest, JsonObject } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import { answerLimit } from '../../http/answer/answerLimits';
import type { FittedRequest } from '../contract/fitRequest';
import type { Completed } from '../contract/task';
import { readAnswer } from './answer';
import { call, modelPath, onHost, type Context } from './call';
import { defaultSubmitPath } from './manifest';
import { defaultModel, limitsFor } from './models';
import { requestOptionsSchema } from './options';

/** Bytes of the images of a request, which are sent as base64: a request may have 20 MB. */
const maxTotalBytes = 14_500_000;

export async function submit(request: FittedRequest, context: Context): Promise<Completed> {
  const model = request.model ?? (context.config.model || defaultModel);
  const path = (context.config.submitPath || defaultSubmitPath).replace('{model}', modelPath(model));
  const answer = await call(context, {
    method: 'POST',
    path: onHost(context, path),
    json: await bodyOf(request, model, context),
    paid: true,
    timeout: context.options.timeoutSeconds * 1000,
    maxBytes: answerLimit(request.count),
  });
  return readAnswer(answer, context);
}

async function bodyOf(request: FittedRequest, model: string, context: Context): Promise<JsonObject> {
  const { safetySettings } = context.options;
  return {
    contents: [{ role: 'user', parts: [...(await imageParts(request, context)), { text: request.prompt }] }],
    generationConfig: {
      ...context.options.generationConfig,
      ...ownOptions(request),
      responseModalities: ['TEXT', 'IMAGE'],
      ...imageConfig(request, model),
    },
    ...(safetySettings ? { safetySettings: safetySettings.map((setting) => ({ ...setting })) } : {}),
  };
}

function ownOptions({ options }: ImageRequest): JsonObject {
  const parsed = requestOptionsSchema.safeParse(options ?? {});
  if (parsed.success) return parsed.data;
  const name = Object.keys(options ?? {})
    .join(', ')
    .slice(0, 60);
  throw fail('bad-request', {
    reason: 'value-out-of-range',
    values: { name: 'options', value: name, allowed: 'generationConfig' },
  });
}

/** Without a ratio, the model follows the input image, or chooses one. */
function imageConfig({ aspectRatio, resolution, kind }: ImageRequest, model: string): JsonObject {
  const config = {
    ...(aspectRatio === undefined || aspectRatio === 'auto' ? {} : { aspectRatio }),
    ...(resolution === undefined || !limitsFor(model, kind)?.resolutions ? {} : { imageSize: resolution }),
  };
  return Object.keys(config).length > 0 ? { imageConfig: config } : {};
}

async function imageParts({ references }: ImageRequest, context: Context): Promise<JsonObject[]> {
  const total = references.reduce((sum, { size }) => sum + size, 0);
  if (total > maxTotalBytes) throw fail('bad-request', { reason: 'upload-too-big' });
  const parts: JsonObject[] = [];
  for (const reference of references) {
    const bytes = await context.readImage(reference);
    parts.push({ inlineData: { mimeType: reference.mimeType, data: Buffer.from(bytes).toString('base64') } });
  }
  return parts;
}
