/** A proxy that requires a user name and a password. */
import { createServer, request as requestOf, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { noteSecret, noteSecrets } from './secretsSeen';

export interface OfficeProxy {
  port: number;
  /** Forwarded requests, as `GET http://host/path`. */
  passed: string[];
  /** Number of 407 answers. */
  challenges: number;
  stop(): Promise<void>;
}

export interface OfficeProxyOptions {
  user: string;
  password: string;
  /** Where requests for a host are really sent: names that only the proxy knows. */
  routes: Readonly<Record<string, string>>;
  /**
   * Where the password was entered. VS Code writes its settings to files of its own, in which a search for secrets would find
   * it; a test that enters it there searches Easel's files only.
   */
  enteredIn?: 'test' | 'vscode-settings';
}

/** For plain HTTP; a `CONNECT` gets a 407 and is never forwarded. */
export async function startOfficeProxy(options: OfficeProxyOptions): Promise<OfficeProxy> {
  const { user, password, routes, enteredIn = 'test' } = options;
  if (enteredIn === 'test') noteSecret(password);
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const page = '<!DOCTYPE html><html><head><title>Proxy Authentication Required</title></head></html>';
  const question = { 'proxy-authenticate': 'Basic realm="office"', 'content-type': 'text/html' };
  const server = createServer((incoming, outgoing) => {
    const { 'proxy-authorization': login, ...others } = asTexts(incoming.headers);
    const headers = enteredIn === 'test' && login !== undefined ? { ...others, 'proxy-authorization': login } : others;
    noteSecrets({ headers, query: new URLSearchParams(), type: '', body: Buffer.alloc(0) });
    if (incoming.headers['proxy-authorization'] !== expected) {
      proxy.challenges += 1;
      incoming.resume();
      outgoing.writeHead(407, question).end(page);
      return;
    }
    passOn(incoming, outgoing);
  });
  server.on('connect', (_request, socket) => {
    proxy.challenges += 1;
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\n\r\n');
  });

  function passOn(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const requested = new URL(incoming.url ?? '', `http://${incoming.headers.host ?? ''}`);
    const target = routes[requested.host];
    proxy.passed.push(`${incoming.method} ${requested.origin}${requested.pathname}`);
    if (target === undefined) return void outgoing.writeHead(502).end();
    const { 'proxy-authorization': _own, ...headers } = incoming.headers;
    const outward = requestOf(new URL(requested.pathname + requested.search, target), {
      method: incoming.method,
      headers,
    });
    outward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    outward.on('error', () => outgoing.destroy());
    incoming.pipe(outward);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: OfficeProxy = {
    port: (server.address() as AddressInfo).port,
    passed: [],
    challenges: 0,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return proxy;
}

function asTexts(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
