/** The clock of a machine is set while jobs run: by an hour, in either direction. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import { settle, type FakeClock } from '../fakeClock';
import { FakeService, MemoryFiles, pictures, rig, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;
const hour = 60 * 60_000;
const minute = 60_000;

describe('a clock that jumps', function () {
  this.timeout(120_000);
  let made: Rig;
  afterEach(() => made.end());

  async function running(service: FakeService): Promise<string> {
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(5000);
    assert.equal(made.easel.jobs.get(id).state, 'running');
    return id;
  }
  const state = (id: string): string => made.easel.jobs.get(id).state;

  const ways: Record<string, (clock: FakeClock) => void | Promise<void>> = {
    forward: (clock) => clock.jump(hour),
    back: (clock) => clock.jump(-hour),
    // The machine slept, and its timers counted that: they are all late.
    'by a sleep': (clock) => clock.oversleep(hour),
  };
  for (const [way, jump] of Object.entries(ways)) {
    it(`${way} makes no running job overdue and delays none`, async () => {
      const service = new FakeService();
      const id = await running(service);
      await jump(made.clock);
      const before = service.polls;
      await made.clock.pass(8 * minute);
      assert.equal(state(id), 'running');
      assert.ok(service.polls - before > 200, `${service.polls - before} looks in 8 minutes`);
      await made.clock.pass(3 * minute);
      assert.equal(state(id), 'overdue');
    });

    it(`${way} does not keep a job from being done and delivered, nor the pending flag from being cleared`, async () => {
      const service = new FakeService();
      const id = await running(service);
      await jump(made.clock);
      service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      const done = made.easel.jobs.finished(id);
      await made.clock.pass(5000);
      assert.equal((await done).state, 'done');
      assert.equal(made.files.files.size, 1);
    });

    it(`${way} lets two windows submit each job once and report each other's changes within two seconds`, async () => {
      const service = new FakeService();
      const id = await running(service);
      const second = await made.secondWindow(new MemoryFiles());
      await made.clock.pass(1000);
      const heard = new Set<string>();
      second.onEvent((event) => event.kind === 'job-changed' && heard.add(event.id));
      await jump(made.clock);
      const [other = ''] = await made.easel.jobs.start(fox, here);
      await made.clock.pass(2000);
      assert.ok(heard.has(other));
      await made.clock.pass(10_000);
      assert.deepEqual([state(id), state(other), service.submits], ['running', 'running', 2]);
    });

    it(`${way} lets a job that waits for a busy service be submitted soon`, async () => {
      const service = new FakeService();
      service.onSubmit = () => {
        if (service.submits === 1) throw fail('rate', { retryAfter: 30_000, maybeReceived: false });
        return { kind: 'outputs', outputs: pictures(1) };
      };
      made = await rig([service.provider('acme')]);
      const [id = ''] = await made.easel.jobs.start(fox, here);
      await settle();
      assert.equal(state(id), 'queued');
      await jump(made.clock);
      const done = made.easel.jobs.finished(id);
      await made.clock.pass(40_000);
      assert.equal((await done).state, 'done');
    });

    it(`${way} lets an overdue job be polled again within ten minutes`, async () => {
      const service = new FakeService();
      const id = await running(service);
      await made.clock.pass(11 * minute);
      assert.equal(state(id), 'overdue');
      await jump(made.clock);
      service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      const collected = new Promise<void>((resolve) => {
        made.easel.onEvent(() => made.easel.jobs.get(id).images.length > 0 && resolve());
      });
      await made.clock.pass(10 * minute);
      await collected;
    });

    it(`${way} lets a provider cool down for minutes and not for hours`, async () => {
      const service = new FakeService();
      service.onSubmit = () => {
        throw fail('server', { status: 502, maybeReceived: false });
      };
      const other = new FakeService();
      other.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
      made = await rig([service.provider('acme'), other.provider('other')]);
      for (let round = 0; round < 4; round += 1) {
        const [id = ''] = await made.easel.jobs.start(fox, { ...here, providerId: 'acme' });
        const done = made.easel.jobs.finished(id);
        await made.clock.pass(1000);
        await done;
      }
      await jump(made.clock);
      await made.clock.pass(11 * minute);
      service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
      const [id = ''] = await made.easel.jobs.start(fox, here);
      const done = made.easel.jobs.finished(id);
      await made.clock.pass(1000);
      assert.equal((await done).providerId, 'acme');
    });
  }
});

describe('a change by another window', function () {
  this.timeout(120_000);
  let made: Rig;
  afterEach(() => made.end());

  it('is reported although this window wrote something later in the same second', async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme', { concurrency: 9 })]);
    const second = await made.secondWindow(new MemoryFiles());
    await made.clock.pass(3000);
    const heard = new Set<string>();
    second.onEvent((event) => event.kind === 'job-changed' && heard.add(event.id));
    const [theirs = ''] = await made.easel.jobs.start(fox, here);
    await settle();
    made.clock.jump(10);
    await second.jobs.start(fox, here);
    await made.clock.pass(2000);
    assert.ok(heard.has(theirs));
  });

  it('is reported when it adds a favorite or removes an entry', async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    const { images } = await made.easel.jobs.finished(id);
    const second = await made.secondWindow(new MemoryFiles());
    await made.clock.pass(3000);
    let changes = 0;
    made.easel.onEvent((event) => event.kind === 'history-changed' && (changes += 1));
    const steps = [
      () => second.history.addFavorites([images[0]?.id ?? '']),
      () => second.history.remove({ jobIds: [id] }),
      () => second.history.restore({ jobIds: [id] }),
    ];
    for (const [number, step] of steps.entries()) {
      step();
      await made.clock.pass(2000);
      assert.equal(changes, number + 1);
    }
  });
});
