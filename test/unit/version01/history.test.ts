/** The history, the images, the ledger and the keys that version 0.1.0 stored are shown and counted as 0.1.0 did. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { HistoryQuery, OutlineDay, Statistics } from '../../../src/engine/surface/history';
import type { Spending } from '../../../src/engine/surface/spending';
import { calendarOf } from '../../../src/shared/model/calendar';
import { EaselError } from '../../../src/shared/model/easelError';
import type { ImageView, JobView } from '../../../src/shared/model/jobs';
import type { Price } from '../../../src/shared/model/money';
import { currentType, readJson, perImage } from './fixture';
import { openStorage, type OpenedStorage } from './storage';

type FormerImage = Omit<ImageView, 'favorite'> & { favourite: boolean };
type FormerJob = Omit<JobView, 'images'> & { images: FormerImage[] };

/** What 0.1.0 showed of its history. */
interface Seen {
  at: number;
  jobs: FormerJob[];
  images: FormerImage[];
  queries: Record<
    string,
    {
      query: Omit<HistoryQuery, 'favoritesOnly'> & { favouritesOnly?: boolean };
      jobs: string[];
      images: string[];
      entries: string[];
      countJobs: number;
      countImages: number;
      outline: OutlineDay[];
    }
  >;
  facets: { providers: { id: string; name: string; type: string }[]; models: string[] };
  statistics: Statistics;
  spending: Spending;
  recentPrompts: string[];
  cleanUp: Record<'all' | 'but', { jobIds: string[]; imageIds: string[]; bytes: number }>;
  prices: Record<string, Price | 'unknown'>;
  secrets: Record<string, boolean>;
}

const seen = readJson('history/seen.json') as Seen;

function currentImage({ favourite, ...image }: FormerImage): ImageView {
  return { ...image, favorite: favourite };
}

function currentJob({ images, providerType, ...job }: FormerJob): JobView {
  return { ...job, providerType: currentType(providerType), images: images.map(currentImage) };
}

function withCurrentTypes<One extends { type: string }>(list: readonly One[]): One[] {
  return list.map((one) => ({ ...one, type: currentType(one.type) }));
}

describe('the history of version 0.1.0', () => {
  const { dayOf } = calendarOf('Asia/Shanghai');
  const span = { from: 0, to: seen.at + 1, dayOf };
  let stored: OpenedStorage;

  before(async () => {
    stored = await openStorage({ part: 'history', at: seen.at, after: 0 });
  });
  after(() => stored.end());

  it('covers all kinds, all provider types and the states that a history has', () => {
    assert.deepEqual(new Set(seen.jobs.map(({ request }) => request.kind)), new Set(['generate', 'edit', 'batch']));
    assert.deepEqual(new Set(seen.jobs.map(({ state }) => state)), new Set(['done', 'failed', 'cancelled']));
    assert.equal(new Set(seen.jobs.map(({ providerType }) => providerType)).size, 6);
  });

  it('is opened as it is, without repair', () => {
    assert.equal(stored.easel.history.countJobs({}), seen.jobs.length);
    assert.deepEqual(
      stored.easel.jobs.list({ limit: 1000 }).filter(({ providerType }) => providerType === 'recovered'),
      [],
    );
  });

  for (const former of seen.jobs) {
    it(`shows "${former.request.prompt}" (${former.state} at ${former.providerId}) with all facts`, () => {
      assert.deepEqual(stored.easel.jobs.get(former.id), currentJob(former));
    });
  }

  it('lists the images, and has the bytes of each', async () => {
    assert.deepEqual(stored.easel.images.list({ limit: 1000 }), seen.images.map(currentImage));
    for (const { id, size } of seen.images) {
      const bytes = await stored.easel.images.bytes(id);
      assert.equal(bytes.length, size);
      const hash = createHash('sha256').update(bytes).digest('hex');
      assert.ok(stored.easel.images.path(id).includes(hash), id);
      assert.ok(stored.easel.images.ofFile({ hash }), id);
    }
  });

  it('has the input images and masks of its jobs', async () => {
    const references = seen.jobs.flatMap(({ request }) => [
      ...request.references,
      ...(request.mask ? [request.mask] : []),
    ]);
    assert.notEqual(references.length, 0);
    for (const reference of references) {
      assert.equal((await stored.easel.images.referenceBytes(reference)).length, reference.size);
    }
  });

  for (const [name, former] of Object.entries(seen.queries)) {
    it(`finds the same with the query "${name}"`, () => {
      const { favouritesOnly, limit, offset, ...filters } = former.query;
      const filter = { ...filters, ...(favouritesOnly === undefined ? {} : { favoritesOnly: favouritesOnly }) };
      const query = { ...filter, limit, ...(offset === undefined ? {} : { offset }) };
      const { jobs, images, history } = stored.easel;
      assert.deepEqual(
        {
          query: former.query,
          jobs: jobs.list(query).map(({ id }) => id),
          images: images.list(query).map(({ id }) => id),
          entries: history.entries(query).map(({ job, image }) => image?.id ?? job.id),
          countJobs: history.countJobs(filter),
          countImages: history.countImages(filter),
          outline: history.outline(filter, dayOf),
        },
        former,
      );
    });
  }

  it('offers the same filters', () => {
    const { providers, models } = seen.facets;
    assert.deepEqual(stored.easel.history.facets(), { providers: withCurrentTypes(providers), models });
  });

  it('has the same statistics', () => {
    const { byProvider, ...statistics } = seen.statistics;
    const now = stored.easel.history.statistics(span);
    assert.deepEqual(now, { ...statistics, byProvider: withCurrentTypes(byProvider) });
  });

  it('sums up the same money and counts it towards the same caps', () => {
    assert.deepEqual(stored.easel.spending.summary(span), seen.spending);
    assert.notDeepEqual(seen.spending.caps, []);
  });

  it('knows the same prices', () => {
    for (const [id, price] of Object.entries(seen.prices)) {
      assert.deepEqual(stored.easel.spending.price(id, 'generate') ?? 'unknown', perImage(price), id);
    }
  });

  it('proposes the prompts used before', () => {
    assert.deepEqual(stored.easel.history.recentPrompts(50), seen.recentPrompts);
  });

  it('would remove the same in a clean-up', () => {
    const preview = (keepFavorites: boolean): unknown =>
      stored.easel.history.previewCleanUp({ before: seen.at + 1, keepFavorites });
    assert.deepEqual(preview(false), seen.cleanUp.all);
    assert.deepEqual(preview(true), seen.cleanUp.but);
  });

  it('has every key and password for its address, and asks for none again', async () => {
    const names = Object.entries(seen.secrets);
    assert.notEqual(names.length, 0);
    for (const [of, isThere] of names) {
      const [id = '', name = ''] = of.split(' ');
      assert.equal(await stored.easel.providers.hasSecret(id, name), isThere, of);
    }
  });
});

