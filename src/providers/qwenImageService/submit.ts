/** Submits a job. Everything is checked before, because rejected uploads count against the quota. */
import type { ImageRequest, Warning } from '../../shared/model/jobs';
import type { FittedRequest } from '../contract/fitRequest';
import { answerLimit } from '../../http/answer/answerLimits';
import type { HttpRequest } from '../../http/request/request';
import { addFile } from '../../http/request/upload';
import type { Submission } from '../contract/task';
import { checkRatio } from './modelList';
import { promptSeparator } from './models';
import { readSubmission, type Expected } from './results';
import { callOk, type Context } from './session';

/** The parts of a submit. */
interface PreparedSubmit {
  path: string;
  fields: Record<string, string>;
  /** Form field for input images; left out if none are sent. */
  imageField?: 'images' | 'image';
  expected: Expected;
  /** Milliseconds. */
  timeout: number;
}

// The service holds a synchronous answer back for up to 600 s (batch: 1800 s). The same timeout applies to asynchronous
// submits, because the oldest release answers every submit synchronously, and a timeout would lose the job.
const timeouts = { generate: 620_000, edit: 620_000, batch: 1_820_000 } as const;

export async function submit(request: FittedRequest, context: Context): Promise<Submission> {
  if (request.kind === 'generate' && request.aspectRatio !== undefined) await checkRatio(request.aspectRatio, context);
  const warnings = warningsOf(request, context);
  const { path, fields, imageField, expected, timeout } = prepare(request, context);
  const body: Pick<HttpRequest, 'form' | 'urlencoded'> = imageField
    ? { form: await formOf(fields, { field: imageField, request, context }) }
    : { urlencoded: fields };
  const maxBytes = answerLimit(expected.pictures);
  const answer = await callOk(context, { method: 'POST', path, ...body, paid: true, timeout, maxBytes });
  const submission = await readSubmission(answer, expected);
  const all = [...warnings, ...(submission.warnings ?? [])];
  return all.length > 0 ? { ...submission, warnings: all } : submission;
}

/** The service chooses its model by the kind of job, and has no options for a single request. */
function warningsOf(request: FittedRequest, context: Context): Warning[] {
  const warnings: Warning[] = [];
  const { model } = context.config;
  if (request.model !== undefined && request.model !== (model || 'qwen-image')) {
    warnings.push({ code: 'unsupported', subject: 'model' });
  }
  if (Object.keys(request.options ?? {}).length > 0) warnings.push({ code: 'unsupported', subject: 'options' });
  return warnings;
}

function prepare(request: ImageRequest, context: Context): PreparedSubmit {
  const { submitPath, editPath } = context.config;
  const timeout = timeouts[request.kind];
  const count = { num_images: String(request.count) };
  switch (request.kind) {
    case 'generate': {
      const aspectRatio = request.aspectRatio ?? '1:1';
      return {
        path: submitPath || '/text-to-image',
        fields: { prompt: request.prompt, aspect_ratio: aspectRatio, ...count, ...commonFields(request, context) },
        expected: { pictures: request.count },
        timeout,
      };
    }
    case 'edit':
      return {
        path: editPath || '/image-edit',
        fields: { prompt: request.prompt, ...count, ...commonFields(request, context) },
        imageField: 'images',
        expected: { pictures: request.count },
        timeout,
      };
    case 'batch': {
      const prompts = request.prompts ?? [request.prompt];
      return {
        path: `${editPath || '/image-edit'}/batch`,
        fields: { prompts: prompts.join(promptSeparator), ...commonFields(request, context) },
        imageField: 'image',
        expected: { pictures: prompts.length, prompts: prompts.length },
        timeout,
      };
    }
  }
}

/** The fields of all three calls. The service has defaults for parameters that the request doesn't set. */
function commonFields(request: ImageRequest, context: Context): Record<string, string> {
  return {
    ...(request.negativePrompt ? { negative_prompt: request.negativePrompt } : {}),
    ...(request.steps === undefined ? {} : { num_inference_steps: String(request.steps) }),
    ...(request.cfgScale === undefined ? {} : { true_cfg_scale: String(request.cfgScale) }),
    seed: String(request.seed ?? -1),
    async_mode: String(!context.config.synchronous),
  };
}

async function formOf(
  fields: Record<string, string>,
  source: { field: string; request: ImageRequest; context: Context },
): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [index, reference] of source.request.references.entries()) {
    const bytes = await source.context.readImage(reference);
    addFile(form, source.field, { bytes, mimeType: reference.mimeType, name: `image-${index + 1}` });
  }
  return form;
}
