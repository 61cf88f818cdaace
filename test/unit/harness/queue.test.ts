import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Need, Queue } from '../../harness/runner/queue';
import { settle } from '../engine/fakeClock';

describe('the queue of test parts', () => {
  it('starts those that drive VS Code first, limits their number, and leaves the last slot to others', async () => {
    const { begun, add, end } = queueOf({ slots: 3, editors: 2 });
    for (const name of ['unit', 'components', 'editor 1', 'editor 2', 'editor 3']) add(name);
    await settle();
    assert.deepEqual(begun, ['editor 1', 'editor 2', 'unit']);
    end('unit');
    await settle();
    assert.deepEqual(begun.slice(3), ['components']);
    end('editor 1');
    await settle();
    assert.deepEqual(begun.slice(4), ['editor 3']);
  });

  it('gives every slot to others when none that drives VS Code is left', async () => {
    const { begun, add, end } = queueOf({ slots: 3, editors: 2 });
    for (const name of ['one', 'two', 'three', 'editor', 'four']) add(name);
    await settle();
    assert.deepEqual(begun, ['editor', 'one', 'two']);
    end('editor');
    await settle();
    assert.deepEqual(begun.slice(3), ['three']);
  });

  it('runs one light part at a time, before those that fill a core', async () => {
    const { begun, add, end } = queueOf({ slots: 2, editors: 1 });
    for (const name of ['one', 'little 1', 'little 2', 'two']) add(name);
    await settle();
    assert.deepEqual(begun, ['little 1', 'one']);
    end('little 1');
    await settle();
    assert.deepEqual(begun.slice(2), ['little 2']);
  });

  it('returns the results, and continues after work that throws', async () => {
    const queue = new Queue<string>({ slots: 1, editors: 1 });
    const results = await Promise.allSettled([
      queue.run('core', () => Promise.reject(new Error('no'))),
      queue.run('core', () => Promise.resolve('yes')),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'fulfilled'],
    );
  });
});

const needOf = (name: string): Need =>
  name.startsWith('editor') ? 'editor' : name.startsWith('little') ? 'little' : 'core';

/** Started work, in order; it ends when a test says so. */
function queueOf(limits: { slots: number; editors: number }): {
  begun: string[];
  add(name: string): void;
  end(name: string): void;
} {
  const queue = new Queue<void>(limits);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    add: (name) => {
      const work = (): Promise<void> => {
        begun.push(name);
        return new Promise((resolve) => ends.set(name, resolve));
      };
      void queue.run(needOf(name), work);
    },
    end: (name) => ends.get(name)?.(),
  };
}
