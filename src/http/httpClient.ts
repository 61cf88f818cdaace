/**
 * The only way by which providers talk to their service. It keeps three promises: keys go to configured origins only,
 * nothing is ever repeated by itself, and what went wrong is told as a {@link Failure} that holds no key.
 */
import axios, { type AxiosResponse } from 'axios';
import type { Readable } from 'node:stream';
import type { FailureReason } from '../shared/model/failure';
import type { JsonValue } from '../shared/model/jobs';
import { EaselError, fail } from '../shared/model/easelError';
import type { Log } from '../shared/platform/ports';
import { readBody } from './body';
import { redact } from './redact';
import type { HttpAnswer } from './response';
import { answerFacts } from './status';
import { transportFailure } from './transport';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** A path on the configured host (`/tasks/1`), or a whole URL whose origin the configuration names. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  json?: JsonValue;
  /** JSON that is written out already: for numbers that JavaScript can not hold. */
  jsonText?: string;
  form?: FormData;
  urlencoded?: Record<string, string>;
  /** Milliseconds for the whole exchange; 60,000 when left out. */
  timeout?: number;
  /** Largest answer in bytes; 100 MB when left out. */
  maxBytes?: number;
  /** True for a call that may cost money: failures then tell whether the service can have received it. */
  paid?: boolean;
}

export interface Http {
  /** Gives every answer, whatever its status, redirects excepted. @throws EaselError when there was no whole answer. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** One line of a service's own text for people: keys taken out, at most 300 characters. */
  clean(text: string): string;
}

export interface HttpOptions {
  /** `http(s)://host[:port][/prefix]` without a trailing slash. */
  baseUrl: string;
  /** Further origins that the configuration names (upload hosts). */
  origins: readonly string[];
  /** Texts that must never be seen: the secrets read so far. */
  secretTexts(): Iterable<string>;
  signal: AbortSignal;
  log: Log;
}

const defaultTimeout = 60_000;
const defaultMaxBytes = 100 * 1024 * 1024;

export function createHttp(options: HttpOptions): Http {
  const allowed = new Set([...options.origins, originOf(options.baseUrl)].filter((origin) => origin !== ''));
  const clean = (text: string): string => redact(text, options.secretTexts());

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const url = resolve(request, options.baseUrl, allowed);
    if (options.signal.aborted) throw fail('cancelled', { host: url.host, maybeReceived: false });
    const timer = AbortSignal.timeout(request.timeout ?? defaultTimeout);
    const started = performance.now();
    const told = `${request.method} ${url.host}${url.pathname}`;
    let response: AxiosResponse<Readable>;
    let bytes: Uint8Array;
    try {
      response = await axios.request<Readable>({
        url: url.href,
        method: request.method,
        headers: bodyHeaders(request),
        data: body(request),
        responseType: 'stream',
        signal: AbortSignal.any([options.signal, timer]),
        maxRedirects: 0,
        maxBodyLength: Infinity,
        validateStatus: () => true,
        proxy: false,
      });
      const announced: unknown = response.headers['content-length'];
      bytes = await readBody(response.data, { announced, maxBytes: request.maxBytes ?? defaultMaxBytes });
    } catch (thrown) {
      const failure = transportFailure(thrown, {
        url,
        paid: request.paid === true,
        timedOut: timer.aborted,
        stopped: options.signal.aborted,
      });
      options.log.debug(`${told}: ${failure.kind}${failure.code ? ` ${failure.code}` : ''}`);
      // The original error is not kept as a cause: it carries the request's headers, and with them the key.
      throw new EaselError(failure);
    }
    const { status, headers } = response;
    const sent = { host: url.host, paid: request.paid === true, clean };
    const answer = createAnswer({ status, headers: { ...headers }, bytes }, sent);
    const ms = Math.round(performance.now() - started);
    const named = answer.requestId === undefined ? '' : `, request ${answer.requestId}`;
    options.log.debug(`${told}: ${answer.status}, ${answer.bytes.length} bytes, ${ms} ms${named}`);
    if (answer.status === 407) throw proxyRefused(answer);
    if (answer.status >= 300 && answer.status < 400) throw redirectRefused(answer);
    return answer;
  }

  return { send, clean };
}

function resolve(request: HttpRequest, baseUrl: string, allowed: ReadonlySet<string>): URL {
  const isWhole = /^https?:\/\//i.test(request.path);
  if (!isWhole && baseUrl === '') throw fail('settings', { reason: 'host-missing' });
  const text = isWhole ? request.path : baseUrl + (request.path.startsWith('/') ? '' : '/') + request.path;
  if (!URL.canParse(text)) throw fail('settings', { reason: 'url-refused' });
  const url = new URL(text);
  if (!allowed.has(url.origin)) throw fail('settings', { reason: 'url-refused', host: url.host });
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

function bodyHeaders(request: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json, */*;q=0.5', ...request.headers };
  if (request.json !== undefined || request.jsonText !== undefined) headers['content-type'] = 'application/json';
  if (request.urlencoded) headers['content-type'] = 'application/x-www-form-urlencoded';
  return headers;
}

function body(request: HttpRequest): string | FormData | undefined {
  if (request.jsonText !== undefined) return request.jsonText;
  if (request.json !== undefined) return JSON.stringify(request.json);
  if (request.urlencoded) return new URLSearchParams(request.urlencoded).toString();
  return request.form;
}

/** Under which services, their gateways and their storage name a request; the service's own word first. */
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
 * An answer as providers read it.
 * @param received Header names in any case.
 * @param sent To whom the call went, whether it could cost money, and how texts are made safe to show.
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
      // A 2xx that can not be read was received all the same; so may a 5xx page of a proxy in front of the service.
      maybeReceived: answer.paid && (answer.status < 400 || answer.status >= 500),
    });
  }
}

/** Cuts after cleaning: the first half of a key would no longer be known for one. */
function truncate(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function titleOf(html: string): string | undefined {
  return /<title[^>]{0,200}>([^<]{1,1000})/i.exec(html)?.[1]?.trim();
}

/** No service answers so: it comes from a proxy in between, which has passed nothing on. */
function proxyRefused(answer: HttpAnswer): EaselError {
  return fail('network', { ...answerFacts(answer), reason: 'proxy-login', maybeReceived: false });
}

function redirectRefused(answer: HttpAnswer): EaselError {
  let target = '';
  try {
    target = new URL(answer.headers['location'] ?? '', `http://${answer.host}`).origin;
  } catch {
    // An unreadable Location says nothing; the status is told anyway.
  }
  return fail('settings', {
    ...answerFacts(answer),
    reason: 'redirect-refused',
    values: { target },
    // "See other" is said by who has done the work, and names where its outcome is; the others ask for it to be sent there.
    maybeReceived: answer.paid && answer.status === 303,
  });
}

function originOf(url: string): string {
  return url === '' ? '' : new URL(url).origin;
}
