import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Easel } from '../../../../src/engine/surface/easel';
import type { ProviderTypeView, ProviderView, SettingProblem } from '../../../../src/engine/surface/providers';
import { readConfigurations } from '../../../../src/engine/providers/configuration';
import { typeViewOf } from '../../../../src/engine/providers/providerRegistry';
import { findProvider, providers } from '../../../../src/providers/registry';
import { formFields, readForm, sortProblems } from '../../../../src/extension/webviews/admin/providers/form';
import * as schema from '../../../../src/extension/webviews/admin/providers/schema';
import { accepts } from './accepts';
import { prioritiesFor } from '../../../../src/extension/webviews/admin/providers/order';
import { exportEntries, importEntries } from '../../../../src/extension/webviews/admin/providers/transfer';
import { failedReport, providersView } from '../../../../src/extension/webviews/admin/providers/view';
import type { Failure } from '../../../../src/shared/model/failure';
import type { Translate } from '../../../../src/shared/format/translate';

const t: Translate = (message, values = {}) =>
  message.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

const types: ProviderTypeView[] = providers.map(typeViewOf);

function typeNamed(name: string): ProviderTypeView {
  const found = types.find(({ type }) => type === name);
  assert.ok(found, name);
  return found;
}

const check = (entries: unknown): SettingProblem[] =>
  readConfigurations(entries, {
    names: types.map(({ type }) => type),
    find: findProvider,
  }).problems;

describe('schemas of the Providers page', () => {
  it('accept exactly one way to name what a form is about', () => {
    for (const good of [{ id: 'kie' }, { entry: 0 }, { type: 'kie' }])
      assert.ok(accepts(schema.formTarget, good), JSON.stringify(good));
    const bad = [
      null,
      'kie',
      {},
      { id: '' },
      { id: 1 },
      { entry: -1 },
      { entry: 1.5 },
      { id: 'a', type: 'b' },
      { path: '/' },
    ];
    for (const one of bad) assert.ok(!accepts(schema.formTarget, one), JSON.stringify(one));
  });

  it('accept texts by field path, up to a limit', () => {
    assert.ok(accepts(schema.fieldValues, { name: 'A', 'hosts.domestic': '', 'options.username': 'demo' }));
    const bad = [
      { name: 1 },
      { __proto__x: '' },
      { 'hosts.domestic.x': '' },
      { 'a/b': '' },
      { name: 'x'.repeat(2001) },
      [],
    ];
    for (const one of bad) assert.ok(!accepts(schema.fieldValues, one), JSON.stringify(one).slice(0, 60));
    assert.ok(
      !accepts(
        schema.fieldValues,
        Object.fromEntries(Array.from({ length: 61 }, (_, index) => [`options.f${index}`, ''])),
      ),
    );
  });

  it('bound secrets, accept known switches, and each ID once', () => {
    assert.ok(accepts(schema.secretValue, '') && accepts(schema.secretValue, 'k'.repeat(10_000)));
    assert.ok(!accepts(schema.secretValue, 'k'.repeat(10_001)) && !accepts(schema.secretValue, 1));
    assert.ok(accepts(schema.secretName, 'password') && !accepts(schema.secretName, '../password'));
    assert.ok(accepts(schema.providerSwitch, 'fallback') && !accepts(schema.providerSwitch, 'options'));
    assert.ok(accepts(schema.order, ['a', 'b']) && !accepts(schema.order, ['a', 'a']) && !accepts(schema.order, 'ab'));
  });
});

