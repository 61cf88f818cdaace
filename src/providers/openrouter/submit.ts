/** Submits a job: one call, answered with the images, or with a stream of previews and images. */
import type { ImageRequest, JsonObject, JsonValue } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import { answerLimit } from '../../http/answer/answerLimits';
import type { FittedRequest } from '../contract/fitRequest';
import type { Completed } from '../contract/task';
import { collectImageEvents } from '../shared/imageEvents';
import { readAnswer, readEvents } from './answer';
import { keyHeaders, type Context } from './call';
import { defaultSubmitPath } from './manifest';
import { defaultModel, parametersOf } from './models';
import { requestOptionsSchema } from './options';

export async function submit(request: FittedRequest, context: Context): Promise<Completed> {
  const timeout = context.options.timeoutSeconds * 1000;
  const exchange = {
    method: 'POST',
    path: context.config.submitPath || defaultSubmitPath,
    headers: await keyHeaders(context),
    json: await bodyOf(request, context),
    paid: true,
    timeout,
    maxBytes: answerLimit(request.count),
  } as const;
  if (!context.options.previews) return readAnswer(await context.http.send(exchange), request.count, context);
  const started = await context.http.stream({
    ...exchange,
    // Between two events as long as for the whole: a model may draw for minutes without a preview.
    idleTimeout: timeout,
    maxDuration: timeout,
    // Previews are as large as the images, and nobody tells how many come.
    maxBytes: answerLimit(request.count * 4),
  });
  if (started.kind === 'answer') return readAnswer(started.answer, request.count, context);
  return readEvents(await collectImageEvents(started.events, context.report), request.count, {
    context,
    status: started.status,
  });
}

async function bodyOf(request: FittedRequest, context: Context): Promise<JsonObject> {
  const { provider, previews, parameters } = context.options;
  const references = await imageParts(request, context);
  return {
    ...parameters,
    ...ownOptions(request),
    model: request.model ?? (context.config.model || defaultModel),
    prompt: request.prompt,
    ...parametersOf(request),
    ...(references.length > 0 ? { input_references: references } : {}),
    ...(Object.keys(provider).length > 0 ? { provider } : {}),
    ...(previews ? { stream: true } : {}),
  };
}

function ownOptions({ options }: ImageRequest): JsonObject {
  const parsed = requestOptionsSchema.safeParse(options ?? {});
  if (parsed.success) return parsed.data;
  const value = Object.keys(options ?? {})
    .join(', ')
    .slice(0, 60);
  throw fail('bad-request', { reason: 'value-out-of-range', values: { name: 'options', value, allowed: 'a – z, _' } });
}

async function imageParts({ references }: ImageRequest, context: Context): Promise<JsonValue[]> {
  const parts: JsonValue[] = [];
  for (const reference of references) {
    const bytes = await context.readImage(reference);
    const url = `data:${reference.mimeType};base64,${Buffer.from(bytes).toString('base64')}`;
    parts.push({ type: 'image_url', image_url: { url } });
  }
  return parts;
}
