/** What leaves the vault, what never does, and what is said when it takes much room. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { EaselEvent } from '../../../../src/shared/protocol/connection/events';
import type { JobView, ReferenceImage } from '../../../../src/shared/model/jobs';
import { pngOf } from '../../../fixtures/png';
import { until } from '../../../harness/until';
import { settle } from '../fakeClock';
import { FakeService, MemoryFiles, pictures, rig, type Rig } from '../rig';

const hour = 60 * 60_000;

describe('cleaning up the image store', function () {
  this.timeout(120_000);
  let made: Rig;
  let service: FakeService;
  beforeEach(async () => {
    service = new FakeService();
    // Each job's pictures differ from every other's, so that each has a file of its own.
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1, [30 + service.submits, 40]) });
    const references = { min: 0, max: 3, types: ['image/png'], maxBytes: 100_000 };
    const kinds = {
      generate: { count: 1 },
      edit: { count: 1, references },
    } as const;
    made = await rig([service.provider('acme', { knownModels: () => [{ name: 'one', kinds }] })]);
  });
  afterEach(() => made.end());

  async function edited(prompt: string, references: ReferenceImage[] = []): Promise<JobView> {
    const [id = ''] = await made.easel.jobs.start({
      kind: references.length > 0 ? 'edit' : 'generate',
      prompt,
      references,
    });
    return made.easel.jobs.finished(id);
  }
  const keep = (side: number): Promise<ReferenceImage> =>
    made.easel.images.importReference(pngOf(side, side, [side, 0, 0]), { name: 'fox.png' });
  /** Of its first picture. */
  const hashOf = (job: JobView): string => basename(made.easel.images.path(job.images[0]?.id ?? ''), '.png');
  const inVault = (hash: string): boolean => filesInVault().some((name) => name.startsWith(hash));
  function filesInVault(): string[] {
    const folder = join(made.folder, 'vault');
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);
  }
  async function anHourLater(): Promise<void> {
    await made.clock.oversleep(hour + 60_000);
    await settle();
  }
  const gone = (hash: string): Promise<unknown> => until('a file to leave the vault', () => !inVault(hash));

  it('deletes the input images and results of a deleted job, except those that another job uses', async () => {
    const [own, shared] = [await keep(50), await keep(51)];
    const job = await edited('deleted', [own, shared]);
    await edited('kept', [shared]);
    const brought = hashOf(job);
    made.easel.history.remove({ jobIds: [job.id] });
    await anHourLater();
    await anHourLater();
    await gone(own.hash);
    await gone(brought);
    assert.ok(inVault(shared.hash));
    assert.equal(filesInVault().length, 2);
  });

  it('deletes in a window that stays open, too, but not within the first hour', async () => {
    const job = await edited('deleted');
    const hash = hashOf(job);
    await made.clock.oversleep(hour / 2);
    made.easel.history.remove({ jobIds: [job.id] });
    await made.clock.oversleep(hour - 60_000);
    await settle();
    assert.ok(inVault(hash));
    await anHourLater();
    await gone(hash);
  });

  it('keeps what a job still waits for or downloads', async () => {
    const reference = await keep(50);
    service.onSubmit = () => ({ kind: 'ticket', ticket: 'worth money' });
    const [running = ''] = await made.easel.jobs.start({ kind: 'edit', prompt: 'running', references: [reference] });
    await made.clock.pass(5_000);
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    const other = await edited('deleted', [reference]);
    const brought = hashOf(other);
    made.easel.history.remove({ jobIds: [other.id, running] });
    await anHourLater();
    await anHourLater();
    await gone(brought);
    assert.ok(inVault(reference.hash));
    assert.notEqual(made.easel.jobs.get(running).state, 'failed');
  });

  it('keeps what is referenced outside the history for as long as it is referenced', async () => {
    const original = await keep(50);
    const job = await edited('replaced it', [original]);
    const result = hashOf(job);
    made.imageStore.named = [original.hash, result];
    made.easel.history.remove({ jobIds: [job.id] });
    await anHourLater();
    await anHourLater();
    assert.deepEqual([inVault(original.hash), inVault(result)], [true, true]);
    assert.equal((await made.easel.images.referenceBytes(original)).length, original.size);
    assert.deepEqual(made.easel.jobs.list({ limit: 9 }), []);
    made.imageStore.named = [];
    await anHourLater();
    await gone(original.hash);
    await gone(result);
  });

  it('deletes an input image that was never sent a day later, and not before', async () => {
    const [forgotten, chosen, sent] = [await keep(50), await keep(51), await keep(52)];
    made.imageStore.named = [chosen.hash];
    await edited('sent', [sent]);
    await made.clock.oversleep(23 * hour);
    await settle();
    assert.deepEqual(
      [forgotten, chosen, sent].map(({ hash }) => inVault(hash)),
      [true, true, true],
    );
    await made.clock.oversleep(3 * hour);
    await gone(forgotten.hash);
    assert.deepEqual(
      [chosen, sent].map(({ hash }) => inVault(hash)),
      [true, true],
    );
  });

  it('keeps an image that was just selected again, although its job is permanently deleted', async () => {
    const reference = await keep(50);
    const job = await edited('deleted', [reference]);
    const brought = hashOf(job);
    made.easel.history.remove({ jobIds: [job.id] });
    await made.clock.oversleep(hour - 60_000);
    const again = await keep(50);
    await made.clock.oversleep(2 * 60_000);
    await made.reopen();
    await gone(brought);
    const next = await edited('with it', [again]);
    assert.deepEqual([next.state, inVault(again.hash)], ['done', true]);
  });
});

describe('a large image store', function () {
  this.timeout(120_000);
  let made: Rig;
  let told: Extract<EaselEvent, { kind: 'storage-large' }>[];
  let sizeOfAll: number;
  beforeEach(async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(3) });
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'a fox', count: 3 });
    sizeOfAll = (await made.easel.jobs.finished(id)).images.reduce((sum, image) => sum + image.size, 0);
    told = [];
  });
  afterEach(() => made.end());

  function withLimit(limit: number | undefined): void {
    made.imageStore.limit = limit;
    made.easel.onEvent((event) => event.kind === 'storage-large' && told.push(event));
    made.settings.change(made.settings.providers);
  }

  it('is reported once, with sizes, and nothing is deleted', async () => {
    withLimit(sizeOfAll - 1);
    await until('the measuring', () => told.length > 0);
    await made.clock.oversleep(5 * hour);
    await settle();
    assert.deepEqual(told, [{ kind: 'storage-large', bytes: sizeOfAll, limit: sizeOfAll - 1 }]);
    assert.equal(made.easel.images.list({ limit: 9 }).length, 3);
    for (const image of made.easel.images.list({ limit: 9 })) assert.ok(existsSync(made.easel.images.path(image.id)));
  });

  it('is reported after the next start, too', async () => {
    made.imageStore.limit = 1;
    const next = await made.secondWindow(new MemoryFiles());
    next.onEvent((event) => event.kind === 'storage-large' && told.push(event));
    await until('the measuring', () => told.length > 0);
  });

  for (const [what, limit] of [
    ['at the limit', (): number => sizeOfAll],
    ['without a limit', (): undefined => undefined],
  ] as const) {
    it(`is not reported ${what}`, async () => {
      withLimit(limit());
      await made.clock.oversleep(hour);
      await settle();
      assert.deepEqual(told, []);
    });
  }
});
