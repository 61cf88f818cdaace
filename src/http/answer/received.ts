/**
 * Whether the service may have received a request. A paid request is repeated only when it certainly was not received, so
 * this is decided here, from what happened on the wire, and in no other file.
 */
import type { Failure, FailureReason } from '../../shared/model/failure';
import type { HttpAnswer } from './httpAnswer';

/** How an exchange ended, as far as it matters for that question. */
export type WireEnd =
  /** No connection to the service was established: DNS, address, certificate, or proxy. */
  | { end: 'not-connected' }
  /** The connection was established, and broke, timed out, or was aborted before the answer was complete. */
  | { end: 'interrupted' }
  /** An answer by its status and its text. */
  | { end: 'status'; answer: HttpAnswer }
  | { end: 'redirect'; status: number }
  /** The body isn't of the type that the service sends: it may come from a proxy in front of it. */
  | { end: 'unreadable-body'; status: number }
  /** The body comes from the service, but doesn't match the schema. */
  | { end: 'unexpected-body' };

/**
 * What became of a paid request.
 *
 * - `not-received`: certainly not received, or rejected before any work. It may be sent again.
 * - `over`: certainly received, and it ended without an image. It may be charged, and there is nothing to look for.
 * - `unknown`: the service may be working on it. Nothing is sent again; the job is looked up, or the user decides.
 */
export type Receipt = 'not-received' | 'over' | 'unknown';

/** @param paid False for a request that costs nothing; the result is then always false. */
export function maybeReceived(paid: boolean, wire: WireEnd): boolean {
  return paid && wasPossiblyReceived(wire);
}

function wasPossiblyReceived(wire: WireEnd): boolean {
  switch (wire.end) {
    case 'not-connected':
      return false;
    case 'interrupted':
    case 'unexpected-body':
      return true;
    case 'status':
      return wire.answer.status < 400 || wasPassedOn(wire.answer);
    case 'redirect':
      // 303 names the address of a result, so the work is done; the others ask the client to send the request elsewhere.
      return wire.status === 303;
    case 'unreadable-body':
      // A 2xx that can't be read was received all the same; so may have been what a proxy answers with a 5xx page.
      return wire.status < 400 || (wire.status >= 500 && !unconnected.has(wire.status));
  }
}

/** Statuses of Cloudflare for a service to which it had no connection. */
const unconnected = new Set([521, 523, 525, 526, 530]);

/**
 * Statuses that a gateway answers after it may have forwarded the request: the image may have been made and charged. 520 is
 * Cloudflare's for an answer that it couldn't read, 522 and 524 for one that didn't come in time.
 */
const forwarded = new Set([408, 502, 504, 520, 522, 524]);

/** Whether a gateway may have forwarded the request, whatever the body says. */
export function wasPassedOn(answer: HttpAnswer): boolean {
  return forwarded.has(answer.status) || (answer.status === 503 && isBrokenUpstream(answer));
}

/**
 * Envoy answers 503 for every failed connection to the service, and names the cause in the text. If there was no connection,
 * or the service returned the request unread, nothing was received.
 * Source: Envoy, source/common/http/utility.cc, resetReasonToString.
 */
function isBrokenUpstream(answer: HttpAnswer): boolean {
  const text = answer.text().slice(0, 1_000);
  if (!/upstream connect error or disconnect\/reset before headers/i.test(text)) return false;
  return !/connection failure|connection timeout|connection refused|overflow|refused stream/i.test(text);
}

/**
 * What became of a paid request that was answered and gave no image. The status decides first. What the service's own words
 * mean counts only where the status leaves it to them, and never makes a request that may have been forwarded safe to repeat.
 * @param failure What the provider read in the answer.
 */
export function receiptOfAnswer(answer: HttpAnswer, failure: Failure): Receipt {
  const { status } = answer;
  if (wasPassedOn(answer) || failure.kind === 'timeout') return 'unknown';
  if (failure.reason === 'task-failed') return 'over';
  const isUnclear = failure.kind === 'bad-answer' || isUnreadable(answer);
  if (status >= 500 && isUnclear && !unconnected.has(status)) return 'unknown';
  return status >= 400 ? 'not-received' : receiptOfSuccess(failure);
}

/** The same for an answer with a success status, also one that is a stream of events. */
export function receiptOfSuccess(failure: Failure): Receipt {
  const { reason } = failure;
  if (reason === 'task-failed' || (reason !== undefined && endsWithoutImage.has(reason))) return 'over';
  return isRefusal(failure) ? 'not-received' : 'unknown';
}

/** Reasons for which a complete answer contains no image. */
const endsWithoutImage: ReadonlySet<FailureReason> = new Set(['no-images', 'not-an-image', 'svg-result']);

/** Whether the service rejected the request with a success status. An answer that wasn't understood is no rejection. */
function isRefusal({ kind, reason }: Failure): boolean {
  switch (kind) {
    case 'auth':
    case 'quota':
    case 'rate':
    case 'policy':
    case 'bad-request':
    case 'settings':
    case 'unsupported':
      return true;
    case 'server':
      return reason === 'maintenance';
    case 'cap':
    case 'network':
    case 'timeout':
    case 'bad-answer':
    case 'expired':
    case 'storage':
    case 'cancelled':
    case 'lost':
    case 'internal':
      return false;
  }
}

function isUnreadable(answer: HttpAnswer): boolean {
  try {
    return typeof answer.json() !== 'object';
  } catch {
    return true;
  }
}
