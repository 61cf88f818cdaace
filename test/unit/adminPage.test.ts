import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as guards from '../../src/vscode/views/adminGuards';
import { buildWall, shapeFor, spotIn, stepFrom, topOf, within, type Wall } from '../../webview-ui/parts/wall';
import { dayWords, plainText, spanWords } from '../../webview-ui/parts/words';
import { gathered, readKept } from '../../webview-ui/parts/kept';

const shape = { columns: 3, tileWidth: 100, tileHeight: 90, headingHeight: 30, gap: 10 };
const wall = (...counts: number[]): Wall =>
  buildWall(
    counts.map((count, index) => ({ start: index, count })),
    shape,
  );

describe('the wall of the history', () => {
  it('puts days below each other, and entries into rows', () => {
    const days = wall(4, 2);
    assert.deepEqual(
      days.sections.map(({ first, top, height }) => ({ first, top, height })),
      [
        { first: 0, top: 0, height: 230 },
        { first: 4, top: 230, height: 130 },
      ],
    );
    assert.deepEqual([days.total, days.height], [6, 360]);
    assert.deepEqual(spotIn(days, days.sections[0]!, 3), { left: 0, top: 130 });
    assert.equal(topOf(days, 5), 260);
  });

  it('names only what reaches into a strip, whatever lies around it', () => {
    const days = wall(4, 2, 50_000, 50_000);
    assert.deepEqual(
      within(days, 100, 240).map(({ from, to }) => [from, to]),
      [
        [0, 4],
        [4, 4],
      ],
    );
    const far = within(days, 1_000_000, 1_000_600);
    assert.equal(far.length, 1);
    assert.ok(far[0] && far[0].to - far[0].from <= 21);
  });

  it('is left, entered and crossed by keys', () => {
    const days = wall(4, 2);
    const step = (key: string, index: number): number | undefined => stepFrom(days, key, { index, rows: 2 });
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

  it('fits its place from very narrow to very wide', () => {
    for (const width of [1, 276, 480, 1976]) {
      const { columns, tileWidth, gap } = shapeFor('grid', width);
      assert.ok(columns >= 1 && columns * tileWidth + (columns - 1) * gap <= Math.max(width, tileWidth));
    }
    assert.equal(shapeFor('list', 500).columns, 1);
  });
});

describe('words of the admin page', () => {
  it('keep text as text: no turning of direction, no control characters', () => {
    assert.equal(plainText('a\u202e<b>\u0000\u0007 狐狸\n\u2066x\u2069'), 'a<b> 狐狸\nx');
  });

  it('give spans and days as people say them', () => {
    const strings = { seconds: '{seconds} s', minutes: '{minutes} min {seconds} s', hours: '{hours} h {minutes} min' };
    assert.equal(spanWords(8_200, strings), '8 s');
    assert.equal(spanWords(125_000, strings), '2 min 5 s');
    assert.equal(spanWords(3_840_000, strings), '1 h 4 min');
    const now = new Date(2026, 2, 30, 9).getTime();
    const day = (ago: number): string =>
      dayWords(new Date(2026, 2, 30 - ago).getTime(), {
        now,
        language: 'en',
        strings: { today: 'Today', yesterday: 'Yesterday' },
      });
    assert.deepEqual([day(0), day(1), day(2)], ['Today', 'Yesterday', 'Saturday, March 28, 2026']);
  });
});

describe('what the admin page keeps', () => {
  it('is taken only in its right shape', () => {
    const fresh = { tab: 'history', mode: 'grid', query: {}, active: 0, scroll: 0 };
    for (const nonsense of [undefined, null, 7, 'x', { tab: 9, mode: [], query: 'q', active: -1, scroll: NaN }]) {
      assert.deepEqual(readKept(nonsense), fresh);
    }
    assert.equal(readKept({ tab: 'jobs' }).tab, 'jobs');
  });

  it('asks once for many changes', () => {
    let asked = 0;
    const changes = gathered(() => (asked += 1), 60_000);
    for (let told = 0; told < 10_000; told += 1) changes.call();
    changes.stop();
    assert.equal(asked, 1);
  });
});

describe('what the verbs of the admin page take', () => {
  const webp = (length = 40): Uint8Array => {
    const bytes = new Uint8Array(length);
    bytes.set(new TextEncoder().encode('RIFF....WEBPVP8 '));
    new DataView(bytes.buffer).setUint32(4, length - 8, true);
    return bytes;
  };

  it('a small WebP, whole, and nothing else', () => {
    assert.ok(guards.isThumbnail(webp()));
    assert.ok(!guards.isThumbnail(webp(guards.most.thumbnail + 1)));
    assert.ok(!guards.isThumbnail(webp().subarray(0, 30)));
    assert.ok(!guards.isThumbnail(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')));
    assert.ok(!guards.isThumbnail([...webp()]));
  });

  it('a query of known parts only', () => {
    assert.ok(guards.isEntryQuery({ text: 'fox', states: ['done'], kinds: ['edit'], favouritesOnly: true, from: 1 }));
    for (const wrong of [null, [], { limit: 5 }, { text: 'x'.repeat(501) }, { states: ['x'] }, { order: 'DESC' }]) {
      assert.ok(!guards.isEntryQuery(wrong), JSON.stringify(wrong));
    }
  });

  it('ids, pages, ages and choices within bounds', () => {
    assert.ok(guards.takes(guards.isId, guards.isIdOrNull)(['a', null]));
    assert.ok(!guards.takes(guards.isId)(['a', 'b']));
    assert.ok(!guards.isIds(Array.from({ length: 5_001 }, () => 'a')));
    assert.ok(guards.isLimit(200) && !guards.isLimit(201) && !guards.isOffset(-1));
    assert.ok(guards.isAge({ days: 30, keepFavourites: true }) && !guards.isAge({ days: 30 }));
    assert.ok(!guards.isChosen({ imageIds: [], jobIds: [], more: [] }));
    assert.ok(!guards.isJobVerb('constructor') && !guards.isWord('Set Key'));
  });
});
