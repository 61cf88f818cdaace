/** What Easel remembers between two times, as far as pictures in the vault depend on it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ReferenceImage } from '../../../src/shared/model/jobs';
import type { Replacement } from '../../../src/extension/platform/replacement';
import { createUserState, type UserState } from '../../../src/extension/platform/userState';

function userState(): UserState {
  const values = new Map<string, unknown>();
  const get = <Value>(key: string): Value | undefined => values.get(key) as Value | undefined;
  return createUserState({
    keys: () => [...values.keys()],
    get,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  });
}

const picture = (hash: string): ReferenceImage => ({
  hash,
  name: 'a.png',
  mimeType: 'image/png',
  size: 1,
  width: 1,
  height: 1,
});

describe('images that the user state refers to', () => {
  it('include originals and results that can be restored, and recent input images', async () => {
    const own = userState();
    assert.deepEqual(own.referencedHashes(), []);
    const replacement: Replacement = {
      original: 'file:///a.png',
      kept: picture('original'),
      now: 'file:///a.png',
      imageId: 'image',
      result: picture('result'),
      written: 'written',
    };
    const { result: _result, ...older } = { ...replacement, kept: picture('older') };
    await own.saveReplacements([[older], [replacement]]);
    await own.saveReferences([picture('chosen')]);
    assert.deepEqual(own.referencedHashes(), ['older', 'original', 'result', 'chosen']);
    await own.saveReplacements([]);
    assert.deepEqual(own.referencedHashes(), ['chosen']);
  });
});
