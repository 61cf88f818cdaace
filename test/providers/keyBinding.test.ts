/** A key is sent only to the origins for which it was entered, whatever the settings say later. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Provider } from '../../src/providers/contract/provider';
import { pngOf } from '../fixtures/png';
import { testedProviders } from '../harness/providerParts';
import { until } from '../harness/until';
import { json, startWire, type WireServer } from '../simulators/wire';
import { rig, type Rig } from '../unit/engine/rig';
import { faultTargets, type FaultTargetService } from './faults/faultTarget';

function provider(type: string): Provider {
  const found = testedProviders.find((one) => one.type === type);
  if (!found) throw new Error(type);
  return found;
}

for (const [type, faulted] of Object.entries(faultTargets)) {
  describe(`a key of ${type}`, () => {
    let service: FaultTargetService;
    /** A server that must not get the key; it accepts every request. */
    let elsewhere: WireServer;
    let received: string[];
    let engine: Rig;
    const spec = provider(type).secrets.find(({ kind }) => kind !== 'session');
    const name = spec?.name ?? '';

    beforeEach(async () => {
      service = await faulted.start();
      received = [];
      elsewhere = await startWire({
        handle: ({ headers, query, body }) => {
          received.push([JSON.stringify(headers), query.toString(), body.toString('latin1')].join('\n'));
          return json(200, { code: 0, data: {} });
        },
      });
      engine = await rig([provider(type)], [entry()]);
      for (const [secret, value] of Object.entries(service.secrets))
        await engine.easel.providers.setSecret(type, secret, value);
    });
    afterEach(async () => {
      await engine.end();
      await service.stop();
      await elsewhere.stop();
    });

    function entry(change: Record<string, unknown> = {}): Record<string, unknown> {
      return { type, ...service.entry, baseUrl: addressOf(service.url), ...change };
    }

    function addressOf(url: string): string {
      return faulted.addressOf?.(url) ?? url;
    }

    async function edit(): Promise<ReturnType<Rig['easel']['jobs']['get']>> {
      const { easel, clock } = engine;
      const reference = await easel.images.importReference(pngOf(64, 64, [9, 80, 120]), { name: 'x.png' });
      const [id = ''] = await easel.jobs.start({ kind: 'edit', prompt: 'a fox', references: [reference] });
      await until('the job to stop', async () => {
        await clock.pass(500);
        return ['failed', 'lost', 'overdue', 'done'].includes(easel.jobs.get(id).state);
      });
      return easel.jobs.get(id);
    }

    const changes: Record<string, () => Record<string, unknown>> = {
      'another address': () => entry({ baseUrl: addressOf(elsewhere.url) }),
      'another site': () => {
        const { site = 'china' } = provider(type).defaults;
        const other = site === 'china' ? 'global' : 'china';
        const sites = { [site]: addressOf(service.url), [other]: addressOf(elsewhere.url) };
        return entry({ baseUrl: undefined, sites, site: other });
      },
      'another site, under the former names': () => {
        const { site = 'china' } = provider(type).defaults;
        const [own, other] = site === 'china' ? ['domestic', 'overseas'] : ['overseas', 'domestic'];
        const hosts = { [own]: addressOf(service.url), [other]: addressOf(elsewhere.url) };
        return entry({ baseUrl: undefined, hosts, region: other });
      },
      'another submit path': () => entry({ submitPath: `${elsewhere.url}/submit` }),
      'another result path': () => entry({ resultPath: `${elsewhere.url}/results` }),
      'another upload path': () => entry({ uploadPath: `${elsewhere.url}/upload` }),
    };
    for (const [what, changed] of Object.entries(changes)) {
      it(`is not used for ${what}, and is used again when that is undone`, async () => {
        assert.equal(await engine.easel.providers.hasSecret(type, name), true);
        engine.settings.change([changed()]);
        assert.equal(await engine.easel.providers.hasSecret(type, name), false);
        const { state, failure } = await edit();
        assert.notEqual(state, 'done');
        for (const secret of Object.values(service.secrets)) {
          assert.ok(!received.some((text) => text.includes(secret)), `${what}: the ${name} was sent there`);
        }
        if (spec?.optional === false) {
          assert.deepEqual(received, []);
          assert.deepEqual([failure?.kind, failure?.reason], ['auth', 'key-for-other-host']);
          assert.equal(failure?.host, new URL(elsewhere.url).host);
        }
        engine.settings.change([entry()]);
        assert.equal(await engine.easel.providers.hasSecret(type, name), true);
      });
    }

    it('is used at the address that it was entered for, and removed with its provider', async () => {
      assert.equal((await edit()).state, 'done');
      await engine.easel.providers.forgetSecrets(type);
      assert.equal(engine.secrets.size, 0);
    });
  });
}

