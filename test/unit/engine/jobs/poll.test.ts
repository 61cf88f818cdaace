/** A look at a paid job that goes wrong: what was refused or garbled is the look, not the job. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import type { TaskStatus } from '../../../../src/providers/contract/task';
import { FakeService, pictures, rig, settledJob, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;

/** What a look can come to that says nothing of the job. */
const odd: Record<string, () => TaskStatus> = {
  'an answer that makes no sense': () => {
    throw fail('bad-answer', { status: 200, detail: 'not an object' });
  },
  'a fault of our own': () => {
    throw new TypeError('x is not a function');
  },
  'no pictures': () => ({ state: 'done', outputs: [] }),
  'pictures that are none': () => ({ state: 'done', outputs: [{ source: { bytes: new Uint8Array(8) } }] }),
  'a refusal that nobody foresaw': () => {
    throw fail('unsupported', { status: 418 });
  },
};

describe('polling a running job', function () {
  this.timeout(120_000);
  let made: Rig;
  let service: FakeService;
  afterEach(() => made.end());

  async function start(): Promise<string> {
    service = new FakeService();
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    return id;
  }

  it('rests for the polling interval after a long poll that ended at once without a result', async () => {
    service = new FakeService();
    let waits = 0;
    const wait = () => {
      waits += 1;
      return Promise.resolve<TaskStatus>({ state: 'waiting' });
    };
    made = await rig([service.provider('acme', { wait })]);
    await made.easel.jobs.start(fox, here);
    await made.clock.pass(20_000);
    assert.ok(waits >= 5 && waits <= 11, `${waits} long polls in 20 s at an interval of 2 s`);
  });

  for (const [what, answer] of Object.entries(odd)) {
    it(`is retried after ${what}`, async () => {
      const id = await start();
      service.onPoll = () => (service.polls === 1 ? answer() : { state: 'done', outputs: pictures(1) });
      const done = made.easel.jobs.finished(id);
      await made.clock.pass(10_000);
      assert.equal((await done).state, 'done');
      assert.equal(service.submits, 1);
    });

    it(`that always ends in ${what} leaves the job at its provider with the reason, to be resumed later`, async () => {
      const id = await start();
      service.onPoll = answer;
      const stopped = made.easel.jobs.finished(id);
      await made.clock.pass(5 * 60_000);
      const job = await stopped;
      assert.equal(job.state, 'overdue');
      assert.equal(job.failure?.providerName, 'ACME');
      assert.ok(service.polls >= 4, `only ${service.polls} looks`);
      service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      await made.easel.jobs.resume(id);
      assert.equal((await settledJob(made, id)).state, 'done');
      assert.equal(service.submits, 1);
    });
  }

  const ends: Record<string, TaskStatus> = {
    'the task is not there': { state: 'failed', failure: { kind: 'server', reason: 'task-vanished' } },
    'its result is gone': { state: 'failed', failure: { kind: 'expired', status: 404 } },
    'there is no picture in it': { state: 'failed', failure: { kind: 'bad-answer', reason: 'no-images' } },
  };
  for (const [what, end] of Object.entries(ends)) {
    it(`confirms an answer that ${what}`, async () => {
      const id = await start();
      service.onPoll = () => (service.polls < 3 ? end : { state: 'done', outputs: pictures(1) });
      const done = made.easel.jobs.finished(id);
      await made.clock.pass(30_000);
      assert.equal((await done).state, 'done');
    });

    it(`ends the job when each answer says that ${what}`, async () => {
      const id = await start();
      service.onPoll = () => end;
      const ended = made.easel.jobs.finished(id);
      await made.clock.pass(2 * 60_000);
      assert.equal((await ended).state, 'failed');
      assert.equal(service.polls, 4);
    });

    it(`confirms an answer that ${what} long after the deadline, too`, async () => {
      const id = await start();
      await made.clock.pass(11 * 60_000);
      assert.equal(made.easel.jobs.get(id).state, 'overdue');
      const before = service.polls;
      service.onPoll = () => (service.polls < before + 3 ? end : { state: 'done', outputs: pictures(1) });
      await made.clock.pass(11 * 60_000);
      assert.equal((await made.easel.jobs.finished(id)).state, 'done');
    });
  }

  it('ends the job at the first answer that the task failed', async () => {
    const id = await start();
    service.onPoll = () => ({ state: 'failed', failure: { kind: 'server', reason: 'task-failed' } });
    assert.equal((await settledJob(made, id)).state, 'failed');
    assert.equal(service.polls, 1);
  });
});
