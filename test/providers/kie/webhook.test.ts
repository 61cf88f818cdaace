import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { afterEach, describe, it } from 'mocha';
import { createWebhookReceiver, type WebhookReceiver } from '../../../src/engine/jobs/running/webhookReceiver';
import { kie } from '../../../src/providers/kie';
import type { KieOptions } from '../../../src/providers/kie/options';
import type { ProviderContext } from '../../../src/providers/contract/context';
import { post } from '../../simulators/kie/callbacks';
import { imagesOf, request, ticketOf, submitFitted } from '../harness/expect';
import { providerFixture } from '../harness/providerContext';
import { FakeClock, settle } from '../../unit/engine/fakeClock';
import { silentLog } from '../../unit/engine/rig';
import { setUp, tearDown, type ServiceFixture } from './fixture';

const key = 'whsec-simulated-hmac-key';
const now = 1_757_584_200_000;
const seconds = String(now / 1000);
const taskId = '281e5b0f39b9c2f1a4d7e6b8c3d2a1f0';

interface Call {
  body?: unknown;
  timestamp?: string | undefined;
  signature?: string | undefined;
  /** What is kept on our side; left out: no key. */
  kept?: string;
}

function sign(id: string, timestamp: string, secret = key): string {
  return createHmac('sha256', secret).update(`${id}.${timestamp}`).digest('base64');
}

function identify({
  body = { code: 200, data: { taskId } },
  timestamp,
  signature,
  kept,
}: Call): Promise<string | undefined> {
  const fixture = providerFixture({
    now: () => now,
    ...(kept === undefined ? {} : { secrets: { webhookHmacKey: kept } }),
  });
  const headers: Record<string, string> = {};
  if (timestamp !== undefined) headers['x-webhook-timestamp'] = timestamp;
  if (signature !== undefined) headers['x-webhook-signature'] = signature;
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
  return kie.webhook!.identify({ headers, body: bytes }, fixture.context(kie));
}

