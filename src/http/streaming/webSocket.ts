/**
 * WebSockets to a configured service. The package `ws` is used because the global of Node has no limit for the size of a
 * message, and bypasses the `http` and `https` modules in which VS Code handles proxies and certificates.
 */
import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import { EaselError } from '../../shared/model/easelError';
import type { Failure } from '../../shared/model/failure';
import type { Log } from '../../shared/platform/ports';
import { createAnswer, refusedAnswer } from '../answer/createAnswer';
import type { HttpRequest } from '../request/request';
import { failureOfStatus } from '../answer/status';
import { transportFailure } from '../transport/transportFailure';

export interface SocketRequest extends Pick<HttpRequest, 'path' | 'query' | 'headers'> {
  /** Milliseconds for opening the connection; 30,000 when left out. */
  timeout?: number;
  /** Milliseconds without any frame (a pong counts) after which the connection fails; 60,000 when left out. */
  idleTimeout?: number;
  /** Byte limit of a message; 32 MB when left out. */
  maxMessageBytes?: number;
}

export type SocketMessage = { kind: 'text'; text: string } | { kind: 'binary'; bytes: Uint8Array };

export interface WebSocketConnection {
  /** Ends on a normal closure; throws an EaselError when the connection breaks. Can be read once. */
  messages: AsyncIterable<SocketMessage>;
  send(message: string | Uint8Array): void;
  close(): void;
}

export interface SocketOptions {
  signal: AbortSignal;
  log: Log;
  clean(text: string): string;
}

const defaultTimeout = 30_000;
const defaultIdleTimeout = 60_000;
const defaultMaxMessageBytes = 32 * 1024 * 1024;
/** Buffered messages at which the connection is paused, and at which it's resumed. */
const highWater = 32;
const lowWater = 8;

/** No frame arrived within the idle timeout. */
class IdleError extends Error {}

/** @param url With an HTTP scheme: `http` for `ws`, `https` for `wss`. */
export async function openSocket(
  url: URL,
  request: SocketRequest,
  options: SocketOptions,
): Promise<WebSocketConnection> {
  const { WebSocket } = await import('ws');
  const { log, signal } = options;
  const label = `SOCKET ${url.host}${url.pathname}`;
  const failed = (thrown: unknown): EaselError => {
    const failure = socketFailure(thrown, url, signal);
    log.debug(`${label}: ${failure.kind}${failure.code ? ` ${failure.code}` : ''}`);
    return new EaselError(failure);
  };
  const socket = new WebSocket(url.href.replace(/^http/, 'ws'), {
    ...(request.headers ? { headers: request.headers } : {}),
    handshakeTimeout: request.timeout ?? defaultTimeout,
    maxPayload: request.maxMessageBytes ?? defaultMaxMessageBytes,
    followRedirects: false,
    // Otherwise a small frame could inflate to a large message.
    perMessageDeflate: false,
  });
  const abort = (): void => socket.terminate();
  signal.addEventListener('abort', abort, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', abort));
  const incoming = collectMessages(socket, failed);
  await opened(socket, url, { failed, clean: options.clean });
  log.debug(`${label}: open`);
  watchIdle(socket, request.idleTimeout ?? defaultIdleTimeout);
  return {
    messages: incoming,
    send: (message) => socket.send(message),
    close: () => socket.close(),
  };
}

function opened(
  socket: WebSocket,
  url: URL,
  { failed, clean }: { failed(thrown: unknown): EaselError; clean(text: string): string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', (error) => reject(failed(error)));
    socket.once('unexpected-response', (_request, response: IncomingMessage) => {
      const { statusCode: status = 0, headers } = response;
      response.destroy();
      const answer = createAnswer({ status, headers, bytes: new Uint8Array() }, { host: url.host, paid: false, clean });
      reject(refusedAnswer(answer) ?? failureOfStatus(answer));
    });
  });
}

/** Sends pings, and terminates the connection when no frame comes back. */
function watchIdle(socket: WebSocket, idleTimeout: number): void {
  let last = performance.now();
  const seen = (): void => void (last = performance.now());
  socket.on('message', seen).on('pong', seen).on('ping', seen);
  const timer = setInterval(
    () => {
      if (socket.isPaused) return seen();
      if (performance.now() - last < idleTimeout) return socket.ping();
      socket.emit('error', new IdleError());
      socket.terminate();
    },
    Math.max(20, idleTimeout / 3),
  );
  socket.once('close', () => clearInterval(timer));
}

/** Buffers messages until they're read, and pauses the connection while there are many. */
function collectMessages(socket: WebSocket, failed: (thrown: unknown) => EaselError): AsyncIterable<SocketMessage> {
  const messages: SocketMessage[] = [];
  let end: { error?: EaselError } | undefined;
  let wake = (): void => undefined;
  const finish = (error?: EaselError): void => {
    end ??= error ? { error } : {};
    wake();
  };
  socket.on('message', (data, isBinary) => {
    messages.push(messageOf(data, isBinary));
    if (messages.length >= highWater) socket.pause();
    wake();
  });
  socket.on('error', (error) => finish(failed(error)));
  socket.on('close', (code) => finish(isNormalClosure(code) ? undefined : failed(new Error('closed'))));
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          const message = messages.shift();
          if (socket.isPaused && messages.length <= lowWater) socket.resume();
          if (message) yield message;
          else if (end?.error) throw end.error;
          else if (end) return;
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        socket.close();
      }
    },
  };
}

/** 1000 normal closure, 1001 going away, 1005 no code. */
function isNormalClosure(code: number): boolean {
  return code === 1000 || code === 1001 || code === 1005;
}

function messageOf(data: RawData, isBinary: boolean): SocketMessage {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  return isBinary ? { kind: 'binary', bytes: new Uint8Array(bytes) } : { kind: 'text', text: bytes.toString('utf8') };
}

function socketFailure(thrown: unknown, url: URL, signal: AbortSignal): Failure {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
    return { kind: 'bad-answer', reason: 'too-large', host: url.host, maybeReceived: false };
  }
  if (code.startsWith('WS_ERR_')) return { kind: 'bad-answer', code, host: url.host, maybeReceived: false };
  const timedOut =
    thrown instanceof IdleError || (thrown instanceof Error && thrown.message === 'Opening handshake has timed out');
  return transportFailure(thrown, { url, paid: false, timedOut, stopped: signal.aborted });
}
