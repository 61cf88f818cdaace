import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createHttp, type Http } from '../../../src/http/httpClient';
import type { SocketMessage, WebSocketConnection } from '../../../src/http/streaming/webSocket';
import { until } from '../../harness/until';
import { startPushServer, type PushServer } from '../../simulators/pushServer';
import { assertFailure, failureOf } from '../harness/expect';

const key = 'sk-test-0123456789abcdef';

describe('a WebSocket to a service', () => {
  let server: PushServer;
  let stopping: AbortController;
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const log = { trace: write, debug: write, info: write, warn: write, error: write };

  beforeEach(async () => {
    stopping = new AbortController();
    server = await startPushServer();
  });
  afterEach(() => server.stop());

  function http(baseUrl = server.url): Http {
    const { signal } = stopping;
    return createHttp({ baseUrl, origins: [], secretTexts: () => [key], signal, log });
  }
  const headers = { authorization: `Bearer ${key}` };
  const connect = (change: object = {}): Promise<WebSocketConnection> =>
    http().socket({ path: '/socket', query: { clientId: 'one' }, headers, ...change });

  async function all({ messages }: WebSocketConnection): Promise<SocketMessage[]> {
    const found: SocketMessage[] = [];
    for await (const message of messages) found.push(message);
    return found;
  }

  it('yields texts and bytes in order, and ends when the service closes it', async () => {
    let seen = '';
    server.onSocket = (socket, request) => {
      seen = `${request.url} ${request.headers.authorization} ${request.headers.origin}`;
      socket.send('{"a":1}');
      socket.send(Buffer.from([1, 2, 3]));
      socket.close(1000);
    };
    const messages = await all(await connect());
    assert.deepEqual(messages, [
      { kind: 'text', text: '{"a":1}' },
      { kind: 'binary', bytes: new Uint8Array([1, 2, 3]) },
    ]);
    assert.equal(seen, `/socket?clientId=one Bearer ${key} undefined`);
  });

  it('sends messages', async () => {
    const received: string[] = [];
    server.onSocket = (socket) => {
      socket.on('message', (data: Buffer) => {
        received.push(data.toString());
        if (received.length === 2) socket.close();
      });
    };
    const connection = await connect();
    connection.send('first');
    connection.send(new Uint8Array([0x62]));
    await all(connection);
    assert.deepEqual(received, ['first', 'b']);
  });

  it('loses no message when the service is faster than the reader, and pauses the connection', async () => {
    server.onSocket = (socket) => {
      for (let count = 0; count < 500; count += 1) socket.send(`${count} ${'x'.repeat(10_000)}`);
      socket.close(1000);
    };
    const seen: number[] = [];
    for await (const message of (await connect()).messages) {
      if (seen.length % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      seen.push(message.kind === 'text' ? parseInt(message.text, 10) : -1);
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 500 }, (_, index) => index),
    );
  });

  it('closes the connection when the reader leaves the loop', async () => {
    server.onSocket = (socket) => socket.send('a');
    for await (const message of (await connect()).messages) {
      assert.equal(message.kind, 'text');
      break;
    }
    await until('the connection to be closed', () => server.open() === 0);
  });

  it('reports why the connection was rejected, and follows no redirect', async () => {
    for (const [status, expected] of [
      [401, { kind: 'auth', reason: 'key-refused' }],
      [404, { kind: 'settings', reason: 'not-this-service' }],
      [502, { kind: 'server', maybeReceived: false }],
      [407, { kind: 'network', reason: 'proxy-login' }],
      [302, { kind: 'settings', reason: 'redirect-refused' }],
    ] as const) {
      server.refusal = { status, headers: { location: 'http://elsewhere.invalid/' } };
      assertFailure(await failureOf(connect()), { ...expected, status });
    }
    server.refusal = undefined;
    assertFailure(await failureOf(http('http://127.0.0.1:9').socket({ path: '/socket' })), {
      kind: 'network',
      reason: 'connection-refused',
    });
    for (const path of ['ws://elsewhere.invalid/socket', 'wss://elsewhere.invalid/', 'http://elsewhere.invalid/']) {
      assertFailure(await failureOf(connect({ path })), { kind: 'settings', reason: 'url-refused' });
    }
    assert.equal(server.connections, 0);
  });

  it('accepts an absolute URL of the configured host', async () => {
    server.onSocket = (socket) => socket.close(1000);
    assert.deepEqual(await all(await connect({ path: `${server.url.replace('http', 'ws')}/socket` })), []);
  });

  it('times out when the host accepts the connection and does not answer', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    assertFailure(await failureOf(http(baseUrl).socket({ path: '/', timeout: 50 })), { kind: 'timeout' });
    silent.close();
  });

  it('fails when the connection breaks, when a message is too large, and when no frame arrives', async () => {
    server.onSocket = (socket) => {
      socket.send('a');
      setTimeout(() => socket.terminate(), 20);
    };
    assertFailure(await failureOf(all(await connect())), { kind: 'network', reason: 'connection-lost' });
    server.onSocket = (socket) => socket.send('x'.repeat(200_000));
    const large = await failureOf(all(await connect({ maxMessageBytes: 100_000 })));
    assertFailure(large, { kind: 'bad-answer', reason: 'too-large' });
    server.onSocket = (socket) => {
      // No answer to pings any more.
      socket.pause();
    };
    assertFailure(await failureOf(all(await connect({ idleTimeout: 100 }))), { kind: 'timeout' });
    await until('every connection to be closed', () => server.open() <= 1);
  });

  it('stays open while the service only answers pings', async () => {
    server.onSocket = (socket) => setTimeout(() => socket.close(1000), 400);
    assert.deepEqual(await all(await connect({ idleTimeout: 100 })), []);
  });

  it('ends when its signal aborts, and writes no key to the log', async () => {
    const connection = await connect();
    setTimeout(() => stopping.abort(), 20);
    assertFailure(await failureOf(all(connection)), { kind: 'cancelled' });
    assert.ok(!lines.join('\n').includes(key));
  });
});
