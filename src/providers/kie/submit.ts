/** Submits a job: one call of `createTask`. */
import type { ImageRequest, JsonObject, JsonValue } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import type { FittedRequest } from '../contract/fitRequest';
import { answerFacts } from '../../http/answer/status';
import type { Submission } from '../contract/task';
import { membersOf, taskIdOf } from './api';
import { call, type Context } from './call';
import { readSuccess } from './errors';
import { callOf, defaultModel, type Call } from './models';
import { requestOptionsSchema } from './options';
import { resultUrlsOf } from './results';
import { uploadAll } from './upload';

export const defaultSubmitPath = '/api/v1/jobs/createTask';

export async function submit(request: FittedRequest, context: Context): Promise<Submission> {
  const wanted = callFor(request, context);
  checkCombination(request, wanted);
  const extra = extraInput(request, context);
  const urls = await uploadAll(request.references, context);
  const callBackUrl = context.options.callBackUrl ?? context.callbackUrl;
  const answer = await call(context, {
    method: 'POST',
    path: context.config.submitPath || defaultSubmitPath,
    json: {
      model: wanted.model,
      ...(callBackUrl ? { callBackUrl } : {}),
      input: inputOf(request, { wanted, extra, urls }),
    },
    paid: true,
    timeout: 60_000,
  });
  const data = membersOf(readSuccess(answer, context.http.clean).data);
  const taskId = taskIdOf(data);
  if (taskId !== undefined) {
    const ticket = { taskId, submittedAt: context.now(), pictures: request.count };
    return { kind: 'ticket', ticket };
  }
  // Its synchronous relatives answer with the pictures themselves.
  const found = data ? resultUrlsOf(data) : [];
  if (found.length > 0) return { kind: 'outputs', outputs: found.map((url) => ({ source: { url } })) };
  throw fail('bad-answer', { ...answerFacts(answer), detail: 'taskId', maybeReceived: true });
}

/** The model that was named, else the configuration's, as the call for this kind of job. */
function callFor(request: ImageRequest, { config, options }: Context): Call {
  const name = request.model || config.model || defaultModel;
  const found = callOf(request.kind, name, options.referenceField);
  if (!found)
    throw fail('unsupported', { values: { kind: request.kind, provider: config.name }, maybeReceived: false });
  return found;
}

/** Refuses combinations of values that the model refuses although each value is within its limits. */
function checkCombination(request: FittedRequest, { limits, refusedRatios }: Call): void {
  const { resolution, background, aspectRatio = '' } = request;
  const refused = resolution === '2K' || resolution === '4K' ? (refusedRatios?.[resolution] ?? []) : [];
  if (resolution && refused.includes(aspectRatio)) {
    const allowed = limits.ratios?.filter((ratio) => !refused.includes(ratio)).join(', ') ?? '';
    const values = { ratio: `${aspectRatio} (${resolution})`, allowed };
    throw fail('bad-request', { reason: 'ratio-unknown', values, maybeReceived: false });
  }
  if (refusedRatios && background !== undefined && background !== 'auto' && resolution && resolution !== '1K') {
    throw outOfRange('resolution', resolution, '1K');
  }
}

function outOfRange(name: string, value: string | number, allowed: string): Error {
  return fail('bad-request', { reason: 'value-out-of-range', values: { name, value, allowed }, maybeReceived: false });
}

/** Fields that the person added: the configuration's, over them the request's. */
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

/** What the request says goes before what was added, for the one is seen and the other may be forgotten. */
function inputOf(
  request: ImageRequest,
  { wanted, extra, urls }: { wanted: Call; extra: JsonObject; urls: readonly string[] },
): JsonObject {
  const input: JsonObject = { ...wanted.presets, ...renamed(extra, wanted) };
  const set = (name: string, value: JsonValue | undefined): void => {
    if (value !== undefined) input[name] = value;
  };
  set('prompt', request.prompt);
  if (request.negativePrompt) set('negative_prompt', request.negativePrompt);
  setRatio(input, request.aspectRatio, wanted);
  set('resolution', request.resolution);
  set('quality', request.quality);
  if (request.background !== 'auto') set('background', request.background);
  set('seed', request.seed);
  set('num_inference_steps', request.steps);
  set('guidance_scale', request.cfgScale);
  if (request.outputFormat)
    set('output_format', request.outputFormat === 'jpeg' ? (wanted.jpeg ?? 'jpeg') : request.outputFormat);
  // A text: the service refuses the number.
  if (wanted.limits.count > 1) set('num_images', String(request.count));
  if (wanted.referenceField && urls.length > 0) {
    set(wanted.referenceField, wanted.referenceField === 'image_url' ? (urls[0] ?? '') : [...urls]);
  }
  return input;
}

/** `image_size` is the old name of `aspect_ratio` where a model has that; with others it is a field of its own. */
function renamed(extra: JsonObject, { ratio }: Call): JsonObject {
  const { image_size: size, ...rest } = extra;
  if (size === undefined || ratio?.field !== 'aspect_ratio') return extra;
  return { aspect_ratio: size, ...rest };
}

function setRatio(input: JsonObject, asked: string | undefined, { ratio }: Call): void {
  if (!ratio || asked === undefined) return;
  const { field } = ratio;
  // What follows the reference is left to the service, or to what the person added.
  if (asked === 'auto' && (input[field] !== undefined || !ratio.isRequired)) return;
  input[field] = ratio.words?.[asked] ?? asked;
}
