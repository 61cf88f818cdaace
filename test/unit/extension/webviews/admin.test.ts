import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { comparedIds } from '../../../../src/extension/webviews/admin/compare/schema';
import * as history from '../../../../src/extension/webviews/admin/history/schema';
import { jobAction } from '../../../../src/extension/webviews/admin/jobs/schema';
import * as fields from '../../../../src/extension/webviews/shared/fields';
import { accepts } from './accepts';
import {
  buildWall,
  partsOf,
  rowsWithin,
  shapeFor,
  stepFrom,
  tileOf,
  type Tile,
  type Wall,
} from '../../../../webview-ui/features/history/state/wallLayout';
import { dateOf, dayOf, daysBack, formatDay, plainText, formatSpan } from '../../../../webview-ui/lib/format/format';
import { readViewState } from '../../../../webview-ui/lib/host/viewState';
import { bounded, fitted, fittedSize, panned, placed, zoomedAt } from '../../../../webview-ui/lib/images/zoom';

const ratio = (value: number): string => String.fromCharCode(value * 1000);
const shape = { mode: 'grid', width: 620, rowHeight: 100, headingHeight: 30, gap: 10 } as const;
/** Days with so many images of 2 : 1, of which three fill a row. */
const wall = (...counts: number[]): Wall =>
  buildWall(
    counts.map((count, index) => ({ start: index, ratios: ratio(2).repeat(count) })),
    shape,
  );

describe('layout of the history wall', () => {
  it('stacks days and fills rows from edge to edge', () => {
    const days = wall(4, 2);
    assert.deepEqual(
      days.sections.map(({ first, count, top, height }) => ({ first, count, top, height })),
      [
        { first: 0, count: 4, top: 0, height: 250 },
        { first: 4, count: 2, top: 250, height: 140 },
      ],
    );
    assert.deepEqual([days.total, days.height], [6, 390]);
    assert.deepEqual(tileOf(days, 2), { index: 2, left: 420, top: 30, width: 200, height: 100 });
    assert.deepEqual(tileOf(days, 3), { index: 3, left: 0, top: 140, width: 200, height: 100 });
    assert.equal(tileOf(days, 6), undefined);
  });

  it('keeps the ratio of every image and fills every row but the last of a day', () => {
    const ratios = Array.from({ length: 400 }, (_, index) => 0.5 + ((index * 7919) % 300) / 100);
    const many = buildWall([{ start: 0, ratios: ratios.map(ratio).join('') }], { ...shape, width: 1480 });
    const [part] = partsOf(many, [0, many.rowTops.length]);
    const rows: Tile[][] = [];
    for (const tile of part?.tiles ?? []) {
      if (rows.at(-1)?.[0]?.top !== tile.top) rows.push([]);
      rows.at(-1)?.push(tile);
    }
    assert.equal(part?.tiles.length, 400);
    for (const [index, row] of rows.entries()) {
      const { left = 0, width = 0, height = 0 } = row.at(-1) ?? {};
      if (index < rows.length - 1) assert.equal(left + width, 1480);
      for (const tile of row.slice(0, -1)) assert.ok(Math.abs(tile.width - ratios[tile.index]! * tile.height) <= 1);
      assert.ok(height > 60 && height < 150, `a row of ${height} pixels`);
    }
  });

  it('keeps very wide and very tall images visible', () => {
    const odd = buildWall([{ start: 0, ratios: ratio(8) + ratio(0.125) }], shape);
    for (const index of [0, 1]) assert.ok((tileOf(odd, index)?.width ?? 0) >= 40);
    assert.ok((tileOf(odd, 0)?.width ?? 0) <= 620);
  });

  it('returns only the tiles in the visible rows', () => {
    const days = wall(4, 2, 50_000, 50_000);
    assert.deepEqual(
      partsOf(days, rowsWithin(days, 130, 280)).map(({ tiles }) => tiles.map(({ index }) => index)),
      [[3], []],
    );
    const far = partsOf(days, rowsWithin(days, 1_000_000, 1_000_600));
    assert.equal(far.length, 1);
    assert.ok(far[0] && far[0].tiles.length > 0 && far[0].tiles.length <= 21);
  });

  it('moves the active entry by keys', () => {
    const days = wall(4, 2);
    const step = (key: string, index: number): number | undefined => stepFrom(days, key, { index, page: 220 });
    assert.equal(step('ArrowLeft', 0), 0);
    assert.equal(step('ArrowRight', 5), 5);
    assert.equal(step('ArrowDown', 1), 3);
    assert.equal(step('ArrowDown', 3), 4);
    assert.equal(step('ArrowDown', 5), 5);
    assert.equal(step('ArrowUp', 5), 3);
    assert.equal(step('ArrowUp', 3), 0);
    assert.equal(step('PageDown', 0), 4);
    assert.equal(step('End', 0), 5);
    assert.equal(step('x', 0), undefined);
  });

  it('lays out a hundred thousand entries as grid and list at any width', () => {
    for (const width of [-24, 276, 480, 1976]) {
      for (const mode of ['grid', 'list'] as const) {
        const all = buildWall([{ start: 0, ratios: ratio(1.5).repeat(100_000) }], shapeFor(mode, width));
        const last = tileOf(all, 99_999);
        assert.ok(last && last.width >= 1 && last.left + last.width <= Math.max(1, width), `${mode} ${width}`);
        if (mode === 'list') assert.equal(all.rowTops.length, 100_000);
      }
    }
  });
});

