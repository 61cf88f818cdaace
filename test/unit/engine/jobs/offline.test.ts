import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import type { Failure } from '../../../../src/shared/model/failure';
import { jobStateMessage } from '../../../../src/extension/messages/jobs';
import { FakeService, pictures, rig, settledJob, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;
const unreachable = { reason: 'offline', code: 'ENETUNREACH', maybeReceived: false } as const;
const notFound = { reason: 'host-not-found', code: 'ENOTFOUND', maybeReceived: false } as const;
const plain = (text: string): string => text;

describe('without a network', function () {
  this.timeout(240_000);
  let made: Rig;
  let service: FakeService;
  let failure: Omit<Failure, 'kind'>;

  beforeEach(async () => {
    service = new FakeService();
    failure = unreachable;
    service.onSubmit = () => {
      if (!made.network.isOnline) throw fail('network', failure);
      return { kind: 'outputs', outputs: pictures(1) };
    };
    made = await rig([service.provider('acme')]);
    made.network.isOnline = false;
  });
  afterEach(() => made.end());

  for (const [how, facts] of [
    ['no way out', unreachable],
    ['no names', notFound],
    ['no route to the host', { ...unreachable, reason: 'connection-refused', code: 'EHOSTUNREACH' }],
  ] as const) {
    it(`a job waits with the reason and resumes automatically (${how})`, async () => {
      failure = facts;
      const [id = ''] = await made.easel.jobs.start(fox, here);
      await made.clock.pass(2_000);
      const waiting = made.easel.jobs.get(id);
      assert.equal(waiting.state, 'queued');
      assert.equal(waiting.progress?.waitsFor, 'network');
      assert.equal(jobStateMessage(waiting, plain), 'Offline. Will resume automatically.');
      await made.clock.pass(60_000);
      made.network.isOnline = true;
      const done = made.easel.jobs.finished(id);
      await made.clock.pass(61_000);
      const job = await done;
      assert.equal(job.state, 'done');
      assert.equal(job.progress, undefined);
      assert.deepEqual(
        job.attempts.map((attempt) => attempt.failure?.reason),
        ['offline', undefined],
      );
    });
  }

  it("a job is retried at an interval, also overnight, and its row doesn't grow", async () => {
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(60_000);
    const early = service.submits;
    assert.ok(early >= 4 && early <= 8, `${early} tries in the first minute`);
    await made.clock.pass(8 * 3_600_000);
    const perMinute = (service.submits - early) / (8 * 60);
    assert.ok(perMinute > 0.8 && perMinute < 1.1, `${perMinute} tries in a minute`);
    assert.equal(made.easel.jobs.get(id).state, 'queued');
    assert.equal(made.easel.jobs.get(id).attempts.length, 1);
  });

  it('a job that waited long resumes at once, although the clock was set back meanwhile', async () => {
    const [id = ''] = await made.easel.jobs.start(fox, here);
    for (let waited = 0; waited < 120; waited += 1) await made.clock.oversleep(60_000);
    made.clock.jump(-3_600_000);
    made.network.isOnline = true;
    const done = made.easel.jobs.finished(id);
    await made.clock.pass(65_000);
    assert.equal(made.easel.jobs.get(id).state, 'done');
    await done;
  });

  it('a waiting job can be canceled', async () => {
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(20_000);
    const tries = service.submits;
    await made.easel.jobs.cancel(id);
    assert.equal(made.easel.jobs.get(id).state, 'cancelled');
    made.network.isOnline = true;
    await made.clock.pass(120_000);
    assert.equal(service.submits, tries);
  });

  it('a job still waits after a restart', async () => {
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(20_000);
    await made.reopen();
    await made.clock.pass(20_000);
    assert.equal(made.easel.jobs.get(id).state, 'queued');
    made.network.isOnline = true;
    const done = made.easel.jobs.finished(id);
    await made.clock.pass(61_000);
    assert.equal((await done).state, 'done');
  });

  it('no provider is marked as failing', async () => {
    for (let number = 0; number < 5; number += 1) await made.easel.jobs.start(fox, here);
    await made.clock.pass(120_000);
    assert.equal(made.easel.providers.list()[0]?.health, undefined);
  });

  it('a running job is still polled and its result saved, even after its deadline', async () => {
    let isOnline = true;
    service.onSubmit = () => ({ kind: 'ticket', ticket: { id: 't1' } });
    service.onPoll = () => {
      if (!isOnline) throw fail('network', unreachable);
      return { state: 'done', outputs: pictures(1) };
    };
    isOnline = false;
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(120_000);
    assert.equal(made.easel.jobs.get(id).state, 'running');
    const looks = service.polls;
    assert.ok(looks >= 4 && looks <= 12, `${looks} looks in two minutes`);
    await made.clock.pass(3_600_000);
    assert.equal(made.easel.jobs.get(id).state, 'overdue');
    isOnline = true;
    await made.clock.pass(11 * 60_000);
    assert.equal(made.easel.jobs.get(id).state, 'done');
    assert.equal(service.submits, 1);
  });
});

describe('with a network', () => {
  let made: Rig;
  afterEach(() => made.end());

  it('an unknown host counts as a wrong address, and the next provider is used', async () => {
    const [first, second] = [new FakeService(), new FakeService()];
    first.onSubmit = () => {
      throw fail('network', notFound);
    };
    second.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    made = await rig([first.provider('first'), second.provider('second')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    const job = await settledJob(made, id);
    assert.deepEqual([job.state, job.providerId], ['done', 'second']);
    assert.equal(job.attempts[0]?.failure?.reason, 'host-not-found');
  });

  it('a job fails at once when there is no other provider', async () => {
    for (const [told, reason] of [
      [notFound, 'host-not-found'],
      [unreachable, 'connection-refused'],
    ] as const) {
      const service = new FakeService();
      service.onSubmit = () => {
        throw fail('network', told);
      };
      made = await rig([service.provider('acme')]);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      const job = await settledJob(made, id);
      assert.deepEqual([job.state, job.failure?.reason], ['failed', reason]);
      if (reason === 'host-not-found') await made.end();
    }
  });
});

describe('a provider on this machine', () => {
  it('runs a job for which the first provider needs a network', async () => {
    const [far, near] = [new FakeService(), new FakeService()];
    far.onSubmit = () => {
      throw fail('network', unreachable);
    };
    near.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    const made = await rig([far.provider('far'), near.provider('near')]);
    made.network.isOnline = false;
    const [id = ''] = await made.easel.jobs.start(fox, here);
    const job = await settledJob(made, id);
    assert.deepEqual([job.state, job.providerId], ['done', 'near']);
    await made.end();
  });
});
