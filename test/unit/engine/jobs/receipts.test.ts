/** What the engine makes of a paid call that was not received, is over, or may be running. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import type { JobView, JsonValue } from '../../../../src/shared/model/jobs';
import type { FailureReason } from '../../../../src/shared/model/failure';
import type { ProviderContext } from '../../../../src/providers/contract/context';
import type { TaskProvider } from '../../../../src/providers/contract/provider';
import { failureOfStatus } from '../../../../src/http/answer/status';
import { startWire, type WireServer } from '../../../simulators/wire';
import { until } from '../../../harness/until';
import { FakeService, pictures, rig, type Rig } from '../rig';

const fox = { kind: 'generate', prompt: 'a red fox' } as const;

describe('a submit that was answered without an image', function () {
  this.timeout(60_000);
  let made: Rig;
  let wire: WireServer;
  let service: FakeService;
  let other: FakeService;
  let answer: { status: number; body: string };
  /** Reason that the provider reads in an answer. */
  let reason: FailureReason | undefined;
  let lookups: number;
  let lookUp: () => Promise<JsonValue | undefined>;

  beforeEach(async () => {
    wire = await startWire({
      handle: () => ({
        status: answer.status,
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(answer.body),
      }),
    });
    [service, other] = [new FakeService(), new FakeService()];
    [reason, lookups] = [undefined, 0];
    lookUp = () => Promise.reject(fail('lost'));
    other.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    service.onSubmit = async ({ http }: ProviderContext) => {
      const got = await http.send({ method: 'POST', path: '/images', json: {}, paid: true });
      const { kind, ...facts } = failureOfStatus(got).failure;
      throw fail(reason ? 'server' : kind, { ...facts, ...(reason ? { reason } : {}) });
    };
  });
  afterEach(async () => {
    await made.end();
    await wire.stop();
  });

  async function run(
    overrides: Partial<TaskProvider> = { reconcile: () => ((lookups += 1), lookUp()) },
  ): Promise<JobView> {
    made = await rig(
      [service.provider('acme', overrides), other.provider('other')],
      [{ type: 'acme', baseUrl: wire.url, priority: 9 }, { type: 'other' }],
    );
    const [id = ''] = await made.easel.jobs.start(fox);
    const isStopped = (): boolean => ['done', 'failed', 'lost'].includes(made.easel.jobs.get(id).state);
    await until('the job to stop', async () => {
      await made.clock.pass(1_000);
      return isStopped();
    });
    return made.easel.jobs.get(id);
  }
  const money = (job: JobView): string | undefined => made.easel.jobs.get(job.id).money?.state;

  for (const status of [200, 500]) {
    it(`ends as failed when the task failed for certain (${status}): not looked up, not sent elsewhere, money open`, async () => {
      answer = { status, body: '{"error":"out of memory"}' };
      reason = 'task-failed';
      const job = await run();
      assert.deepEqual([job.state, job.failure?.kind, job.failure?.maybeReceived], ['failed', 'server', true]);
      assert.deepEqual([service.submits, other.submits, lookups], [1, 0, 0]);
      assert.equal(money(job), 'open');
    });
  }

  it('ends as failed when a complete answer has no image', async () => {
    answer = { status: 200, body: '{"data":[]}' };
    for (reason of ['no-images', 'not-an-image'] as const) {
      const job = await run({});
      assert.deepEqual([job.state, job.failure?.reason, other.submits], ['failed', reason, 0]);
      if (reason === 'no-images') await made.end();
    }
  });

  it('goes to the next provider when it was rejected, and its money is free', async () => {
    answer = { status: 402, body: '{"error":"credit"}' };
    const job = await run();
    assert.deepEqual([job.state, job.providerId, lookups], ['done', 'other', 0]);
  });

  it("is unknown after a gateway's status, and is offered to be checked only where that is possible", async () => {
    answer = { status: 524, body: '{"error":"rate limit of the origin"}' };
    const first = await run();
    assert.deepEqual([first.state, first.canLookUp, other.submits, money(first)], ['lost', true, 0, 'open']);
    assert.ok(lookups >= 1);
    await made.end();
    const second = await run({});
    assert.deepEqual([second.state, second.canLookUp ?? false, other.submits], ['lost', false, 0]);
  });

  it("doesn't wait for the network when the service answers the lookup with an error", async () => {
    answer = { status: 502, body: '{}' };
    lookUp = () => Promise.reject(fail('server', { status: 500, maybeReceived: false }));
    const job = await run();
    assert.deepEqual([job.state, job.progress], ['lost', undefined]);
    for (let passed = 0; passed < 24; passed += 1) await made.clock.oversleep(3_600_000);
    assert.ok(lookups >= 3 && lookups <= 6, `asked ${lookups} times, but the user decides`);
  });

  it('waits for the network when nothing answers the lookup, and when a captive portal does', async () => {
    answer = { status: 502, body: '{}' };
    for (const failure of [
      { kind: 'network', reason: 'connection-lost' },
      { kind: 'network', reason: 'proxy-login', status: 407 },
      { kind: 'timeout' },
      { kind: 'bad-answer', reason: 'html-answer', status: 200 },
    ] as const) {
      const { kind, ...facts } = failure;
      lookUp = () => Promise.reject(fail(kind, facts));
      const job = await run();
      assert.deepEqual([job.state, job.progress?.waitsFor], ['lost', 'network'], JSON.stringify(failure));
      if (kind !== 'bad-answer') await made.end();
    }
  });
});
