/** The history as one long list: in order, by day, and at any place of it, while it changes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryQuery } from '../../../../src/engine/surface/history';
import { openDatabase, type Database } from '../../../../src/engine/storage/database/database';
import { createArchive } from '../../../../src/engine/storage/history/archive';
import { createEntries, type Entries } from '../../../../src/engine/storage/history/entries';
import { createImageRecords } from '../../../../src/engine/storage/stores/imageRecords';
import { createJobStore } from '../../../../src/engine/storage/stores/jobStore';
import { createSearch } from '../../../../src/engine/storage/history/search';
import { jobFrom, type Job } from '../../../../src/engine/domain/job';
import type { JobState } from '../../../../src/shared/model/jobs';
import { FakeClock } from '../fakeClock';

const day = 86_400_000;
const start = 20_000 * day;

function job(id: string, at: number, state: JobState = 'receiving'): Job {
  return jobFrom({
    id,
    state,
    request: { kind: 'generate', prompt: `a picture called ${id}`, count: 1, references: [] },
    destination: {},
    providerId: 'sketch',
    providerName: 'sketch',
    providerType: 'sketch',
    plan: ['sketch'],
    attempts: [],
    warnings: [],
    createdAt: at,
    updatedAt: at,
    cancelRequested: false,
    delivery: 'none',
    windowId: 'test',
  });
}

describe('the history as one long list', () => {
  const folder = mkdtempSync(join(tmpdir(), 'easel-timeline-'));
  let database: Database;
  let entries: Entries;
  let store: ReturnType<typeof createJobStore>;
  const names = (query: Partial<HistoryQuery> = {}): string[] =>
    entries.list({ limit: 100, ...query }).map(({ jobId, image }) => image?.prompt ?? jobId);
  const imageId = (prompt: string): string =>
    String(database.one('SELECT id FROM images WHERE prompt = ?', prompt)?.['id']);
  const shapes = (query: Partial<HistoryQuery> = {}): [number, number[]][] =>
    entries
      .outline(query, (time) => ({ start: Math.floor(time / day) * day, end: (Math.floor(time / day) + 1) * day }))
      .map((one) => [(one.start - start) / day, [...one.ratios].map((ratio) => ratio.charCodeAt(0))]);

  function made(id: string, at: number, sizes: [number, number][]): void {
    store.insert([job(id, at)]);
    const images = sizes.map(([width, height], position) => ({
      position,
      prompt: `${id}.${position}`,
      fileName: `${id}.png`,
      kept: { hash: id, mimeType: 'image/png', extension: 'png', size: 1, width, height, hasAlpha: false },
    }));
    store.complete(id, images, { state: 'done', finishedAt: at + 1 });
  }

  before(() => {
    database = openDatabase(folder);
    store = createJobStore(database, new FakeClock());
    entries = createEntries(database);
    made('fox', start + 1000, [
      [1600, 900],
      [900, 1600],
    ]);
    made('lake', start + 2000, [[10, 10]]);
    store.insert([job('broken', start + day, 'failed'), job('waiting', start + day + 1, 'queued')]);
    made('wide', start + day + 5, [[9000, 100]]);
  });

  after(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has the newest job first and its images in order, and no running job', () => {
    assert.deepEqual(names(), ['wide.0', 'broken', 'lake.0', 'fox.0', 'fox.1']);
    assert.deepEqual(names({ order: 'oldest' }), ['fox.0', 'fox.1', 'lake.0', 'broken', 'wide.0']);
  });

  it('reports the ratio of every entry, within bounds, day by day', () => {
    assert.deepEqual(shapes(), [
      [1, [8000, 1000]],
      [0, [1000, 1777, 562]],
    ]);
  });

  it("has the days of the given calendar, which aren't all of one length", () => {
    // The clocks went forward in the first of them.
    const short = { start: start - 3_600_000, end: start + 1500 };
    const long = { start: short.end, end: start + 2 * day };
    const days = entries.outline({ order: 'oldest' }, (time) => (time < short.end ? short : long));
    assert.deepEqual(
      days.map((one) => [one.start, one.ratios.length]),
      [
        [short.start, 2],
        [long.start, 3],
      ],
    );
  });

  it('begins at any entry, also in the middle of a job', () => {
    for (let offset = 0; offset <= 5; offset += 1) {
      for (let limit = 1; limit <= 3; limit += 1) {
        assert.deepEqual(names({ offset, limit }), names().slice(offset, offset + limit), `${offset} ${limit}`);
      }
    }
  });

  it('knows the position of an entry, and whether it has one', () => {
    assert.equal(entries.indexOf({}, 'fox', imageId('fox.1')), 4);
    assert.equal(entries.indexOf({}, 'broken'), 1);
    assert.equal(entries.indexOf({ text: 'lake' }, 'fox'), undefined);
    assert.equal(entries.indexOf({}, 'nobody'), undefined);
  });

  it('filters by words, short ones too, by lists, dates and favorites, and by all of them together', () => {
    assert.deepEqual(names({ text: 'fo' }), ['fox.0', 'fox.1']);
    assert.deepEqual(names({ text: 'picture fox' }), ['fox.0', 'fox.1']);
    assert.deepEqual(names({ states: ['failed'] }), ['broken']);
    assert.deepEqual(names({ from: start + 1500, before: start + day }), ['lake.0']);
    createArchive(database, new FakeClock()).addFavorites([imageId('fox.1')]);
    assert.deepEqual(names({ favoritesOnly: true }), ['fox.1']);
    assert.deepEqual(shapes({ favoritesOnly: true, text: 'fox', states: ['done'] }), [[0, [562]]]);
    assert.equal(entries.indexOf({ favoritesOnly: true }, 'fox', imageId('fox.1')), 0);
    assert.deepEqual(names({ favoritesOnly: true, text: 'lake' }), []);
  });

  it('recognizes a file by its path, and by its bytes after it was moved', () => {
    const search = createSearch(database);
    const id = imageId('fox.1');
    createImageRecords(database).setDelivered(id, 'file:///fox.png', 'fox.png');
    assert.equal(search.imageOfFile({ hash: 'fox', uri: 'file:///fox.png' })?.id, id);
    assert.equal(search.imageOfFile({ hash: 'changed', uri: 'file:///fox.png' })?.id, id);
    assert.equal(search.imageOfFile({ hash: 'lake', uri: 'file:///moved.png' })?.prompt, 'lake.0');
    assert.equal(search.imageOfFile({ hash: 'nobody' }), undefined);
  });

  it('follows what is generated, deleted and restored, also by another window', () => {
    const other = openDatabase(folder);
    const archive = createArchive(other, new FakeClock());
    const id = imageId('fox.0');
    archive.hide({ imageIds: [id], jobIds: ['broken'] });
    assert.deepEqual(names(), ['wide.0', 'lake.0', 'fox.1']);
    assert.deepEqual(shapes()[1], [0, [1000, 562]]);
    archive.unhide({ imageIds: [id], jobIds: ['broken'] });
    assert.deepEqual(names(), ['wide.0', 'broken', 'lake.0', 'fox.0', 'fox.1']);
    made('newest', start + 2 * day, [[10, 10]]);
    // A clock that was set back puts a job between others.
    made('between', start + 3000, [[10, 10]]);
    assert.deepEqual(names(), ['newest.0', 'wide.0', 'broken', 'between.0', 'lake.0', 'fox.0', 'fox.1']);
    other.close();
  });
});