describe('a key of a type with several default hosts', () => {
  let engine: Rig;
  afterEach(() => engine.end());

  it('is bound to the origins of the settings, not to the default ones of the type', async () => {
    engine = await rig([provider('kie')], [{ type: 'kie' }]);
    await engine.easel.providers.setSecret('kie', 'key', 'key-of-a-person-1');
    const has = (change: Record<string, unknown>): Promise<boolean> => {
      engine.settings.change([{ type: 'kie', ...change }]);
      return engine.easel.providers.hasSecret('kie', 'key');
    };
    assert.equal(await has({ uploadPath: 'https://kieai.redpandaai.co/api/file-base64-upload' }), true);
    assert.equal(await has({ submitPath: 'https://api.kie.ai/api/v1/jobs/createTask' }), true);
    assert.equal(await has({ uploadPath: 'http://127.0.0.1:1/upload' }), false);
    assert.equal(await has({ uploadPath: 'https://kieai.redpandaai.co:8443/upload' }), false);
    assert.equal(await has({ resultPath: 'http://kieai.redpandaai.co/results' }), false);
    assert.equal(await has({}), true);
  });
});

describe('the origins that get a key', () => {
  let engine: Rig;
  afterEach(() => engine.end());

  it('are all named, and those that are not of the service are marked', async () => {
    engine = await rig([provider('kie'), provider('openai')], []);
    const originsOf = (entry: object): [string, boolean][] =>
      engine.easel.providers.keyOrigins(entry).map(({ origin, isForeign }) => [origin, isForeign]);
    const own: [string, boolean][] = [
      ['https://api.kie.ai', false],
      ['https://kieai.redpandaai.co', false],
    ];
    assert.deepEqual(originsOf({ type: 'kie' }), own);
    assert.deepEqual(originsOf({ type: 'kie', uploadPath: 'https://other.example/upload' }), [
      ['https://api.kie.ai', false],
      ['https://other.example', true],
    ]);
    assert.deepEqual(originsOf({ type: 'kie', resultPath: 'https://other.example/results' }), [
      ...own.slice(0, 1),
      ['https://other.example', true],
      ...own.slice(1),
    ]);
    const relay = { type: 'openai', baseUrl: 'https://relay.example/v1' };
    assert.deepEqual(originsOf(relay), [['https://relay.example', false]]);
    assert.deepEqual(originsOf({ ...relay, editPath: 'http://relay.example/edit' }), [
      ['https://relay.example', false],
      ['http://relay.example', true],
    ]);
    assert.deepEqual(originsOf({ type: 'unknown' }), []);
  });
});

describe('a key of a provider that is removed', () => {
  let engine: Rig;
  afterEach(() => engine.end());

  for (const type of Object.keys(faultTargets)) {
    const { secrets, defaults } = provider(type);

    it(`of ${type} is deleted although the history was lost, for every site and address that it had`, async () => {
      const custom = { type, id: 'mine', baseUrl: 'https://relay.example', uploadPath: 'https://up.example/x' };
      const { site = 'china' } = defaults;
      const other = site === 'china' ? 'global' : 'china';
      const ofOtherSite = { type, id: 'mine', site: other, sites: { [other]: 'https://site.example' } };
      engine = await rig([provider(type)], [custom]);
      const set = async (entry: object): Promise<void> => {
        engine.settings.change([entry]);
        for (const { name } of secrets) await engine.easel.providers.setSecret('mine', name, `${name}-of-mine-0123`);
      };
      for (const entry of [
        ofOtherSite,
        { type, id: 'mine', ...(defaults.sites ? {} : { baseUrl: 'https://a.example' }) },
      ])
        await set(entry);
      await set(custom);
      const stored = [...engine.secrets.keys()].filter((key) => key.startsWith('provider/mine/'));
      assert.ok(stored.length >= 2 * secrets.length, String(stored));
      new DatabaseSync(join(engine.folder, 'easel.db')).exec('DELETE FROM secret_index');
      engine.settings.change([]);
      await engine.easel.providers.forgetSecrets('mine');
      assert.deepEqual(
        [...engine.secrets.keys()].filter((key) => key.startsWith('provider/mine/')),
        [],
      );
    });
  }

  it('is deleted by the defaults of its type in a window that never saw its entry', async () => {
    engine = await rig([provider('kie')], [{ type: 'kie' }]);
    await engine.easel.providers.setSecret('kie', 'key', 'key-of-a-person-1');
    new DatabaseSync(join(engine.folder, 'easel.db')).exec('DELETE FROM secret_index');
    engine.settings.change([]);
    await engine.reopen();
    await engine.easel.providers.forgetSecrets('kie');
    assert.deepEqual([...engine.secrets.keys()], []);
  });

  it('is not deleted for an entry that is there', async () => {
    engine = await rig([provider('kie')], [{ type: 'kie' }, { type: 'kie', id: 'second' }]);
    for (const id of ['kie', 'second']) await engine.easel.providers.setSecret(id, 'key', `key-of-${id}-0123`);
    await engine.easel.providers.forgetSecrets('second');
    assert.equal(await engine.easel.providers.hasSecret('kie', 'key'), true);
    assert.equal(await engine.easel.providers.hasSecret('second', 'key'), false);
  });
});
