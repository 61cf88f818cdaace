import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import type { TaskProvider } from '../../../../src/providers/contract/provider';
import { FakeClock, settle } from '../fakeClock';
import { FakeSubscription } from '../fakeSubscription';
import { FakeService, MemoryFiles, pictures, rig, settledJob, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;

describe('a job whose provider pushes statuses', function () {
  this.timeout(120_000);
  let made: Rig;
  let service: FakeService;
  let channel: FakeSubscription;
  afterEach(() => made.end());

  /** A job that is submitted and subscribed to. */
  async function start(overrides: Partial<TaskProvider> = {}): Promise<string> {
    service = new FakeService();
    channel = new FakeSubscription();
    made = await rig([service.provider('acme', { subscribe: channel.subscribe, ...overrides })]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await settle();
    assert.equal(made.easel.jobs.get(id).state, 'running');
    return id;
  }

  const jobNow = (id: string): ReturnType<Rig['easel']['jobs']['get']> => made.easel.jobs.get(id);

  it('is subscribed to at once and never polled while statuses come', async () => {
    const id = await start();
    assert.equal(channel.signals.length, 1);
    for (let index = 1; index <= 10; index += 1) {
      channel.push({ state: 'running', progress: { fraction: index / 10 } });
      await made.clock.pass(20_000);
      assert.equal(jobNow(id).progress?.fraction, index / 10);
    }
    assert.equal(service.polls, 0);
    assert.equal(channel.signals.length, 1);
  });

  it('is done with the pushed outputs and cost', async () => {
    const id = await start();
    channel.push({ state: 'done', outputs: pictures(2), cost: { amount: 3, unit: 'credits' } });
    const job = await settledJob(made, id);
    assert.equal(job.state, 'done');
    assert.equal(job.images.length, 2);
    assert.deepEqual(job.cost, { amount: 3, unit: 'credits' });
    assert.equal(service.polls, 0);
    assert.equal(made.files.files.size, 2);
    assert.ok(channel.signals[0]?.aborted, 'the subscription is still open');
  });

  it('fails with the pushed failure', async () => {
    const id = await start();
    channel.push({ state: 'failed', failure: { kind: 'policy', detail: 'not allowed' } });
    const job = await settledJob(made, id);
    assert.equal(job.state, 'failed');
    assert.deepEqual([job.failure?.kind, job.failure?.providerName], ['policy', 'ACME']);
  });

  it('is canceled when the service pushes that it is', async () => {
    const id = await start();
    channel.push({ state: 'cancelled' });
    assert.equal((await settledJob(made, id)).state, 'cancelled');
  });

  it('is polled before it fails when the service pushes that the task vanished', async () => {
    const id = await start();
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    channel.push({ state: 'failed', failure: { kind: 'server', reason: 'task-vanished' } });
    const done = made.easel.jobs.finished(id);
    await made.clock.pass(30_000);
    assert.equal((await done).state, 'done');
    assert.equal(service.polls, 1);
  });

  const breaks: Record<string, (channel: FakeSubscription) => void> = {
    ends: (it) => it.end(),
    'throws a passing failure': (it) => it.fail(fail('network', { reason: 'connection-lost' })),
    'throws a failure that a poll would not survive': (it) => it.fail(fail('auth', { reason: 'key-refused' })),
    'throws a TypeError': (it) => it.fail(new TypeError('x is not a function')),
    'pushes no object': (it) => it.pushGarbage(undefined),
    'pushes an unknown state': (it) => it.pushGarbage({ state: 'sleeping' }),
    'pushes outputs that are not a list': (it) => it.pushGarbage({ state: 'done', outputs: 7 }),
    'pushes outputs that are not images': (it) =>
      it.push({ state: 'done', outputs: [{ source: { bytes: new Uint8Array(8) } }] }),
  };
  for (const [what, act] of Object.entries(breaks)) {
    it(`is polled at the usual interval when the subscription ${what}`, async () => {
      const id = await start();
      channel.push({ state: 'running', progress: { fraction: 0.5 } });
      await made.clock.pass(1000);
      act(channel);
      await made.clock.pass(20_000);
      assert.equal(jobNow(id).state, 'running');
      assert.ok(service.polls >= 8 && service.polls <= 11, `${service.polls} polls in 20 s`);
      assert.equal(channel.signals.length, 1);
      service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      assert.equal((await settledJob(made, id)).state, 'done');
    });
  }

  it('is polled when the provider throws while it opens the subscription', async () => {
    const id = await start({
      subscribe: () => {
        throw fail('network', { reason: 'connection-refused' });
      },
    });
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    assert.equal((await settledJob(made, id)).state, 'done');
  });

  for (const way of ['subscribe', 'subscribeDeaf'] as const) {
    it(`is polled after a silence of 30 seconds, and the silent subscription is ended (${way})`, async () => {
      const id = await start({ subscribe: (...call) => channel[way](...call) });
      await made.clock.pass(29_000);
      assert.equal(service.polls, 0);
      assert.equal(channel.signals[0]?.aborted, false);
      await made.clock.pass(10_000);
      assert.ok(service.polls >= 3, `only ${service.polls} polls`);
      assert.ok(channel.signals[0]?.aborted);
      // What it pushes after that does not count.
      channel.push({ state: 'failed', failure: { kind: 'server' } });
      await made.clock.pass(5000);
      assert.equal(jobNow(id).state, 'running');
    });
  }

  it('is overdue at its deadline although statuses still come', async () => {
    const id = await start();
    for (let seconds = 0; seconds < 620; seconds += 10) {
      channel.push({ state: 'running', progress: { fraction: seconds / 1000 } });
      await made.clock.pass(10_000);
    }
    assert.equal(jobNow(id).state, 'overdue');
    assert.ok(channel.signals[0]?.aborted);
  });

  it('writes at most one status for 250 ms, and always the newest', async () => {
    const id = await start();
    let changes = 0;
    made.easel.onEvent((event) => (changes += Number(event.kind === 'job-changed')));
    for (let index = 1; index <= 100; index += 1) {
      channel.push({ state: 'running', progress: { fraction: index / 100 } });
      await made.clock.pass(10);
    }
    await made.clock.pass(250);
    assert.equal(jobNow(id).progress?.fraction, 1);
    assert.ok(changes <= 6, `${changes} changes in 1.25 s`);
  });

  it('ends the subscription and cancels at the provider when the user cancels', async () => {
    const id = await start();
    channel.push({ state: 'running' });
    await settle();
    await made.easel.jobs.cancel(id);
    await settle();
    assert.equal(jobNow(id).state, 'cancelled');
    assert.equal(service.cancels, 1);
    assert.ok(channel.signals[0]?.aborted);
    assert.equal(channel.signals.length, 1);
  });

  it('is subscribed to again after one poll when it could not be canceled', async () => {
    const id = await start();
    service.onCancel = () => 'too-late';
    await made.easel.jobs.cancel(id);
    await settle();
    assert.deepEqual([service.polls, channel.signals.length], [1, 2]);
    channel.push({ state: 'done', outputs: pictures(1) });
    assert.equal((await settledJob(made, id)).state, 'done');
    assert.equal(service.cancels, 1);
  });

  it('is polled and subscribed to again after the machine slept', async () => {
    const id = await start();
    await made.clock.oversleep(3 * 60 * 60_000);
    assert.equal(jobNow(id).state, 'running');
    assert.deepEqual([service.polls, channel.signals.length], [1, 2]);
  });

  for (const way of ['subscribe', 'subscribeDeaf'] as const) {
    it(`stays with its service when the engine stops, which ends the subscription (${way})`, async () => {
      const id = await start({ subscribe: (...call) => channel[way](...call) });
      await made.easel.dispose();
      assert.ok(channel.signals[0]?.aborted);
      await made.reopen();
      assert.equal(jobNow(id).state, 'running');
      assert.equal(channel.signals.length, 2);
      assert.deepEqual([service.submits, service.cancels], [1, 0]);
    });
  }

  it('is subscribed to by the window that takes over, and no longer by the one that lost it', async () => {
    const id = await start();
    // The first window's clock stops: its process is suspended and its lease expires.
    const clock = new FakeClock(made.clock.now());
    await made.secondWindow(new MemoryFiles(), clock);
    await clock.pass(10_000);
    assert.equal(channel.signals.length, 2);
    // Shorter than a lease: while its clock runs, the other one stands still.
    await made.clock.pass(2_000);
    assert.deepEqual(
      channel.signals.map((signal) => signal.aborted),
      [true, false],
    );
    channel.push({ state: 'done', outputs: pictures(1) });
    await clock.pass(5000);
    assert.equal(jobNow(id).state, 'done');
    assert.equal(service.submits, 1);
  });
});
