/** A type that got a new name: what was kept under the former one (keys, jobs, prices) is found under both. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { TaskProvider } from '../../../../src/providers/contract/provider';
import { FakeService, pictures, rig, settledJob, type Rig } from '../rig';

const before = { type: 'old-name' };
const after = { type: 'new-name' };

describe('a provider whose type was renamed', () => {
  let made: Rig;
  let service: FakeService;
  afterEach(() => made.end());

  const renamed = (): TaskProvider =>
    service.provider('new-name', {
      aliases: ['old-name'],
      defaults: { sites: { china: 'https://old-name.example' } },
      secrets: [{ name: 'key', kind: 'key', optional: false }],
    });

  async function open(entries: readonly object[]): Promise<void> {
    made = await rig([renamed()], entries);
  }

  for (const [what, entry] of [
    ['after the update', before],
    ['after its entry was changed to the new name', after],
  ] as const) {
    it(`finds its key ${what}`, async () => {
      service = new FakeService();
      await open([before]);
      await made.easel.providers.setSecret('old-name', 'key', 'a-key-from-before');
      assert.deepEqual([...made.secrets.keys()], ['provider/old-name/key@https://old-name.example']);
      let got: string | undefined;
      service.onSubmit = async (context) => {
        got = await context.secrets.get('key');
        return { kind: 'outputs', outputs: pictures(1) };
      };
      made.settings.change([entry]);
      assert.equal(await made.easel.providers.hasSecret(entry.type, 'key'), true);
      const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'a fox' }, { providerId: 'old-name' });
      assert.equal((await settledJob(made, id)).state, 'done');
      assert.equal(got, 'a-key-from-before');
    });

    it(`continues a running job ${what}`, async () => {
      service = new FakeService();
      await open([before]);
      const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'a fox' });
      await made.clock.pass(1500);
      assert.equal(made.easel.jobs.get(id).state, 'running');
      made.settings.change([entry]);
      service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
      await made.reopen();
      assert.equal((await settledJob(made, id)).state, 'done');
      assert.equal(service.submits, 1);
    });

    it(`finds its price under either name ${what}`, async () => {
      service = new FakeService();
      await open([entry]);
      for (const provider of ['old-name', 'new-name']) {
        made.settings.changeMoney({ prices: [{ provider, amount: 3, currency: 'CNY' }] });
        const price = made.easel.spending.price(entry.type, 'generate');
        assert.equal(typeof price === 'object' && price.amount, 3, provider);
      }
    });

    it(`is found under either name ${what}`, async () => {
      service = new FakeService();
      await open([entry]);
      for (const name of ['old-name', 'new-name']) {
        assert.ok(made.easel.providers.limits(name, 'generate'), name);
        const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'a fox' }, { providerId: name });
        assert.deepEqual(
          [made.easel.jobs.get(id).providerId, made.easel.jobs.get(id).providerType],
          [entry.type, 'new-name'],
        );
      }
      const [view] = made.easel.providers.list();
      const names = [view?.config.id, ...(view?.aliases ?? [])].sort();
      assert.deepEqual(names, ['new-name', 'old-name']);
    });
  }

  it('gives the key of one configuration to no other where both names are used', async () => {
    service = new FakeService();
    await open([before, after]);
    await made.easel.providers.setSecret('old-name', 'key', 'a-key-of-the-first');
    assert.equal(await made.easel.providers.hasSecret('old-name', 'key'), true);
    assert.equal(await made.easel.providers.hasSecret('new-name', 'key'), false);
    const ids = made.easel.providers.list().map(({ config, aliases }) => [config.id, aliases.includes('old-name')]);
    assert.deepEqual(ids, [
      ['old-name', false],
      ['new-name', true],
    ]);
  });

  it('sends an older key only to the address for which it was entered', async () => {
    service = new FakeService();
    await open([before]);
    await made.easel.providers.setSecret('old-name', 'key', 'a-key-from-before');
    made.settings.change([{ ...after, baseUrl: 'https://elsewhere.example' }]);
    assert.equal(await made.easel.providers.hasSecret('new-name', 'key'), false);
  });

  it('deletes an older key with the configuration', async () => {
    service = new FakeService();
    await open([before]);
    await made.easel.providers.setSecret('old-name', 'key', 'a-key-from-before');
    made.settings.change([after]);
    await made.easel.providers.forgetSecrets('new-name');
    assert.equal(made.secrets.size, 0);
  });

  it('continues a job that an older version wrote under the former name of the type', async () => {
    service = new FakeService();
    const providers = [service.provider('old-name')];
    made = await rig(providers, [before]);
    const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'a fox' });
    await made.clock.pass(1500);
    assert.equal(made.easel.jobs.get(id).providerType, 'old-name');
    providers.splice(0, 1, renamed());
    made.settings.providers = [after];
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    await made.reopen();
    const job = await settledJob(made, id);
    assert.deepEqual([job.state, job.providerType, service.submits], ['done', 'new-name', 1]);
  });
});
