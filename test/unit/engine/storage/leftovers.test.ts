/** Files that were written for a job which then had no use for them: none of them stays in the vault for good. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { createArchive } from '../../../../src/engine/storage/history/archive';
import { openDatabase, type Database } from '../../../../src/engine/storage/database/database';
import { createJobStore } from '../../../../src/engine/storage/stores/jobStore';
import { migrations } from '../../../../src/engine/storage/database/migrations';
import { jobFrom, type JobFields, type JobRow } from '../../../../src/engine/domain/job';
import type { JobStore } from '../../../../src/engine/domain/stores';
import type { ImageRequest } from '../../../../src/shared/model/jobs';
import { pngOf } from '../../../fixtures/png';
import { until } from '../../../harness/until';
import { FakeClock, settle } from '../fakeClock';
import { injectFaults, type Faults } from '../faults';
import { FakeService, pictures, rig, type Rig } from '../rig';

const hour = 60 * 60_000;

describe('partial results of a job', () => {
  let folder: string;
  let database: Database;
  let clock: FakeClock;
  let jobs: JobStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'easel-leftovers-'));
    database = openDatabase(folder);
    clock = new FakeClock();
    jobs = createJobStore(database, clock);
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  const one = { hash: '1'.repeat(64), extension: 'png' };
  const two = { hash: '2'.repeat(64), extension: 'jpg' };
  const link = { url: 'https://acme.example/1.png' };

  function insert(fields: Partial<JobRow>): void {
    const now = clock.now();
    const request: ImageRequest = { kind: 'generate', prompt: 'a fox', count: 2, references: [] };
    jobs.insert([
      jobFrom({
        ...{ id: 'job', state: 'submitting', request, destination: {}, plan: ['acme'], attempts: [], warnings: [] },
        ...{ providerId: 'acme', providerName: 'ACME', providerType: 'acme', createdAt: now, updatedAt: now },
        ...{ cancelRequested: false, delivery: 'none', windowId: 'w' },
        ...fields,
      }),
    ]);
  }
  /** Hashes of what the clean-up takes away an hour later, each once. */
  function takenAway(): string[] {
    clock.jump(hour + 1);
    const archive = createArchive(database, clock);
    const files = archive.purge(clock.now() - hour);
    archive.forget(files);
    assert.deepEqual(archive.purge(clock.now() - hour), []);
    return files.map(({ hash, extension }) => `${hash[0] ?? ''}.${extension}`).sort();
  }

  it('are forgotten when it is queued again, and leave the image store', () => {
    insert({ arriving: [one, two] });
    const queued: JobFields | undefined = jobs.change('job', ['submitting'], { state: 'queued' });
    assert.equal(queued?.arriving, undefined);
    jobs.change('job', ['queued'], { state: 'cancelled' });
    assert.deepEqual(takenAway(), ['1.png', '2.jpg']);
  });

  for (const state of ['cancelled', 'failed'] as const) {
    it(`leave the image store when it is ${state}, and links are ignored`, () => {
      insert({ state: 'overdue', pending: [one, link], arriving: [two] });
      const after: JobFields | undefined = jobs.change('job', ['overdue'], { state });
      assert.deepEqual([after?.pending, after?.arriving], [undefined, undefined]);
      assert.deepEqual(takenAway(), ['1.png', '2.jpg']);
    });
  }

  it('leave the image store when other images replaced them', () => {
    insert({ state: 'running', arriving: [one] });
    jobs.change('job', ['running'], { arriving: [two] });
    assert.deepEqual(takenAway(), ['1.png']);
  });

  it('stay while it is running, however long that takes', () => {
    insert({ state: 'overdue', pending: [one, link], arriving: [two] });
    jobs.change('job', ['overdue'], { cancelRequested: true });
    assert.deepEqual(takenAway(), []);
  });

  it('stay when an image of the history, or another job, has the same bytes', () => {
    insert({ arriving: [one, two] });
    jobs.change('job', ['submitting'], { state: 'failed' });
    insert({ id: 'other', state: 'receiving', pending: [one] });
    insert({ id: 'third', state: 'submitting', arriving: [two] });
    const facts = { mimeType: 'image/png', size: 1, width: 1, height: 1, hasAlpha: false };
    const picture = { kept: { ...one, ...facts }, position: 0, prompt: 'a fox', fileName: 'fox.png' };
    jobs.complete('other', [picture], { state: 'done', pending: undefined });
    assert.deepEqual(takenAway(), []);
  });

  it('stay for as long as something outside the history refers to them', () => {
    insert({ arriving: [one] });
    jobs.change('job', ['submitting'], { state: 'failed' });
    clock.jump(hour + 1);
    const archive = createArchive(database, clock);
    assert.deepEqual(archive.purge(clock.now() - hour, [one.hash]), []);
    assert.deepEqual(takenAway(), ['1.png']);
  });

  it('are not cleaned up when all of them became images', () => {
    insert({ state: 'receiving', pending: [one, two] });
    const facts = { mimeType: 'image/png', size: 1, width: 1, height: 1, hasAlpha: false };
    const made = [one, two].map((file, position) => ({
      ...{ kept: { ...file, ...facts }, position, prompt: 'a fox', fileName: `${position}.png` },
    }));
    jobs.complete('job', made, { state: 'done', pending: undefined });
    assert.equal(database.one('SELECT COUNT(*) AS count FROM leftovers')?.['count'], 0);
  });

  it('are deleted at the next start when the window was closed between rows and files', () => {
    insert({ state: 'receiving', pending: [one] });
    const facts = { mimeType: 'image/png', size: 1, width: 1, height: 1, hasAlpha: false };
    const picture = { kept: { ...one, ...facts }, position: 0, prompt: 'a fox', fileName: 'fox.png' };
    jobs.complete('job', [picture], { state: 'done', pending: undefined });
    createArchive(database, clock).hide({ jobIds: ['job'] });
    clock.jump(hour + 1);
    // Killed here: nobody says that the file is gone.
    assert.equal(createArchive(database, clock).purge(clock.now() - hour).length, 1);
    assert.deepEqual(takenAway(), ['1.png']);
  });
});