describe('zoom and pan', () => {
  const image = { width: 2000, height: 1000 };
  const place = { width: 500, height: 500 };
  const fit = fittedSize(image, place, { mayGrow: false });

  it('fits the image, and enlarges small ones only in the comparison', () => {
    assert.deepEqual(fit, { width: 500, height: 250 });
    const small = { width: 100, height: 50 };
    assert.deepEqual(fittedSize(small, place, { mayGrow: false }), small);
    assert.deepEqual(fittedSize(small, place, { mayGrow: true }), { width: 500, height: 250 });
  });

  it('keeps the point under the pointer in place', () => {
    const at = { x: 100, y: -50 };
    const before = placed(fitted, fit, place);
    const zoomed = placed(zoomedAt(fitted, 3, { at, fit }), fit, place);
    const under = (box: typeof before): number[] => [
      (place.width / 2 + at.x - box.left) / box.width,
      (place.height / 2 + at.y - box.top) / box.height,
    ];
    for (const [index, value] of under(before).entries()) assert.ok(Math.abs(value - under(zoomed)[index]!) < 1e-9);
  });

  it('never pans the image out of view', () => {
    const far = bounded(panned({ ...fitted, scale: 4 }, { x: 99_999, y: -99_999 }, fit), fit, place);
    const box = placed(far, fit, place);
    assert.deepEqual([Math.round(box.left), Math.round(box.top + box.height)], [0, 500]);
    assert.deepEqual(bounded({ scale: 1, x: 0, y: 1 }, fit, place), fitted);
    assert.equal(zoomedAt(fitted, 0.1, { at: { x: 0, y: 0 }, fit }).scale, 1);
  });
});

describe('texts of the admin page', () => {
  it('strip bidi controls and control characters', () => {
    assert.equal(plainText('a\u202e<b>\u0000\u0007 狐狸\n\u2066x\u2069\u061c'), 'a<b> 狐狸\nx');
  });

  it('format durations and days', () => {
    const strings = { seconds: '{seconds} s', minutes: '{minutes} min {seconds} s', hours: '{hours} h {minutes} min' };
    assert.equal(formatSpan(8_200, strings), '8 s');
    assert.equal(formatSpan(125_000, strings), '2 min 5 s');
    assert.equal(formatSpan(3_840_000, strings), '1 h 4 min');
    const now = new Date(2026, 2, 30, 9).getTime();
    const day = (ago: number): string =>
      formatDay(new Date(2026, 2, 30 - ago).getTime(), {
        now,
        language: 'en',
        strings: { today: 'Today', yesterday: 'Yesterday' },
      });
    assert.deepEqual([day(0), day(1), day(2)], ['Today', 'Yesterday', 'Saturday, March 28, 2026']);
  });
});

