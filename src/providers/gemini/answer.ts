/**
 * Reads the answer of `generateContent`. HTTP 200 without an image is common: then the finish reason and the text say why.
 * Members come in camelCase and, from some gateways, in snake_case.
 */
import * as z from 'zod/mini';
import type { Warning } from '../../shared/model/jobs';
import type { Failure } from '../../shared/model/failure';
import { EaselError, fail } from '../../shared/model/easelError';
import { imageTypeOf } from '../../http/files/imageBytes';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { readJson } from '../../http/answer/schema';
import { answerFacts } from '../../http/answer/status';
import type { Completed, ProviderOutput } from '../contract/task';
import type { Context } from './call';
import { costOf, usageSchema } from './cost';
import { failureOfAnswer, isPolicy } from './errors';

const text = z.catch(z.optional(z.string()), undefined);
const blobSchema = z.looseObject({ mimeType: text, mime_type: text, data: text });
const fileSchema = z.looseObject({ mimeType: text, mime_type: text, fileUri: text, file_uri: text });
const partSchema = z.looseObject({
  text,
  thought: z.catch(z.optional(z.boolean()), undefined),
  inlineData: z.catch(z.optional(blobSchema), undefined),
  inline_data: z.catch(z.optional(blobSchema), undefined),
  fileData: z.catch(z.optional(fileSchema), undefined),
  file_data: z.catch(z.optional(fileSchema), undefined),
});
const candidateSchema = z.looseObject({
  content: z.catch(z.optional(z.looseObject({ parts: z.optional(z.array(partSchema)) })), undefined),
  finishReason: text,
  finish_reason: text,
  finishMessage: text,
});
const feedbackSchema = z.looseObject({ blockReason: text, block_reason: text, blockReasonMessage: text });
const answerSchema = z.looseObject({
  candidates: z.optional(z.array(candidateSchema).check(z.maxLength(100))),
  promptFeedback: z.catch(z.optional(feedbackSchema), undefined),
  prompt_feedback: z.catch(z.optional(feedbackSchema), undefined),
  usageMetadata: z.catch(z.optional(usageSchema), undefined),
});

type Answer = z.infer<typeof answerSchema>;
type Candidate = z.infer<typeof candidateSchema>;
type Part = z.infer<typeof partSchema>;

/** @throws EaselError for an answer without an image. */
export function readAnswer(answer: HttpAnswer, context: Context): Completed {
  if (answer.status < 200 || answer.status >= 300) throw failureOfAnswer(answer, context.http.clean);
  const body = readJson(answer, answerSchema);
  const parts = (body.candidates ?? []).flatMap(partsOf);
  const images = parts.flatMap((part) => imageOf(part) ?? []);
  const outputs = images.flatMap((image) => (image === 'broken' ? [] : [image]));
  if (outputs.length === 0) throw withoutImage(answer, body, { isBroken: images.length > 0, context });
  return {
    kind: 'outputs',
    outputs,
    ...notesOf(parts, context),
    ...costOf(body.usageMetadata, context.options),
  };
}

/** Without the model's thoughts, which hold drafts of the image. */
function partsOf({ content }: Candidate): Part[] {
  return (content?.parts ?? []).filter(({ thought }) => thought !== true);
}

function imageOf(part: Part): ProviderOutput | 'broken' | undefined {
  const blob = part.inlineData ?? part.inline_data;
  if (blob) {
    const bytes = new Uint8Array(Buffer.from(blob.data ?? '', 'base64'));
    const mediaType = imageTypeOf(bytes);
    return mediaType === undefined ? 'broken' : { source: { bytes }, mediaType };
  }
  const file = part.fileData ?? part.file_data;
  const url = file?.fileUri ?? file?.file_uri;
  return url === undefined || !/^https?:/.test(url) ? undefined : { source: { url } };
}

/** What the model wrote besides the image. */
function notesOf(parts: readonly Part[], context: Context): { warnings?: Warning[] } {
  const note = textOf(parts);
  return note === '' ? {} : { warnings: [{ code: 'provider', subject: 'text', detail: context.http.clean(note) }] };
}

function textOf(parts: readonly Part[]): string {
  return parts
    .flatMap(({ text: one }) => (one === undefined ? [] : [one.trim()]))
    .filter((one) => one !== '')
    .join(' ');
}

function withoutImage(
  answer: HttpAnswer,
  body: Answer,
  { isBroken, context }: { isBroken: boolean; context: Context },
): EaselError {
  const { clean } = context.http;
  const feedback = body.promptFeedback ?? body.prompt_feedback;
  const blocked = feedback?.blockReason ?? feedback?.block_reason;
  const [candidate] = body.candidates ?? [];
  // Nothing was made of a prompt that was rejected.
  if (blocked !== undefined && candidate === undefined) {
    const detail = clean([blocked, feedback?.blockReasonMessage].filter((one) => one !== undefined).join(': '));
    return new EaselError({ ...answerFacts(answer), kind: 'policy', code: clean(blocked), detail });
  }
  if (isBroken) return fail('bad-answer', { ...answerFacts(answer), reason: 'not-an-image' });
  if (candidate === undefined) return fail('bad-answer', answerFacts(answer));
  const reason = candidate.finishReason ?? candidate.finish_reason;
  const words = [candidate.finishMessage, textOf(partsOf(candidate))].find((one) => one !== undefined && one !== '');
  const facts: Omit<Failure, 'kind'> = {
    ...answerFacts(answer),
    ...(reason === undefined ? {} : { code: clean(reason) }),
    ...(words === undefined ? {} : { detail: clean(words) }),
  };
  if (reason !== undefined && isPolicy(reason)) return fail('policy', { ...facts, reason: 'image-withheld' });
  return fail('bad-answer', { ...facts, reason: 'no-images' });
}
