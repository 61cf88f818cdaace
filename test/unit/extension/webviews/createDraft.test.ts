import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CreateDraft, CreateField } from '../../../../src/shared/protocol/pages/create';
import { withoutMask, withProvider, withReferences, withValue } from '../../../../webview-ui/features/create/draft';
import { readMasks, withMaskOf, type Masks } from '../../../../webview-ui/features/create/masks';
import { readStoredDraft } from '../../../../webview-ui/features/create/storedDraft';
import { noWork } from '../../../../webview-ui/features/mask/strokes';

const draft: CreateDraft = { providerId: 'one', references: ['a', 'b'], mask: 'm', values: { seed: '7' }, like: 'job' };
const field = (name: string, value: string): CreateField => ({ name, kind: 'text', label: name, value, unset: '' });

describe('draft of the Create page', () => {
  it("keeps its images for another provider and drops the model's values", () => {
    assert.deepEqual(withProvider(draft, 'two'), { providerId: 'two', references: ['a', 'b'], mask: 'm' });
    assert.deepEqual(withProvider({ references: [] }, 'two'), { providerId: 'two', references: [] });
  });

  it('has either a size or an aspect ratio', () => {
    const form = { fields: [field('size', '2K'), field('aspectRatio', '16:9'), field('seed', '')] };
    assert.deepEqual(withValue(draft, form, ['aspectRatio', '1:1']).values, { aspectRatio: '1:1', seed: '' });
    assert.deepEqual(withValue(draft, form, ['size', '4K']).values, { size: '4K', seed: '' });
    assert.deepEqual(withValue(draft, form, ['size', '']).values, { size: '', aspectRatio: '16:9', seed: '' });
    assert.deepEqual(withValue(draft, undefined, ['seed', '8']).values, { seed: '8' });
  });

  it('keeps a mask with its image, and values with the kind of request', () => {
    assert.deepEqual(withReferences(draft, ['a', 'c', 'a']), { ...draft, references: ['a', 'c'] });
    assert.equal(withReferences(draft, ['b', 'a']).mask, undefined);
    assert.deepEqual(withReferences(draft, ['b', 'a']).values, draft.values);
    assert.deepEqual(withReferences(draft, []), { providerId: 'one', references: [], like: 'job' });
    assert.equal(withoutMask(draft).mask, undefined);
  });

  it('is restored only as far as it has the right shape', () => {
    const fresh = { prompt: '', draft: { references: [] }, jobIds: [], work: noWork, masks: {}, paints: false };
    for (const nonsense of [
      undefined,
      null,
      7,
      'x',
      { prompt: 9, draft: { references: 'a' }, jobIds: {}, paints: true },
    ]) {
      assert.deepEqual(readStoredDraft(nonsense), fresh);
    }
    const kept = readStoredDraft({ prompt: 'a fox', draft, jobIds: ['x', 7], paints: true });
    assert.deepEqual(kept, { prompt: 'a fox', draft, jobIds: ['x'], work: noWork, masks: {}, paints: true });
  });

  it('stores the masks of the latest images, and no empty ones', () => {
    const work = { steps: [{ kind: 'invert' as const }], done: 1, feather: 0 };
    let masks: Masks = {};
    for (let image = 0; image < 20; image += 1) {
      masks = withMaskOf(masks, { references: [`p${image}`], mask: 'm' }, work);
    }
    assert.deepEqual([Object.keys(masks).length, Object.keys(masks).at(-1)], [16, 'p19']);
    assert.deepEqual(readMasks(structuredClone(masks)), masks);
    assert.equal(withMaskOf(masks, { references: ['p19'] }, noWork)['p19'], undefined);
    assert.equal(withMaskOf(masks, { references: [] }, work), masks);
    assert.deepEqual(readMasks({ p: { work: 7, mask: 7 } }), { p: { work: noWork } });
  });
});