describe('a history from before leftovers were recorded', () => {
  it('releases what ended jobs kept, and nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-leftovers-'));
    const earlier = new DatabaseSync(join(folder, 'easel.db'));
    for (const migration of migrations.slice(0, 6)) earlier.exec(migration);
    earlier.exec('PRAGMA user_version = 6');
    const insert = earlier.prepare(
      `INSERT INTO jobs (id, state, kind, prompt, provider_id, provider_name, provider_type, created_at, updated_at,
        delivery, window_id, facts) VALUES (?, ?, 'generate', '', 'acme', 'ACME', 'acme', 1, 1, 'none', 'w', ?)`,
    );
    const file = (digit: string): object => ({ hash: digit.repeat(64), extension: 'png' });
    const request = { kind: 'generate', prompt: '', count: 1, references: [] };
    const links = [{ url: 'https://acme.example/1.png' }];
    insert.run('a', 'cancelled', JSON.stringify({ request, arriving: [file('a')] }));
    insert.run('b', 'failed', JSON.stringify({ request, pending: [...links, file('b')] }));
    insert.run('c', 'running', JSON.stringify({ request, arriving: [file('c')] }));
    insert.run('d', 'done', JSON.stringify({ request, warnings: [] }));
    earlier.close();
    const database = openDatabase(folder);
    const clock = new FakeClock();
    const left = createArchive(database, clock).purge(clock.now());
    assert.deepEqual(left, [file('a'), file('b')]);
    const jobs = createJobStore(database, clock);
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((id) => {
        const job: JobFields | undefined = jobs.get(id);
        return [job?.arriving, job?.pending];
      }),
      [
        [undefined, undefined],
        [undefined, undefined],
        [[file('c')], undefined],
        [undefined, undefined],
      ],
    );
    database.close();
    rmSync(folder, { recursive: true });
  });
});

describe('a job that is stopped while its images are written', function () {
  this.timeout(120_000);
  let made: Rig;
  let faults: Faults;
  beforeEach(() => (faults = injectFaults()));
  afterEach(async () => {
    faults.end();
    await made.end();
  });

  const filesInVault = (): string[] => filesBelow(join(made.folder, 'vault'));

  it('writes no more of them, and what it had written leaves the image store', async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'ticket', ticket: 'worth money' });
    service.onCancel = () => 'not-possible';
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'a fox', count: 2 });
    await made.clock.pass(3_000);
    await made.easel.jobs.cancel(id);
    await made.clock.pass(3_000);
    service.onPoll = () => ({ state: 'done', outputs: pictures(2) });
    faults.imageStoreError = 'ENOSPC';
    faults.imageStoreRoom = 1;
    await made.clock.pass(3_000);
    await until('the first picture to be there', () => filesInVault().length === 1);
    assert.equal(made.easel.jobs.get(id).state, 'running');
    await made.easel.jobs.cancel(id);
    faults.imageStoreError = undefined;
    await made.clock.pass(30_000);
    assert.deepEqual([made.easel.jobs.get(id).state, filesInVault().length], ['cancelled', 1]);
    await made.clock.oversleep(hour + 60_000);
    await settle();
    await made.clock.oversleep(hour + 60_000);
    await until('the file to leave the vault', () => filesInVault().length === 0);
  });
});

describe('an image that was converted for a job', () => {
  it('leaves the image store when a cap stopped the job, and stays with one that was created', async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    const references = { min: 1, max: 1, types: ['image/png'], maxBytes: 100_000 };
    const made = await rig([
      service.provider('acme', { knownModels: () => [{ name: 'one', kinds: { edit: { count: 1, references } } }] }),
    ]);
    made.codec.convert = (bytes) => {
      const size = { width: bytes.length, height: 1 };
      return Promise.resolve({
        ...size,
        bytes: pngOf(8, 8, [1, 2, 3]),
        mimeType: 'image/png',
        flattened: false,
        dropped: [],
      });
    };
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"/>');
    const reference = await made.easel.images.importReference(svg, { name: 'fox.svg' });
    const imageRequest = { kind: 'edit', prompt: 'a fox', references: [reference] } as const;
    const price = { provider: 'acme', amount: 1, currency: 'CNY', asOf: '2026-03-03' };
    made.settings.changeMoney({ prices: [price], caps: [{ perDay: 0.5, currency: 'CNY' }] });
    await assert.rejects(made.easel.jobs.start({ ...imageRequest, references: [reference] }));
    const inVault = (): string[] => filesBelow(join(made.folder, 'vault'));
    assert.equal(inVault().length, 2);
    await made.clock.oversleep(hour + 60_000);
    await settle();
    await until('the converted picture to leave the vault', () => inVault().length === 1);
    made.settings.changeMoney({});
    const [id = ''] = await made.easel.jobs.start({ ...imageRequest, references: [reference] });
    await made.easel.jobs.finished(id);
    await made.clock.oversleep(hour + 60_000);
    await settle();
    // The one that was given, the one that was sent, and the one that came.
    assert.equal(inVault().length, 3);
    await made.end();
  });
});

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}