describe('KIE: callbacks', () => {
  const receivers: WebhookReceiver[] = [];
  afterEach(async () => {
    await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
    await tearDown();
  });

  it('accepts a valid signature', async () => {
    assert.equal(await identify({ timestamp: seconds, signature: sign(taskId, seconds), kept: key }), taskId);
    const older = { code: 200, data: { task_id: taskId } };
    assert.equal(
      await identify({ body: older, timestamp: seconds, signature: sign(taskId, seconds), kept: key }),
      taskId,
    );
    assert.equal(await identify({ timestamp: seconds, signature: sign(taskId, seconds), kept: ` ${key}\n` }), taskId);
  });

  it('accepts a time difference of up to five minutes', async () => {
    for (const [shift, isGood] of [
      [-300, true],
      [300, true],
      [-301, false],
      [301, false],
      [-90_000, false],
    ] as const) {
      const timestamp = String(now / 1000 + shift);
      const found = await identify({ timestamp, signature: sign(taskId, timestamp), kept: key });
      assert.equal(found, isGood ? taskId : undefined, String(shift));
    }
  });

  it('rejects every other callback if a signing key is stored', async () => {
    const good = sign(taskId, seconds);
    const wrong: Call[] = [
      {},
      { timestamp: seconds },
      { signature: good },
      { timestamp: seconds, signature: '' },
      { timestamp: seconds, signature: sign(taskId, seconds, 'another key') },
      { timestamp: seconds, signature: sign('another task', seconds) },
      { timestamp: String(now / 1000 + 1), signature: good },
      { timestamp: seconds, signature: `${good}=` },
      { timestamp: seconds, signature: good.slice(0, -2) },
      { timestamp: seconds, signature: Buffer.from(good, 'base64').toString('hex') },
      { timestamp: seconds, signature: `${good.startsWith('A') ? 'B' : 'A'}${good.slice(1)}` },
      { timestamp: `${seconds}.0`, signature: sign(taskId, `${seconds}.0`) },
      { timestamp: '1e12', signature: sign(taskId, '1e12') },
      { timestamp: 'NaN', signature: sign(taskId, 'NaN') },
      { body: { code: 200, data: { taskId: 'another' } }, timestamp: seconds, signature: good },
      { body: '{"data":{"taskId":"' },
      { body: '' },
    ];
    for (const call of wrong) assert.equal(await identify({ ...call, kept: key }), undefined, JSON.stringify(call));
  });

  it('accepts an unsigned callback without a signing key, because it only causes a poll', async () => {
    assert.equal(await identify({}), taskId);
    assert.equal(await identify({ body: 'no JSON' }), undefined);
    assert.equal(await identify({ body: { data: { taskId: '../x y' } } }), undefined);
  });

  it('identifies a job by its ticket', () => {
    assert.equal(kie.webhook!.ticketId({ taskId, submittedAt: now, pictures: 1 }), taskId);
    assert.equal(kie.webhook!.ticketId({ other: 1 }), undefined);
    assert.equal(kie.webhook!.ticketId(null), undefined);
  });

  interface Wired {
    setting: ServiceFixture;
    receiver: WebhookReceiver;
    context: ProviderContext<KieOptions>;
    poked: string[];
    tickets: Map<string, ReturnType<typeof ticketOf>>;
  }

  /** Service and receiver, each with its key, joined as the engine joins them. */
  async function wired(serviceKey: string | undefined, kept: string | undefined): Promise<Wired> {
    const setting = await setUp(serviceKey ? { webhookHmacKey: serviceKey } : {});
    if (kept) setting.fixture.secrets.set('webhookHmacKey', kept);
    const tickets: Wired['tickets'] = new Map();
    const poked: string[] = [];
    const create = (port: number) => {
      const receiver = createWebhookReceiver(
        { port, publicUrl: `http://127.0.0.1:${port}`, pathKey: 'path key' },
        {
          configured: () => [{ provider: kie, config: setting.context.config }],
          context: (_configured, signal) => setting.again({ signal }),
          jobsAt: () => [...tickets].map(([id, ticket]) => ({ id, ticket })),
          interrupt: (jobId) => void poked.push(jobId),
          clock: new FakeClock(),
          log: silentLog,
        },
      );
      receivers.push(receiver);
      return receiver;
    };
    const first = create(0);
    await first.start();
    const port = first.port() ?? 0;
    await first.stop();
    const receiver = create(port);
    await receiver.start();
    const callbackUrl = receiver.callbackUrl(setting.context.config.id) ?? '';
    const context = { ...setting.context, callbackUrl } as ProviderContext<KieOptions>;
    return { setting, receiver, context, poked, tickets };
  }

  async function until(isSo: () => boolean): Promise<void> {
    // By time, not by turns: on a busy machine, many turns pass before a connection is served.
    for (const deadline = performance.now() + 20_000; !isSo() && performance.now() < deadline;) await settle();
    assert.ok(isSo());
  }

  it('polls the job when the service reports it', async () => {
    const { setting, context, poked, tickets } = await wired(key, key);
    const { service } = setting;
    service.holdTasks();
    tickets.set('job-1', ticketOf(await submitFitted(kie, request(), context)));
    tickets.set('job-2', ticketOf(await submitFitted(kie, request(), context)));
    service.finishNext();
    await until(() => poked.length > 0);
    await until(() => service.callbacks.length > 0);
    assert.deepEqual(poked, ['job-1']);
    assert.equal(service.callbacks[0]?.status, 200);
    assert.equal(imagesOf(await kie.poll(tickets.get('job-1') ?? null, context)).length, 1);
    assert.equal((await kie.poll(tickets.get('job-2') ?? null, context)).state, 'waiting');
  });

  it('identifies the task of a failure and by the older name of the ID', async () => {
    const { setting, context, poked, tickets } = await wired(key, key);
    const { service } = setting;
    service.speak({ callbackIdName: 'task_id' });
    service.holdTasks();
    service.failNext();
    tickets.set('job-1', ticketOf(await submitFitted(kie, request(), context)));
    service.finishNext();
    await until(() => poked.length > 0);
    assert.equal((await kie.poll(tickets.get('job-1') ?? null, context)).state, 'failed');
  });

  it('does not trust a callback that reports a success too early', async () => {
    const { setting, receiver, context, poked, tickets } = await wired(undefined, undefined);
    setting.service.holdTasks();
    const ticket = ticketOf(await submitFitted(kie, request(), context));
    tickets.set('job-1', ticket);
    const lie = {
      code: 200,
      data: { ...(ticket as object), state: 'success', resultJson: '{"resultUrls":["https://evil.example/x.png"]}' },
    };
    await post(receiver.callbackUrl(setting.context.config.id) ?? '', {}, JSON.stringify(lie));
    await until(() => poked.length > 0);
    assert.equal((await kie.poll(ticket, context)).state, 'waiting');
  });

  it('ignores callbacks with another signature, old ones, and repeated ones', async () => {
    const { setting, receiver, context, poked, tickets } = await wired('another key', key);
    const { service } = setting;
    service.holdTasks();
    tickets.set('job-1', ticketOf(await submitFitted(kie, request(), context)));
    const id = service.finishNext() ?? '';
    const url = receiver.callbackUrl(setting.context.config.id) ?? '';
    await service.callBack(id, url);
    await service.callBack(id, url, { key, timestamp: String(Math.floor(Date.now() / 1000) - 400) });
    await settle();
    assert.deepEqual(poked, []);
    for (let time = 0; time < 3; time += 1) await service.callBack(id, url, { key });
    await until(() => poked.length > 0);
    await settle();
    assert.deepEqual(poked, ['job-1']);
  });

  it('finishes the job by polling when no callback arrives', async () => {
    const { setting, receiver, context, tickets } = await wired(key, key);
    await receiver.stop();
    const { service } = setting;
    const ticket = ticketOf(await submitFitted(kie, request(), context));
    tickets.set('job-1', ticket);
    await until(() => service.callbacks.length === 4);
    assert.deepEqual(
      service.callbacks.map(({ status }) => status),
      [0, 0, 0, 0],
    );
    assert.equal((await kie.poll(ticket, context)).state, 'done');
  });
});

describe('a callback of the simulator', () => {
  it("to an address that it can't send to is no answer, not the end of the simulator", async () => {
    for (const url of ['https://127.0.0.1:1/', 'ftp://127.0.0.1/', 'no address', ''])
      assert.equal(await post(url, {}, '{}'), 0, url);
  });
});
