/**
 * The HTTP client of providers. It sends keys to configured origins only, repeats a request only if it is free and met a
 * connection that was closed while idle, and reports every error as an EaselError without a key.
 */
import axios, { type AxiosResponse } from 'axios';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { EaselError, fail } from '../shared/model/easelError';
import type { Log } from '../shared/platform/ports';
import { createAnswer, refusedAnswer } from './answer/createAnswer';
import { readBody } from './transport/body';
import { readEvents, type ServerSentEvent } from './streaming/eventStream';
import { redact } from './redact';
import { requestBody, requestHeaders, resolveUrl, type HttpRequest } from './request/request';
import type { HttpAnswer } from './answer/httpAnswer';
import { transportFailure } from './transport/transportFailure';
import { openSocket, type SocketRequest, type WebSocketConnection } from './streaming/webSocket';

/** The answer to a request for a stream. A service may answer with a plain body instead. */
export type StreamAnswer =
  | { kind: 'events'; status: number; requestId?: string; events: AsyncIterable<ServerSentEvent> }
  | { kind: 'answer'; answer: HttpAnswer };

export interface StreamRequest extends HttpRequest {
  /** Milliseconds until the headers of the answer; 60,000 when left out. */
  timeout?: number;
  /** Milliseconds without a byte (a comment counts) after which the stream fails; 60,000 when left out. */
  idleTimeout?: number;
  /** Byte limit of an event; 32 MB when left out. `maxBytes` limits the whole stream. */
  maxEventBytes?: number;
}

export interface Http {
  /** Resolves with every answer regardless of its status, except redirects. @throws EaselError without a complete answer. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /**
   * Sends a request whose answer is a stream of events (SSE). The events throw an EaselError when the stream breaks; leaving
   * the loop closes the connection.
   * @throws EaselError if no answer began.
   */
  stream(request: StreamRequest): Promise<StreamAnswer>;
  /** Opens a WebSocket to a configured origin. @throws EaselError if the service doesn't accept it. */
  socket(request: SocketRequest): Promise<WebSocketConnection>;
  /** Makes a text of the service safe to show: one line without secrets, at most 300 characters. */
  clean(text: string): string;
}

export interface HttpOptions {
  /** `http(s)://host[:port][/prefix]` without a trailing slash. */
  baseUrl: string;
  /** Further origins that the configuration names (upload hosts). */
  origins: readonly string[];
  /** The secrets read so far; they're removed from every text. */
  secretTexts(): Iterable<string>;
  signal: AbortSignal;
  log: Log;
}

const defaultTimeout = 60_000;
const defaultMaxBytes = 100 * 1024 * 1024;
const defaultMaxEventBytes = 32 * 1024 * 1024;

const acceptAnswer = 'application/json, */*;q=0.5';
const acceptEvents = 'text/event-stream, application/json;q=0.9, */*;q=0.5';

