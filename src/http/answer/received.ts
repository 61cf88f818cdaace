/**
 * Whether the service may have received a request. A paid request is repeated only when it certainly was not received, so
 * this is decided here, from what happened on the wire, and in no other file.
 */
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
      return wire.status < 400 || wire.status >= 500;
  }
}

/**
 * True for statuses that a gateway answers after it has forwarded the request: the image may have been made and charged.
 * 520 is Cloudflare's status for an answer that it couldn't read.
 */
export function wasPassedOn(answer: HttpAnswer): boolean {
  if ([408, 502, 504, 520, 524].includes(answer.status)) return true;
  return answer.status === 503 && isBrokenUpstream(answer);
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