describe('priorities for an order', () => {
  const of = (...figures: [id: string, priority: number, index: number][]): Record<string, number> =>
    Object.fromEntries(prioritiesFor(figures.map(([id, priority, index]) => ({ id, priority, index }))));

  it('stay when the order is already right', () => {
    assert.deepEqual(of(['a', 5, 1], ['b', 0, 2], ['c', 0, 3]), {});
  });

  it('change for the moved provider only', () => {
    assert.deepEqual(of(['c', 10, 3], ['a', 100, 1], ['b', 50, 2]), { c: 110 });
    assert.deepEqual(of(['a', 100, 1], ['c', 10, 3], ['b', 50, 2]), { b: 0 });
    assert.deepEqual(of(['b', 50, 2], ['c', 10, 3], ['a', 100, 1]), { a: 0 });
  });

  it('are renumbered when there is no number in between', () => {
    assert.deepEqual(of(['a', 0, 1], ['b', 0, 4], ['c', 0, 2], ['d', 0, 3]), { a: 30, b: 20, c: 10 });
    assert.deepEqual(of(['a', 1, 1], ['c', 5, 3], ['b', 0, 2]), { a: 20, c: 10 });
  });

  it('put any list into any order', () => {
    let seed = 1;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 300; round += 1) {
      const order = Array.from({ length: 1 + random(8) }, (_one, index) => ({
        id: String(index),
        priority: random(3) === 0 ? 1_000_000 - random(3) : random(12) - 6,
        index: random(100) * 10 + index,
      }));
      const changed = prioritiesFor(order);
      const after = order.map((one) => ({ ...one, priority: changed.get(one.id) ?? one.priority }));
      const sorted = [...after].sort((a, b) => b.priority - a.priority || a.index - b.index);
      assert.deepEqual(sorted, after);
      assert.ok(after.every(({ priority }) => Number.isInteger(priority) && Math.abs(priority) <= 1_000_000));
    }
  });
});

