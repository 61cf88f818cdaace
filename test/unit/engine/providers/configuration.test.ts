import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as z from 'zod/mini';
import { inOrder, readConfigurations } from '../../../../src/engine/providers/configuration';
import type { ValueRule } from '../../../../src/engine/domain/settingProblem';
import type { Provider } from '../../../../src/providers/contract/provider';
import { FakeService } from '../rig';

const acme = new FakeService().provider('acme', {
  defaults: { name: 'Acme', sites: { china: 'https://acme.example' }, submitPath: '/make', pollSeconds: 3 },
  optionsSchema: z.strictObject({
    user: z.optional(z.string()),
    seconds: z.optional(z.int().check(z.gte(10), z.lte(180))),
    wait: z.optional(z.number().check(z.gte(0.5))),
    auth: z._default(z.enum(['auto', 'on']), 'auto'),
    folder: z.optional(z.string().check(z.minLength(1), z.maxLength(9))),
    app: z.optional(z.string().check(z.regex(/^\d+$/, '"123"'))),
    url: z.optional(z.url({ protocol: /^https?$/ })),
    sizes: z.optional(z.record(z.string().check(z.maxLength(5)), z.tuple([z.int(), z.int()]))),
    fields: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
    nodes: z.optional(
      z.strictObject({ seed: z.optional(z.string()), images: z.array(z.string()).check(z.maxLength(2)) }),
    ),
  }),
});
const find = (type: string): Provider | undefined => (type === 'acme' ? acme : undefined);
const read = (value: unknown): ReturnType<typeof readConfigurations> =>
  readConfigurations(value, { names: ['acme'], find });

