import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readConfigurations } from '../../../../src/engine/providers/configuration';
import { typeViewOf } from '../../../../src/engine/providers/providerRegistry';
import { migrateEntry } from '../../../../src/extension/providers/providerEntries';
import type { ProviderConfig } from '../../../../src/providers/contract/configuration';
import { findProvider, providers, providerTypes } from '../../../../src/providers/registry';
import { otherIds } from '../../../../src/shared/model/entryNames';

const read = (entry: object): ReturnType<typeof readConfigurations> =>
  readConfigurations([entry], { names: providerTypes, find: findProvider });

/** The configuration, but for its id, which follows how the type was written. */
function configOf(entry: object): Omit<ProviderConfig, 'id'> {
  const { configs, problems } = read(entry);
  assert.deepEqual(problems, [], JSON.stringify(entry));
  const [config] = configs;
  assert.ok(config, JSON.stringify(entry));
  const { id: _id, ...rest } = config;
  return rest;
}

const url = 'https://a.example';
const other = 'https://b.example';

describe('former names in an entry of easel.providers', () => {
  const pairs: [name: string, today: object, former: object][] = [
    ['the type of OpenAI', { type: 'openai', baseUrl: url }, { type: 'nano-banana-edits', hosts: { domestic: url } }],
    ['the type of RunningHub models', { type: 'runninghub-models' }, { type: 'runninghub-rhart-edit' }],
    [
      'one address',
      { type: 'qwen-image-service', baseUrl: url },
      { type: 'qwen-image-service', hosts: { domestic: url } },
    ],
    [
      'one address of an international service',
      { type: 'kie', baseUrl: url },
      { type: 'kie', hosts: { overseas: url } },
    ],
    [
      'one address with its region',
      { type: 'qwen-image-service', baseUrl: url },
      { type: 'qwen-image-service', hosts: { overseas: url }, region: 'overseas' },
    ],
    [
      'two sites',
      { type: 'runninghub-models', sites: { china: url, global: other }, site: 'global' },
      { type: 'runninghub-models', hosts: { domestic: url, overseas: other }, region: 'overseas' },
    ],
    ['fallback', { type: 'kie', fallback: false }, { type: 'kie', retry: false }],
    [
      'the path for edits',
      { type: 'qwen-image-service', editPath: '/e' },
      { type: 'qwen-image-service', uploadPath: '/e' },
    ],
  ];
  for (const [name, today, former] of pairs) {
    it(`are read like the present ones: ${name}`, () => assert.deepEqual(configOf(former), configOf(today)));
  }

  it('are read in a mixture, in which the present name wins', () => {
    const mixed = configOf({
      ...{ type: 'nano-banana-edits', baseUrl: url, hosts: { domestic: other } },
      ...{ retry: true, fallback: false, uploadPath: '/old', editPath: '/new' },
    });
    assert.deepEqual([mixed.baseUrl, mixed.fallback, mixed.editPath], [url, false, '/new']);
    const sites = configOf({
      ...{ type: 'runninghub-models', sites: { global: url }, hosts: { overseas: other, domestic: other } },
      ...{ site: 'global', region: 'domestic' },
    });
    assert.deepEqual([sites.sites, sites.site, sites.baseUrl], [{ china: other, global: url }, 'global', url]);
  });

  it('are reported as they are written', () => {
    const fieldOf = (entry: object): string | undefined => read(entry).problems[0]?.field;
    const type = 'qwen-image-service';
    assert.equal(fieldOf({ type, hosts: { domestic: 'ftp://x' } }), 'hosts.domestic');
    assert.equal(fieldOf({ type, baseUrl: 'ftp://x' }), 'baseUrl');
    assert.equal(fieldOf({ type: 'runninghub-models', sites: { global: 'x' } }), 'sites.global');
    assert.equal(fieldOf({ type, region: 'moon' }), 'region');
    assert.equal(fieldOf({ type, site: 'moon' }), 'site');
    assert.equal(fieldOf({ type, retry: 'yes' }), 'retry');
    assert.equal(fieldOf({ type, uploadPath: 'ftp://x' }), 'uploadPath');
    assert.equal(fieldOf({ type, hosts: 5 }), 'hosts');
    assert.equal(fieldOf({ type, hosts: { mars: url } }), 'hosts.mars');
  });

  it('keep the ID of an entry without one: its type as it is written', () => {
    const idOf = (entry: object): string | undefined => read(entry).configs[0]?.id;
    assert.equal(idOf({ type: 'nano-banana-edits', baseUrl: url }), 'nano-banana-edits');
    assert.equal(idOf({ type: 'openai', baseUrl: url }), 'openai');
  });

  it('give the IDs that an entry had under another name of its type', () => {
    assert.deepEqual(otherIds('openai', providers), ['nano-banana-edits']);
    assert.deepEqual(otherIds('nano-banana-edits-2', providers), ['openai-2']);
    assert.deepEqual(otherIds('my-relay', providers), []);
    assert.deepEqual(otherIds('kie', providers), []);
  });
});

describe('an entry that Easel writes', () => {
  const types = providers.map(typeViewOf);

  it('has the present names, and keeps the ID under which its keys are stored', () => {
    const former = {
      type: 'nano-banana-edits',
      hosts: { domestic: url },
      retry: false,
      uploadPath: '/edit',
      custom: 1,
    };
    assert.deepEqual(migrateEntry(former, types, 'nano-banana-edits'), {
      ...{ id: 'nano-banana-edits', type: 'openai', baseUrl: url },
      ...{ fallback: false, editPath: '/edit', custom: 1 },
    });
    const two = { id: 'mine', type: 'runninghub-rhart-edit', hosts: { overseas: url }, region: 'overseas' };
    assert.deepEqual(migrateEntry(two, types, 'mine'), {
      ...{ id: 'mine', type: 'runninghub-models', sites: { global: url }, site: 'global' },
    });
  });

  it('has the address in use as its address, and keeps one that is not in use', () => {
    const former = { type: 'openai', hosts: { domestic: url, overseas: other }, region: 'overseas' };
    assert.deepEqual(migrateEntry(former, types, 'x'), {
      ...{ type: 'openai', baseUrl: other, sites: { china: url }, site: 'global' },
    });
  });

  it('stays unchanged where it has the present names or an unknown type', () => {
    for (const entry of [
      { type: 'openai', baseUrl: url, model: 'm' },
      { type: 'nobody', hosts: { domestic: url } },
    ]) {
      assert.deepEqual(migrateEntry(entry, types, 'x'), entry);
    }
  });

  it('means the same as before', () => {
    for (const entry of [
      { type: 'nano-banana-edits', hosts: { domestic: url, overseas: other }, region: 'overseas', retry: false },
      { type: 'kie', hosts: { domestic: url } },
      { type: 'runninghub-ai-app', hosts: { domestic: url }, region: 'overseas' },
    ]) {
      assert.deepEqual(configOf(migrateEntry(entry, types, 'x')), configOf(entry), JSON.stringify(entry));
    }
  });
});
