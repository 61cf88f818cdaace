import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import { until } from '../../../harness/until';
import { FakeService, pictures, rig, settledJob, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;

describe('a submit whose answer was lost', function () {
  this.timeout(120_000);
  let made: Rig;
  afterEach(() => made.end());
  const service = new FakeService();
  const lost = (): never => {
    throw fail('network', { reason: 'connection-lost', maybeReceived: true });
  };

  it("is submitted again only when the service surely doesn't have it", async () => {
    const other = new FakeService();
    other.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    service.submits = 0;
    service.onSubmit = lost;
    made = await rig([
      service.provider('acme', { reconcile: () => Promise.resolve(undefined) }),
      other.provider('other'),
    ]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    assert.equal((await settledJob(made, id)).providerId, 'other');
    assert.deepEqual([service.submits, other.submits], [1, 1]);
  });

  it("is looked up again when the service can't tell yet", async () => {
    let looks = 0;
    const reconcile = (): Promise<{ id: string }> => {
      looks += 1;
      return looks < 3 ? Promise.reject(fail('lost')) : Promise.resolve({ id: 'late' });
    };
    service.onSubmit = lost;
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    made = await rig([service.provider('acme', { reconcile })]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    const done = made.easel.jobs.finished(id);
    await made.clock.pass(40_000);
    assert.equal((await done).state, 'done');
    assert.equal(looks, 3);
  });

  it('is in the history again when it resumes although it was deleted there', async () => {
    let isKnown = false;
    const reconcile = (): Promise<{ id: string }> =>
      isKnown ? Promise.resolve({ id: 'late' }) : Promise.reject(fail('lost'));
    service.onSubmit = lost;
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    made = await rig([service.provider('acme', { reconcile })]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(40_000);
    assert.equal(made.easel.jobs.get(id).state, 'lost');
    made.easel.history.remove({ jobIds: [id] });
    assert.equal(made.easel.history.countJobs({}), 0);
    isKnown = true;
    await made.easel.jobs.resume(id);
    await until('the job to be done', async () => {
      await made.clock.pass(1_000);
      return made.easel.jobs.get(id).state === 'done';
    });
    await made.clock.oversleep(2 * 3_600_000);
    assert.deepEqual([made.easel.history.countJobs({}), made.easel.history.countImages({})], [1, 1]);
  });

  it("doesn't take the ticket of another job", async () => {
    service.onSubmit = () => ({ kind: 'ticket', ticket: { id: 'same' } });
    service.onPoll = () => ({ state: 'running' });
    made = await rig([service.provider('acme', { reconcile: () => Promise.resolve({ id: 'same' }) })]);
    const [first = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(1500);
    assert.equal(made.easel.jobs.get(first).state, 'running');
    service.onSubmit = lost;
    const [second = ''] = await made.easel.jobs.start(fox, here);
    const done = made.easel.jobs.finished(second);
    await made.clock.pass(40_000);
    assert.equal((await done).state, 'lost');
  });
});