describe('reading easel.providers', () => {
  it('fills in the defaults of the type', () => {
    const { configs, problems } = read([{ type: 'acme' }]);
    assert.deepEqual(problems, []);
    assert.equal(configs[0]?.id, 'acme');
    assert.equal(configs[0]?.name, 'Acme');
    assert.equal(configs[0]?.baseUrl, 'https://acme.example');
    assert.equal(configs[0]?.submitPath, '/make');
    assert.equal(configs[0]?.enabled, true);
  });

  it('accepts several entries of one type', () => {
    const { configs, problems } = read([{ type: 'acme' }, { type: 'acme' }, { type: 'acme', id: 'mine', priority: 3 }]);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      configs.map(({ id }) => id),
      ['acme', 'acme-2', 'mine'],
    );
    assert.deepEqual(
      inOrder(configs).map(({ id }) => id),
      ['mine', 'acme', 'acme-2'],
    );
  });

  it('normalizes addresses and chooses by region', () => {
    const hosts = { domestic: 'http://127.0.0.1:8000/', overseas: 'https://acme.example/prefix/' };
    assert.equal(read([{ type: 'acme', hosts }]).configs[0]?.baseUrl, 'http://127.0.0.1:8000');
    assert.equal(
      read([{ type: 'acme', hosts, region: 'overseas' }]).configs[0]?.baseUrl,
      'https://acme.example/prefix',
    );
  });

  const wrong: [name: string, entry: unknown, field: string | undefined, problem: string][] = [
    ['an entry that is not an object', 'acme', undefined, 'not-an-object'],
    ['a missing type', {}, 'type', 'missing'],
    ['an unknown type', { type: 'nobody' }, 'type', 'unknown-type'],
    ['an address that is not a URL', { type: 'acme', hosts: { domestic: 'acme' } }, 'hosts.domestic', 'not-a-url'],
    ['a file: URL', { type: 'acme', hosts: { domestic: 'file:///etc/passwd' } }, 'hosts.domestic', 'scheme'],
    [
      'a password in a URL',
      { type: 'acme', hosts: { domestic: 'https://me:word@acme.example' } },
      'hosts.domestic',
      'not-a-url',
    ],
    ['a text for a number', { type: 'acme', priority: 'high' }, 'priority', 'wrong-type'],
    ['a number out of range', { type: 'acme', pollSeconds: 0 }, 'pollSeconds', 'out-of-range'],
    ['a text for a switch', { type: 'acme', enabled: 'yes' }, 'enabled', 'wrong-type'],
    ['an unknown region', { type: 'acme', region: 'moon' }, 'region', 'out-of-range'],
    ['a path of another scheme', { type: 'acme', submitPath: 'ftp://x' }, 'submitPath', 'scheme'],
    ['a path that is another host', { type: 'acme', submitPath: '//evil.example/x' }, 'submitPath', 'not-a-url'],
    ['an option that the type does not know', { type: 'acme', options: { usr: 'x' } }, 'options.usr', 'unknown-field'],
    ['an option of the wrong type', { type: 'acme', options: { user: 5 } }, 'options.user', 'wrong-type'],
    ['an id with a space', { type: 'acme', id: 'a b' }, 'id', 'out-of-range'],
  ];
  const rules: [options: object, field: string, rule: ValueRule][] = [
    [{ user: 5 }, 'user', { kind: 'text' }],
    [{ seconds: 'x' }, 'seconds', { kind: 'whole', min: 10, max: 180 }],
    [{ seconds: 200 }, 'seconds', { kind: 'whole', min: 10, max: 180 }],
    [{ seconds: 20.5 }, 'seconds', { kind: 'whole', min: 10, max: 180 }],
    [{ wait: 0 }, 'wait', { kind: 'number', min: 0.5 }],
    [{ auth: 'off' }, 'auth', { kind: 'one-of', values: ['"auto"', '"on"'] }],
    [{ folder: '' }, 'folder', { kind: 'length', min: 1, max: 9 }],
    [{ app: 'x' }, 'app', { kind: 'example', example: '"123"' }],
    [{ url: 'ftp://x' }, 'url', { kind: 'url' }],
    [{ sizes: { '21:9': [1, 'x'] } }, 'sizes.21:9.1', { kind: 'whole' }],
    [{ sizes: { toolong: [1, 1] } }, 'sizes.toolong', { kind: 'name' }],
    [{ fields: { a: {} } }, 'fields.a', { kind: 'simple' }],
    [{ nodes: { images: ['a', 'b', 'c'] } }, 'nodes.images', { kind: 'items', max: 2 }],
    [{ nodes: 'x' }, 'nodes', { kind: 'object' }],
  ];
  for (const [options, field, rule] of rules) {
    it(`reports what ${JSON.stringify(options)} must be, without texts of the schema library`, () => {
      assert.deepEqual(read([{ type: 'acme', options }]).problems, [
        { index: 0, field: `options.${field}`, problem: 'wrong-type', rule },
      ]);
    });
  }

  it('reports what the value of a common field must be', () => {
    const ruleOf = (entry: object): ValueRule | undefined => read([{ type: 'acme', ...entry }]).problems[0]?.rule;
    assert.deepEqual(ruleOf({ pollSeconds: 0 }), { kind: 'number', min: 0.2, max: 600 });
    assert.deepEqual(ruleOf({ enabled: 'yes' }), { kind: 'flag' });
    assert.deepEqual(ruleOf({ sites: { china: 5 } }), { kind: 'text' });
    assert.deepEqual(ruleOf({ id: 'a b' }), undefined);
  });

  for (const [name, entry, field, problem] of wrong) {
    it(`reports ${name} and keeps the other entries`, () => {
      const { configs, problems } = read([entry, { type: 'acme', id: 'good' }]);
      assert.deepEqual([problems[0]?.index, problems[0]?.field, problems[0]?.problem], [0, field, problem]);
      assert.ok(configs.some(({ id }) => id === 'good'));
      if (problem !== 'unknown-field') assert.equal(configs.length, 1);
      assert.doesNotMatch(JSON.stringify(problems), /me:word/);
    });
  }

  it('keeps the first of two entries with the same ID, and reports the second', () => {
    const { configs, problems } = read([
      { type: 'acme', id: 'same', priority: 1 },
      { type: 'acme', id: 'same', priority: 2 },
    ]);
    assert.deepEqual(
      configs.map(({ priority }) => priority),
      [1],
    );
    assert.deepEqual([problems[0]?.index, problems[0]?.problem], [1, 'duplicate-id']);
  });

  it('reports a setting that is not a list', () => {
    assert.equal(read({ type: 'acme' }).problems[0]?.problem, 'not-a-list');
    assert.deepEqual(read(undefined), { configs: [], problems: [] });
  });
});
