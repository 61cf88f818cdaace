/**
 * A service that pushes: events over SSE and messages over a WebSocket, as a test scripts them, well-behaved or not, beside a
 * task that can be polled.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** One open stream of events. */
export interface EventConnection {
  request: IncomingMessage;
  /** One whole event; an object is sent as JSON. */
  event(data: unknown, name?: string): void;
  /** Text as it is: half an event, a comment, anything. */
  raw(text: string | Uint8Array): void;
  /** Ends the body in order. */
  end(): void;
  /** Resets the connection. */
  cut(): void;
}

export interface PushServer {
  url: string;
  /** Connections to the stream or to the socket, so far. */
  connections: number;
  polls: number;
  /** Called with each connection to `/events`. */
  onEvents: (connection: EventConnection) => void;
  /** Called with each connection to `/socket`. */
  onSocket: (socket: WebSocket, request: IncomingMessage) => void;
  /** What `GET /task` answers. */
  task: () => unknown;
  /** Set: every call is answered with this status, also the opening of a socket. */
  refusal: { status: number; headers?: Record<string, string> } | undefined;
  /** Connections that are open now. */
  open(): number;
  stop(): Promise<void>;
}

export async function startPushServer(): Promise<PushServer> {
  const sockets = new Set<Socket>();
  const streams = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const { refusal } = made;
    if (refusal) return void response.writeHead(refusal.status, refusal.headers).end();
    if (request.url?.startsWith('/task')) {
      made.polls += 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify(made.task()));
    }
    made.connections += 1;
    streams.add(response);
    response.once('close', () => streams.delete(response));
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-request-id': 'push-1' });
    response.flushHeaders();
    made.onEvents({
      request,
      event: (data, name) => {
        const text = typeof data === 'string' ? data : JSON.stringify(data);
        response.write(`${name === undefined ? '' : `event: ${name}\n`}data: ${text}\n\n`);
      },
      raw: (text) => void response.write(text),
      end: () => void response.end(),
      cut: () => void request.socket.resetAndDestroy(),
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const push = new WebSocketServer({ noServer: true, perMessageDeflate: true });
  server.on('upgrade', (request, socket, head) => {
    const { refusal } = made;
    if (refusal) {
      const headers = Object.entries(refusal.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
      return void socket.end(`HTTP/1.1 ${refusal.status} No\r\n${headers.join('')}connection: close\r\n\r\n`);
    }
    push.handleUpgrade(request, socket, head, (opened) => {
      made.connections += 1;
      made.onSocket(opened, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made: PushServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: 0,
    polls: 0,
    onEvents: () => undefined,
    onSocket: () => undefined,
    task: () => ({ state: 'running' }),
    refusal: undefined,
    open: () => streams.size + push.clients.size,
    stop: async () => {
      for (const client of push.clients) client.terminate();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return made;
}
