/** Builds the answer that a provider reads from what came over the wire. */
import type { FailureReason } from '../../shared/model/failure';
import { fail, type EaselError } from '../../shared/model/easelError';
import { isTooIntricate } from './answerLimits';
import { maybeReceived } from './received';
import type { HttpAnswer } from './httpAnswer';
import { answerFacts } from './status';

/** Headers that carry a request ID: those of services first, then of gateways and of object storage. */
const requestIdNames = [
  'x-request-id',
  'request-id',
  'x-requestid',
  'x-oneapi-request-id',
  'x-oss-request-id',
  'x-amz-request-id',
  'x-trace-id',
  'trace-id',
  'traceid',
  'cf-ray',
];

/**
 * @param received Header names in any case.
 * @param sent The host, whether the call is paid, and the function that removes secrets from a text.
 */
export function createAnswer(
  received: { status: number; headers: Record<string, unknown>; bytes: Uint8Array },
  sent: { host: string; paid: boolean; clean(text: string): string },
): HttpAnswer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(received.headers)) headers[name.toLowerCase()] = String(value);
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const requestId = requestIdNames.map((name) => headers[name]).find((id) => id !== undefined && id !== '');
  const { bytes } = received;
  const answer: HttpAnswer = {
    status: received.status,
    headers,
    type,
    bytes,
    host: sent.host,
    paid: sent.paid,
    ...(requestId ? { requestId: truncate(sent.clean(requestId), 100) } : {}),
    text: () => new TextDecoder().decode(bytes),
    json: () => parseJson(answer, sent.clean),
  };
  return answer;
}

function parseJson(answer: HttpAnswer, clean: (text: string) => string): unknown {
  if (isTooIntricate(answer.bytes)) {
    const received = maybeReceived(answer.paid, { end: 'unexpected-body' });
    throw fail('bad-answer', { ...answerFacts(answer), reason: 'too-large', maybeReceived: received });
  }
  const text = answer.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const start = text.trimStart().slice(0, 200);
    const isHtml = answer.type === 'text/html' || /^<(!doctype|html|head|body)/i.test(start);
    const reason: FailureReason | undefined = isHtml ? 'html-answer' : /^[{[]/.test(start) ? 'cut-answer' : undefined;
    throw fail(isHtml && answer.status >= 500 ? 'server' : 'bad-answer', {
      ...answerFacts(answer),
      ...(reason ? { reason } : {}),
      detail: isHtml
        ? truncate(clean(titleOf(text) ?? ''), 120)
        : truncate(clean(text.trimStart().slice(0, 4000)), 120),
      maybeReceived: maybeReceived(answer.paid, { end: 'unreadable-body', status: answer.status }),
    });
  }
}

/** Truncates after cleaning: the first half of a key would no longer be recognized. */
function truncate(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function titleOf(html: string): string | undefined {
  return /<title[^>]{0,200}>([^<]{1,1000})/i.exec(html)?.[1]?.trim();
}

/** The failure for an answer that no provider gets to see: a redirect, or 407 of a proxy. */
export function refusedAnswer(answer: HttpAnswer): EaselError | undefined {
  if (answer.status === 407) return proxyRefused(answer);
  return answer.status >= 300 && answer.status < 400 ? redirectRefused(answer) : undefined;
}

/** The proxy has forwarded nothing. */
function proxyRefused(answer: HttpAnswer): EaselError {
  return fail('network', {
    ...answerFacts(answer),
    reason: 'proxy-login',
    maybeReceived: maybeReceived(answer.paid, { end: 'not-connected' }),
  });
}

function redirectRefused(answer: HttpAnswer): EaselError {
  let target = '';
  try {
    target = new URL(answer.headers['location'] ?? '', `http://${answer.host}`).origin;
  } catch {
    // The Location isn't a URL; the failure still has the status.
  }
  return fail('settings', {
    ...answerFacts(answer),
    reason: 'redirect-refused',
    values: { target },
    maybeReceived: maybeReceived(answer.paid, { end: 'redirect', status: answer.status }),
  });
}
