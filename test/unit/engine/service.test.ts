import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { EaselError, fail } from '../../../src/core/failure';
import type { Administration } from '../../../src/core/providers/administration';
import type { ProviderContext } from '../../../src/core/providers/provider';
import { FakeService, rig, type Rig } from './rig';

describe('looking into a service', () => {
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

  it('names the configurations whose service lets one do so', () => {
    assert.deepEqual(made.easel.services(), [{ id: 'open', name: 'OPEN', host: 'open.example' }]);
    assert.throws(
      () => made.easel.administration('closed'),
      (thrown) => thrown instanceof EaselError && thrown.failure.kind === 'unsupported',
    );
    assert.throws(() => made.easel.administration('nobody'));
  });

  it('offers what the service has and nothing else, each call with its context', async () => {
    const offered = made.easel.administration('open');
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
