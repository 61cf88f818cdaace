import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { WebviewEvent } from '../../../src/shared/protocol/connection/events';
import type { Failure } from '../../../src/shared/model/failure';
import {
  CallError,
  connect,
  serve,
  type Client,
  type DescribeError,
  type Handlers,
  type Port,
} from '../../../src/shared/protocol/connection/rpc';

interface Methods {
  double(value: number): Promise<number>;
  hang(): Promise<void>;
}

/** Two ports that pass messages as `postMessage` does: cloned, and asynchronously. */
function portPair(): {
  page: Port;
  host: Port;
  toHost(message: unknown): void;
  sentByHost: unknown[];
  sentByPage: { id: number }[];
} {
  const listeners = { page: new Set<(message: unknown) => void>(), host: new Set<(message: unknown) => void>() };
  const sentByHost: unknown[] = [];
  const sentByPage: { id: number }[] = [];
  const deliver = (to: 'page' | 'host', message: unknown): void => {
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => listeners[to].forEach((listener) => listener(copy)));
  };
  const end = (self: 'page' | 'host', other: 'page' | 'host'): Port => ({
    send: (message) => {
      if (self === 'host') sentByHost.push(message);
      else sentByPage.push(message as { id: number });
      deliver(other, message);
    },
    receive: (listener) => {
      listeners[self].add(listener);
      return () => listeners[self].delete(listener);
    },
  });
  return {
    page: end('page', 'host'),
    host: end('host', 'page'),
    toHost: (message) => deliver('host', message),
    sentByHost,
    sentByPage,
  };
}

const explain: DescribeError = {
  failure: (thrown) => ({ kind: 'server', detail: thrown instanceof Error ? thrown.message : String(thrown) }),
  sentence: (failure) => `It went wrong: ${failure.kind}`,
};

