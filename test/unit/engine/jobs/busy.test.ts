import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import { FakeService, pictures, rig, settledJob, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;

describe('a job that no provider has accepted', function () {
  this.timeout(120_000);
  let made: Rig;
  afterEach(() => made.end());

  it('is submitted again after the delay that a busy service asked for', async () => {
    const service = new FakeService();
    service.onSubmit = () => {
      if (service.submits < 3) throw fail('rate', { retryAfter: 20_000, maybeReceived: false });
      return { kind: 'outputs', outputs: pictures(1) };
    };
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    const done = made.easel.jobs.finished(id);
    await made.clock.pass(1000);
    const waiting = made.easel.jobs.get(id);
    assert.equal(waiting.state, 'queued');
    assert.equal((waiting.progress?.nextTryAt ?? 0) - waiting.createdAt, 20_000);
    await made.clock.pass(18_000);
    assert.equal(service.submits, 1);
    await made.clock.pass(60_000);
    assert.equal((await done).state, 'done');
    assert.equal(service.submits, 3);
  });

  it("is still submitted after the machine slept, as that time doesn't count as retrying", async () => {
    const service = new FakeService();
    service.onSubmit = () => {
      if (service.submits < 3) throw fail('rate', { maybeReceived: false });
      return { kind: 'outputs', outputs: pictures(1) };
    };
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(1000);
    await made.clock.oversleep(8 * 3_600_000);
    const done = made.easel.jobs.finished(id);
    await made.clock.pass(30_000);
    assert.deepEqual([(await done).state, service.submits], ['done', 3]);
  });

  it('fails with the reason when all providers stay busy', async () => {
    const service = new FakeService();
    service.onSubmit = () => {
      throw fail('rate', { maybeReceived: false });
    };
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    const done = made.easel.jobs.finished(id);
    await made.clock.pass(20 * 60_000);
    const job = await done;
    assert.deepEqual([job.state, job.failure?.kind], ['failed', 'rate']);
  });

  it('skips a provider that keeps failing until its cooldown has passed', async () => {
    const first = new FakeService();
    const second = new FakeService();
    first.onSubmit = () => {
      throw fail('server', { status: 502, maybeReceived: false });
    };
    second.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    made = await rig([first.provider('first'), second.provider('second')]);
    for (let round = 0; round < 5; round += 1) {
      const [id = ''] = await made.easel.jobs.start(fox, here);
      assert.equal((await settledJob(made, id)).providerId, 'second');
    }
    assert.equal(first.submits, 3);
    const view = made.easel.providers.list().find(({ config }) => config.id === 'first');
    assert.equal(view?.health?.failures, 3);
    assert.equal(view.health.lastFailure?.status, 502);
    await made.clock.pass(31_000);
    first.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    const [id = ''] = await made.easel.jobs.start(fox, here);
    assert.equal((await settledJob(made, id)).providerId, 'first');
    assert.equal(made.easel.providers.list()[0]?.health, undefined);
  });
});
