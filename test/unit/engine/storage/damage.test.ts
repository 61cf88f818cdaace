/** Every way in which the file of a history gets damaged: it opens again, and nothing that could be had is lost. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { EaselEvent } from '../../../../src/shared/protocol/connection/events';
import { until } from '../../../harness/until';
import { FakeService, pictures, rig, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };

type Repaired = Extract<EaselEvent, { kind: 'storage-repaired' }>;

describe('the file of the history', function () {
  this.timeout(120_000);
  let made: Rig;
  let service: FakeService;
  beforeEach(async () => {
    service = new FakeService();
    made = await rig([service.provider('acme')]);
    for (const [index, image] of pictures(3).entries()) {
      service.onSubmit = () => ({ kind: 'outputs', outputs: [image] });
      const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: `fox ${index}` }, here);
      await made.easel.jobs.finished(id);
    }
  });
  afterEach(() => made.end());

  const file = (end = ''): string => join(made.folder, `easel.db${end}`);

  async function reopen(): Promise<{ repaired: Repaired | undefined }> {
    const told: Repaired[] = [];
    await made.reopen((event) => event.kind === 'storage-repaired' && told.push(event));
    await until('the mending', () => told.length > 0, { timeout: 20_000 });
    return { repaired: told[0] };
  }

  /** Everything is an entry with its picture, and the next job is made as ever. */
  async function assertWell(): Promise<void> {
    const images = made.easel.images.list({ limit: 10 });
    assert.equal(images.length, 3);
    for (const image of images) assert.equal((await made.easel.images.bytes(image.id)).length, image.size);
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1, [90, 60]) });
    const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'the next fox' }, here);
    assert.equal((await made.easel.jobs.finished(id)).state, 'done');
  }

  const damages: Record<string, () => void> = {
    'has its header overwritten': () => overwrite(file(), 0, 100),
    'has its first page overwritten': () => overwrite(file(), 0, 4096),
    'is cut in the middle': () => truncateSync(file(), Math.floor(readFileSync(file()).length / 2 / 4096) * 4096),
    'is cut within a page': () => truncateSync(file(), 5000),
    'is another program’s': () => writeFileSync(file(), '%PDF-1.7 '.repeat(2000)),
    'is full of zeros': () => writeFileSync(file(), new Uint8Array(40_960)),
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`${what}: it is set aside, and every image is an entry again`, async () => {
      await made.easel.dispose();
      damage();
      const spoiled = readFileSync(file());
      const { repaired } = await reopen();
      assert.ok(repaired, 'nothing was said');
      assert.deepEqual(readFileSync(join(made.folder, repaired.copy ?? '')), spoiled);
      await assertWell();
    });
  }

  it('is empty: it is recreated, and every image is an entry again', async () => {
    await made.easel.dispose();
    writeFileSync(file(), '');
    const { repaired } = await reopen();
    assert.ok(repaired, 'nothing was said');
    await assertWell();
  });

  it('is missing: it is recreated, and every image is an entry again', async () => {
    await made.easel.dispose();
    for (const name of readdirSync(made.folder).filter((one) => one.startsWith('easel.db')))
      rmSync(join(made.folder, name));
    const { repaired } = await reopen();
    assert.ok(repaired, 'nothing was said');
    await assertWell();
  });

  it('has a write-ahead log of garbage beside it: nothing but the garbage is lost', async () => {
    await made.easel.dispose();
    assert.ok(!existsSync(file('-wal')));
    writeFileSync(file('-wal'), 'garbage that is no log '.repeat(3000));
    writeFileSync(file('-shm'), 'nor is this its index '.repeat(3000));
    await made.reopen();
    await assertWell();
  });

  it('has a log that was truncated in a crash: its intact part counts', async () => {
    const wal = readFileSync(file('-wal'));
    const database = readFileSync(file());
    await made.easel.dispose();
    writeFileSync(file(), database);
    const cut = wal.subarray(0, wal.length - 3000);
    cut.fill(0xee, cut.length - 2000);
    writeFileSync(file('-wal'), cut);
    await made.reopen();
    assert.ok(made.easel.jobs.list({ limit: 10 }).length >= 2);
    assert.ok(made.easel.images.list({ limit: 10 }).length >= 2);
  });

  it("is damaged where opening doesn't check: the first failure makes the next start check the whole file", async () => {
    await made.easel.dispose();
    // Too large to be looked through each time.
    grow(file());
    spoilAll(file(), 'images');
    await made.reopen();
    try {
      made.easel.jobs.list({ limit: 100 });
      made.easel.images.list({ limit: 100 });
    } catch {
      // That is the page.
    }
    const { repaired } = await reopen();
    assert.ok(repaired, 'nothing was said');
    assert.equal(made.easel.images.list({ limit: 10 }).length, 3);
  });
});

function overwrite(file: string, from: number, to: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xee, from, to);
  writeFileSync(file, bytes);
}

/** Puts so much beside the history that it is not looked through each time. */
function grow(file: string): void {
  const database = new DatabaseSync(file);
  database.exec('CREATE TABLE ballast (bytes BLOB); INSERT INTO ballast VALUES (zeroblob(9000000))');
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Spoils every page of a table that holds a text, and the first ones of its indexes. */
function spoilAll(file: string, table: string): void {
  const database = new DatabaseSync(file);
  const rows = database.prepare('SELECT rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage > 0').all(table);
  database.close();
  for (const row of rows) {
    const page = Number(row['rootpage']) - 1;
    overwrite(file, page * 4096, (page + 1) * 4096);
  }
}
