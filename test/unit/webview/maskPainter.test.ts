import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { commandOf } from '../../../webview-ui/features/mask/keys';
import { openUnder, paintAll, type Surface } from '../../../webview-ui/features/mask/paint';
import {
  moved,
  nextSize,
  noWork,
  readWork,
  rectangleBetween,
  redone,
  undone,
  withOperation,
  type MaskOperation,
} from '../../../webview-ui/features/mask/strokes';

const size = { width: 8, height: 6 };
type Corners = readonly [x: number, y: number, width: number, height: number];
const box = ([x, y, width, height]: Corners, erases = false): MaskOperation => ({
  ...{ kind: 'rectangle', erases, x, y, width, height },
});

/** A canvas with an alpha channel only that draws rectangles and logs lines. */
function fakeSurface(): Surface & { rows(): string[]; lines: string[] } {
  const alpha = new Uint8Array(size.width * size.height);
  const each = ([x, y, width, height]: Corners, change: (before: number) => number): void => {
    for (let row = y; row < y + height; row += 1) {
      for (let column = x; column < x + width; column += 1) {
        const at = row * size.width + column;
        alpha[at] = change(alpha[at] ?? 0);
      }
    }
  };
  const lines: string[] = [];
  return {
    globalCompositeOperation: 'source-over',
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    lineCap: 'butt',
    lineJoin: 'miter',
    clearRect: (...corners) => each(corners, () => 0),
    fillRect(...corners) {
      const mode = this.globalCompositeOperation;
      each(corners, (before) => (mode === 'xor' ? 1 - before : mode === 'destination-out' ? 0 : 1));
    },
    beginPath: () => undefined,
    moveTo: (x, y) => void lines.push(`${x},${y}`),
    lineTo: (x, y) => void lines.push(`→${x},${y}`),
    stroke() {
      lines.push(`${this.globalCompositeOperation} ${this.lineWidth} ${this.lineCap}`);
    },
    rows: () =>
      Array.from({ length: size.height }, (_, row) =>
        [...alpha.slice(row * size.width, (row + 1) * size.width)].map((one) => (one === 1 ? '#' : '.')).join(''),
      ),
    lines,
  };
}

describe('painted steps', () => {
  it('are drawn in order: fill, erase, invert, clear', () => {
    const surface = fakeSurface();
    const steps: MaskOperation[] = [box([1, 1, 4, 3]), box([2, 2, 2, 1], true)];
    paintAll(surface, steps, size);
    assert.deepEqual(surface.rows().slice(0, 4), ['........', '.####...', '.#..#...', '.####...']);
    paintAll(surface, [...steps, { kind: 'invert' }], size);
    assert.deepEqual(surface.rows().slice(0, 4), ['########', '#....###', '#.##.###', '#....###']);
    paintAll(surface, [...steps, { kind: 'clear' }], size);
    assert.ok(surface.rows().every((row) => row === '........'));
  });

  it('are drawn with a round brush, a single click as a dot', () => {
    const surface = fakeSurface();
    paintAll(surface, [{ kind: 'stroke', erases: true, size: 5, points: [3, 4] }], size);
    assert.deepEqual(surface.lines, ['3,4', '→3.01,4', 'destination-out 5 round']);
  });

  it('can be undone and redone; a new step drops what was undone', () => {
    const two = withOperation(withOperation(noWork, box([0, 0, 1, 1])), { kind: 'invert' });
    assert.equal(undone(two).done, 1);
    assert.equal(undone(undone(undone(two))).done, 0);
    assert.equal(redone(undone(two)).done, 2);
    assert.equal(redone(two).done, 2);
    const other = withOperation(undone(two), { kind: 'clear' });
    assert.deepEqual(
      other.steps.map(({ kind }) => kind),
      ['rectangle', 'clear'],
    );
    assert.equal(other.done, 2);
  });

  it('are restored only in the right shape', () => {
    const work = { ...withOperation(noWork, box([0, 0, 1, 1])), feather: 4 };
    assert.deepEqual(readWork(JSON.parse(JSON.stringify(work))), work);
    for (const wrong of [
      undefined,
      7,
      {},
      { steps: 'x' },
      { steps: [{ kind: 'burn' }] },
      { steps: [{ kind: 'rectangle', x: NaN }] },
      { steps: [null] },
    ]) {
      assert.deepEqual(readWork(wrong), noWork);
    }
    assert.equal(readWork({ ...work, done: 99 }).done, 1);
    assert.equal(readWork({ ...work, feather: -4 }).feather, 0);
  });

  it('become a mask that is black, and transparent where it is painted', () => {
    const calls: string[] = [];
    const veil = {} as OffscreenCanvas;
    openUnder(
      {
        globalCompositeOperation: 'source-over',
        fillStyle: '',
        filter: 'none',
        fillRect(...corners) {
          calls.push(`${this.globalCompositeOperation} ${this.fillStyle as string} ${corners.join(' ')}`);
        },
        drawImage(image: CanvasImageSource, ...place: number[]) {
          assert.equal(image, veil);
          calls.push(`${this.globalCompositeOperation} ${this.filter} ${place.join(' ')}`);
        },
      },
      veil,
      { ...size, feather: 3 },
    );
    assert.deepEqual(calls, ['source-over #000 0 0 8 6', 'destination-out blur(3px) 0 0 8 6']);
  });
});

