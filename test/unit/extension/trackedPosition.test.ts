import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { movedBy, movedByAll, type TextChange } from '../../../src/extension/platform/documents/trackedPosition';

describe('tracked position', () => {
  it('moves with changes before it, and ignores changes after it', () => {
    assert.equal(movedBy(10, { offset: 0, removed: 0, inserted: 5 }), 15);
    assert.equal(movedBy(10, { offset: 2, removed: 4, inserted: 0 }), 6);
    assert.equal(movedBy(10, { offset: 11, removed: 3, inserted: 9 }), 10);
  });

  it('moves behind text that is typed at it', () => {
    assert.equal(movedBy(10, { offset: 10, removed: 0, inserted: 1 }), 11);
  });

  it('stays within the text that replaces it', () => {
    assert.equal(movedBy(10, { offset: 5, removed: 10, inserted: 2 }), 7);
    assert.equal(movedBy(10, { offset: 5, removed: 10, inserted: 20 }), 10);
    assert.equal(movedBy(10, { offset: 10, removed: 5, inserted: 0 }), 10);
  });

  it('stays before the same character when changes do not overlap it', () => {
    const text = fc.string({ minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(
        text,
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.nat(3)), { maxLength: 4 }),
        (base, at, raw) => {
          const mark = at % base.length;
          const taken: TextChange[] = [];
          for (const [start, removed, inserted] of raw) {
            const offset = start % (base.length + 1);
            const change = { offset, removed: Math.min(removed, base.length - offset), inserted };
            const end = change.offset + change.removed;
            const isFree = taken.every((other) => end < other.offset || change.offset > other.offset + other.removed);
            if (isFree && (end <= mark || change.offset > mark)) taken.push(change);
          }
          let now = [...base.slice(0, mark), '\u0000', ...base.slice(mark + 1)].join('');
          for (const change of [...taken].sort((one, other) => other.offset - one.offset)) {
            now = now.slice(0, change.offset) + '+'.repeat(change.inserted) + now.slice(change.offset + change.removed);
          }
          assert.equal(movedByAll(mark, taken), now.indexOf('\u0000'));
        },
      ),
    );
  });
});
