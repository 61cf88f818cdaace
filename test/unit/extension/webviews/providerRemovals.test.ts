/**
 * Removed configurations: a removal counts once it is written, and keys are deleted only if no configuration needs
 * them.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Easel } from '../../../../src/engine/surface/easel';
import { createRemovals } from '../../../../src/extension/webviews/admin/providers/removals';
import { FakeClock } from '../../engine/fakeClock';

function staged() {
  const setting = { entries: [{ id: 'one' }, { id: 'two' }, { id: 'three' }] as unknown[], isWritable: true };
  const forgotten: string[] = [];
  const clock = new FakeClock();
  const easel = {
    providers: { forgetSecrets: (id: string) => Promise.resolve(void forgotten.push(id)) },
  } as unknown as Easel;
  const removals = createRemovals({
    engine: { get: () => Promise.resolve(easel) },
    clock,
    write: (_easel, change) => {
      const next = change(setting.entries);
      if (!setting.isWritable) return Promise.reject(new Error('The disk is full.'));
      setting.entries = next;
      return Promise.resolve(true);
    },
  });
  const ids = (): string[] => setting.entries.map((entry) => (entry as { id: string }).id);
  return { setting, forgotten, clock, removals, ids };
}

describe('removed providers', () => {
  it('are restored at their former position', async () => {
    const { removals, ids } = staged();
    await removals.remove('one');
    await removals.remove('two');
    assert.deepEqual(ids(), ['three']);
    await removals.restore('two');
    await removals.restore('one');
    assert.deepEqual(ids(), ['one', 'two', 'three']);
  });

  it('keep their keys when writing the removal fails', async () => {
    const { removals, setting, clock, forgotten } = staged();
    setting.isWritable = false;
    await assert.rejects(removals.remove('one'), /disk is full/);
    await clock.pass(60_000);
    assert.deepEqual(forgotten, []);
  });

  it('can be restored after one failure, and lose their keys otherwise', async () => {
    const { removals, setting, clock, forgotten, ids } = staged();
    await removals.remove('one');
    setting.isWritable = false;
    await clock.pass(9_000);
    await assert.rejects(removals.restore('one'), /disk is full/);
    await clock.pass(9_000);
    setting.isWritable = true;
    await removals.restore('one');
    assert.deepEqual(ids(), ['one', 'two', 'three']);
    await removals.remove('two');
    await clock.pass(10_000);
    assert.deepEqual(forgotten, ['two']);
  });
});
