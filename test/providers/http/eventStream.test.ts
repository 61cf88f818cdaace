import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { TooLargeError } from '../../../src/http/transport/body';
import { readEvents, type ServerSentEvent } from '../../../src/http/streaming/eventStream';
import { CutStreamError } from '../../../src/http/transport/body';
import { createHttp, type Http, type StreamAnswer, type StreamRequest } from '../../../src/http/httpClient';
import type { Failure } from '../../../src/shared/model/failure';
import { until } from '../../harness/until';
import { startPushServer, type EventConnection, type PushServer } from '../../simulators/pushServer';
import { assertFailure, failureOf } from '../harness/expect';

const key = 'sk-test-0123456789abcdef';

async function* piecesOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, 'latin1');
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const limits = { maxBytes: 10_000, maxEventBytes: 100 };
const read = (...texts: string[]): Promise<ServerSentEvent[]> => all(readEvents(piecesOf(...texts), limits));

describe('reading server-sent events', () => {
  it('joins the data lines of an event, skips comments, and keeps names and IDs', async () => {
    assert.deepEqual(
      await read(': hello\n\nevent: done\nid: 7\ndata: a\ndata:b\nretry: 5\n\ndata\n\nevent: none\n\n'),
      [
        { event: 'done', data: 'a\nb', id: '7' },
        { event: 'message', data: '' },
      ],
    );
  });

  it('reads the same events however the bytes are split, with every kind of line end', async () => {
    const text = Buffer.from('data: 一只狐狸\r\ndata: b\r\n\r\ndata: c\r\rdata: d\n\n').toString('latin1');
    const expected = ['一只狐狸\nb', 'c', 'd'];
    for (let at = 0; at <= text.length; at += 1) {
      const events = await read(text.slice(0, at), text.slice(at));
      assert.deepEqual(
        events.map(({ data }) => data),
        expected,
        `split at ${at}`,
      );
    }
    const singly = await read(...text);
    assert.deepEqual(
      singly.map(({ data }) => data),
      expected,
    );
  });

  it('accepts a last event without its blank line, but not one with a truncated line', async () => {
    assert.equal((await read('data: whole\n')).length, 1);
    await assert.rejects(read('data: {"half":'), CutStreamError);
  });

  it('rejects an event and a stream over the byte limit', async () => {
    await assert.rejects(read(`data: ${'x'.repeat(101)}`), TooLargeError);
    await assert.rejects(read(`data: ${'x'.repeat(60)}\ndata: ${'x'.repeat(60)}\n`), TooLargeError);
    await assert.rejects(read(...Array.from({ length: 200 }, () => `data: ${'x'.repeat(80)}\n\n`)), TooLargeError);
  });

  it('reads a line of megabytes in small pieces in linear time', async () => {
    const pieces = ['data: ', ...Array.from({ length: 4_000 }, () => 'x'.repeat(8_000)), '\n\n'];
    const whole = { maxBytes: 100_000_000, maxEventBytes: 100_000_000 };
    const [event] = await all(readEvents(piecesOf(...pieces), whole));
    assert.equal(event?.data.length, 32_000_000);
  });
});

describe('a stream of events from a service', () => {
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

  function http(): Http {
    const { signal } = stopping;
    return createHttp({ baseUrl: server.url, origins: [], secretTexts: () => [key], signal, log });
  }
  const headers = { authorization: `Bearer ${key}` };
  const request: StreamRequest = { method: 'POST', path: '/events', json: {}, paid: true, headers };

  async function events(change: Partial<StreamRequest> = {}): Promise<AsyncIterable<ServerSentEvent>> {
    const answer = await http().stream({ ...request, ...change });
    assert.ok(answer.kind === 'events');
    return answer.events;
  }

  it('yields events while the answer is still being sent', async () => {
    const seen: string[] = [];
    server.onEvents = ({ event, raw }) => {
      event({ part: 1 }, 'partial');
      raw(': keep-alive\n\n');
      event({ part: 2 });
    };
    for await (const { event, data } of await events()) {
      seen.push(`${event} ${data}`);
      if (seen.length === 2) break;
    }
    assert.deepEqual(seen, ['partial {"part":1}', 'message {"part":2}']);
    await until('leaving the loop to close the connection', () => server.open() === 0);
  });

  it('returns the answer of a service that sends no events', async () => {
    const answer: StreamAnswer = await http().stream({ method: 'GET', path: '/task' });
    assert.ok(answer.kind === 'answer');
    assert.deepEqual(answer.answer.json(), { state: 'running' });
    server.refusal = { status: 429, headers: { 'retry-after': '3' } };
    const refused = await http().stream(request);
    assert.equal(refused.kind === 'answer' && refused.answer.status, 429);
  });

  it('sends the key neither along a redirect nor to another origin', async () => {
    server.refusal = { status: 302, headers: { location: 'http://elsewhere.invalid/' } };
    assertFailure(await failureOf(http().stream(request)), { kind: 'settings', reason: 'redirect-refused' });
    const elsewhere = http().stream({ ...request, path: 'http://elsewhere.invalid/events' });
    assertFailure(await failureOf(elsewhere), { kind: 'settings', reason: 'url-refused' });
  });

  for (const [what, misbehave, change, expected] of [
    [
      'the connection is reset between two events',
      ({ event, cut }) => (event('a'), setTimeout(cut, 20)),
      {},
      { kind: 'network', reason: 'connection-lost', maybeReceived: true },
    ],
    [
      'the stream ends with half an event',
      ({ event, raw, end }) => (event('a'), raw('data: {"ha'), end()),
      {},
      { kind: 'bad-answer', reason: 'cut-answer', maybeReceived: true },
    ],
    [
      'one event is larger than agreed',
      ({ event, raw }) => (event('a'), raw(`data: ${'x'.repeat(200_000)}`)),
      { maxEventBytes: 100_000 },
      { kind: 'bad-answer', reason: 'too-large', maybeReceived: true },
    ],
    [
      'the whole stream is larger than agreed',
      ({ event }) => {
        for (let count = 0; count < 20; count += 1) event('x'.repeat(10_000));
      },
      { maxBytes: 100_000 },
      { kind: 'bad-answer', reason: 'too-large', maybeReceived: true },
    ],
    [
      'the service falls silent',
      ({ event }) => event('a'),
      { idleTimeout: 50 },
      { kind: 'timeout', maybeReceived: true },
    ],
  ] satisfies [string, (connection: EventConnection) => unknown, Partial<StreamRequest>, Partial<Failure>][]) {
    it(`fails with the reason when ${what}`, async () => {
      server.onEvents = (connection) => void misbehave(connection);
      const stream = await events(change);
      assertFailure(await failureOf(all(stream)), expected);
      await until('the connection to be closed', () => server.open() === 0);
    });
  }

  it('ends when its signal aborts, also between two events', async () => {
    server.onEvents = ({ event }) => event('a');
    const stream = await events();
    setTimeout(() => stopping.abort(), 20);
    assertFailure(await failureOf(all(stream)), { kind: 'cancelled' });
    await until('the connection to be closed', () => server.open() === 0);
  });

  it('writes neither the key nor an event to the log', async () => {
    server.onEvents = ({ event, end }) => (event({ prompt: 'private', key }), end());
    await all(await events());
    const text = lines.join('\n');
    assert.ok(text.includes('a stream of events'));
    assert.ok(!text.includes(key) && !text.includes('private'));
  });
});
