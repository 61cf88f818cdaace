/** Over which connection a request goes. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createHttp, type Http } from '../../../src/http/httpClient';
import { until } from '../../harness/until';
import { silentLog } from '../../unit/engine/rig';

describe('a new connection', () => {
  let server: Server;
  let http: Http;
  /** Requests that each connection carried. */
  let used: Map<Socket, number>;
  let paid: number;

  beforeEach(async () => {
    used = new Map();
    paid = 0;
    // Like a server that closes a connection after an error, just when the next request is on its way.
    server = createServer({ keepAlive: true }, (request, response) => {
      const { socket } = request;
      const count = (used.get(socket) ?? 0) + 1;
      used.set(socket, count);
      if (count > 1 && request.method === 'POST') return void socket.destroy();
      if (request.method === 'POST') paid += 1;
      response.writeHead(request.method === 'GET' ? 500 : 200, { 'content-type': 'application/json' }).end('{}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    http = createHttp({
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      origins: [],
      secretTexts: () => [],
      signal: new AbortController().signal,
      log: silentLog,
    });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('carries a paid request, not one that the service may be closing after an earlier answer', async () => {
    for (let turn = 1; turn <= 3; turn += 1) {
      assert.equal((await http.send({ method: 'GET', path: '/health' })).status, 500);
      assert.equal((await http.send({ method: 'POST', path: '/images', json: {}, paid: true })).status, 200);
      assert.equal(paid, turn);
    }
  });

  it('carries a paid stream of events as well', async () => {
    await http.send({ method: 'GET', path: '/health' });
    const answer = await http.stream({ method: 'POST', path: '/images', json: {}, paid: true });
    assert.equal(answer.kind, 'answer');
  });

  it('carries nothing beside a paid request, and is closed', async () => {
    await http.send({ method: 'POST', path: '/images', json: {}, paid: true });
    const [socket] = used.keys();
    assert.ok(socket);
    await until('the connection to be closed', () => socket.destroyed);
    assert.deepEqual([...used.values()], [1]);
  });

  it('is the second try of a free one whose connection the service closed while it was idle', async () => {
    for (let turn = 1; turn <= 3; turn += 1) {
      assert.equal((await http.send({ method: 'GET', path: '/health' })).status, 500);
      assert.equal((await http.send({ method: 'POST', path: '/login', json: {} })).status, 200);
      assert.equal(paid, turn);
    }
  });

  it('is no second try when the service closes a new connection', async () => {
    let requests = 0;
    server.removeAllListeners('request');
    server.on('request', (request) => {
      requests += 1;
      request.socket.destroy();
    });
    await assert.rejects(http.send({ method: 'POST', path: '/login', json: {} }));
    assert.equal(requests, 1);
  });
});