export function createHttp(options: HttpOptions): Http {
  const allowed = new Set([...options.origins, originOf(options.baseUrl)].filter((origin) => origin !== ''));
  const clean = (text: string): string => redact(text, options.secretTexts());

  function begin(request: HttpRequest): Exchange {
    const url = resolveUrl(request, options.baseUrl, allowed);
    if (options.signal.aborted) throw fail('cancelled', { host: url.host, maybeReceived: false });
    return { url, paid: request.paid === true, label: `${request.method} ${url.host}${url.pathname}` };
  }

  async function open(
    { url, paid }: Exchange,
    request: HttpRequest,
    how: { accept: string; signal: AbortSignal },
  ): Promise<Opened> {
    const send = (agents: Partial<Agents>): Promise<Opened> =>
      axios.request<Readable>({
        url: url.href,
        method: request.method,
        headers: requestHeaders(request, how.accept),
        data: requestBody(request),
        responseType: 'stream',
        signal: how.signal,
        maxRedirects: 0,
        maxBodyLength: Infinity,
        validateStatus: () => true,
        proxy: false,
        ...agents,
      });
    if (paid) return send(freshConnection());
    try {
      return await send({});
    } catch (thrown) {
      if (how.signal.aborted || !wasClosedWhileIdle(thrown)) throw thrown;
      return send(freshConnection());
    }
  }

  /** The original error isn't kept as the cause, because it contains the request's headers and thus the key. */
  function failed(thrown: unknown, { url, paid, label }: Exchange, timedOut: boolean): EaselError {
    const failure = transportFailure(thrown, { url, paid, timedOut, stopped: options.signal.aborted });
    options.log.debug(`${label}: ${failure.kind}${failure.code ? ` ${failure.code}` : ''}`);
    return new EaselError(failure);
  }

  async function readAnswer(response: Opened, { url, paid }: Exchange, request: HttpRequest): Promise<HttpAnswer> {
    const { status, headers } = response;
    const announced: unknown = headers['content-length'];
    const bytes = await readBody(response.data, { announced, maxBytes: request.maxBytes ?? defaultMaxBytes });
    return createAnswer({ status, headers: { ...headers }, bytes }, { host: url.host, paid, clean });
  }

  function accepted(answer: HttpAnswer, { label }: Exchange, started: number): HttpAnswer {
    const ms = Math.round(performance.now() - started);
    const named = answer.requestId === undefined ? '' : `, request ${answer.requestId}`;
    options.log.debug(`${label}: ${answer.status}, ${answer.bytes.length} bytes, ${ms} ms${named}`);
    const refused = refusedAnswer(answer);
    if (refused) throw refused;
    return answer;
  }

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const exchange = begin(request);
    const timer = AbortSignal.timeout(request.timeout ?? defaultTimeout);
    const started = performance.now();
    let answer: HttpAnswer;
    try {
      const signal = AbortSignal.any([options.signal, timer]);
      const response = await open(exchange, request, { accept: acceptAnswer, signal });
      answer = await readAnswer(response, exchange, request);
    } catch (thrown) {
      throw failed(thrown, exchange, timer.aborted);
    }
    return accepted(answer, exchange, started);
  }

  async function stream(request: StreamRequest): Promise<StreamAnswer> {
    const exchange = begin(request);
    const started = performance.now();
    const watchdog = createWatchdog(request.timeout ?? defaultTimeout);
    const signal = AbortSignal.any([options.signal, watchdog.signal]);
    let answer: HttpAnswer;
    try {
      const response = await open(exchange, request, { accept: acceptEvents, signal });
      const type = String(response.headers['content-type'] ?? '');
      if (response.status === 200 && /^text\/event-stream\b/i.test(type)) {
        options.log.debug(`${exchange.label}: ${response.status}, a stream of events`);
        const { requestId } = createAnswer(
          { status: 200, headers: { ...response.headers }, bytes: new Uint8Array() },
          { host: exchange.url.host, paid: exchange.paid, clean },
        );
        watchdog.restart(request.idleTimeout ?? defaultTimeout);
        const events = eventsOf(response.data, exchange, { request, watchdog, signal });
        return { kind: 'events', status: 200, events, ...(requestId === undefined ? {} : { requestId }) };
      }
      answer = await readAnswer(response, exchange, request);
    } catch (thrown) {
      watchdog.stop();
      throw failed(thrown, exchange, watchdog.signal.aborted);
    }
    watchdog.stop();
    return { kind: 'answer', answer: accepted(answer, exchange, started) };
  }

  function eventsOf(
    body: Readable,
    exchange: Exchange,
    { request, watchdog, signal }: { request: StreamRequest; watchdog: Watchdog; signal: AbortSignal },
  ): AsyncIterable<ServerSentEvent> {
    // Also closes a stream that is never read.
    signal.addEventListener('abort', () => body.destroy(), { once: true });
    body.on('error', () => undefined);
    const pieces = eachPiece(body, () => watchdog.restart(request.idleTimeout ?? defaultTimeout));
    const { maxBytes = defaultMaxBytes, maxEventBytes = defaultMaxEventBytes } = request;
    return {
      async *[Symbol.asyncIterator]() {
        try {
          yield* readEvents(pieces, { maxBytes, maxEventBytes });
          if (signal.aborted) throw new Error('aborted');
        } catch (thrown) {
          throw failed(thrown, exchange, watchdog.signal.aborted);
        } finally {
          watchdog.stop();
          body.destroy();
        }
      },
    };
  }

  async function socket(request: SocketRequest): Promise<WebSocketConnection> {
    const path = request.path.replace(/^ws(s?):\/\//i, 'http$1://');
    const exchange = begin({ ...request, path, method: 'GET' });
    const { signal, log } = options;
    return openSocket(exchange.url, request, { signal, log, clean });
  }

  return { send, stream, socket, clean };
}

interface Agents {
  httpAgent: HttpAgent;
  httpsAgent: HttpsAgent;
}

/**
 * Agents that reuse no connection. A server may close an idle connection at the moment in which a request is sent on it, and
 * nobody knows then whether the request was received.
 */
function freshConnection(): Agents {
  return { httpAgent: new HttpAgent({ keepAlive: false }), httpsAgent: new HttpsAgent({ keepAlive: false }) };
}

/** Whether the connection of an earlier request was used again, and broke before an answer began. */
function wasClosedWhileIdle(thrown: unknown): boolean {
  if (!axios.isAxiosError(thrown) || thrown.response !== undefined) return false;
  const request = thrown.request as { reusedSocket?: boolean } | undefined;
  return request?.reusedSocket === true && (thrown.code === 'ECONNRESET' || thrown.code === 'EPIPE');
}

type Opened = AxiosResponse<Readable>;

interface Exchange {
  url: URL;
  paid: boolean;
  /** For the log: method, host and path, without the query. */
  label: string;
}

/** A timeout that can be restarted. */
interface Watchdog {
  readonly signal: AbortSignal;
  restart(ms: number): void;
  stop(): void;
}

function createWatchdog(ms: number): Watchdog {
  const controller = new AbortController();
  const start = (length: number): NodeJS.Timeout => setTimeout(() => controller.abort(), length);
  let timer = start(ms);
  return {
    signal: controller.signal,
    restart: (length) => {
      clearTimeout(timer);
      timer = start(length);
    },
    stop: () => clearTimeout(timer),
  };
}

async function* eachPiece(body: Readable, seen: () => void): AsyncGenerator<Buffer> {
  for await (const piece of body as AsyncIterable<Buffer>) {
    seen();
    yield piece;
  }
}

function originOf(url: string): string {
  return url === '' ? '' : new URL(url).origin;
}
