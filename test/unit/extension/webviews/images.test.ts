import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ImageItem } from '../../../../src/shared/protocol/views/entries';
import type { ImageView, JobView } from '../../../../src/shared/model/jobs';
import type { Translate } from '../../../../src/shared/format/translate';
import type { PageStrings } from '../../../../src/shared/protocol/strings';
import { storedJobIds, latestJobIds, imagesView } from '../../../../src/extension/webviews/images/imagesView';
import { columnsFor } from '../../../../webview-ui/lib/format/columns';
import { indexAfterKey } from '../../../../webview-ui/lib/controls/gridMovement';
import { formatBytes, describeMatch, fill, formatSize, splitName } from '../../../../webview-ui/lib/format/format';

const strings = {
  matchesRequest: '{size} as requested',
  differsFromRequest: 'requested {asked}, got {came}',
  backgroundDiffers: 'requested transparent, got opaque',
  transparent: 'transparent',
} as PageStrings;

const english: Translate = (message, values = {}) => fill(message, values);

function image(changes: Partial<ImageItem> = {}): ImageItem {
  const facts = { id: 'i1', prompt: 'a fox', fileName: 'a-fox.png', mimeType: 'image/png', size: 1000 };
  return { ...facts, width: 1664, height: 928, hasAlpha: false, url: 'u', requested: {}, ...changes };
}

describe('texts of the images panel', () => {
  const matchOf = (changes: Partial<ImageItem>): string | undefined => describeMatch(image(changes), strings)?.text;

  it('say that a ratio matches the request, with the rounding that services do', () => {
    assert.equal(matchOf({ requested: { aspectRatio: '16:9' } }), '16:9 as requested');
    assert.match(matchOf({ requested: { width: 1664, height: 928 } }) ?? '', /^1664.×.928 as requested$/);
  });

  it('name a different ratio, size, format and missing transparency', () => {
    assert.equal(
      matchOf({ requested: { aspectRatio: '1:1' } }),
      `requested 1:1, got ${formatSize(image())}\u00a0(16:9)`,
    );
    assert.match(matchOf({ requested: { width: 1664, height: 936 } }) ?? '', /^requested 1664.×.936, got 1664.×.928$/);
    assert.equal(matchOf({ requested: { aspectRatio: '16:9', mimeType: 'image/webp' } }), 'requested WEBP, got PNG');
    assert.equal(matchOf({ requested: { alpha: true } }), 'requested transparent, got opaque');
  });

  it('name every difference, with the pixels of a size class', () => {
    const requested = { aspectRatio: '1:1', resolution: '4K', mimeType: 'image/webp', alpha: true } as const;
    assert.match(
      matchOf({ requested }) ?? '',
      /^requested 1:1, got 1664.×.928.\(16:9\) · requested 4K, got 1664.×.928.\(1K\) · requested WEBP, got PNG · requested transparent, got opaque$/,
    );
    assert.equal(
      matchOf({ width: 2752, height: 1536, requested: { aspectRatio: '16:9', resolution: '2K' } }),
      '16:9 · 2K as requested',
    );
  });

  it('say nothing when nothing measurable was requested', () => {
    assert.equal(matchOf({}), undefined);
    assert.equal(matchOf({ requested: { aspectRatio: 'auto' } }), undefined);
    assert.equal(matchOf({ hasAlpha: true, requested: { alpha: false } }), undefined);
  });

  it('replace known placeholders and leave the others', () => {
    assert.equal(fill('{a} of {b}', { a: 1 }), '1 of {b}');
  });

  it('format bytes', () => {
    assert.equal(formatBytes(94_300, 'en'), '94 KB');
    assert.equal(formatBytes(1_240_000, 'de'), '1,2 MB');
  });

  it('split a name without losing a character', () => {
    for (const name of ['', 'a', 'ab.png', 'a-red-fox-in-the-snow-12.png'])
      assert.equal(splitName(name).join(''), name);
    assert.equal(splitName('a-red-fox-in-the-snow-12.png')[1], 'w-12.png');
  });
});

describe('grid of the images panel', () => {
  const squares = (count: number): number[] => Array.from({ length: count }, () => 1);

  it('has even rows', () => {
    assert.equal(columnsFor(squares(4), 1200), 4);
    assert.equal(columnsFor(squares(4), 600), 2);
    assert.equal(columnsFor(squares(4), 394), 2);
    assert.equal(columnsFor(squares(4), 170), 1);
    assert.equal(columnsFor(squares(5), 600), 3);
    assert.equal(columnsFor(squares(1), 1200), 1);
  });

  it('chooses fewer columns for wide images', () => {
    assert.equal(columnsFor([16 / 9, 16 / 9], 394), 1);
    assert.equal(columnsFor([9 / 16, 9 / 16], 394), 2);
  });

  it('gives rows of mixed ratios one height', () => {
    assert.equal(columnsFor([1, 16 / 9], 1200), undefined);
    assert.equal(columnsFor([1.78, 1.77], 1200), 2);
    assert.equal(columnsFor([], 1200), undefined);
  });

  it('reads only valid IDs from stored state', () => {
    assert.deepEqual(storedJobIds({ jobIds: ['a', 7, 'b'.repeat(101), 'c'] }), ['a', 'c']);
    assert.deepEqual(storedJobIds('i1'), []);
    assert.deepEqual(storedJobIds(undefined), []);
  });
});

