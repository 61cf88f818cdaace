/**
 * What Google's error statuses mean.
 * Source: "Troubleshooting" in the Gemini API's documentation, and google.rpc.Code with google.rpc.ErrorInfo, RetryInfo and
 * QuotaFailure, which come in `details`.
 */
import * as z from 'zod/mini';
import type { Failure } from '../../shared/model/failure';
import { EaselError } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts, failureOfStatus } from '../../http/answer/status';

const text = z.catch(z.optional(z.string()), undefined);
const detailSchema = z.looseObject({
  reason: text,
  retryDelay: text,
  violations: z.catch(z.optional(z.array(z.looseObject({ quotaId: text, quotaMetric: text }))), undefined),
});
const errorSchema = z.looseObject({
  message: text,
  status: text,
  details: z.catch(z.optional(z.array(detailSchema)), undefined),
});
const bodySchema = z.looseObject({ error: errorSchema });

type ServiceError = z.infer<typeof errorSchema>;
type Meaning = Pick<Failure, 'kind' | 'reason'>;

/** Finish reasons for an image that was made and held back. */
const withheld = new Set([
  ...['SAFETY', 'IMAGE_SAFETY', 'PROHIBITED_CONTENT', 'IMAGE_PROHIBITED_CONTENT'],
  ...['BLOCKLIST', 'SPII', 'RECITATION', 'IMAGE_RECITATION'],
]);

export function isPolicy(finishReason: string): boolean {
  return withheld.has(finishReason);
}

/** The failure in an answer with an error status. @param clean Removes secrets from a text. */
export function failureOfAnswer(answer: HttpAnswer, clean: (text: string) => string): EaselError {
  const error = errorIn(answer);
  if (!error) return pageOrStatus(answer);
  const facts: Omit<Failure, 'kind'> = {
    ...answerFacts(answer),
    ...retryAfterOf(error),
    ...(error.message ? { detail: clean(error.message) } : {}),
    ...(error.status === undefined ? {} : { code: clean(error.status) }),
  };
  const meaning = meaningOf(answer, error);
  const { failure } = failureOfStatus(answer);
  return new EaselError({ ...failure, ...facts, ...meaning });
}

/** The error in a body; a list with one comes from a call that was meant to stream. */
function errorIn(answer: HttpAnswer): ServiceError | undefined {
  let body: unknown;
  try {
    body = answer.json();
  } catch {
    return undefined;
  }
  const parsed = bodySchema.safeParse(Array.isArray(body) ? body[0] : body);
  return parsed.success ? parsed.data.error : undefined;
}

function pageOrStatus(answer: HttpAnswer): EaselError {
  const { failure } = failureOfStatus(answer);
  const isPage = answer.type === 'text/html' || /^\s*<(!doctype|html)/i.test(answer.text().slice(0, 200));
  return new EaselError(isPage && !failure.reason ? { ...failure, reason: 'html-answer' } : failure);
}

/** `"34s"`. */
function retryAfterOf({ details = [] }: ServiceError): { retryAfter?: number } {
  const delay = details.map(({ retryDelay }) => /^(\d+(?:\.\d+)?)s$/.exec(retryDelay ?? '')?.[1]).find(Boolean);
  return delay === undefined ? {} : { retryAfter: Math.round(Number(delay) * 1000) };
}

/** Left out: what the status alone means. */
function meaningOf(answer: HttpAnswer, error: ServiceError): Meaning | undefined {
  const { message = '', details = [] } = error;
  if (details.some(({ reason }) => reason === 'API_KEY_INVALID') || /api key not valid/i.test(message)) {
    return { kind: 'auth', reason: 'key-refused' };
  }
  switch (error.status) {
    case 'UNAUTHENTICATED':
      return { kind: 'auth', reason: 'key-refused' };
    case 'PERMISSION_DENIED':
      return { kind: 'auth' };
    // The free tier does not serve the user's region, or billing is off.
    case 'FAILED_PRECONDITION':
      return { kind: 'quota', reason: 'credit' };
    case 'NOT_FOUND':
      return /models?\//i.test(message) ? { kind: 'bad-request', reason: 'model-unknown' } : undefined;
    case 'INVALID_ARGUMENT':
      return /payload size|request size|too large/i.test(message)
        ? { kind: 'bad-request', reason: 'upload-too-big' }
        : { kind: 'bad-request' };
    case 'RESOURCE_EXHAUSTED':
      return exhausted(error);
    case 'UNAVAILABLE':
      // Overloaded: nothing was made, and a later try may succeed.
      return answer.status === 503 ? { kind: 'rate' } : undefined;
    default:
      return undefined;
  }
}

function exhausted({ message = '', details = [] }: ServiceError): Meaning {
  const quotas = details.flatMap(({ violations = [] }) => violations.map(({ quotaId = '' }) => quotaId));
  // A limit of 0 belongs to a plan that doesn't include the model.
  if (/\blimit: 0\b/.test(message) || /billing|prepay|credit/i.test(message))
    return { kind: 'quota', reason: 'credit' };
  if (quotas.some((id) => /PerDay/i.test(id))) return { kind: 'quota', reason: 'daily-quota' };
  return { kind: 'rate' };
}