/** Runs all pending microtasks. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function start(overrides: Partial<Handlers<Methods>> = {}): ReturnType<typeof portPair> & {
  client: Client<Methods>;
  server: ReturnType<typeof serve>;
  events: WebviewEvent[];
  seen: { runs: number; signal?: AbortSignal };
} {
  const ports = portPair();
  const seen: { runs: number; signal?: AbortSignal } = { runs: 0 };
  const handlers: Handlers<Methods> = {
    double: {
      accepts: ([value, ...more]) =>
        typeof value === 'number' && more.length === 0 ? { values: [value] } : { problem: 'value 1: number expected' },
      run: async ([value]) => {
        seen.runs += 1;
        if (value < 0) throw new Error('negative');
        return value * 2;
      },
    },
    hang: {
      accepts: (values) => (values.length === 0 ? { values: [] } : { problem: 'no value expected' }),
      run: (_values, signal) => {
        seen.runs += 1;
        seen.signal = signal;
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      },
    },
    ...overrides,
  };
  const events: WebviewEvent[] = [];
  const server = serve<Methods>(ports.host, handlers, explain);
  const client = connect<Methods>(ports.page, (event) => events.push(event));
  return { ...ports, client, server, events, seen };
}

async function failureOf(call: Promise<unknown>): Promise<{ failure: Failure; sentence: string }> {
  try {
    await call;
  } catch (thrown) {
    assert.ok(thrown instanceof CallError, String(thrown));
    return { failure: thrown.failure, sentence: thrown.message };
  }
  return assert.fail('the call should have been refused');
}

describe('rpc', () => {
  it('answers calls, each with its own result', async () => {
    const { client } = start();
    assert.deepEqual(await Promise.all([client.call('double', [2]), client.call('double', [5])]), [4, 10]);
  });

  it('sends an error as a failure with a sentence', async () => {
    const { client } = start();
    const { failure, sentence } = await failureOf(client.call('double', [-1]));
    assert.deepEqual(failure, { kind: 'server', detail: 'negative' });
    assert.equal(sentence, 'It went wrong: server');
  });

  it('treats a handler that throws like one that rejects', async () => {
    const hang: Handlers<Methods>['hang'] = {
      accepts: () => ({ values: [] }),
      run: () => {
        throw new Error('at once');
      },
    };
    const { client } = start({ hang });
    assert.equal((await failureOf(client.call('hang', []))).failure.detail, 'at once');
  });

  it('refuses values that the method does not accept, without running it, and names the field', async () => {
    const { client, seen } = start();
    const { failure } = await failureOf(client.call('double', ['7' as unknown as number]));
    assert.equal(failure.kind, 'internal');
    assert.match(failure.detail ?? '', /double was refused: value 1: number expected/);
    assert.equal(seen.runs, 0);
  });

  for (const method of ['constructor', '__proto__', 'toString', 'format']) {
    it(`refuses the method ${method}`, async () => {
      const { client } = start();
      assert.equal((await failureOf(client.call(method as 'hang', []))).failure.kind, 'internal');
    });
  }

  it('ignores messages of another shape', async () => {
    const { toHost, sentByHost, client } = start();
    const nonsense: unknown[] = [
      undefined,
      null,
      7,
      'call',
      [],
      [{ kind: 'call' }],
      {},
      { kind: 'call' },
      { kind: 'call', id: 1, method: 'double' },
      { kind: 'call', id: '1', method: 'double', values: [1] },
      { kind: 'call', id: -1, method: 'double', values: [1] },
      { kind: 'call', id: 1.5, method: 'double', values: [1] },
      { kind: 'call', id: 1, method: 7, values: [1] },
      { kind: 'call', id: 1, method: 'double', values: { length: 1, 0: 1 } },
      { kind: 'cancel', id: 99 },
      { kind: 'cancel' },
      { kind: 'result', id: 1, value: 1 },
    ];
    nonsense.forEach(toHost);
    await settled();
    assert.deepEqual(sentByHost, []);
    assert.equal(await client.call('double', [1]), 2);
  });

  it('ignores answers without a call and of the wrong shape', async () => {
    const { host, client, events, sentByPage } = start();
    const hanging = client.call('hang', []);
    const id = sentByPage[0]?.id;
    assert.ok(id);
    for (const message of [
      { kind: 'result', id: id + 1, value: 1 },
      { kind: 'error', id },
      { kind: 'error', id, failure: { kind: 3 }, sentence: '' },
      { kind: 'event' },
      { kind: 'event', event: 'changed' },
      null,
    ]) {
      host.send(message);
    }
    await settled();
    assert.deepEqual(events, []);
    client.dispose();
    assert.equal((await failureOf(hanging)).failure.kind, 'cancelled');
  });

  it('cancels at both ends', async () => {
    const { client, seen, sentByHost } = start();
    const stop = new AbortController();
    const call = failureOf(client.call('hang', [], stop.signal));
    await settled();
    assert.equal(seen.signal?.aborted, false);
    stop.abort();
    assert.equal((await call).failure.kind, 'cancelled');
    await settled();
    assert.equal(seen.signal?.aborted, true);
    assert.deepEqual(sentByHost, [], 'a cancelled call has no answer');
  });

  it('does not send a call that is already canceled', async () => {
    const { client, seen } = start();
    assert.equal((await failureOf(client.call('hang', [], AbortSignal.abort()))).failure.kind, 'cancelled');
    await settled();
    assert.equal(seen.runs, 0);
  });

  it('rejects open and later calls when the client is disposed', async () => {
    const { client } = start();
    const calls = [failureOf(client.call('hang', [])), failureOf(client.call('hang', []))];
    client.dispose();
    for (const { failure } of await Promise.all(calls)) assert.equal(failure.kind, 'cancelled');
    assert.equal((await failureOf(client.call('double', [1]))).failure.kind, 'cancelled');
  });

  it('aborts running calls and answers none when the server is disposed', async () => {
    const { client, server, seen, sentByHost } = start();
    void failureOf(client.call('hang', []));
    await settled();
    server.dispose();
    assert.equal(seen.signal?.aborted, true);
    void failureOf(client.call('double', [1]));
    await settled();
    assert.deepEqual(sentByHost, []);
    assert.equal(seen.runs, 1);
  });

  it('refuses more than 64 open calls and takes new ones when old ones ended', async () => {
    const { client } = start();
    const stop = new AbortController();
    const open = Array.from({ length: 64 }, () => failureOf(client.call('hang', [], stop.signal)));
    assert.equal((await failureOf(client.call('double', [1]))).failure.kind, 'internal');
    stop.abort();
    await Promise.all(open);
    await settled();
    assert.equal(await client.call('double', [1]), 2);
  });

  it('refuses a second call with the ID of an open one', async () => {
    const { client, toHost, seen, sentByPage } = start();
    const first = failureOf(client.call('hang', []));
    await settled();
    toHost({ kind: 'call', id: sentByPage[0]?.id, method: 'hang', values: [] });
    assert.equal((await first).failure.kind, 'internal');
    assert.equal(seen.runs, 1);
  });

  it('serves a new document while a call of the former one is open', async () => {
    const { client, page, seen } = start();
    void failureOf(client.call('hang', []));
    const again = connect<Methods>(page, () => undefined);
    assert.equal(await again.call('double', [3]), 6);
    assert.equal(seen.runs, 2);
  });

  it('sends events', async () => {
    const { server, events } = start();
    server.send({ kind: 'changed', jobIds: ['j1'], areas: [] });
    await settled();
    assert.deepEqual(events, [{ kind: 'changed', jobIds: ['j1'], areas: [] }]);
  });
});

describe('prefetched calls', () => {
  const first = [{ method: 'double', values: [4] }];

  it('use the prefetched result', async () => {
    const { client, server, seen } = start();
    server.prefetch(first);
    assert.equal(seen.runs, 1);
    assert.equal(await client.call('double', [4]), 8);
    assert.equal(seen.runs, 1);
  });

  it('send nothing before the call is made', async () => {
    const { server, sentByHost } = start();
    server.prefetch(first);
    await settled();
    assert.deepEqual(sentByHost, []);
  });

  it('answer one call only, and none with other values', async () => {
    const { client, server, seen } = start();
    server.prefetch(first);
    assert.equal(await client.call('double', [5]), 10);
    assert.equal(await client.call('double', [4]), 8);
    assert.equal(await client.call('double', [4]), 8);
    assert.equal(seen.runs, 3);
  });

  it('are dropped with the next event', async () => {
    const { client, server, seen } = start();
    server.prefetch(first);
    server.send({ kind: 'changed', jobIds: [], areas: ['history'] });
    assert.equal(await client.call('double', [4]), 8);
    assert.equal(seen.runs, 2);
  });

  it('report a failure like any other call', async () => {
    const { client, server } = start();
    server.prefetch([{ method: 'double', values: [-4] }]);
    await settled();
    assert.equal((await failureOf(client.call('double', [-4]))).failure.detail, 'negative');
  });

  it('can be canceled, and end with the connection', async () => {
    const { client, server, seen } = start();
    const hanging = [{ method: 'hang', values: [] }];
    server.prefetch(hanging);
    const stop = new AbortController();
    const answer = failureOf(client.call('hang', [], stop.signal));
    await settled();
    stop.abort();
    assert.equal((await answer).failure.kind, 'cancelled');
    await settled();
    assert.ok(seen.signal?.aborted);
    server.prefetch(hanging);
    assert.ok(!seen.signal.aborted);
    server.dispose();
    assert.ok(seen.signal.aborted);
  });
});
