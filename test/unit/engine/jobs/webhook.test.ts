import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, it } from 'mocha';
import {
  createWebhookReceiver,
  webhookPathKey,
  type WebhookNeeds,
  type WebhookOptions,
  type WebhookReceiver,
} from '../../../../src/engine/jobs/running/webhookReceiver';
import { defaultConfig } from '../../../../src/engine/providers/configuration';
import type { Provider, WebhookCall } from '../../../../src/providers/contract/provider';
import type { ProviderContext } from '../../../../src/providers/contract/context';
import { FakeClock, settle } from '../fakeClock';
import { FakeService, silentLog } from '../rig';

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

const opened: WebhookReceiver[] = [];

describe('the receiver of callbacks', () => {
  afterEach(() => Promise.all(opened.splice(0).map((receiver) => receiver.stop())));

  it('is off unless configured', async () => {
    const { receiver } = setUp(undefined);
    await receiver.start();
    assert.equal(receiver.state(), 'off');
    assert.equal(receiver.port(), undefined);
    assert.equal(receiver.callbackUrl('one'), undefined);
  });

  it("requests no callbacks when it can't be reached", async () => {
    const { receiver } = await listening({ publicUrl: undefined });
    assert.equal(receiver.callbackUrl('one'), undefined);
  });

  it('listens on this machine only, and reports that it works', async () => {
    const { receiver, path } = await listening();
    for (const at of ['/', '/health', path('one')]) {
      const answer = await ask(receiver, { path: at });
      assert.equal(answer.status, 200);
      assert.equal((JSON.parse(answer.body) as { status: string }).status, 'ok');
    }
    assert.equal((await ask(receiver, { method: 'HEAD', path: '/health' })).body, '');
    const outside = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address, family, internal } of outside) {
      if (internal || family !== 'IPv4') continue;
      await assert.rejects(ask(receiver, { path: '/health', host: address }), /ECONNREFUSED/);
    }
  });

  it('has a path for each configuration, the same in every window and different in another installation', async () => {
    const { receiver } = setUp({ port: 0, publicUrl: 'https://name.example/in/', pathKey: 'k1' });
    const same = setUp({ port: 0, publicUrl: 'https://name.example/in', pathKey: 'k1' });
    const other = setUp({ port: 0, publicUrl: 'https://name.example/in', pathKey: 'k2' });
    const url = receiver.callbackUrl('one') ?? '';
    assert.match(url, /^https:\/\/name\.example\/in\/callback\/[\w-]{43}$/);
    assert.equal(same.receiver.callbackUrl('one'), url);
    assert.notEqual(other.receiver.callbackUrl('one'), url);
    assert.notEqual(receiver.callbackUrl('two'), url);
  });

  it('makes its key once', async () => {
    const kept = new Map<string, string>();
    const secrets = {
      get: async (name: string) => kept.get(name),
      set: async (name: string, value: string) => void kept.set(name, value),
      delete: async (name: string) => void kept.delete(name),
    };
    const key = await webhookPathKey(secrets);
    assert.ok(Buffer.from(key, 'base64url').length >= 32);
    assert.equal(await webhookPathKey(secrets), key);
  });

  it('polls the job that a callback names', async () => {
    const { receiver, path, interrupted } = await listening();
    assert.equal((await report(receiver, path('one'), 't1')).status, 200);
    await settle();
    assert.deepEqual(interrupted, ['job-1']);
    await report(receiver, `/some/prefix${path('two')}`, 't9');
    await settle();
    assert.deepEqual(interrupted, ['job-1', 'job-9']);
  });

  it('polls nothing for a job of another configuration, an unknown sender, or an invalid body', async () => {
    const { receiver, path, interrupted } = await listening();
    await report(receiver, path('two'), 't1');
    await report(receiver, path('one'), 'never heard of');
    await ask(receiver, { method: 'POST', path: path('one'), body: '}{' });
    await ask(receiver, { method: 'POST', path: path('one'), body: '' });
    await settle();
    assert.deepEqual(interrupted, []);
  });

  it("reveals nothing: a wrong path isn't found, and an unknown job is answered like any other", async () => {
    const { receiver, path, interrupted } = await listening();
    const guess = `${path('one').slice(0, -1)}_`;
    assert.equal((await report(receiver, guess, 't1')).status, 404);
    assert.equal((await report(receiver, path('silent'), 't1')).status, 404);
    assert.equal((await report(receiver, path('disabled'), 't1')).status, 404);
    const [known, unknown] = [await report(receiver, path('one'), 't2'), await report(receiver, path('one'), 'no')];
    assert.deepEqual([known.status, known.body], [unknown.status, unknown.body]);
    await settle();
    assert.deepEqual(interrupted, ['job-2']);
  });

  it('handles a repeated callback once', async () => {
    const { receiver, path, interrupted, clock } = await listening();
    for (let time = 0; time < 5; time += 1) await report(receiver, path('one'), 't1');
    await settle();
    assert.deepEqual(interrupted, ['job-1']);
    clock.jump(1_500);
    await report(receiver, path('one'), 't1');
    await settle();
    assert.deepEqual(interrupted, ['job-1', 'job-1']);
  });

  it('is reachable again within seconds when connections that send nothing take up all places', async function () {
    this.timeout(30_000);
    const { receiver, path } = await listening();
    const idle = Array.from({ length: 64 }, () => connect(receiver.port() ?? 0, '127.0.0.1'));
    const closed = idle.map(
      (socket) =>
        new Promise((resolve) =>
          socket
            .resume()
            .on('error', () => undefined)
            .once('close', resolve),
        ),
    );
    const began = performance.now();
    for (const socket of idle) socket.write('POST / HTTP/1.1\r\n');
    await Promise.all(closed);
    const seconds = (performance.now() - began) / 1000;
    assert.equal((await ask(receiver, { path: path('one') })).status, 200);
    assert.ok(seconds < 15, `unreachable for ${seconds} s`);
  });

  it('accepts POST only, and says so', async () => {
    const { receiver, path } = await listening();
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await ask(receiver, { method, path: path('one') });
      assert.equal(answer.status, 405, method);
      assert.equal(answer.headers['allow'], 'GET, HEAD, POST');
    }
    assert.equal((await ask(receiver, { method: 'POST', path: '/health' })).status, 405);
  });

  it('rejects a body that is larger than any callback, announced or not', async () => {
    const { receiver, path, interrupted } = await listening();
    const body = JSON.stringify({ id: 't1', filling: 'x'.repeat(300_000) });
    assert.equal((await ask(receiver, { method: 'POST', path: path('one'), body })).status, 413);
    const headers = { 'transfer-encoding': 'chunked' };
    assert.equal((await ask(receiver, { method: 'POST', path: path('one'), body, headers })).status, 413);
    await settle();
    assert.deepEqual(interrupted, []);
  });

  it('answers before the callback is handled, and survives a provider that throws', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { receiver, path, interrupted } = await listening({}, async (call) => {
      await gate;
      if (call.body.length < 10) throw new TypeError('not foreseen');
      return idOf(call);
    });
    assert.equal((await report(receiver, path('one'), 't1')).status, 200);
    assert.equal((await ask(receiver, { method: 'POST', path: path('one'), body: '{}' })).status, 200);
    await settle();
    assert.deepEqual(interrupted, []);
    release();
    await settle();
    assert.deepEqual(interrupted, ['job-1']);
  });

  it('handles sixteen callbacks at a time, and leaves the others to polling', async () => {
    let identified = 0;
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { receiver, path } = await listening({}, async (call) => {
      identified += 1;
      await gate;
      return idOf(call);
    });
    const answers = await Promise.all(Array.from({ length: 30 }, () => report(receiver, path('one'), 't1')));
    assert.ok(answers.every(({ status }) => status === 200));
    assert.equal(identified, 16);
    release();
  });

  it('tries again while another window has the port', async () => {
    const first = await listening();
    const port = first.receiver.port() ?? 0;
    const second = setUp({ port, publicUrl: 'https://name.example', pathKey: 'k' });
    await second.receiver.start();
    assert.equal(second.receiver.state(), 'port-taken');
    await first.receiver.stop();
    await second.clock.pass(15_000);
    await second.receiver.start();
    assert.equal(second.receiver.state(), 'listening');
    assert.equal(second.receiver.port(), port);
  });

  it('closes everything when stopped, including idle connections and a callback in progress', async () => {
    const seen: boolean[] = [];
    const { receiver, path, interrupted } = await listening({}, async (call, context) => {
      await new Promise<void>((resolve) => context.signal.addEventListener('abort', () => resolve(), { once: true }));
      seen.push(context.signal.aborted);
      return idOf(call);
    });
    const port = receiver.port() ?? 0;
    const idle = connect(port, '127.0.0.1');
    idle.on('error', () => undefined);
    await new Promise((resolve) => idle.once('connect', resolve));
    const closed = new Promise((resolve) => idle.once('close', resolve));
    await report(receiver, path('one'), 't1');
    await receiver.stop();
    await closed;
    assert.deepEqual(seen, [true]);
    assert.deepEqual(interrupted, []);
    assert.equal(receiver.state(), 'off');
    await receiver.start();
    assert.equal(receiver.state(), 'off');
    await assert.rejects(ask({ port: () => port }, { path: '/health' }));
  });
});

