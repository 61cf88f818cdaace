import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ProviderView } from '../../../../src/engine/surface/providers';
import type { KindLimits, Model } from '../../../../src/providers/contract/model';
import type { ReferenceImage } from '../../../../src/shared/model/jobs';
import { fieldsOf, readChoice, type ChoiceField } from '../../../../src/extension/parameters/choices';
import type { ResolvedDraft } from '../../../../src/extension/webviews/admin/create/draft';
import { formView } from '../../../../src/extension/webviews/admin/create/form';
import * as schema from '../../../../src/extension/webviews/admin/create/schema';
import { accepts } from './accepts';
import { routeForPage } from '../../../../src/extension/webviews/admin/create/route';
import { readValues, valuesOf } from '../../../../src/extension/webviews/admin/create/values';
import { maxBytes, readDropped } from '../../../../webview-ui/features/create/droppedImages';
import { historyOf, leavesText, stepThrough } from '../../../../webview-ui/features/create/promptHistory';

const hash = 'a'.repeat(64);
const t = (message: string, values: Record<string, string | number> = {}): string =>
  message.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

describe('schemas of the Create page', () => {
  it('accept a draft of hashes, values and IDs', () => {
    const whole = { providerId: 'sketch', references: [hash], mask: hash, values: { seed: '7' }, like: 'job-1' };
    assert.ok(accepts(schema.draft, { references: [] }));
    assert.ok(accepts(schema.draft, whole));
  });

  it('reject any other draft', () => {
    for (const wrong of [
      undefined,
      [],
      {},
      { references: ['/etc/passwd'] },
      { references: [hash.toUpperCase()] },
      { references: Array.from({ length: 101 }, () => hash) },
      { references: [], source: 'file:///etc' },
      { references: [], mask: '' },
      { references: [], providerId: 7 },
      { references: [], values: { 'not a name': '' } },
      { references: [], values: { seed: 7 } },
      { references: [], values: { seed: 'x'.repeat(100_001) } },
      {
        references: [],
        values: Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`a${'b'.repeat(index)}`, ''])),
      },
      JSON.parse(`{"references":[],"__proto__":{"values":7}}`) as unknown,
    ]) {
      assert.equal(accepts(schema.draft, wrong), false, JSON.stringify(wrong)?.slice(0, 80));
    }
  });

  it('bound image bytes, file names and URIs', () => {
    assert.ok(accepts(schema.imageBytes, Uint8Array.of(1)));
    for (const wrong of [new Uint8Array(0), [1, 2], 'bytes', new ArrayBuffer(8)]) {
      assert.equal(accepts(schema.imageBytes, wrong), false);
    }
    assert.equal(maxBytes, schema.maxImageBytes);
    assert.ok(accepts(schema.uris, ['file:///a.png', 'vscode-remote://host/a.png']));
    for (const wrong of ['file:///a.png', ['/a.png'], [7], [`file:///${'a'.repeat(4000)}`]]) {
      assert.equal(accepts(schema.uris, wrong), false);
    }
  });

  it('reduce a name to a file name without invisible characters', () => {
    assert.equal(schema.safeName('../../a/fox.png'), 'fox.png');
    assert.equal(schema.safeName('C:\\images\\fox.png'), 'fox.png');
    assert.equal(schema.safeName('fox\u202egnp.exe\n'), 'fox gnp.exe');
    assert.equal(schema.safeName(''), 'image');
    assert.equal(schema.safeName('x'.repeat(299)).length, 120);
  });
});

describe('route of the admin page', () => {
  const reference: ReferenceImage = {
    ...{ hash, name: 'fox.png', mimeType: 'image/png', width: 8, height: 8, size: 9 },
    source: 'file:///home/somebody/fox.png',
  };

  it('reaches the page without the path, which the host keeps', async () => {
    const kept: ReferenceImage[] = [];
    const userState = { saveReferences: (more: readonly ReferenceImage[]) => Promise.resolve(void kept.push(...more)) };
    const route = {
      page: 'create' as const,
      references: [{ reference }, { imageId: 'i' }],
      mask: { providerId: 'one' },
    };
    const told = await routeForPage(route, userState);
    assert.ok(!JSON.stringify(told).includes('somebody'));
    assert.deepEqual(kept, [reference]);
    const pair = await routeForPage({ page: 'compare', images: [{ reference }, { imageId: 'i' }] }, userState);
    assert.ok(!JSON.stringify(pair).includes('somebody'));
    assert.equal(await routeForPage(undefined, userState), undefined);
  });
});

const limits: KindLimits = {
  count: 2,
  ratios: ['1:1', '16:9'],
  seed: { min: 0, max: 9 },
  promptLength: 100,
  references: { min: 1, max: 2, types: ['image/png'], maxBytes: 1 },
  mask: true,
};
const fox: ReferenceImage = { hash, name: 'fox.png', mimeType: 'image/png', width: 8, height: 8, size: 9 };
const provider = { config: { id: 'one', name: 'One' }, models: [] as readonly Model[] } as ProviderView;

