/** The failure that an answer's HTTP status alone means. */
import type { Failure } from '../../shared/model/failure';
import { fail, type EaselError } from '../../shared/model/easelError';
import { maybeReceived } from './received';
import type { HttpAnswer } from './httpAnswer';

/** The members that every failure about an answer has. */
export function answerFacts(answer: HttpAnswer): Pick<Failure, 'status' | 'host' | 'requestId' | 'retryAfter'> {
  const retryAfter = retryAfterOf(answer);
  return {
    status: answer.status,
    host: answer.host,
    ...(answer.requestId ? { requestId: answer.requestId } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

/**
 * Milliseconds after which the service wants to be asked again; undefined when it doesn't tell. `retry-after-ms` is OpenAI's
 * more exact header. A date is compared with the service's own clock, and is ignored when it is more than a day ahead.
 */
function retryAfterOf({ headers }: HttpAnswer): number | undefined {
  const exact = Number(headers['retry-after-ms']);
  if (Number.isFinite(exact) && exact > 0) return exact;
  const seconds = Number(headers['retry-after']);
  if (Number.isFinite(seconds)) return seconds > 0 ? seconds * 1000 : undefined;
  const wait = Date.parse(headers['retry-after'] ?? '') - Date.parse(headers['date'] ?? '');
  return wait > 0 && wait < 86_400_000 ? wait : undefined;
}

/**
 * Providers check their own tables of codes first.
 * @param detail The service's own text, already cleaned.
 */
export function failureOfStatus(answer: HttpAnswer, detail?: string): EaselError {
  const received = maybeReceived(answer.paid, { end: 'status', answer });
  const facts: Omit<Failure, 'kind'> = {
    ...answerFacts(answer),
    ...(detail ? { detail } : {}),
    maybeReceived: received,
  };
  const { status } = answer;
  if (status === 401) return fail('auth', { ...facts, reason: 'key-refused' });
  if (status === 402) return fail('quota', { ...facts, reason: 'credit' });
  if (status === 403) return fail('auth', facts);
  if (status === 404 || status === 405) return fail('settings', { ...facts, reason: 'not-this-service' });
  if (status === 429) return fail('rate', facts);
  if (status === 408 || status === 504 || status === 524) return fail('timeout', facts);
  if (status >= 500) return fail('server', facts);
  if (status >= 400) return fail('bad-request', facts);
  return fail('bad-answer', facts);
}
