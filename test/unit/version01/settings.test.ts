/** Settings of version 0.1.0, under the names that they had then, mean what they meant to 0.1.0. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { inOrder, readConfigurations } from '../../../src/engine/providers/configuration';
import { bindingOf } from '../../../src/engine/providers/keyBinding';
import { createProviderRegistry, type ProviderRegistry } from '../../../src/engine/providers/providerRegistry';
import { startOf, readCaps, type Caps } from '../../../src/engine/spending/caps';
import { ownPrice, readPrices, type Prices } from '../../../src/engine/spending/prices';
import type { SettingProblem } from '../../../src/engine/surface/providers';
import type { ProviderConfig } from '../../../src/providers/contract/configuration';
import { findProvider, providers, providerTypes } from '../../../src/providers/registry';
import { hasTwoSites } from '../../../src/shared/model/entryNames';
import type { Price } from '../../../src/shared/model/money';
import type { JobKind } from '../../../src/shared/model/jobs';
import { FakeClock } from '../engine/fakeClock';
import { silentLog } from '../engine/rig';
import { currentType, readJson, perImage } from './fixture';

type Entry = Record<string, unknown>;

/** A configuration as 0.1.0 had it. */
interface FormerConfig extends Omit<ProviderConfig, 'sites' | 'site' | 'editPath' | 'fallback'> {
  hosts: { domestic?: string; overseas?: string };
  region: 'domestic' | 'overseas';
  retry: boolean;
}

/** What 0.1.0 read from the settings. */
interface Read {
  configurations: FormerConfig[];
  problems: SettingProblem[];
  order: string[];
  /** Origins for which the keys of a configuration are stored, by its id. */
  keyOrigins: Record<string, string>;
  prices: Prices;
  priceOfCalls: Record<string, Record<JobKind, Price | 'unknown'>>;
  caps: Caps;
  /** A time, and when its day and month began. */
  at: number;
  startOfDay: number;
  startOfMonth: number;
}

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: { if: { properties: { type: { enum: string[] } } }; then: { properties: Record<string, unknown> } }[];
}

const user = readJson('settings/user.json') as Entry & { 'easel.providers': Entry[] };
const workspace = readJson('settings/workspace.json') as Entry;
const before = readJson('settings/read.json') as Read;
const now = readConfigurations(user['easel.providers'], { names: providerTypes, find: findProvider });

function provider(type: string): NonNullable<ReturnType<typeof findProvider>> {
  const found = findProvider(type);
  assert.ok(found, type);
  return found;
}

/** Where a service has one address only, `baseUrl` alone decides. */
function withoutSites({ sites, site, ...config }: ProviderConfig): Partial<ProviderConfig> {
  return hasTwoSites(provider(config.type)) ? { ...config, sites, site } : config;
}

function withCurrentWords({ hosts, region, retry, uploadPath, ...config }: FormerConfig): Partial<ProviderConfig> {
  const type = currentType(config.type);
  const isEditPath = type === 'openai' || type === 'qwen-image-service';
  return withoutSites({
    ...config,
    type,
    sites: {
      ...(hosts.domestic === undefined ? {} : { china: hosts.domestic }),
      ...(hosts.overseas === undefined ? {} : { global: hosts.overseas }),
    },
    site: region === 'domestic' ? 'china' : 'global',
    fallback: retry,
    editPath: isEditPath ? uploadPath : '',
    uploadPath: isEditPath ? '' : uploadPath,
  });
}

function registry(): ProviderRegistry {
  const refused = (): never => assert.fail('not needed to read settings');
  return createProviderRegistry({
    providers,
    settings: {
      providers: () => user['easel.providers'],
      output: refused,
      webhook: refused,
      money: refused,
      storageLimit: refused,
      onChange: refused,
    },
    secrets: { get: refused, set: refused, delete: refused },
    secretIndex: { add: refused, list: refused, remove: refused },
    readImage: refused,
    codec: { draw: refused, convert: refused },
    assets: { read: refused },
    log: silentLog,
    clock: new FakeClock(),
  });
}