interface Setting {
  receiver: WebhookReceiver;
  clock: FakeClock;
  interrupted: string[];
  /** Path of a configuration's callbacks. */
  path(providerId: string): string;
}

type Identify = (call: WebhookCall, context: ProviderContext) => Promise<string | undefined>;

async function listening(
  change: Partial<Record<keyof WebhookOptions, string | undefined>> = {},
  identify?: Identify,
): Promise<Setting> {
  const options: WebhookOptions = { port: 0, pathKey: 'a key' };
  if (!('publicUrl' in change)) options.publicUrl = 'https://name.example';
  const setting = setUp(options, identify);
  await setting.receiver.start();
  assert.equal(setting.receiver.state(), 'listening');
  return setting;
}

function setUp(options: WebhookOptions | undefined, identify: Identify = async (call) => idOf(call)): Setting {
  const clock = new FakeClock();
  const interrupted: string[] = [];
  const ticketId = (ticket: unknown): string => (ticket as { id: string }).id;
  const calling = new FakeService().provider('calling', { webhook: { identify, ticketId } });
  const silent = new FakeService().provider('silent');
  const entry = (provider: Provider, id: string, enabled = true) => ({
    provider,
    config: { ...defaultConfig(provider), id, enabled },
  });
  const jobs: Record<string, { id: string; ticket?: { id: string } }[]> = {
    one: [{ id: 'job-0' }, { id: 'job-1', ticket: { id: 't1' } }, { id: 'job-2', ticket: { id: 't2' } }],
    two: [{ id: 'job-9', ticket: { id: 't9' } }],
    disabled: [{ id: 'job-5', ticket: { id: 't1' } }],
  };
  const needs: WebhookNeeds = {
    configured: () => [
      entry(calling, 'one'),
      entry(calling, 'two'),
      entry(silent, 'silent'),
      entry(calling, 'disabled', false),
    ],
    context: (_configured, signal) => ({ signal }) as ProviderContext,
    jobsAt: (providerId) => jobs[providerId] ?? [],
    interrupt: (jobId) => void interrupted.push(jobId),
    clock,
    log: silentLog,
  };
  const receiver = createWebhookReceiver(options, needs);
  opened.push(receiver);
  return { receiver, clock, interrupted, path: (id) => new URL(receiver.callbackUrl(id) ?? 'http://none/').pathname };
}

function idOf(call: WebhookCall): string | undefined {
  try {
    return (JSON.parse(new TextDecoder().decode(call.body)) as { id?: string }).id;
  } catch {
    return undefined;
  }
}

function report(receiver: WebhookReceiver, path: string, id: string): Promise<Answer> {
  return ask(receiver, { method: 'POST', path, body: JSON.stringify({ id }) });
}

function ask(
  receiver: Pick<WebhookReceiver, 'port'>,
  {
    method = 'GET',
    path,
    body,
    headers = {},
    host = '127.0.0.1',
  }: { method?: string; path: string; body?: string; headers?: Record<string, string>; host?: string },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const target = { host, port: receiver.port(), method, path, agent: false, headers };
    let answered = false;
    const outgoing = request(target, (incoming) => {
      answered = true;
      const pieces: Buffer[] = [];
      incoming.on('data', (piece: Buffer) => pieces.push(piece));
      const done = (): void =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(pieces).toString(),
        });
      incoming.once('end', done);
      incoming.once('error', done);
    });
    // A refused body is not read to its end: what is still being sent then breaks off.
    outgoing.on('error', (error) => (answered ? undefined : reject(error)));
    outgoing.end(body);
  });
}
