/**
 * Whether the service may have received a request. A paid request is repeated only when it certainly was not received, so
 * this is decided here, from what happened on the wire, and in no other file.
 */
import type { HttpAnswer } from './httpAnswer';

/** How an exchange ended, as far as it matters for that question. */
export type WireEnd =
  /** There was no connection to the service: a name, an address, a certificate or a proxy stood in the way. */
  | { end: 'not-connected' }
  /** The connection stood, and broke, timed out or was aborted before the whole answer was there. */
  | { end: 'interrupted' }
  /** An answer by its status and its text. */
  | { end: 'status'; answer: HttpAnswer }
  | { end: 'redirect'; status: number }
  /** The body is not of the kind that the service sends: it may come from a proxy in front of the service. */
  | { end: 'unreadable-body'; status: number }
  /** The body is the service's own, and not what the caller can read. */
  | { end: 'unexpected-body' };

/** @param paid False for a request that costs nothing: receiving it does no harm. */
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
      // 303 names the place of an outcome, so the work is done; the others ask for the request to be sent elsewhere.
      return wire.status === 303;
    case 'unreadable-body':
      // A 2xx that can't be read was received all the same; so may have been what a proxy answers with a 5xx page.
      return wire.status < 400 || wire.status >= 500;
  }
}

/**
 * True for what a gateway answers while the service goes on, or after the service had the request: the image may have been
 * made and charged. 520 is Cloudflare's status for an answer that it could not read.
 */
export function wasPassedOn(answer: HttpAnswer): boolean {
  if ([408, 502, 504, 520, 524].includes(answer.status)) return true;
  return answer.status === 503 && isBrokenUpstream(answer);
}

/**
 * Envoy answers 503 for every connection to a service that failed, and names the point in the text. Where there never was
 * a connection, or the service returned the request unread, nothing was received.
 * Source: Envoy, source/common/http/utility.cc, resetReasonToString.
 */
function isBrokenUpstream(answer: HttpAnswer): boolean {
  const text = answer.text().slice(0, 1_000);
  if (!/upstream connect error or disconnect\/reset before headers/i.test(text)) return false;
  return !/connection failure|connection timeout|connection refused|overflow|refused stream/i.test(text);
}
