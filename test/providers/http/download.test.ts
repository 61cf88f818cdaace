import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { EaselError } from '../../../src/shared/model/easelError';
import { download } from '../../../src/http/download/download';

/** Behaviors of a result host, by path. */
function misbehave(): Server {
  return createServer((request, response) => {
    const path = request.url ?? '';
    assert.equal(request.headers.authorization, undefined);
    if (path === '/good') return response.end('picture');
    if (path === '/redirect') return response.writeHead(302, { location: '/good' }).end();
    if (path === '/to-own-name') {
      return response.writeHead(302, { location: `http://localhost:${request.socket.localPort}/good` }).end();
    }
    if (path === '/to-own-scheme') {
      const location = `https://${request.headers.host}/to-own-scheme`;
      return response.writeHead(302, { location }).end();
    }
    if (path === '/loop') return response.writeHead(302, { location: '/loop' }).end();
    if (path === '/to-file') return response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    if (path === '/to-metadata') return response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
    if (path === '/large') return response.end(Buffer.alloc(5000));
    if (path === '/half') {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('only this');
      return response.socket?.destroy();
    }
    if (path === '/slow') return response.write('s');
    if (path === '/reset') return request.socket.destroy();
    const status = /^\/(\d{3})$/.exec(path)?.[1];
    return response.writeHead(Number(status ?? 404)).end();
  });
}

describe('downloading a URL from an answer', () => {
  let server: Server;
  let origin = '';
  before((done) => {
    server = misbehave().listen(0, '127.0.0.1', () => {
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  after((done) => {
    server.closeAllConnections();
    server.close(done);
  });

  const get = (
    url: string,
    trusted = true,
    limits: { maxBytes?: number; timeout?: number } = {},
  ): Promise<Uint8Array> =>
    download(url, { trustedOrigins: trusted ? [origin] : [], signal: new AbortController().signal, ...limits });

  async function refusal(work: Promise<unknown>): Promise<[string, string | undefined]> {
    try {
      await work;
    } catch (thrown) {
      assert.ok(thrown instanceof EaselError, String(thrown));
      return [thrown.failure.kind, thrown.failure.reason];
    }
    return assert.fail('nothing was refused');
  }

  it('returns the bytes, also after redirects', async () => {
    assert.equal(new TextDecoder().decode(await get(`${origin}/good`)), 'picture');
    assert.equal(new TextDecoder().decode(await get(`${origin}/redirect`)), 'picture');
  });

  it('rejects addresses of this machine and its network that are not configured', async () => {
    for (const url of [
      `${origin}/good`,
      origin.replace('127.0.0.1', 'localhost'),
      origin.replace('127.0.0.1', '[::1]'),
      origin.replace('127.0.0.1', '2130706433'),
      origin.replace('127.0.0.1', '[::ffff:127.0.0.1]'),
      'http://10.0.0.1/x',
      'http://192.168.1.1/x',
      'http://169.254.169.254/latest/meta-data',
    ]) {
      assert.deepEqual(await refusal(get(url, false)), ['bad-answer', 'url-refused'], url);
    }
  });

  it('fetches what the configured service names by another name or scheme of its own from the configured origin', async () => {
    const { port } = new URL(origin);
    for (const host of ['localhost', '[::1]', '127.0.0.2', '0.0.0.0', '[::]', '[::ffff:127.0.0.1]', 'LOCALHOST.']) {
      for (const scheme of ['http', 'https']) {
        const url = `${scheme}://${host}:${port}/good`;
        assert.equal(new TextDecoder().decode(await get(url)), 'picture', url);
        assert.deepEqual(await refusal(get(url, false)), ['bad-answer', 'url-refused'], url);
      }
    }
    assert.equal(new TextDecoder().decode(await get(`${origin}/to-own-name`)), 'picture');
    assert.deepEqual(await refusal(get(`${origin}/to-own-scheme`)), ['bad-answer', 'url-refused']);
  });

  it('rejects another port of this machine, and a path that looks like another host', async () => {
    const { port } = new URL(origin);
    for (const other of [String(Number(port) - 1), '80', '8080']) {
      assert.deepEqual(await refusal(get(`http://localhost:${other}/good`)), ['bad-answer', 'url-refused'], other);
    }
    assert.equal((await refusal(get(`http://localhost:${port}//169.254.169.254/good`)))[0], 'expired');
    assert.deepEqual(await refusal(get(`http://192.168.1.1:${port}/good`)), ['bad-answer', 'url-refused']);
    assert.deepEqual(await refusal(get(`http://localhost.example.com.local:${port}/good`)), [
      'bad-answer',
      'url-refused',
    ]);
  });

  it('rejects other schemes, credentials, and redirects to these URLs', async () => {
    for (const url of [
      'file:///etc/passwd',
      'ftp://x/y',
      'javascript:alert(1)',
      'data:image/png;base64,AA',
      'nonsense',
      'http://me:word@x.example/',
    ]) {
      assert.deepEqual(await refusal(get(url)), ['bad-answer', 'url-refused'], url);
    }
    assert.deepEqual(await refusal(get(`${origin}/to-file`)), ['bad-answer', 'url-refused']);
    assert.deepEqual(await refusal(get(`${origin}/to-metadata`)), ['bad-answer', 'url-refused']);
    assert.deepEqual(await refusal(get(`${origin}/loop`)), ['bad-answer', 'redirect-refused']);
  });

  it('rejects files over the byte limit and truncated files', async () => {
    assert.deepEqual(await refusal(get(`${origin}/large`, true, { maxBytes: 4999 })), ['bad-answer', 'too-large']);
    assert.equal((await refusal(get(`${origin}/half`)))[0], 'network');
    assert.equal((await refusal(get(`${origin}/reset`)))[0], 'network');
    assert.equal((await refusal(get(`${origin}/slow`, true, { timeout: 100 })))[0], 'timeout');
  });

  it('reports 403, 404 and 410 as expired, and other statuses as errors', async () => {
    for (const status of [403, 404, 410]) assert.equal((await refusal(get(`${origin}/${status}`)))[0], 'expired');
    assert.equal((await refusal(get(`${origin}/429`)))[0], 'rate');
    assert.equal((await refusal(get(`${origin}/503`)))[0], 'server');
  });
});
