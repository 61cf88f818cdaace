import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { readCaps } from '../../../src/engine/spending/caps';
import { readPrices } from '../../../src/engine/spending/prices';
import { readConfigurations } from '../../../src/engine/providers/configuration';
import { findProvider, providerTypes } from '../../../src/providers/registry';

interface Schema {
  enum?: string[];
  allOf?: { if: { properties: { type: Schema } }; then: { properties: Record<string, Schema | false> } }[];
  properties?: Record<string, Schema>;
  items?: Schema;
  scope?: string;
}
interface Manifest {
  contributes: { configuration: { properties: Record<string, Schema> }[] };
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
}

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as Manifest;
const providers = manifest.contributes.configuration
  .map(({ properties }) => properties['easel.providers'])
  .find((setting) => setting !== undefined);

describe('schema of the settings about spending', () => {
  const settings = Object.assign(
    {},
    ...manifest.contributes.configuration.map(({ properties }) => properties),
  ) as Record<string, Schema>;

  it('has exactly the fields that the engine reads', () => {
    const prices = Object.keys(settings['easel.prices']?.items?.properties ?? {});
    assert.equal(prices.length, 7);
    for (const field of prices) {
      const { problems } = readPrices([{ [field]: undefined }]);
      assert.ok(!problems.some(({ problem }) => problem === 'unknown-field'), field);
    }
    const caps = Object.keys(settings['easel.spending.caps']?.items?.properties ?? {});
    assert.deepEqual(caps.sort(), ['currency', 'perDay', 'perMonth']);
    for (const field of caps) {
      const { problems } = readCaps({ caps: [{ [field]: undefined }], atCap: undefined, timeZone: undefined });
      assert.ok(!problems.some(({ problem }) => problem === 'unknown-field'), field);
    }
  });

  it('cannot be set by a workspace', () => {
    for (const name of ['easel.prices', 'easel.spending.caps', 'easel.spending.atCap', 'easel.spending.timeZone']) {
      assert.equal(settings[name]?.scope, 'application', name);
      assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes(name), name);
    }
  });
});

describe('schema of easel.providers', () => {
  it('lists every provider type', () => {
    const offered = providers?.items?.properties?.['type']?.enum ?? [];
    assert.deepEqual(
      providerTypes.filter((type) => !offered.includes(type)),
      [],
    );
  });

  it('has exactly the fields that the engine reads', () => {
    for (const { if: condition, then } of providers?.items?.allOf ?? []) {
      for (const type of condition.properties.type.enum ?? []) {
        for (const field of Object.keys(providers?.items?.properties ?? {})) {
          const { problems } = readConfigurations([{ [field]: undefined, type }], {
            find: findProvider,
            names: providerTypes,
          });
          const isKnown = !problems.some(({ problem }) => problem === 'unknown-field');
          assert.equal(isKnown, then.properties[field] !== false, `${type} ${field}`);
        }
      }
    }
  });

  it('lists the options of every type, under each of its names', () => {
    const conditions = providers?.items?.allOf ?? [];
    for (const name of providers?.items?.properties?.['type']?.enum ?? []) {
      const fitting = conditions.filter(({ if: { properties } }) => properties.type.enum?.includes(name));
      assert.equal(fitting.length, 1, name);
      const shape = findProvider(name)?.optionsSchema as unknown as { shape: Record<string, unknown> } | undefined;
      const options = fitting[0]?.then.properties['options'];
      assert.deepEqual(
        Object.keys((options && options.properties) ?? {}).sort(),
        Object.keys(shape?.shape ?? {}).sort(),
        name,
      );
    }
  });

  it('cannot be set by a workspace', () => {
    assert.equal(providers?.scope, 'machine');
    assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes('easel.providers'));
  });
});
