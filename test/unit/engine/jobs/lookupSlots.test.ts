/** The places of a provider are for jobs that its service may be working on. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import { settle } from '../fakeClock';
import { FakeService, rig, type Rig } from '../rig';

const fox = { kind: 'generate', prompt: 'a red fox' } as const;

describe('a lost job of a provider that takes one job at a time', function () {
  this.timeout(120_000);
  let made: Rig;
  afterEach(() => made.end());

  const loseFirst = (service: FakeService): void => {
    service.onSubmit = () => {
      if (service.submits === 1) throw fail('network', { maybeReceived: true });
      return { kind: 'ticket', ticket: { id: 't2' } };
    };
  };

  it('lets the next job start while it is looked up again', async () => {
    const service = new FakeService();
    loseFirst(service);
    let lookups = 0;
    const reconcile = (_lost: unknown, { signal }: { signal: AbortSignal }): Promise<never> => {
      lookups += 1;
      // Three at first, then one that doesn't end.
      if (lookups <= 3) return Promise.reject(fail('network', { maybeReceived: false }));
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(fail('cancelled'))));
    };
    made = await rig([service.provider('acme', { concurrency: 1, reconcile })]);
    const [lost = ''] = await made.easel.jobs.start(fox);
    await made.clock.pass(40_000);
    assert.deepEqual([made.easel.jobs.get(lost).state, lookups], ['lost', 4]);
    await made.easel.jobs.start(fox);
    await made.clock.pass(1000);
    assert.deepEqual([lookups, service.submits], [4, 2]);
  });

  const unknown = (): Promise<never> => Promise.reject(fail('lost'));
  for (const [what, reconcile] of [
    ['for the first time', unknown],
    ['where no lookup exists', undefined],
  ] as const) {
    it(`lets a queued job start at once when it is looked up ${what}`, async () => {
      const service = new FakeService();
      loseFirst(service);
      made = await rig([service.provider('acme', { concurrency: 1, ...(reconcile ? { reconcile } : {}) })]);
      await made.easel.jobs.start(fox);
      const [next = ''] = await made.easel.jobs.start(fox);
      await settle();
      assert.deepEqual([made.easel.jobs.get(next).state, service.submits], ['running', 2]);
    });
  }

  it('lets the next job start at once while the submit that a closed window left behind is looked up', async () => {
    const service = new FakeService();
    service.onSubmit = ({ signal }) =>
      service.submits > 1
        ? { kind: 'ticket', ticket: { id: 't2' } }
        : new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(fail('cancelled', { maybeReceived: true }))),
          );
    made = await rig([service.provider('acme', { concurrency: 1, reconcile: unknown })]);
    const [lost = ''] = await made.easel.jobs.start(fox);
    await settle();
    const closing = made.reopen();
    await made.clock.pass(5_000);
    await closing;
    const [next = ''] = await made.easel.jobs.start(fox);
    await settle();
    const states = [lost, next].map((id) => made.easel.jobs.get(id).state);
    assert.deepEqual([...states, service.submits], ['submitting', 'running', 2]);
  });

  it('is looked up in one round of three, and not again as soon as it is lost', async () => {
    const service = new FakeService();
    loseFirst(service);
    let lookups = 0;
    const reconcile = (): Promise<never> => {
      lookups += 1;
      return unknown();
    };
    made = await rig([service.provider('acme', { concurrency: 1, reconcile })]);
    const [lost = ''] = await made.easel.jobs.start(fox);
    await made.clock.pass(120_000);
    assert.deepEqual([made.easel.jobs.get(lost).state, lookups], ['lost', 3]);
  });

  it('is looked up again some seconds after a first round that nothing answered', async () => {
    const service = new FakeService();
    loseFirst(service);
    const times: number[] = [];
    const reconcile = (): Promise<never> => {
      times.push(made.clock.now());
      return Promise.reject(fail('network', { maybeReceived: false }));
    };
    made = await rig([service.provider('acme', { concurrency: 1, reconcile })]);
    await made.easel.jobs.start(fox);
    await made.clock.pass(60_000);
    const [, , third = 0, fourth = 0] = times;
    assert.ok(fourth - third >= 5_000, `looked up again after ${fourth - third} ms`);
  });

  it('leaves the place to a job that runs at the service, whichever is older', async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme', { concurrency: 1 })]);
    service.onSubmit = () => {
      if (service.submits === 1) throw fail('rate', { retryAfter: 3_000, maybeReceived: false });
      return { kind: 'ticket', ticket: { id: `t${service.submits}` } };
    };
    const [waiting = ''] = await made.easel.jobs.start(fox);
    await settle();
    made.clock.jump(1);
    const [running = ''] = await made.easel.jobs.start(fox);
    await made.clock.pass(1_000);
    const states = (): string[] => [waiting, running].map((id) => made.easel.jobs.get(id).state);
    assert.deepEqual(states(), ['queued', 'running']);
    made.clock.jump(10_000);
    await made.reopen();
    assert.deepEqual([...states(), service.submits], ['queued', 'running', 2]);
  });
});