describe('list of providers', () => {
  const now = 1_000_000;
  const viewOf = (
    type: string,
    more: Partial<ProviderView['config']>,
    known: Pick<ProviderView, 'health' | 'check'> = {},
  ): ProviderView => {
    const { defaults, label, offline, secrets: all } = typeNamed(type);
    const secrets = all.filter(({ kind }) => kind !== 'session');
    const config = { ...defaults, ...more };
    const facts = {
      config,
      aliases: [],
      typeLabel: label,
      offline,
      secrets,
      keyOrigins: [],
      builtIn: false,
      models: [],
      tellsBalance: false,
      stopsJobs: true,
    };
    return { ...facts, revision: '1', ...known };
  };
  const engineOf = (list: ProviderView[], keys: string[], entries: unknown[] = []): Easel =>
    ({
      providers: {
        list: () => list,
        types: () => types,
        settingProblems: () => check(entries),
        hasSecret: (id: string, name: string) => Promise.resolve(keys.includes(`${id}/${name}`)),
      },
    }) as unknown as Easel;

  it('shows the state of each provider', async () => {
    const failure = { kind: 'server', status: 502 } as const;
    const health = { failures: 3, lastFailure: failure };
    const passed = { by: 'test', at: now, revision: '1' } as const;
    const failed = (by: 'test' | 'job', failure: Failure) => ({ check: { by, at: now, revision: '1', failure } });
    const list = [
      viewOf('kie', { id: 'cooling' }, { health: { ...health, coolingUntil: now + 40_000 }, check: passed }),
      viewOf('kie', { id: 'failing' }, { health: { ...health, coolingUntil: now - 1 } }),
      viewOf('kie', { id: 'better' }, { health, check: passed }),
      viewOf('kie', { id: 'without' }),
      viewOf('kie', { id: 'off', enabled: false }),
      viewOf('qwen-image-service', { id: 'user', options: { username: 'demo' } }),
      viewOf('qwen-image-service', { id: 'open' }),
      viewOf('qwen-image-service', { id: 'dead' }, failed('test', { kind: 'network', reason: 'connection-refused' })),
      viewOf('qwen-image-service', { id: 'late' }, failed('job', { kind: 'timeout' })),
      viewOf('qwen-image-service', { id: 'locked' }, failed('test', { kind: 'auth', reason: 'password-wrong' })),
      viewOf('kie', { id: 'key' }, failed('job', { kind: 'auth', reason: 'key-refused' })),
      viewOf('kie', { id: 'job' }, failed('job', failure)),
      viewOf('kie', { id: 'test' }, failed('test', failure)),
      viewOf('sketch', { id: 'sketch' }),
    ];
    const keys = ['cooling', 'failing', 'better', 'key', 'job', 'test'].map((id) => `${id}/key`);
    const { rows } = await providersView(engineOf(list, keys), [], { t, now });
    assert.deepEqual(
      rows.map(({ id, state, stateLabel, coolingFor }) => [id, state, stateLabel, coolingFor]),
      [
        ['cooling', 'cooling', 'Paused for {time} after 3 failures', 40_000],
        ['failing', 'failing', 'Last request failed', undefined],
        ['better', 'ready', 'Ready', undefined],
        ['without', 'missing', 'Key missing', undefined],
        ['off', 'off', 'Disabled', undefined],
        ['user', 'missing', 'Password missing', undefined],
        ['open', 'untested', 'Not tested', undefined],
        ['dead', 'failing', 'Not reachable', undefined],
        ['late', 'failing', 'Not reachable', undefined],
        ['locked', 'failing', 'Password rejected', undefined],
        ['key', 'failing', 'Key rejected', undefined],
        ['job', 'failing', 'Last request failed', undefined],
        ['test', 'failing', 'Last test failed', undefined],
        ['sketch', 'ready', 'Ready', undefined],
      ],
    );
    const problem = (id: string) => rows.find((row) => row.id === id)?.problem;
    assert.match(problem('job')?.text ?? '', /^Last error: /);
    assert.match(problem('locked')?.text ?? '', /rejected the password/);
    assert.equal(problem('locked')?.steps[0]?.action, 'set-password');
    assert.equal(problem('better'), undefined);
  });

  it('lists invalid entries, with a form when their type is known', async () => {
    const entries = [{ type: 'kie', name: 'Mine', priority: 'high' }, { type: 'nobody' }, { type: 'kie', apiKey: 'x' }];
    const { invalid } = await providersView(engineOf([], [], entries), entries, { t, now });
    assert.deepEqual(
      invalid.map(({ entry, name, hasForm }) => [entry, name, hasForm]),
      [
        [0, 'Mine', true],
        [1, 'nobody', false],
      ],
    );
    const easel = engineOf([], []);
    const noList = { ...easel, providers: { ...easel.providers, settingProblems: () => check('kie') } };
    const none = await providersView(noList, undefined, { t, now });
    assert.deepEqual(
      none.invalid.map(({ name, hasForm }) => [name, hasForm]),
      [['easel.providers', false]],
    );
  });

  it('offers next steps with a failure', () => {
    const report = failedReport({ kind: 'auth', reason: 'password-wrong', providerId: 'a', providerName: 'Ours' }, t);
    assert.equal(report.steps[0]?.action, 'set-password');
    assert.ok(!report.isGood && report.text.startsWith('Ours rejected the password'));
  });
});

