/** A history whose file is damaged: set aside, kept, and built anew from what can be read and from the vault. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { EaselError } from '../../../../src/shared/model/easelError';
import { openDatabase } from '../../../../src/engine/storage/database/database';
import { createJobStore } from '../../../../src/engine/storage/stores/jobStore';
import { openHistory } from '../../../../src/engine/storage/database/repair';
import type { Job } from '../../../../src/engine/domain/job';
import type { EaselEvent } from '../../../../src/shared/protocol/connection/events';
import { until } from '../../../harness/until';
import { FakeClock, settle } from '../fakeClock';
import { FakeService, MemoryFiles, pictures, rig, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const garbage = 'this is not a database any more, '.repeat(400);

type Repaired = Extract<EaselEvent, { kind: 'storage-repaired' }>;

describe('a damaged history', function () {
  this.timeout(120_000);
  let made: Rig;
  let service: FakeService;
  let runningId: string;
  /** Two jobs that are done, with a picture each, and one that runs at its provider. */
  beforeEach(async () => {
    service = new FakeService();
    made = await rig([service.provider('acme')]);
    for (const [index, image] of pictures(2).entries()) {
      service.onSubmit = () => ({ kind: 'outputs', outputs: [image] });
      const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: `fox ${index}` }, here);
      await made.easel.jobs.finished(id);
    }
    service.onSubmit = () => ({ kind: 'ticket', ticket: 'worth money' });
    [runningId = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'still running' }, here);
    await made.clock.pass(2000);
  });
  afterEach(() => made.end());

  const file = (): string => join(made.folder, 'easel.db');

  /** Opens a window and waits until everything that was to be found is found. */
  async function reopenRepaired(): Promise<Repaired> {
    const told: Repaired[] = [];
    await made.reopen((event) => event.kind === 'storage-repaired' && told.push(event));
    return until('the mending', () => told[0]);
  }

  it("that can't be read at all is set aside, and its images are entries again", async () => {
    await made.easel.dispose();
    writeFileSync(file(), garbage);
    const repaired = await reopenRepaired();
    assert.deepEqual([repaired.jobs, repaired.images], [0, 2]);
    assert.equal(readFileSync(join(made.folder, repaired.copy ?? ''), 'utf8'), garbage);
    const images = made.easel.images.list({ limit: 10 });
    assert.deepEqual(
      images.map(({ prompt, width }) => [prompt, width]),
      [
        ['recovered', 64],
        ['recovered', 64],
      ],
    );
    assert.equal((await made.easel.images.bytes(images[0]?.id ?? '')).length, images[0]?.size);
    assert.equal(made.easel.jobs.get(images[0]?.jobId ?? '').state, 'done');
    assert.equal(made.easel.jobs.list({ text: 'recovered', limit: 10 }).length, 2);
  });

  it('that can be read in part keeps every readable job, and resumes those that run', async () => {
    await made.easel.dispose();
    spoilTable(file(), 'images');
    const repaired = await reopenRepaired();
    assert.deepEqual([repaired.jobs, repaired.images], [3, 2]);
    assert.equal(made.easel.jobs.list({ text: 'still running', limit: 10 }).length, 1);
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    const done = made.easel.jobs.finished(runningId);
    await made.clock.pass(5000);
    assert.equal((await done).state, 'done');
    assert.equal(service.submits, 3);
  });

  it('is repaired once: the next start finds nothing to do', async () => {
    await made.easel.dispose();
    writeFileSync(file(), garbage);
    await reopenRepaired();
    const before = readdirSync(made.folder).filter((name) => name.includes('damaged'));
    const told: EaselEvent[] = [];
    await made.reopen((event) => told.push(event));
    await made.clock.pass(2000);
    assert.deepEqual(
      told.filter(({ kind }) => kind === 'storage-repaired'),
      [],
    );
    assert.deepEqual(
      readdirSync(made.folder).filter((name) => name.includes('damaged')),
      before,
    );
    assert.equal(made.easel.images.list({ limit: 10 }).length, 2);
  });

  it('continues to recover images at the next start when the first one was killed', async () => {
    await made.easel.dispose();
    writeFileSync(file(), garbage);
    // What a process leaves that dies right after the setting aside.
    openHistory(made.folder, { now: Date.now(), others: () => [] }).database.close();
    assert.equal((await reopenRepaired()).images, 2);
  });

  it('is left alone while another window has it open', async () => {
    const second = await made.secondWindow(new MemoryFiles());
    await made.easel.dispose();
    await settle();
    spoilTable(file(), 'images');
    const isInUse = (thrown: unknown): boolean => thrown instanceof EaselError && thrown.failure.code === 'in-use';
    await assert.rejects(async () => made.secondWindow(), isInUse);
    await second.dispose();
    assert.equal((await reopenRepaired()).jobs, 3);
  });
});

describe('rows of a damaged table', () => {
  it('are all kept except those of the damaged page', () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-rows-'));
    const database = openDatabase(folder);
    const store = createJobStore(database, new FakeClock());
    store.insert(Array.from({ length: 500 }, (_, number) => jobNumber(number)));
    database.close();
    const file = join(folder, 'easel.db');
    const bytes = readFileSync(file);
    const page = Math.floor(bytes.indexOf('needle number 250 ') / 4096);
    bytes.fill(0xee, page * 4096, (page + 1) * 4096);
    writeFileSync(file, bytes);
    const { database: mended, repair } = openHistory(folder, { now: 0, others: () => [] });
    const kept = createJobStore(mended, new FakeClock()).inStates(['failed']).length;
    mended.close();
    rmSync(folder, { recursive: true });
    assert.equal(repair?.jobs, kept);
    assert.ok(kept > 450 && kept < 500, `${kept} of 500`);
  });
});

describe("a folder that can't be written", () => {
  it('is a storage failure, and not an internal error', () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-folder-'));
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'taken', 'easel.db'), { recursive: true });
    for (const place of ['file', 'taken']) {
      assert.throws(
        () => openHistory(join(folder, place), { now: 0, others: () => [] }),
        (thrown: unknown) => thrown instanceof EaselError && thrown.failure.kind === 'storage',
      );
    }
    rmSync(folder, { recursive: true });
  });
});

/** Fills the first page of a table with nonsense. */
function spoilTable(file: string, table: string): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const row = database.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').get(table);
  database.close();
  const page = Number(row?.['rootpage']) - 1;
  const bytes = readFileSync(file);
  bytes.fill(0xee, page * 4096, (page + 1) * 4096);
  writeFileSync(file, bytes);
}

function jobNumber(number: number): Job {
  return {
    id: `job-${number}`,
    state: 'failed',
    failure: { kind: 'server' },
    finishedAt: number,
    request: { kind: 'generate', prompt: `needle number ${number} in the hay`, count: 1, references: [] },
    destination: {},
    providerId: 'acme',
    providerName: 'ACME',
    providerType: 'acme',
    plan: [],
    attempts: [],
    warnings: [],
    createdAt: number,
    updatedAt: number,
    cancelRequested: false,
    windowId: 'window',
  };
}
