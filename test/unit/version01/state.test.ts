/** What version 0.1.0 remembered of the user's choices and of its pages is read as 0.1.0 read it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createUserState, type UserState } from '../../../src/extension/platform/userState';
import { draft as draftSchema } from '../../../src/extension/webviews/admin/create/schema';
import { entryQuery } from '../../../src/extension/webviews/admin/history/schema';
import { historyQuery } from '../../../src/extension/webviews/admin/shared/entryViews';
import { storedJobIds } from '../../../src/extension/webviews/images/imagesView';
import { readStoredDraft, type StoredDraft } from '../../../webview-ui/features/create/storedDraft';
import { readViewState, type ViewState } from '../../../webview-ui/lib/host/viewState';
import { accepts } from '../extension/webviews/accepts';
import { readJson } from './fixture';

interface Pages {
  admin: { pages: { create: unknown } };
  pictures: { jobIds: string[] };
  /** What 0.1.0 read from it. */
  read: { admin: ViewState; create: StoredDraft };
}

function userState(): UserState {
  const values = new Map(Object.entries(readJson('globalState.json') as Record<string, unknown>));
  return createUserState({
    keys: () => [...values.keys()],
    get: <Value>(key: string): Value | undefined => values.get(key) as Value | undefined,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  });
}

describe('globalState of version 0.1.0', () => {
  it('has the parameters that were chosen last for each provider, for new images and for edits', () => {
    const state = userState();
    const chosen = { aspectRatio: '16:9', count: 2, negativePrompt: 'text', seed: 7, model: 'google/nano-banana-pro' };
    assert.deepEqual(state.choices('kie'), chosen);
    assert.deepEqual(state.choices('nano-banana-edits', 'edit'), { quality: 'low', model: 'gpt-image-1' });
    assert.deepEqual(state.choices('nano-banana-edits-2'), { size: { width: 1024, height: 768 } });
  });

  it('has the provider that was chosen last, as long as the default is the same', () => {
    const state = userState();
    assert.equal(state.provider('kie'), 'nano-banana-edits');
    assert.equal(state.provider('kie', 'edit'), 'runninghub-rhart-edit');
    assert.equal(state.provider('sketch'), undefined);
  });

  it('has the replaced originals, the input images, the time zone and the last notice about size', () => {
    const state = userState();
    const [[replaced] = []] = state.replacements();
    assert.ok(replaced?.result);
    assert.equal(replaced.original, 'file:///w/mine.png');
    assert.equal(replaced.copy, 'file:///w/images/made.png');
    assert.equal(state.reference(replaced.kept.hash)?.name, 'mine.png');
    assert.deepEqual(new Set(state.referencedHashes()), new Set([replaced.kept.hash, replaced.result.hash]));
    assert.equal(state.timeZone(), 'Asia/Shanghai');
    assert.deepEqual(state.sizeNotice(), { bytes: 900_000_000, limit: 800_000_000 });
  });
});

describe('stored pages of version 0.1.0', () => {
  const pages = readJson('pages.json') as Pages;

  it('shows the same page, filter and selection', () => {
    assert.deepEqual(readViewState(pages.admin), pages.read.admin);
  });

  it('takes the stored filter for its query', () => {
    const { query } = readViewState(pages.admin);
    assert.ok(accepts(entryQuery, query));
    assert.equal(historyQuery(query).favoritesOnly, true);
  });

  it('shows the same draft on the Create page, and the host takes it', () => {
    const stored = readStoredDraft(pages.admin.pages.create);
    assert.deepEqual(stored, pages.read.create);
    assert.ok(accepts(draftSchema, stored.draft));
  });

  it('shows the same jobs in the images panel', () => {
    assert.deepEqual(storedJobIds(pages.pictures), pages.pictures.jobIds);
    assert.notDeepEqual(pages.pictures.jobIds, []);
  });
});
