/** https in front of a simulator, and a box in between that can break the connection when a request has come through. */
import { request as requestOf, type IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { connect, createServer as createRelay, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Certificate } from './hostileCertificates';
import type { FaultRule } from './wire';

export interface TlsFront {
  url: string;
  /** Connections that were broken so far. */
  broken: number;
  stop(): Promise<void>;
}

export interface TlsFrontOptions {
  certificate: Certificate;
  /** Where requests are answered, `http://…`. */
  target: string;
  /** The first call like this is worked off by the target; what comes back instead of its answer is no TLS. */
  breaks: Pick<FaultRule, 'method' | 'path'>;
}

/** What a filter writes that has given up on a connection: a page of its own, in the clear. */
const page = 'HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n';

export async function startTlsFront({ certificate, target, breaks }: TlsFrontOptions): Promise<TlsFront> {
  /** The client's end of each connection, by the port from which the other end reaches the server. */
  const clients = new Map<number, Socket>();
  const { cert, key } = certificate;
  const server = createServer({ cert, key }, (incoming, outgoing) => {
    const isBroken = front.broken === 0 && isLike(incoming, breaks);
    if (isBroken) front.broken += 1;
    const { method, headers } = incoming;
    const outward = requestOf(new URL(incoming.url ?? '/', target), { method, headers });
    outward.on('response', (answer) => {
      if (isBroken) return void clients.get(incoming.socket.remotePort ?? 0)?.end(page);
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    outward.on('error', () => outgoing.destroy());
    incoming.pipe(outward);
  });
  server.on('tlsClientError', () => undefined);
  const relay = createRelay((client) => {
    const inward = connect(portOf(server), '127.0.0.1', () => {
      clients.set(inward.localPort ?? 0, client);
      client.pipe(inward).pipe(client);
    });
    for (const socket of [client, inward]) {
      socket.on('error', () => undefined);
      socket.on('close', () => [client, inward].forEach((one) => one.destroy()));
    }
  });
  for (const one of [server, relay]) await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  const front: TlsFront = {
    url: `https://127.0.0.1:${portOf(relay)}`,
    broken: 0,
    stop: async () => {
      for (const client of clients.values()) client.destroy();
      server.closeAllConnections();
      for (const one of [relay, server]) await new Promise((resolve) => one.close(resolve));
    },
  };
  return front;
}

function isLike({ method, url = '/' }: IncomingMessage, call: TlsFrontOptions['breaks']): boolean {
  if (call.method !== undefined && call.method !== method) return false;
  const { pathname } = new URL(url, 'http://front');
  return call.path === undefined || (typeof call.path === 'string' ? call.path === pathname : call.path.test(pathname));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
