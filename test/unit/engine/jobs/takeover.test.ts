/** What is promised of several windows, by the clock of the windows: no machine is too slow for it. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { FakeClock, settle } from '../fakeClock';
import { FakeService, MemoryFiles, pictures, rig, type Rig } from '../rig';

const fox = { kind: 'generate', prompt: 'a red fox' } as const;
/** Milliseconds in which a window shows what another one did, and in which it goes on with its jobs. */
const seenWithin = 2_000;
const takenWithin = 10_000;
const step = 100;

describe('several windows', function () {
  this.timeout(120_000);
  let made: Rig;
  afterEach(() => made.end());

  /** Milliseconds of the second window's clock until it is so. */
  async function timeUntil(clock: FakeClock, isSo: () => boolean): Promise<number> {
    const began = clock.now();
    while (!isSo() && clock.now() - began < 60_000) await clock.pass(step);
    return clock.now() - began;
  }

  it('show within two seconds what another window did', async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme')]);
    const clock = new FakeClock();
    const second = await made.secondWindow(new MemoryFiles(), clock);
    const heard = new Set<string>();
    second.onEvent((event) => event.kind === 'job-changed' && heard.add(event.id));
    await clock.pass(1000);
    const [id = ''] = await made.easel.jobs.start(fox);
    const seen = await timeUntil(clock, () => heard.has(id));
    assert.ok(seen <= seenWithin, `seen after ${seen} ms`);
  });

  it('take over the jobs of a suspended window within ten seconds', async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox);
    await made.clock.pass(3000);
    assert.equal(made.easel.jobs.get(id).state, 'running');
    // The first window's clock moves no more: it is suspended, and its process is still there.
    const clock = new FakeClock(made.clock.now());
    await made.secondWindow(new MemoryFiles(), clock);
    const before = service.polls;
    const taken = await timeUntil(clock, () => service.polls > before);
    assert.ok(taken <= takenWithin, `taken over after ${taken} ms`);
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    await timeUntil(clock, () => made.easel.jobs.get(id).state === 'done');
    assert.equal(service.submits, 1);
    await settle();
  });
});
