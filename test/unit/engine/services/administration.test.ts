import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { EaselError, fail } from '../../../../src/shared/model/easelError';
import type { Administration } from '../../../../src/providers/contract/administration';
import type { ProviderContext } from '../../../../src/providers/contract/context';
import { FakeService, rig, type Rig } from '../rig';

describe('the administration of a service', () => {
  const asked: unknown[] = [];
  const administration: Administration<ProviderContext> = {
    me: async ({ config }) => ({ id: '1', name: config.name, active: true, admin: false }),
    users: async (_context, page) => {
      asked.push(page);
      throw fail('auth', { reason: 'admin-needed', status: 403 });
    },
  };
  let made: Rig;
  before(async () => {
    const service = new FakeService();
    made = await rig([service.provider('open', { administration }), service.provider('closed')]);
  });
  after(() => made.end());

  it('lists the configurations whose service has one', () => {
    assert.deepEqual(made.easel.providers.services(), [{ id: 'open', name: 'OPEN', host: 'open.example' }]);
    assert.throws(
      () => made.easel.providers.administration('closed'),
      (thrown) => thrown instanceof EaselError && thrown.failure.kind === 'unsupported',
    );
    assert.throws(() => made.easel.providers.administration('nobody'));
  });

  it('has the methods of the provider and no others, each called with its context', async () => {
    const offered = made.easel.providers.administration('open');
    assert.deepEqual(Object.keys(offered), ['me', 'users']);
    assert.equal((await offered.me?.())?.name, 'OPEN');
    await assert.rejects(
      offered.users?.({ skip: 0, limit: 5 }) ?? Promise.resolve(),
      (thrown) =>
        thrown instanceof EaselError &&
        thrown.failure.reason === 'admin-needed' &&
        thrown.failure.providerName === 'OPEN',
    );
    assert.deepEqual(asked, [{ skip: 0, limit: 5 }]);
  });
});

describe('a call to a service', () => {
  /** The signals with which the service was asked and has not answered. */
  const open: AbortSignal[] = [];
  const never = ({ signal }: { signal: AbortSignal }): Promise<never> => {
    open.push(signal);
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(fail('cancelled'))));
  };
  let made: Rig;
  before(async () => {
    const administration = { me: never };
    made = await rig([new FakeService().provider('slow', { test: never, balance: never, administration })]);
  });
  after(() => made.end());

  it('is aborted by its own signal, and others continue', async () => {
    const { easel } = made;
    const gone = new AbortController();
    const ask = (signal?: AbortSignal): Promise<unknown>[] => [
      easel.providers.test('slow', signal),
      easel.providers.balance('slow', signal),
      easel.providers.administration('slow', signal).me?.() ?? Promise.resolve(),
    ];
    const isCancelled = (thrown: unknown): boolean =>
      thrown instanceof EaselError && thrown.failure.kind === 'cancelled';
    const [theirs, others] = [ask(gone.signal), ask()];
    assert.equal(open.length, 6);
    gone.abort();
    for (const one of theirs) await assert.rejects(one, isCancelled);
    assert.deepEqual(
      open.map(({ aborted }) => aborted),
      [true, true, true, false, false, false],
    );
    const ending = others.map((one) => assert.rejects(one, isCancelled));
    await easel.dispose();
    await Promise.all(ending);
  });
});
