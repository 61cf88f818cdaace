/** What the last test or job showed about a provider, until its settings or secrets change. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { fail } from '../../../../src/shared/model/easelError';
import type { Failure } from '../../../../src/shared/model/failure';
import type { ProviderView } from '../../../../src/engine/surface/providers';
import { settle } from '../fakeClock';
import { FakeService, pictures, rig, settledJob, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;
const keyRefused = { kind: 'auth', reason: 'key-refused', maybeReceived: false } as const;

describe('the last check of a provider', () => {
  let made: Rig;
  afterEach(() => made.end());

  const only = (): ProviderView => {
    const [view] = made.easel.providers.list();
    assert.ok(view);
    return view;
  };
  const check = (): unknown => {
    const known = only().check;
    return known && [known.by, known.failure?.reason ?? known.failure?.kind ?? 'passed'];
  };

  /** A provider whose test ends as the test says. */
  async function withTest(): Promise<{ service: FakeService; ends: { failure?: Failure } }> {
    const service = new FakeService();
    const ends: { failure?: Failure } = {};
    const secrets = [{ name: 'key', kind: 'key', optional: true }] as const;
    const test = () => (ends.failure ? Promise.reject(fail('auth', ends.failure)) : Promise.resolve({ facts: [] }));
    made = await rig([service.provider('gpu', { secrets, test })]);
    return { service, ends };
  }

  it('is none at first, then that of the last test, also after a reload and in another window', async () => {
    const { ends } = await withTest();
    assert.equal(check(), undefined);
    let changes = 0;
    made.easel.onEvent(({ kind }) => {
      if (kind === 'providers-changed') changes += 1;
    });
    ends.failure = keyRefused;
    await assert.rejects(made.easel.providers.test('gpu'));
    assert.deepEqual(check(), ['test', 'key-refused']);
    assert.equal(changes, 1, 'pages are told');
    const second = await made.secondWindow();
    assert.equal(second.providers.list()[0]?.check?.failure?.reason, 'key-refused');
    await made.reopen();
    assert.deepEqual(check(), ['test', 'key-refused']);
    delete ends.failure;
    await made.easel.providers.test('gpu');
    assert.deepEqual(check(), ['test', 'passed']);
  });

  it('is that of a job that succeeded, or that failed by the key or the network', async () => {
    const { service } = await withTest();
    const run = async (failure?: Failure): Promise<void> => {
      service.onSubmit = () => {
        if (failure) throw fail(failure.kind, failure);
        return { kind: 'outputs', outputs: pictures(1) };
      };
      const [id = ''] = await made.easel.jobs.start(fox, here);
      await settledJob(made, id);
    };
    await run();
    assert.deepEqual(check(), ['job', 'passed']);
    await run({ kind: 'network', reason: 'connection-refused', maybeReceived: false });
    assert.deepEqual(check(), ['job', 'connection-refused']);
    await run();
    await run({ kind: 'policy', maybeReceived: false });
    assert.deepEqual(check(), ['job', 'passed'], 'a rejected prompt says nothing about the provider');
    await run(keyRefused);
    assert.deepEqual(check(), ['job', 'key-refused']);
    assert.equal(only().health, undefined, 'a rejected key starts no cooldown');
  });

  it('is dropped when the address, the model or a secret changes, and not by a name or the order', async () => {
    await withTest();
    await made.easel.providers.test('gpu');
    const tested = only().revision;
    made.settings.change([{ type: 'gpu', name: 'Renamed', priority: 5, default: true, description: 'ours' }]);
    await settle();
    assert.deepEqual([check(), only().revision], [['test', 'passed'], tested]);
    for (const change of [{ baseUrl: 'https://other.example' }, { model: 'two' }]) {
      made.settings.change([{ type: 'gpu', ...change }]);
      await settle();
      assert.equal(check(), undefined, JSON.stringify(change));
      assert.notEqual(only().revision, tested);
    }
    made.settings.change([{ type: 'gpu' }]);
    await settle();
    assert.deepEqual(check(), ['test', 'passed']);
    await made.easel.providers.setSecret('gpu', 'key', 'key-of-gpu-0123');
    assert.equal(check(), undefined);
    assert.notEqual(only().revision, tested);
  });

  it('counts for the settings with which the test began, and not if it was stopped', async () => {
    let end = (): void => undefined;
    const running = new Promise<void>((resolve) => {
      end = resolve;
    });
    const service = new FakeService();
    const test = (): Promise<{ facts: [] }> => running.then(() => ({ facts: [] }));
    made = await rig([service.provider('gpu', { test })]);
    const tested = made.easel.providers.test('gpu');
    made.settings.change([{ type: 'gpu', model: 'two' }]);
    await settle();
    end();
    await tested;
    assert.equal(check(), undefined);
    const stopped = new FakeService().provider('gpu', { test: () => Promise.reject(fail('cancelled')) });
    await made.end();
    made = await rig([stopped]);
    await assert.rejects(made.easel.providers.test('gpu'));
    assert.equal(check(), undefined);
  });

  it('is left as it is by a failed balance query', async () => {
    const balance = () => Promise.reject(fail('server', { status: 500 }));
    made = await rig([new FakeService().provider('gpu', { balance })]);
    await made.easel.providers.test('gpu');
    await assert.rejects(made.easel.providers.balance('gpu'));
    assert.deepEqual(check(), ['test', 'passed']);
  });
});