describe('arrow keys in the images panel', () => {
  // Two wide ones above three narrow ones.
  const place = (left: number, top: number, width: number) => ({ left, top, width, height: 100 });
  const places = [place(0, 0, 150), place(150, 0, 150), place(0, 120, 100), place(100, 120, 100), place(200, 120, 100)];

  for (const [key, from, to] of [
    ['ArrowRight', 1, 2],
    ['ArrowRight', 4, 4],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 0, 2],
    ['ArrowDown', 1, 4],
    ['ArrowDown', 3, 3],
    ['ArrowUp', 4, 1],
    ['ArrowUp', 0, 0],
    ['Home', 3, 0],
    ['End', 0, 4],
  ] as const) {
    it(`${key} moves from ${from} to ${to}`, () => {
      assert.equal(indexAfterKey(key, from, places), to);
    });
  }

  it('ignore other keys', () => {
    assert.equal(indexAfterKey('a', 0, places), undefined);
  });
});

describe('view of the images panel', () => {
  const image = (id: string, jobId: string): ImageView => {
    const facts = {
      position: 0,
      mimeType: 'image/png',
      extension: 'png',
      size: 1,
      width: 4,
      height: 3,
      hasAlpha: false,
    };
    return { id, jobId, ...facts, prompt: 'a fox', favorite: false, createdAt: 1, fileName: `${id}.png` };
  };
  const job = (id: string, changes: Partial<JobView> = {}): JobView => ({
    id,
    state: 'done',
    request: { kind: 'generate', prompt: 'a fox', count: 1, references: [], aspectRatio: '4:3', outputFormat: 'png' },
    providerId: 'sketch',
    providerName: 'Sketch',
    providerType: 'sketch',
    createdAt: 0,
    plan: [],
    attempts: [],
    warnings: [],
    images: [image(`${id}-1`, id)],
    cancelRequested: false,
    cancellable: 'no',
    ...changes,
  });

  it('has the images of all jobs in order, with the request', () => {
    const jobs = [job('a', { submittedAt: 100, finishedAt: 400 }), job('b', { submittedAt: 300, finishedAt: 900 })];
    const view = imagesView(jobs, ({ id }) => `url:${id}`, english);
    assert.ok(view);
    assert.deepEqual(view.jobIds, ['a', 'b']);
    assert.deepEqual(
      view.images.map(({ id, url }) => [id, url]),
      [
        ['a-1', 'url:a-1'],
        ['b-1', 'url:b-1'],
      ],
    );
    assert.deepEqual(view.images[0]?.requested, { aspectRatio: '4:3', mimeType: 'image/png' });
    assert.equal(view.duration, 800);
    assert.equal(view.providerName, 'Sketch');
  });

  it('uses the size that a warning names for the ratio', () => {
    const warnings = [{ code: 'mismatch' as const, subject: 'size', detail: '1472 × 1104 → 4 × 3' }];
    const view = imagesView([job('a', { warnings })], () => 'url', english);
    const [shown] = view?.images ?? [];
    assert.ok(shown);
    assert.match(describeMatch(shown, strings)?.text ?? '', /^requested 1472.×.1104, got 4.×.3$/);
  });

  it('contains no path and no file URI', () => {
    const delivered = { ...image('a-1', 'a'), deliveredTo: 'file:///home/someone/a.png' };
    const view = imagesView([job('a', { images: [delivered] })], () => 'url', english);
    assert.doesNotMatch(JSON.stringify(view), /someone/);
  });

  it('is undefined without jobs', () => {
    assert.equal(
      imagesView([], () => '', english),
      undefined,
    );
  });

  it('falls back to the latest job with images and those started with it', () => {
    const jobs = [job('c', { groupId: 'g' }), job('x'), job('b', { groupId: 'g' })];
    const easel = {
      images: { list: () => [image('c-1', 'c')] },
      jobs: { get: (id: string) => jobs.find((one) => one.id === id) ?? assert.fail(id), list: () => jobs },
    };
    assert.deepEqual(latestJobIds(easel), ['b', 'c']);
    assert.deepEqual(latestJobIds({ ...easel, images: { list: () => [] } }), []);
  });
});