describe('geometry of the mask painter', () => {
  it('clips a rectangle to the image, whichever corner comes first', () => {
    assert.deepEqual(rectangleBetween({ x: 6.6, y: 9 }, { x: -3, y: 2.4 }, size), { x: 0, y: 2, width: 7, height: 4 });
    assert.equal(rectangleBetween({ x: 2, y: 2 }, { x: 2.3, y: 5 }, size), undefined);
    assert.equal(rectangleBetween({ x: 9, y: 1 }, { x: 12, y: 5 }, size), undefined);
  });

  it('resizes the brush in growing steps within its limits', () => {
    assert.deepEqual([nextSize(1, 1), nextSize(4, 1), nextSize(100, 1), nextSize(100, -1)], [2, 5, 125, 80]);
    assert.deepEqual([nextSize(1, -1), nextSize(1000, 1)], [1, 1000]);
  });

  it('moves the cross by arrow keys within the image', () => {
    const at = { step: 5, size };
    assert.deepEqual(moved({ x: 2, y: 3 }, 'ArrowRight', at), { x: 7, y: 3 });
    assert.deepEqual(moved({ x: 2, y: 3 }, 'ArrowUp', at), { x: 2, y: 0 });
    assert.equal(moved({ x: 2, y: 3 }, 'a', at), undefined);
  });
});

describe('keys of the mask painter', () => {
  const press = (key: string, held: object = {}): ReturnType<typeof commandOf> =>
    commandOf({ ...{ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }, ...held });

  it('match letters with Shift and Caps Lock, and none with Alt', () => {
    assert.equal(press('b'), 'brush');
    assert.equal(press('B', { shiftKey: true }), 'brush');
    assert.equal(press('B'), 'brush');
    assert.equal(press('b', { altKey: true }), undefined);
    assert.equal(press('q'), undefined);
    assert.equal(press('Enter'), undefined);
  });

  it('match brackets typed with AltGr or Option, and not with Ctrl', () => {
    // A German keyboard: on Linux, on a Mac, and as older versions of Windows report it.
    for (const held of [{}, { altKey: true }, { altKey: true, ctrlKey: true }]) {
      assert.equal(press('[', held), 'smaller');
      assert.equal(press(']', held), 'larger');
    }
    assert.equal(press('[', { ctrlKey: true }), undefined);
    assert.equal(press(']', { metaKey: true }), undefined);
  });

  it('undo and redo with the usual keys, also with Caps Lock and on a Mac', () => {
    assert.equal(press('z', { ctrlKey: true }), 'undo');
    assert.equal(press('Z', { metaKey: true }), 'undo');
    assert.equal(press('Z', { metaKey: true, shiftKey: true }), 'redo');
    assert.equal(press('z', { ctrlKey: true, shiftKey: true }), 'redo');
    assert.equal(press('y', { ctrlKey: true }), 'redo');
    assert.equal(press('b', { ctrlKey: true }), undefined);
    assert.equal(press('Enter', { ctrlKey: true }), 'use');
  });
});
