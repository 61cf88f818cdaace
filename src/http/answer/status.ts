/** The failure that an answer's HTTP status alone means. */
import type { Failure } from '../../shared/model/failure';
import { fail, type EaselError } from '../../shared/model/easelError';
import { maybeReceived } from './received';
import type { HttpAnswer } from './httpAnswer';

/** The members that every failure about an answer has. */
export function answerFacts(answer: HttpAnswer): Pick<Failure, 'status' | 'host' | 'requestId' | 'retryAfter'> {
  const seconds = Number(answer.headers['retry-after']);
  return {
    status: answer.status,
    host: answer.host,
    ...(answer.requestId ? { requestId: answer.requestId } : {}),
    ...(Number.isFinite(seconds) && seconds > 0 ? { retryAfter: seconds * 1000 } : {}),
  };
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