describe('form of a draft', () => {
  const around = { t, folder: 'images', url: () => 'url', estimate: undefined };
  function decided(values: Record<string, string>, more: Partial<ResolvedDraft> = {}): ResolvedDraft {
    const fields = fieldsOf(limits, provider.models);
    const purpose = more.purpose ?? 'generate';
    const selection = { purpose, provider, limits, limitsByKind: { [purpose]: limits }, fields, model: undefined };
    const selected = { selection, ...readValues(values, fields) };
    return { purpose, providers: [provider], references: [], selected, ...more };
  }

  it('has the parameters of the model with their limits, and no others', () => {
    assert.deepEqual(
      formView(decided({}), around).fields.map(({ name, kind, limit }) => [name, kind, limit]),
      [
        ['aspectRatio', 'list', undefined],
        ['count', 'number', '1 to 10'],
        ['seed', 'number', '0 to 9'],
      ],
    );
  });

  it('reports a wrong value as typed, and drops one that the list does not have', () => {
    const told = formView(decided({ seed: '77', aspectRatio: '21:9', count: '2' }), around);
    assert.deepEqual(
      told.fields.map((field) => [field.name, field.value, field.error !== undefined]),
      [
        ['aspectRatio', '', false],
        ['count', '2', false],
        ['seed', '77', true],
      ],
    );
    assert.equal(told.line, 'One · 1:1 · 2 images → images/');
  });

  it('names a provider that lacks its key, warns, and asks for the key instead of starting', () => {
    for (const [kind, label, button] of [
      ['key', 'One (no key)', 'Set Key…'],
      ['password', 'One (no password)', 'Set Password…'],
    ] as const) {
      const lacking: ProviderView = { ...provider, missingSecret: { name: 'secret', kind, optional: false } };
      const draft = decided({});
      const selected = draft.selected && {
        ...draft.selected,
        selection: { ...draft.selected.selection, provider: lacking },
      };
      const told = formView({ ...draft, providers: [lacking, provider], ...(selected ? { selected } : {}) }, around);
      assert.deepEqual(told.providers, [
        { id: 'one', name: label },
        { id: 'one', name: 'One' },
      ]);
      assert.equal(told.line, `${label} · 1:1 · 1 image → images/`);
      assert.equal(told.missingSecret?.button, button);
      assert.match(told.missingSecret.warning, /^One has no .* Set one to continue\.$/);
      assert.equal(told.problem, undefined);
    }
    assert.equal(formView(decided({}), around).missingSecret, undefined);
  });

  it('shows the estimate, and whether it exceeds a cap', () => {
    const price = { amount: 0.03, currency: 'CNY', asOf: '', per: 'image' as const };
    const estimate = { calls: 1, images: 2, price, amount: 0.06 };
    assert.match(formView(decided({ count: '2' }), { ...around, estimate }).line, /about ¥0\.06 \(your price/);
    const cap = { period: 'day' as const, currency: 'CNY', cap: 1, spent: 0.97 };
    const refused = { ...estimate, overCap: { ...cap, atCap: 'refuse' as const } };
    assert.match(formView(decided({}), { ...around, estimate: refused }).problem ?? '', /your daily cap of ¥1\.00/);
    const warned = formView(decided({}), { ...around, estimate: { ...estimate, overCap: { ...cap, atCap: 'warn' } } });
    assert.equal(warned.problem, undefined);
    assert.match(warned.note ?? '', /your daily cap/);
  });

  it('says which provider edits instead, that none can, and how many images are allowed', () => {
    const edit = { purpose: 'edit' as const, references: [fox] };
    const other = formView(
      decided({}, { ...edit, unsupporting: { ...provider, config: { ...provider.config, name: 'Two' } } }),
      around,
    );
    assert.match(other.note ?? '', /Two can't edit images\. One is used instead/);
    assert.deepEqual([other.takesMask, other.maxReferences], [true, 2]);
    const { selected: _selected, ...nobody } = decided({}, edit);
    assert.match(formView(nobody, around).problem ?? '', /None of your providers can edit/);
    const three = formView(decided({}, { ...edit, references: [fox, fox, fox] }), around);
    assert.match(three.problem ?? '', /2/);
  });

  it('warns of a mask that the model does not support, and offers what does', () => {
    const mask: ReferenceImage = { ...fox, hash: 'b'.repeat(64), name: 'mask.png' };
    const draft = decided({}, { purpose: 'edit', references: [fox], mask });
    assert.equal(formView(draft, around).unusedMask, undefined);
    const selection = draft.selected && { ...draft.selected.selection, limits: { ...limits, mask: false } };
    const without = { ...draft, ...(selection ? { selected: { ...draft.selected, selection } } : {}) } as ResolvedDraft;
    const warning = "This model doesn't support masks. The mask won't be used.";
    assert.deepEqual(formView(without, around).unusedMask, { warning });
    const maskTarget = { name: 'Two', target: { providerId: 'two' } };
    const use = { label: 'Use Two', target: { providerId: 'two' } };
    assert.deepEqual(formView({ ...without, maskTarget }, around).unusedMask, { warning, use });
  });

  it('places results beside the original if there is one', () => {
    const withSource = { ...fox, source: 'file:///home/somebody/fox.png' };
    const told = formView(decided({}, { purpose: 'edit', references: [withSource] }), around);
    assert.match(told.line, /→ next to the original$/);
    assert.ok(!JSON.stringify(told).includes('somebody'));
    assert.match(formView(decided({}, { purpose: 'edit', references: [fox] }), around).line, /→ images\/$/);
  });
});

describe('typed values', () => {
  const fields = fieldsOf(
    { count: 1, ratios: ['1:1', '16:9'], cfgScale: { min: 0, max: 5 }, freeSize: { min: 8, max: 64, multipleOf: 8 } },
    [],
  );
  const field = (name: string): ChoiceField => fields.find((one) => one.name === name) as ChoiceField;

  it('are read back as they were chosen', () => {
    const choices = { aspectRatio: '16:9', cfgScale: 2.5, count: 3 };
    const values = valuesOf(choices, fields);
    assert.deepEqual(values, { aspectRatio: '16:9', cfgScale: '2.5', count: '3' });
    for (const [name, text] of Object.entries(values)) {
      assert.equal(readChoice(field(name), text), choices[name as keyof typeof choices]);
    }
    assert.deepEqual(readChoice(field('size'), '64 × 32'), { width: 64, height: 32 });
    assert.equal(readChoice(field('cfgScale'), '2,5'), 2.5);
  });

  it('are rejected when the model does not accept them', () => {
    for (const [name, text] of [
      ['size', '63x32'],
      ['size', 'large'],
      ['count', '0'],
      ['count', '1.5'],
      ['count', 'NaN'],
      ['cfgScale', '5.1'],
      ['aspectRatio', '2:1'],
    ] as const) {
      assert.equal(readChoice(field(name), text), undefined, `${name} ${text}`);
    }
  });
});

describe('prompt history', () => {
  const history = historyOf(['newest', 'older', 'oldest']);

  it('goes back and forth, and ends at the current prompt', () => {
    const one = stepThrough(history, 'older', 'half');
    assert.equal(one?.text, 'newest');
    const two = one && stepThrough(one.history, 'older', one.text);
    assert.equal(two?.text, 'older');
    const back = two && stepThrough(two.history, 'newer', two.text);
    assert.equal(back?.text, 'newest');
    const draft = back && stepThrough(back.history, 'newer', back.text);
    assert.equal(draft?.text, 'half');
    assert.equal(draft && stepThrough(draft.history, 'newer', draft.text), undefined);
  });

  it('skips the current prompt and stops at the oldest', () => {
    assert.equal(stepThrough(history, 'older', 'newest')?.text, 'older');
    assert.equal(stepThrough({ ...history, at: 2 }, 'older', 'oldest'), undefined);
    assert.equal(stepThrough(historyOf([]), 'older', ''), undefined);
  });

  it('keeps changes to a recalled prompt', () => {
    const changed = stepThrough({ ...history, at: 1 }, 'older', 'older, but better');
    assert.deepEqual([changed?.text, changed?.history.draft], ['newest', 'older, but better']);
  });

  it('leaves the arrow keys to the text while the caret is inside it', () => {
    const text = 'one\ntwo';
    const at = (start: number, isBroken = false, end = start): boolean =>
      leavesText({ text, start, end, isBroken }, 'older');
    assert.deepEqual([at(2), at(5), at(2, false, 3)], [true, false, false]);
    assert.deepEqual([at(2, true), at(0, true), at(7, true)], [false, true, true]);
    assert.equal(leavesText({ text, start: 5, end: 5, isBroken: false }, 'newer'), true);
  });
});

describe('dropped data', () => {
  const transfer = (data: Record<string, string>, files: File[] = []): Parameters<typeof readDropped>[0] => ({
    getData: (type) => data[type] ?? '',
    files,
  });
  const file = new File(['x'], 'a.png', { type: 'image/png' });

  it('is URIs from the Explorer, else files', () => {
    const list = { 'text/uri-list': '# seen\r\nfile:///a.png\r\nfile:///b.png' };
    assert.deepEqual(readDropped(transfer(list, [file])), { uris: ['file:///a.png', 'file:///b.png'], files: [] });
    assert.deepEqual(readDropped(transfer({}, [file, new File([''], 'a.txt', { type: 'text/plain' })])), {
      uris: [],
      files: [file],
    });
    assert.deepEqual(readDropped(transfer({ 'text/uri-list': 'https://host/a.png' }, [file])).files, [file]);
  });
});
