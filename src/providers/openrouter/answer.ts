/** Reads images, their cost, and errors in an answer or in the events of a stream. */
import * as z from 'zod/mini';
import type { Warning } from '../../shared/model/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import { imageTypeOf } from '../../http/files/imageBytes';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts } from '../../http/answer/status';
import type { Completed, Cost, ProviderOutput } from '../contract/task';
import type { ImageEvents } from '../shared/imageEvents';
import type { Context } from './call';
import { failureOfAnswer, failureOfEvent, readError } from './errors';

const text = z.catch(z.optional(z.string()), undefined);
const imageSchema = z.looseObject({ b64_json: text, url: text, media_type: text });
const usageSchema = z.catch(
  z.optional(z.looseObject({ cost: z.catch(z.optional(z.nullable(z.number().check(z.gte(0)))), undefined) })),
  undefined,
);
const answerSchema = z.looseObject({
  data: z.optional(z.array(imageSchema).check(z.maxLength(1000))),
  usage: usageSchema,
});
const completedSchema = z.looseObject({ ...imageSchema.shape, usage: usageSchema });

type Image = z.infer<typeof imageSchema>;
type Usage = z.infer<typeof usageSchema>;

/** Where an answer came from, for a failure. */
type Facts = Parameters<typeof fail>[1];

/** @throws EaselError for an answer without an image. */
export function readAnswer(answer: HttpAnswer, requested: number, context: Context): Completed {
  if (answer.status < 200 || answer.status >= 300) throw failureOfAnswer(answer, context.http.clean);
  const body = answer.json();
  const parsed = answerSchema.safeParse(body);
  const { data: images, usage } = parsed.data ?? {};
  if (images && images.length > 0) return completed({ images, usages: [usage], requested, facts: answerFacts(answer) });
  // An error with a success status comes from the company that runs the model.
  if (readError(body)) throw failureOfAnswer(answer, context.http.clean);
  throw fail('bad-answer', { ...answerFacts(answer), ...(images ? { reason: 'no-images' } : {}) });
}

/** @throws EaselError for a stream without a finished image. */
export function readEvents(
  { events, hasPreview }: ImageEvents,
  requested: number,
  { context, status }: { context: Context; status: number },
): Completed {
  const finished = events
    .filter(({ type }) => /completed$/.test(type))
    .flatMap(({ body }) => {
      const parsed = completedSchema.safeParse(body);
      return parsed.success ? [parsed.data] : [];
    });
  const facts: Facts = { status, host: new URL(context.config.baseUrl).host };
  if (finished.length > 0) {
    return completed({ images: finished, usages: finished.map(({ usage }) => usage), requested, facts });
  }
  const error = events.find(({ type, body }) => type === 'error' || readError(body))?.body;
  if (error) throw new EaselError({ ...facts, ...failureOfEvent(error, context.http.clean) });
  // The stream ended before the image came.
  throw fail('bad-answer', { ...facts, ...(hasPreview ? { reason: 'cut-answer' } : {}) });
}

function completed(found: {
  images: readonly Image[];
  usages: readonly Usage[];
  requested: number;
  facts: Facts;
}): Completed {
  const { images, requested, facts } = found;
  const outputs = images.flatMap((image) => outputOf(image) ?? []);
  if (outputs.length === 0) throw fail('bad-answer', { ...facts, reason: 'not-an-image' });
  const detail = `${requested} → ${outputs.length}`;
  const warnings: Warning[] = outputs.length === requested ? [] : [{ code: 'mismatch', subject: 'count', detail }];
  return {
    kind: 'outputs',
    outputs,
    ...(warnings.length > 0 ? { warnings } : {}),
    ...costOf(found.usages),
  };
}

function outputOf({ b64_json: base64, url, media_type: stated }: Image): ProviderOutput | undefined {
  const named = stated === undefined ? {} : { mediaType: stated };
  if (base64 === undefined) return url === undefined ? undefined : { source: { url }, ...named };
  const bytes = new Uint8Array(Buffer.from(base64.replace(/^data:[^,]*,/, ''), 'base64'));
  const mediaType = imageTypeOf(bytes);
  // SVG is told from other texts where results are received.
  if (mediaType === undefined && stated !== 'image/svg+xml') return undefined;
  return { source: { bytes }, mediaType: mediaType ?? 'image/svg+xml' };
}

/** In US dollars, which credits are counted in. */
function costOf(usages: readonly Usage[]): { cost?: Cost } {
  const costs = usages.flatMap((usage) => (typeof usage?.cost === 'number' ? [usage.cost] : []));
  if (costs.length === 0) return {};
  const sum = costs.reduce((total, cost) => total + cost, 0);
  return { cost: { amount: Math.round(sum * 1e6) / 1e6, unit: 'USD' } };
}
