import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'mocha';
import { createHttp, type Http, type HttpOptions } from '../../../src/http/httpClient';
import { redact } from '../../../src/http/redact';
import type { Failure } from '../../../src/shared/model/failure';
import { json, startWire, type WireRequest, type WireServer } from '../../simulators/wire';
import { assertFailure, failureOf } from '../harness/expect';
import { holdTimeouts, passTimeouts, passTimeoutsAtThirdPiece, releaseTimeouts } from '../harness/timeouts';

const key = 'sk-test-0123456789abcdef';

describe('the HTTP client', () => {
  let server: WireServer;
  let last: WireRequest | undefined;
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const log = { trace: write, debug: write, info: write, warn: write, error: write };

  before(async () => {
    server = await startWire({
      handle: (request) => {
        last = request;
        if (request.path === '/echo') return json(200, { said: request.headers['authorization'] ?? '' });
        return json(200, { ok: true, filling: 'x'.repeat(2_000) });
      },
    });
  });
  afterEach(() => server.behave());
  afterEach(releaseTimeouts);
  after(() => server.stop());

  function http(change: Partial<HttpOptions> = {}): Http {
    const signal = new AbortController().signal;
    return createHttp({ baseUrl: server.url, origins: [], secretTexts: () => [key], signal, log, ...change });
  }
  const headers = { authorization: `Bearer ${key}` };
  const paidPost = { method: 'POST', path: '/work', json: { prompt: 'x' }, paid: true, headers } as const;

  it('returns status, type, headers and body of an answer', async () => {
    const answer = await http().send({ method: 'GET', path: '/any', query: { page: 2, none: undefined, wait: true } });
    assert.equal(answer.status, 200);
    assert.equal(answer.type, 'application/json');
    assert.equal((answer.json() as { ok: boolean }).ok, true);
    assert.equal(last?.query.toString(), 'page=2&wait=true');
  });

  it('returns answers with an error status instead of throwing', async () => {
    server.misbehave({ fault: { kind: 'answer', status: 503, body: '{"detail":"busy"}' } });
    assert.equal((await http().send({ method: 'GET', path: '/' })).status, 503);
  });

  it('sends JSON, forms and files', async () => {
    await http().send({ method: 'POST', path: '/', json: { prompt: '雪' } });
    assert.equal(last?.body.toString('utf8'), '{"prompt":"雪"}');
    assert.equal(last.type, 'application/json');
    await http().send({ method: 'POST', path: '/', urlencoded: { prompt: 'a & b', seed: '-1' } });
    assert.equal(last.body.toString('utf8'), 'prompt=a+%26+b&seed=-1');
    const form = new FormData();
    form.append('image', new Blob([new Uint8Array([1, 2, 3])], { type: 'image/png' }), 'a.png');
    await http().send({ method: 'POST', path: '/', form });
    assert.equal(last.type, 'multipart/form-data');
    const part = 'name="image"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n\x01\x02\x03\r\n';
    assert.ok(last.body.toString('latin1').includes(part));
  });

  it('reports a refused connection as not received', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const failure = await failureOf(http({ baseUrl: `http://127.0.0.1:${port}` }).send(paidPost));
    assertFailure(failure, {
      kind: 'network',
      reason: 'connection-refused',
      maybeReceived: false,
      host: `127.0.0.1:${port}`,
    });
  });

  it('reports a host name that does not exist', async () => {
    const failure = await failureOf(http({ baseUrl: 'http://no-such-host.invalid' }).send(paidPost));
    assertFailure(failure, { kind: 'network', reason: 'host-not-found', maybeReceived: false });
  });

  it('reports a paid call as maybe received when the connection breaks', async () => {
    for (const kind of ['reset-before', 'reset-after'] as const) {
      server.misbehave({ fault: { kind } });
      assertFailure(await failureOf(http().send(paidPost)), {
        kind: 'network',
        reason: 'connection-lost',
        maybeReceived: true,
      });
    }
    server.misbehave({ fault: { kind: 'reset-after' }, times: 2 });
    assertFailure(await failureOf(http().send({ method: 'GET', path: '/' })), {
      kind: 'network',
      maybeReceived: false,
    });
    server.behave();
  });

  it('never repeats a paid request', async () => {
    const before = server.exchanges.length;
    server.misbehave({ fault: { kind: 'reset-after' }, times: 5 });
    await failureOf(http().send(paidPost));
    assert.equal(server.exchanges.length, before + 1);
  });

  it('times out when the service does not answer', async () => {
    const timeouts = holdTimeouts();
    server.misbehave({ fault: { kind: 'hang', onHang: passTimeouts } });
    assertFailure(await failureOf(http().send({ ...paidPost, timeout: 60 })), { kind: 'timeout', maybeReceived: true });
    assert.deepEqual(timeouts, [60]);
  });

  it('times out when the body of an answer takes too long', async () => {
    holdTimeouts();
    server.misbehave({ fault: { kind: 'slow-body', bytes: 10, ms: 20, onPiece: passTimeoutsAtThirdPiece } });
    assertFailure(await failureOf(http().send({ method: 'GET', path: '/' })), { kind: 'timeout' });
  });

  it('detects a truncated answer', async () => {
    server.misbehave({ fault: { kind: 'cut-body' } });
    assertFailure(await failureOf(http().send(paidPost)), {
      kind: 'network',
      reason: 'connection-lost',
      maybeReceived: true,
    });
    server.misbehave({ fault: { kind: 'half' } });
    const half = await http().send(paidPost);
    assertFailure(await failureOf(jsonOf(half)), { kind: 'bad-answer', reason: 'cut-answer', maybeReceived: true });
  });

  it('reports the title of an HTML page', async () => {
    server.misbehave({ fault: { kind: 'html', status: 502 } });
    const page = await http().send(paidPost);
    const expected = {
      kind: 'server',
      reason: 'html-answer',
      detail: '502 from the proxy',
      maybeReceived: true,
    } as const;
    assertFailure(await failureOf(jsonOf(page)), expected);
    server.misbehave({ fault: { kind: 'html', status: 200 } });
    assertFailure(await failureOf(jsonOf(await http().send(paidPost))), { kind: 'bad-answer', reason: 'html-answer' });
  });

  it('logs the request ID from any of the headers that services use', async () => {
    const names = ['x-request-id', 'request-id', 'X-Oss-Request-Id', 'cf-ray', 'traceid', 'x-trace-id'];
    for (const [index, name] of names.entries()) {
      lines.length = 0;
      server.misbehave({ fault: { kind: 'answer', status: 500, body: '{}', headers: { [name]: `id-${index}` } } });
      assert.equal((await http().send({ method: 'GET', path: '/x' })).requestId, `id-${index}`, name);
      assert.match(lines.join('\n'), new RegExp(`/x: 500, 2 bytes, \\d+ ms, request id-${index}$`));
    }
    server.misbehave({
      fault: { kind: 'answer', status: 200, headers: { 'x-request-id': `${key} ${'y'.repeat(500)}` } },
    });
    const { requestId = '' } = await http().send({ method: 'GET', path: '/x' });
    assert.ok(requestId.length <= 100 && !requestId.includes(key), requestId);
    lines.length = 0;
    await http().send({ method: 'GET', path: '/x' });
    assert.match(lines.join('\n'), /ms$/);
  });

  it('follows no redirect', async () => {
    const before = server.exchanges.length;
    for (const status of [301, 302, 307, 308]) {
      server.misbehave({ fault: { kind: 'redirect', location: `${server.url}/elsewhere?key=1`, status } });
      const failure = await failureOf(http().send(paidPost));
      assertFailure(failure, { kind: 'settings', reason: 'redirect-refused', values: { target: server.url } });
    }
    assert.equal(server.exchanges.length, before + 4);
  });

  it('treats only a 303 as an answer after the work was done', async () => {
    const post = async (status: number, paid: boolean): Promise<Failure> => {
      server.misbehave({ fault: { kind: 'redirect', location: '/tasks/1', status } });
      return failureOf(http().send({ ...paidPost, paid }));
    };
    assertFailure(await post(303, true), { kind: 'settings', reason: 'redirect-refused', maybeReceived: true });
    assertFailure(await post(303, false), { reason: 'redirect-refused', maybeReceived: false });
    for (const status of [301, 302, 307, 308]) assertFailure(await post(status, true), { maybeReceived: false });
  });

  it('sends nothing to an origin that is not configured', async () => {
    const before = server.exchanges.length;
    const elsewhere = server.url.replace('127.0.0.1', 'localhost');
    const failure = await failureOf(http().send({ method: 'GET', path: `${elsewhere}/x`, headers }));
    assertFailure(failure, { kind: 'settings', reason: 'url-refused' });
    assert.equal(server.exchanges.length, before);
    await http({ baseUrl: 'https://example.invalid', origins: [server.url] }).send({
      method: 'GET',
      path: `${server.url}/x`,
    });
    assert.equal(server.exchanges.length, before + 1);
  });

  it('does not resolve a path to another host', async () => {
    const before = server.exchanges.length;
    for (const path of ['//evil.invalid/x', '@evil.invalid/x', 'evil', '/\\evil.invalid/x']) {
      await http().send({ method: 'GET', path });
    }
    assert.equal(server.exchanges.length, before + 4);
    assertFailure(await failureOf(http({ baseUrl: '' }).send({ method: 'GET', path: '/x' })), {
      kind: 'settings',
      reason: 'host-missing',
    });
  });

  it('rejects an answer over the byte limit', async () => {
    const failure = await failureOf(http().send({ ...paidPost, maxBytes: 1_000 }));
    assertFailure(failure, { kind: 'bad-answer', reason: 'too-large', maybeReceived: true });
  });

  it('rejects an answer that decompresses to far more than was sent, and reads one that does not', async () => {
    server.misbehave({ fault: { kind: 'gzip-bomb', bytes: 20_000_000 } });
    const failure = await failureOf(http().send(paidPost));
    assertFailure(failure, { kind: 'bad-answer', reason: 'too-large', maybeReceived: true });
    server.misbehave({ fault: { kind: 'gzip-bomb', bytes: 2_000_000 } });
    assert.ok((await http().send(paidPost)).bytes.length > 2_000_000);
  });

  it('parses a large answer of few members only, because many would block the extension host', async () => {
    server.misbehave({ fault: { kind: 'answer', status: 200, body: `[${'{},'.repeat(500_000)}{}]` } });
    const intricate = await http().send(paidPost);
    const failure = await failureOf(Promise.resolve().then(() => intricate.json()));
    assertFailure(failure, { kind: 'bad-answer', reason: 'too-large', maybeReceived: true });
    const image = 'A'.repeat(3_000_000);
    server.misbehave({ fault: { kind: 'answer', status: 200, body: JSON.stringify({ data: [{ b64_json: image }] }) } });
    assert.deepEqual((await http().send(paidPost)).json(), { data: [{ b64_json: image }] });
  });

  it('stops when its signal aborts, and sends nothing if it was aborted before', async () => {
    const stop = new AbortController();
    server.misbehave({ fault: { kind: 'hang' } });
    const running = http({ signal: stop.signal }).send(paidPost);
    stop.abort();
    assertFailure(await failureOf(running), { kind: 'cancelled' });
    const before = server.exchanges.length;
    assertFailure(await failureOf(http({ signal: stop.signal }).send(paidPost)), {
      kind: 'cancelled',
      maybeReceived: false,
    });
    assert.equal(server.exchanges.length, before);
  });

  it('has no key in failures, in the log, and in texts that the service repeats', async () => {
    lines.length = 0;
    const failures: unknown[] = [];
    const faults = [
      { kind: 'reset-after' },
      { kind: 'half' },
      { kind: 'html', status: 502 },
      { kind: 'answer', status: 400, body: `<html><title>${key}</title>`, type: 'text/html' },
      { kind: 'answer', status: 200, body: `{"said":"${'x'.repeat(100)}${key}` },
      { kind: 'answer', status: 200, body: '{"access_token":"abcdefghijk' },
      { kind: 'redirect', location: `https://other.invalid/?key=${key}` },
    ] as const;
    for (const fault of faults) {
      server.misbehave({ fault });
      const client = http();
      failures.push(await failureOf(client.send({ ...paidPost, query: { key } }).then((answer) => answer.json())));
    }
    const told = JSON.stringify([failures, lines]);
    assert.ok(!told.includes(key.slice(0, 12)), told);
    assert.ok(!told.includes('abcdefghijk'), told);
    assert.equal(
      http().clean((await http().send({ method: 'GET', path: '/echo', headers })).text()),
      '{"said":"Bearer ***"}',
    );
  });
});

describe('removing secrets from a text', () => {
  it('removes a secret in every encoding', () => {
    const secret = 'päss"word/+1';
    const text = [secret, encodeURIComponent(secret), JSON.stringify(secret)].join(' ');
    assert.equal(redact(text, [secret]), '*** *** "***"');
  });

  it('removes the parts of a secret that is a JSON object', () => {
    const stored = JSON.stringify({ token: 'opaque-token-1', renewAt: 17 });
    assert.equal(redact('bad token opaque-token-1', [stored]), 'bad token ***');
  });

  it('removes tokens that are not known as secrets', () => {
    assert.equal(redact('for eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkZW1vIn0.c2lnbmF0dXJl!', []), 'for ***!');
    assert.equal(redact('{"password":"a\\"b","x":1}', []), '{"password":"***","x":1}');
  });

  it('returns one line of at most 300 characters', () => {
    assert.equal(redact('a\nb\u0000c', []), 'a b c');
    assert.equal(redact('x'.repeat(1_000), []).length, 300);
  });
});

/** Parsing is a separate step: its failure must be one of the answer. */
async function jsonOf(answer: { json(): unknown }): Promise<unknown> {
  return answer.json();
}
