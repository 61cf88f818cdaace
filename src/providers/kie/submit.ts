/** Submits a job: one call of `createTask`. */
import type { ImageRequest, JsonObject, JsonValue } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import type { FittedRequest } from '../contract/fitRequest';
import { answerFacts } from '../../http/answer/status';
import type { Submission } from '../contract/task';
import { membersOf, taskIdOf } from './api';
import { call, type Context } from './call';
import { failureOf, isRejection, readAny } from './errors';
import { callOf, defaultModel } from './models';
import type { ModelCall } from './modelTable';
import { requestOptionsSchema } from './options';
import { resultUrlsOf } from './results';
import { uploadAll } from './upload';

export const defaultSubmitPath = '/api/v1/jobs/createTask';

export async function submit(request: FittedRequest, context: Context): Promise<Submission> {
  const modelCall = callFor(request, context);
  checkCombination(request, modelCall);
  const extra = extraInput(request, context);
  const urls = await uploadAll(request.references, context);
  const callBackUrl = context.options.callBackUrl ?? context.callbackUrl;
  const answer = await call(context, {
    method: 'POST',
    path: context.config.submitPath || defaultSubmitPath,
    json: {
      model: modelCall.model,
      ...(callBackUrl ? { callBackUrl } : {}),
      input: inputOf(request, { modelCall, extra, urls }),
    },
    paid: true,
    timeout: 60_000,
  });
  const { clean } = context.http;
  const envelope = readAny(answer, clean);
  if (isRejection(envelope, answer)) throw failureOf(envelope, answer, clean);
  // A task or an image was made and paid for, whatever the envelope says.
  const data = membersOf(envelope.data);
  const taskId = taskIdOf(data);
  if (taskId !== undefined) {
    const ticket = { taskId, submittedAt: context.now(), pictures: request.count };
    return { kind: 'ticket', ticket };
  }
  // KIE's synchronous APIs answer with the images themselves.
  const found = data ? resultUrlsOf(data) : [];
  if (found.length > 0) return { kind: 'outputs', outputs: found.map((url) => ({ source: { url } })) };
  if (envelope.code < 200 || envelope.code >= 300) throw failureOf(envelope, answer, clean);
  throw fail('bad-answer', { ...answerFacts(answer), detail: 'taskId' });
}

/** The call for the request's model, else for the configured one. */
function callFor(request: ImageRequest, { config, options }: Context): ModelCall {
  const name = request.model || config.model || defaultModel;
  const found = callOf(request.kind, name, options.referenceField);
  if (!found) throw fail('unsupported', { values: { kind: request.kind, provider: config.name } });
  return found;
}

/** Refuses combinations of values that the model refuses although each value is within its limits. */
function checkCombination(request: FittedRequest, { limits, refusedRatios }: ModelCall): void {
  const { resolution, background, aspectRatio = '' } = request;
  const refused = resolution === '2K' || resolution === '4K' ? (refusedRatios?.[resolution] ?? []) : [];
  if (resolution && refused.includes(aspectRatio)) {
    const allowed = limits.ratios?.filter((ratio) => !refused.includes(ratio)).join(', ') ?? '';
    const values = { ratio: `${aspectRatio} (${resolution})`, allowed };
    throw fail('bad-request', { reason: 'ratio-unknown', values });
  }
  if (refusedRatios && background !== undefined && background !== 'auto' && resolution && resolution !== '1K') {
    throw outOfRange('resolution', resolution, '1K');
  }
}

function outOfRange(name: string, value: string | number, allowed: string): Error {
  return fail('bad-request', { reason: 'value-out-of-range', values: { name, value, allowed } });
}

/** The user's additional fields: those of the request take precedence over the configuration's. */
function extraInput(request: ImageRequest, { options }: Context): JsonObject {
  const parsed = requestOptionsSchema.safeParse(request.options ?? {});
  if (!parsed.success)
    throw outOfRange(
      'options',
      Object.keys(request.options ?? {})
        .join(', ')
        .slice(0, 60),
      'input',
    );
  return { ...options.input, ...parsed.data.input };
}

/** Parameters of the request take precedence over additional fields: the user sees the former and may forget the latter. */
function inputOf(
  request: ImageRequest,
  { modelCall, extra, urls }: { modelCall: ModelCall; extra: JsonObject; urls: readonly string[] },
): JsonObject {
  const input: JsonObject = { ...modelCall.presets, ...withoutFormerNames(extra, modelCall) };
  const set = (name: string, value: JsonValue | undefined): void => {
    if (value !== undefined) input[name] = value;
  };
  set('prompt', request.prompt);
  if (request.negativePrompt) set('negative_prompt', request.negativePrompt);
  setRatio(input, request.aspectRatio, modelCall);
  set('resolution', request.resolution);
  set('quality', request.quality);
  if (request.background !== 'auto') set('background', request.background);
  set('seed', request.seed);
  set('num_inference_steps', request.steps);
  set('guidance_scale', request.cfgScale);
  if (request.outputFormat)
    set('output_format', request.outputFormat === 'jpeg' ? (modelCall.jpeg ?? 'jpeg') : request.outputFormat);
  // The service rejects a number and takes a text.
  if (modelCall.limits.count > 1) set('num_images', String(request.count));
  if (modelCall.referenceField && urls.length > 0) {
    set(modelCall.referenceField, modelCall.referenceField === 'image_url' ? (urls[0] ?? '') : [...urls]);
  }
  return input;
}

/** `image_size` is a former name of `aspect_ratio` for models that have the latter; for others it's a field of its own. */
function withoutFormerNames(extra: JsonObject, { ratio }: ModelCall): JsonObject {
  const { image_size: size, ...rest } = extra;
  if (size === undefined || ratio?.field !== 'aspect_ratio') return extra;
  return { aspect_ratio: size, ...rest };
}

function setRatio(input: JsonObject, requested: string | undefined, { ratio }: ModelCall): void {
  if (!ratio || requested === undefined) return;
  const { field } = ratio;
  // The service's default follows the input image; a ratio among the additional fields stays.
  if (requested === 'auto' && (input[field] !== undefined || !ratio.isRequired)) return;
  input[field] = ratio.words?.[requested] ?? requested;
}