describe('settings of version 0.1.0', () => {
  it('covers all six provider types', () => {
    assert.deepEqual(new Set(now.configs.map(({ type }) => type)), new Set(providerTypes));
    assert.equal(providerTypes.length, 6);
  });

  for (const [index, former] of before.configurations.entries()) {
    it(`reads configuration "${former.id}" as 0.1.0 did, but for renamed words`, () => {
      const config = now.configs[index];
      assert.ok(config);
      assert.deepEqual(withoutSites(config), withCurrentWords(former));
    });

    it(`looks for the keys of "${former.id}" where 0.1.0 stored them`, () => {
      const config = now.configs[index];
      assert.ok(config);
      assert.equal(bindingOf(provider(config.type), config), before.keyOrigins[config.id]);
    });
  }

  it('reads no more and no fewer configurations, in the same order of failover', () => {
    assert.equal(now.configs.length, before.configurations.length);
    assert.deepEqual(
      inOrder(now.configs).map(({ id }) => id),
      before.order,
    );
  });

  it('reports the same mistakes, in the words that the user wrote', () => {
    const mistakes = (problems: readonly SettingProblem[]): unknown[] =>
      problems.map(({ index, field, problem, value }) => ({ index, field, problem, value })).sort(byPlace);
    // Where an entry has no address at all, the field to add is named as it is called today.
    const expected = before.problems.map((one) =>
      one.problem === 'missing' && one.field === 'hosts.domestic' ? { ...one, field: 'baseUrl' } : one,
    );
    assert.deepEqual(mistakes(now.problems), mistakes(expected));
  });

  it('finds each configuration by its id', () => {
    const found = registry();
    for (const { id, type } of before.configurations) assert.equal(found.get(id).config.type, currentType(type), id);
  });

  it('reads prices and finds the same one for each call', () => {
    const prices = readPrices(user['easel.prices']);
    // What is expected instead of a wrong value is told by rules today.
    const mistakes = (problems: readonly SettingProblem[]): unknown[] =>
      problems.map(({ setting, index, field, problem, value }) => ({ setting, index, field, problem, value }));
    const [known, added] = [prices.entries.slice(0, -1), prices.entries.at(-1)];
    assert.deepEqual(known, perImage(before.prices.entries));
    // `per: "image"` was a mistake then and is today's name of `picture`.
    assert.deepEqual(added, { provider: 'kie', price: { amount: 1, currency: 'credits', per: 'image', asOf: '' } });
    const isMistake = ({ field }: SettingProblem): boolean => field !== 'per';
    assert.deepEqual(mistakes(prices.problems), mistakes(before.prices.problems.filter(isMistake)));
    const found = registry();
    for (const { config, provider: of } of found.all()) {
      const types = [of.type, ...(of.aliases ?? [])];
      const called = { ids: found.idsOf(config.id), types, model: config.model };
      const price = (kind: JobKind): Price | 'unknown' => ownPrice(known, { ...called, kind }) ?? 'unknown';
      const all = { generate: price('generate'), edit: price('edit'), batch: price('batch') };
      assert.deepEqual(all, perImage(before.priceOfCalls[config.id]), config.id);
    }
  });

  it('reads caps and starts days and months where 0.1.0 did', () => {
    const caps = readCaps({
      caps: user['easel.spending.caps'],
      atCap: user['easel.spending.atCap'],
      timeZone: user['easel.spending.timeZone'],
    });
    assert.deepEqual(caps, before.caps);
    assert.equal(startOf('day', before.at, caps.timeZone), before.startOfDay);
    assert.equal(startOf('month', before.at, caps.timeZone), before.startOfMonth);
  });

  it('has a setting for every key and every field, so that the settings editor marks none as unknown', () => {
    const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as {
      contributes: { configuration: { properties: Record<string, Schema> }[] };
    };
    const sections = manifest.contributes.configuration.map(({ properties }) => properties);
    const settings = Object.assign({}, ...sections) as Record<string, Schema>;
    for (const key of [...Object.keys(user), ...Object.keys(workspace)]) assert.ok(settings[key], key);
    const entries = settings['easel.providers']?.items;
    for (const { type, ...fields } of user['easel.providers']) {
      const conditions = entries?.allOf?.filter((one) => one.if.properties.type.enum.includes(String(type))) ?? [];
      for (const field of Object.keys(fields).filter((name) => name !== 'retries')) {
        assert.ok(entries?.properties?.[field], field);
        for (const { then } of conditions) assert.notEqual(then.properties[field], false, `${String(type)} ${field}`);
      }
    }
    for (const field of ['provider', 'model', 'kind', 'amount', 'currency', 'per', 'asOf']) {
      assert.ok(settings['easel.prices']?.items?.properties?.[field], field);
    }
  });
});

function byPlace(a: { index?: number | undefined; field?: string | undefined }, b: typeof a): number {
  return (a.index ?? 0) - (b.index ?? 0) || (a.field ?? '').localeCompare(b.field ?? '');
}