describe('form of a provider', () => {
  it('exists for every type, with a field for everything required', () => {
    for (const type of types) {
      const fields = formFields(type, { type: type.type }, t);
      const paths = fields.map(({ path }) => path);
      assert.equal(new Set(paths).size, paths.length, type.type);
      assert.ok(
        fields.every(({ value }) => value === ''),
        'nothing is written that the settings do not say',
      );
      for (const { path, isRequired } of type.fields.filter(({ path }) => path.startsWith('options.'))) {
        const field = fields.find((one) => one.path === path);
        assert.ok(field, `${type.type} ${path}`);
        assert.equal(field.isNeeded === true, isRequired);
      }
      assert.equal(
        paths.some((path) => path === 'baseUrl' || path.startsWith('sites.')),
        !type.offline,
      );
    }
  });

  it('writes changed fields and removes emptied ones', () => {
    const type = typeNamed('qwen-image-service');
    const entry = { type: type.type, name: 'Ours', pollSeconds: 5, fallback: false, somethingElse: 1 };
    const values = {
      name: '',
      baseUrl: ' http://gpu:8000/ ',
      'options.username': 'demo',
      pollSeconds: '7.5',
      synchronous: 'true',
    };
    assert.deepEqual(readForm({ type, entry, values }, t), {
      entry: {
        type: type.type,
        pollSeconds: 7.5,
        fallback: false,
        somethingElse: 1,
        baseUrl: 'http://gpu:8000',
        options: { username: 'demo' },
        synchronous: true,
      },
    });
  });

  it('reports each error at its field and ignores unknown fields', () => {
    const type = typeNamed('openai');
    const values = {
      baseUrl: '',
      pollSeconds: 'often',
      synchronous: 'perhaps',
      'options.__proto__': 'x',
      id: 'y',
    };
    const read = readForm({ type, entry: { type: type.type }, values }, t);
    assert.deepEqual('errors' in read && Object.keys(read.errors).sort(), ['baseUrl', 'pollSeconds', 'synchronous']);
  });

  it("shows the engine's problems at their fields, and others in a sentence", () => {
    const sorted = sortProblems(
      [
        { index: 0, field: 'pollSeconds', problem: 'out-of-range', value: '9999', expected: '0.2 – 600' },
        { index: 0, field: 'options', problem: 'wrong-type', value: '[]', expected: '{ … }' },
      ],
      { fields: [{ path: 'pollSeconds' }] },
      t,
    );
    assert.match(sorted.errors['pollSeconds'] ?? '', /"9999"\. Allowed: 0.2 – 600/);
    assert.match(sorted.problem ?? '', /^easel\.providers\[0\]\.options: /);
  });
});

describe('provider files', () => {
  const ours = { id: 'gpu', type: 'qwen-image-service', name: 'Ours', default: true };

  it('are written as the setting, without invalid entries', () => {
    const { text, count, skipped } = exportEntries([ours, { type: 'nobody' }, 5], check);
    assert.deepEqual(JSON.parse(text), { 'easel.providers': [ours] });
    assert.deepEqual([count, skipped], [1, 2]);
  });

  it('are imported with unique IDs and without a second default', () => {
    const file = exportEntries([ours, { type: 'kie', name: 'KIE' }], check).text;
    const read = importEntries(file, { entries: [{ ...ours, name: 'Mine' }], check, types, t });
    assert.ok(typeof read !== 'string');
    assert.deepEqual(read.entries.slice(1), [
      { id: 'gpu-2', type: 'qwen-image-service', name: 'Ours' },
      { id: 'kie', type: 'kie', name: 'KIE' },
    ]);
    assert.deepEqual([read.added, read.skipped], [['Ours', 'KIE'], []]);
    assert.deepEqual(check(read.entries), []);
  });

  it('are imported once', () => {
    const { name, type, id } = ours;
    const read = importEntries(JSON.stringify([{ default: true, name, type, id }]), {
      entries: [ours],
      check,
      types,
      t,
    });
    assert.deepEqual(typeof read !== 'string' && [read.entries, read.skipped], [[ours], ['"Ours" already exists.']]);
  });

  it('are read strictly: invalid entries are skipped and reported', () => {
    const list = [
      { type: 'kie', apiKey: 'secret-key', hosts: { overseas: 'https://api.kie.ai', other: 'x' } },
      { type: 'kie', priority: 'first' },
      'kie',
      { type: 'kie', name: 'Long', [`very${'Long'.repeat(20)}`]: 1 },
      { type: 'qwen-image-service', options: { one: 1, other: 2 } },
    ];
    const read = importEntries(JSON.stringify(list), { entries: [], check, types, t });
    assert.ok(typeof read !== 'string');
    assert.deepEqual(read.entries, [{ id: 'kie', type: 'kie', baseUrl: 'https://api.kie.ai' }]);
    assert.equal(read.skipped.length, 6);
    assert.ok(!JSON.stringify(read).includes('secret-key'));
  });

  it('are rejected when the file is something else', () => {
    for (const text of ['', '{}', 'null', '"x"', '{"easel.providers":{}}', '[', '\ufeff']) {
      assert.equal(typeof importEntries(text, { entries: [], check, types, t }), 'string', text);
    }
  });
});