describe('dates of the filter', () => {
  it("begin at midnight in the user's time zone", () => {
    assert.equal(dayOf('2026-03-30'), new Date(2026, 2, 30).getTime());
    assert.equal(dateOf(new Date(2026, 2, 30, 23, 59).getTime()), '2026-03-30');
    assert.equal(dayOf(''), undefined);
  });

  it('count back calendar days across a change of daylight saving time', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Europe/Berlin';
    try {
      // The clocks went forward on 29 March and back on 25 October.
      assert.equal(daysBack(7, new Date(2026, 3, 2, 0, 30).getTime()), new Date(2026, 2, 27).getTime());
      assert.equal(daysBack(7, new Date(2026, 9, 28, 23, 30).getTime()), new Date(2026, 9, 22).getTime());
      assert.equal(daysBack(1, new Date(2026, 9, 25, 23, 30).getTime()), new Date(2026, 9, 25).getTime());
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});

describe('stored state of the admin page', () => {
  it('is read only as far as it has the right shape', () => {
    const fresh = {
      ...{ tab: 'history', mode: 'grid', query: {}, days: 0, active: 0, scroll: 0, isDetailOpen: false, pages: {} },
      look: undefined,
    };
    for (const nonsense of [undefined, null, 7, 'x', { tab: 9, mode: [], query: 'q', active: -1, scroll: NaN }]) {
      assert.deepEqual(readViewState(nonsense), fresh);
    }
    assert.equal(readViewState({ tab: 'jobs' }).tab, 'jobs');
    // A former start date does not come back with the days.
    assert.deepEqual(
      [readViewState({ days: 7, query: {} }).days, readViewState({ days: 7, query: {} }).query],
      [0, {}],
    );
    assert.equal(readViewState({ days: 7, query: { from: 1 } }).query.from, daysBack(7, Date.now()));
  });
});

describe('schemas of the admin page', () => {
  const webp = (length = 40): Buffer => {
    const bytes = Buffer.alloc(length);
    bytes.write('RIFF....WEBPVP8 ');
    bytes.writeUInt32LE(length - 8, 4);
    return bytes;
  };
  const isThumbnail = (bytes: Buffer): boolean => accepts(fields.thumbnail, bytes.toString('base64'));

  it('accept only a complete small WebP as a thumbnail', () => {
    assert.ok(isThumbnail(webp()));
    assert.ok(isThumbnail(webp(fields.maxThumbnailBytes)));
    assert.ok(!isThumbnail(webp(fields.maxThumbnailBytes + 3)));
    assert.ok(!isThumbnail(webp().subarray(0, 30)));
    assert.ok(!isThumbnail(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')));
    assert.ok(!accepts(fields.thumbnail, `${webp().toString('base64')}"`));
    assert.ok(!accepts(fields.thumbnail, `data:image/webp;base64,${webp().toString('base64')}`));
    assert.ok(!accepts(fields.thumbnail, new Uint8Array(webp())));
  });

  it('reject a query with unknown parts', () => {
    assert.ok(
      accepts(history.entryQuery, { text: 'fox', states: ['done'], kinds: ['edit'], favouritesOnly: true, from: 1 }),
    );
    for (const wrong of [null, [], { limit: 5 }, { text: 'x'.repeat(501) }, { states: ['x'] }, { order: 'DESC' }]) {
      assert.ok(!accepts(history.entryQuery, wrong), JSON.stringify(wrong));
    }
  });

  it('accept one or two images to compare, by ID or hash', () => {
    const hash = 'a'.repeat(64);
    assert.ok(accepts(comparedIds, [{ imageId: 'x' }]) && accepts(comparedIds, [{ imageId: 'x' }, { hash }]));
    for (const wrong of [[], [{}], [{ hash: '../x' }], [{ imageId: 'x', hash }], [1], Array(3).fill({ hash })]) {
      assert.ok(!accepts(comparedIds, wrong), JSON.stringify(wrong));
    }
  });

  it('reject IDs, limits, ages and actions out of bounds', () => {
    assert.ok(
      !accepts(
        fields.ids,
        Array.from({ length: 5_001 }, () => 'a'),
      ),
    );
    assert.ok(accepts(history.limit, 200) && !accepts(history.limit, 201) && !accepts(fields.offset, -1));
    assert.ok(accepts(history.age, { days: 30, keepFavorites: true }) && !accepts(history.age, { days: 30 }));
    assert.ok(!accepts(history.selection, { imageIds: [], jobIds: [], more: [] }));
    assert.ok(!accepts(jobAction, 'constructor') && !accepts(fields.stepAction, 'Set Key'));
  });
});
