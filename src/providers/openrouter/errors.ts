/**
 * What OpenRouter's errors mean. Its codes are HTTP statuses; `metadata` has the words of the company that runs the model.
 * Source: "Errors" in OpenRouter's API documentation.
 */
import * as z from 'zod/mini';
import type { Failure } from '../../shared/model/failure';
import { EaselError } from '../../shared/model/easelError';
import type { JsonObject } from '../../shared/model/jobs';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts, failureOfStatus } from '../../http/answer/status';

const text = z.catch(z.optional(z.string()), undefined);
const errorSchema = z.looseObject({
  code: z.catch(z.optional(z.nullable(z.union([z.number(), z.string()]))), undefined),
  message: text,
  type: z.catch(z.optional(z.nullable(z.string())), undefined),
  metadata: z.catch(
    z.optional(z.nullable(z.looseObject({ raw: text, reasons: z.catch(z.optional(z.array(z.string())), undefined) }))),
    undefined,
  ),
});
const bodySchema = z.looseObject({ error: errorSchema });

type ServiceError = z.infer<typeof errorSchema>;
type Meaning = Pick<Failure, 'kind' | 'reason'>;

const policyPattern = /moderat|content.?polic|content.?filter|safety|prohibited|flagged|nsfw|violat/i;

export function readError(body: unknown): ServiceError | undefined {
  return bodySchema.safeParse(body).data?.error;
}

/** The failure in an answer with an error. @param clean Removes secrets from a text. */
export function failureOfAnswer(answer: HttpAnswer, clean: (text: string) => string): EaselError {
  const { failure } = failureOfStatus(answer);
  const error = quietError(answer);
  if (!error) return pageOrStatus(answer, failure);
  const status = answer.status >= 400 ? answer.status : Number(error.code);
  return new EaselError({
    ...failure,
    ...answerFacts(answer),
    ...factsOf(error, clean),
    ...(meaningOf(status, error) ?? (answer.status < 400 ? { kind: 'server', reason: 'task-failed' } : {})),
  });
}

/** The failure in an event: the work had begun. */
export function failureOfEvent(body: JsonObject, clean: (text: string) => string): Failure {
  const error = readError(body) ?? {};
  const meaning = meaningOf(Number(error.code), error);
  const isOver = meaning === undefined || meaning.kind === 'server';
  return { kind: 'server', ...factsOf(error, clean), ...(isOver ? { reason: 'task-failed' } : meaning) };
}

function quietError(answer: HttpAnswer): ServiceError | undefined {
  try {
    return readError(answer.json());
  } catch {
    return undefined;
  }
}

function pageOrStatus(answer: HttpAnswer, failure: Failure): EaselError {
  const isPage = answer.type === 'text/html' || /^\s*<(!doctype|html)/i.test(answer.text().slice(0, 200));
  return new EaselError(isPage && !failure.reason ? { ...failure, reason: 'html-answer' } : failure);
}

function factsOf(error: ServiceError, clean: (text: string) => string): Pick<Failure, 'detail' | 'code'> {
  const words = [error.message, upstreamMessage(error)].filter((one) => one !== undefined && one !== '');
  const code = error.code ?? error.type;
  return {
    ...(words.length > 0 ? { detail: clean([...new Set(words)].join(': ')) } : {}),
    ...(code === undefined || code === null ? {} : { code: clean(String(code)) }),
  };
}

/** The message in the answer of the company that runs the model, which is JSON in a text. */
function upstreamMessage({ metadata }: ServiceError): string | undefined {
  if (metadata?.raw === undefined) return undefined;
  try {
    const raw: unknown = JSON.parse(metadata.raw);
    return readError(raw)?.message ?? metadata.raw.slice(0, 200);
  } catch {
    return metadata.raw.slice(0, 200);
  }
}

function meaningOf(status: number, error: ServiceError): Meaning | undefined {
  const said = `${error.message ?? ''} ${error.metadata?.raw ?? ''} ${error.type ?? ''} ${String(error.code ?? '')}`;
  const isPolicy = (error.metadata?.reasons?.length ?? 0) > 0 || policyPattern.test(said);
  switch (status) {
    case 400:
    case 422:
      return { kind: isPolicy ? 'policy' : 'bad-request' };
    case 401:
      return { kind: 'auth', reason: 'key-refused' };
    case 402:
      return { kind: 'quota', reason: 'credit' };
    case 403:
      if (/key limit|limit exceeded/i.test(said)) return { kind: 'quota', reason: 'key-limit' };
      return { kind: isPolicy ? 'policy' : 'auth' };
    case 404:
      return /model|endpoint/i.test(said) ? { kind: 'bad-request', reason: 'model-unknown' } : undefined;
    case 413:
      return { kind: 'bad-request', reason: 'upload-too-big' };
    case 429:
    case 529:
      return { kind: 'rate' };
    default:
      return isPolicy && !(status >= 500) ? { kind: 'policy' } : undefined;
  }
}
