/** The places of a provider are for jobs that its service may be working on. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
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
});
