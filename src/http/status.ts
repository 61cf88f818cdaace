/** What an answer's HTTP status alone means. */
import type { Failure } from '../shared/model/failure';
import { fail, type EaselError } from '../shared/model/easelError';
import type { HttpAnswer } from './response';

/** What every failure that follows from an answer tells. */
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
 * The failure that an HTTP status alone means; providers ask their own tables first.
 * @param detail The service's own text; it is cleaned by the caller.
 */
export function failureOfStatus(answer: HttpAnswer, detail?: string): EaselError {
  const facts: Omit<Failure, 'kind'> = { ...answerFacts(answer), ...(detail ? { detail } : {}) };
  const { status } = answer;
  if (status === 401) return fail('auth', { ...facts, reason: 'key-refused', maybeReceived: false });
  if (status === 402) return fail('quota', { ...facts, reason: 'credit', maybeReceived: false });
  if (status === 403) return fail('auth', { ...facts, maybeReceived: false });
  if (status === 404 || status === 405)
    return fail('settings', { ...facts, reason: 'not-this-service', maybeReceived: false });
  if (status === 429) return fail('rate', { ...facts, maybeReceived: false });
  const maybeReceived = answer.paid && wasPassedOn(answer);
  if (status === 408 || status === 504 || status === 524) return fail('timeout', { ...facts, maybeReceived });
  if (status >= 500) return fail('server', { ...facts, maybeReceived });
  if (status >= 400) return fail('bad-request', { ...facts, maybeReceived: false });
  return fail('bad-answer', { ...facts, maybeReceived: answer.paid });
}

/**
 * True for what a gateway answers while the service goes on, or after it had the request: the picture may have been made
 * and charged. 520 is Cloudflare's word for an answer that it could not read.
 */
export function wasPassedOn(answer: HttpAnswer): boolean {
  if ([408, 502, 504, 520, 524].includes(answer.status)) return true;
  return answer.status === 503 && isBrokenUpstream(answer);
}

/**
 * Envoy says 503 of every connection that failed, and in the text at which point. Where there never was one, or the service
 * sent the request back unread, nothing was received.
 * Source: Envoy, source/common/http/utility.cc, resetReasonToString.
 */
function isBrokenUpstream(answer: HttpAnswer): boolean {
  const text = answer.text().slice(0, 1_000);
  if (!/upstream connect error or disconnect\/reset before headers/i.test(text)) return false;
  return !/connection failure|connection timeout|connection refused|overflow|refused stream/i.test(text);
}