describe('a history of version 0.1.0 that goes on', () => {
  let stored: OpenedStorage;

  beforeEach(async () => {
    stored = await openStorage({ part: 'history', at: seen.at, after: 60_000 });
  });
  afterEach(() => stored.end());

  it('refuses a job that the money spent before leaves no room for', async () => {
    const request = { kind: 'generate', prompt: 'one more whale' } as const;
    const isCap = (thrown: unknown): boolean =>
      thrown instanceof EaselError && thrown.failure.kind === 'cap' && thrown.failure.reason === 'cap-day';
    await assert.rejects(stored.easel.jobs.start(request, { providerId: 'runninghub-rhart-edit' }), isCap);
  });

  it('brings back what was removed shortly before', () => {
    const { history } = stored.easel;
    const jobIds = removedJobs(stored.folder);
    assert.equal(jobIds.length, 1);
    history.restore({ jobIds });
    assert.equal(history.countJobs({}), seen.jobs.length + 1);
    assert.equal(history.countImages({ text: 'to be removed' }), 1);
  });

  it('deletes for good what was removed more than an hour before, and keeps all other images', async () => {
    await stored.clock.oversleep(2 * 60 * 60_000);
    await stored.clock.pass(5000);
    assert.deepEqual(removedJobs(stored.folder), []);
    for (const { id, size } of seen.images) assert.equal((await stored.easel.images.bytes(id)).length, size);
  });

  it('adds and removes favorites', () => {
    const { history, images } = stored.easel;
    const [first] = seen.images;
    assert.ok(first);
    history.addFavorites([first.id]);
    assert.equal(images.get(first.id).favorite, true);
    history.removeFavorites(seen.images.map(({ id }) => id));
    assert.equal(history.countImages({ favoritesOnly: true }), 0);
  });

  it('makes the same image again, at the same provider', async () => {
    const former = seen.jobs.find(({ providerType }) => providerType === 'sketch');
    assert.ok(former);
    const [id = ''] = await stored.easel.jobs.regenerate(former.id);
    const done = stored.easel.jobs.finished(id);
    await stored.clock.pass(2000);
    assert.deepEqual([(await done).state, (await done).request.prompt], ['done', former.request.prompt]);
  });
});

function removedJobs(folder: string): string[] {
  const database = new DatabaseSync(join(folder, 'easel.db'), { readOnly: true });
  const rows = database.prepare('SELECT id FROM jobs WHERE deleted_at IS NOT NULL').all();
  database.close();
  return rows.map(({ id }) => String(id));
}
