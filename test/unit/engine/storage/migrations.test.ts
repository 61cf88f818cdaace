/** A history of every earlier schema, made by the very steps that made it then, opened by the present Easel. */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { EaselError } from '../../../../src/shared/model/easelError';
import { createEntries } from '../../../../src/engine/storage/history/entries';
import { openDatabase } from '../../../../src/engine/storage/database/database';
import { createImageRecords } from '../../../../src/engine/storage/stores/imageRecords';
import { createJobStore } from '../../../../src/engine/storage/stores/jobStore';
import { migrations } from '../../../../src/engine/storage/database/migrations';
import { createSearch } from '../../../../src/engine/storage/history/search';
import { FakeClock } from '../fakeClock';

const newest = migrations.length;
const earlier = migrations.map((_, index) => index + 1).filter((version) => version < newest);

describe('a history of an earlier Easel', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'easel-schema-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (): string => join(folder, 'easel.db');
  const copyOf = (version: number): string => `${file()}.before-${version + 1}`;

  for (const version of earlier) {
    it(`of schema ${version} is migrated to ${newest} with everything in it, and a copy is kept`, () => {
      makeHistory(file(), version);
      const database = openDatabase(folder);
      const jobs = createJobStore(database, new FakeClock());
      assert.equal(database.one('PRAGMA user_version')?.['user_version'], newest);
      assert.equal(database.one('PRAGMA integrity_check')?.['integrity_check'], 'ok');
      assert.deepEqual(
        [jobs.get('done')?.state, jobs.inStates(['running']).map(({ ticket }) => ticket)],
        ['done', ['worth money']],
      );
      const [image] = createImageRecords(database).ofJob('done');
      assert.deepEqual([image?.hash, image?.width, image?.favorite], ['a'.repeat(64), 1664, true]);
      const search = createSearch(database);
      assert.deepEqual(search.jobs({ text: 'lighthouse', limit: 9 }), ['done']);
      assert.deepEqual(search.jobs({ text: '灯塔', limit: 9 }), ['running']);
      const entries = createEntries(database).list({ limit: 9 });
      assert.deepEqual(
        entries.map((entry) => [entry.jobId, entry.image?.id]),
        [['done', 'picture']],
      );
      // It is written to as any other: a change of an old row is a change that others hear of.
      jobs.change('running', ['running'], { state: 'receiving', pending: [] });
      database.run("UPDATE images SET favourite = 0 WHERE id = 'picture'");
      assert.equal(jobs.changedSince(3000).length, 2);
      database.close();
      const copy = new DatabaseSync(copyOf(version), { readOnly: true });
      assert.equal(copy.prepare('PRAGMA user_version').get()?.['user_version'], version);
      assert.equal(copy.prepare('SELECT COUNT(*) AS count FROM jobs').get()?.['count'], 2);
      copy.close();
    });

    it(`of schema ${version} is left as it was when it can't be changed`, () => {
      makeHistory(file(), version);
      const rest = migrations.slice(version).join('\n');
      const clash = /CREATE (?:TABLE|INDEX) (\w+)/.exec(rest)?.[1];
      const column = /ALTER TABLE \w+ ADD COLUMN \w+ \w+/.exec(rest)?.[0] ?? '';
      const spoiled = new DatabaseSync(file());
      spoiled.exec(clash === undefined ? column : `CREATE TABLE ${clash} (it_is_there TEXT)`);
      spoiled.close();
      assert.throws(
        () => openDatabase(folder),
        (thrown: unknown) => thrown instanceof EaselError && thrown.failure.reason === 'database',
      );
      const after = new DatabaseSync(file(), { readOnly: true });
      assert.equal(after.prepare('PRAGMA user_version').get()?.['user_version'], version);
      assert.equal(after.prepare('SELECT COUNT(*) AS count FROM jobs').get()?.['count'], 2);
      after.close();
    });
  }

  it('has a complete copy, although an earlier start was killed while copying', () => {
    makeHistory(file(), 1);
    writeFileSync(`${copyOf(1)}.part`, 'half of a copy');
    openDatabase(folder).close();
    const copy = new DatabaseSync(copyOf(1), { readOnly: true });
    assert.equal(copy.prepare('PRAGMA integrity_check').get()?.['integrity_check'], 'ok');
    copy.close();
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.part')),
      [],
    );
  });

  it('gets a new copy although there is an older one, which was restored and changed', () => {
    makeHistory(file(), 1);
    openDatabase(folder).close();
    for (const end of ['', '-wal', '-shm']) rmSync(file() + end, { force: true });
    copyFileSync(copyOf(1), file());
    const back = new DatabaseSync(file());
    back.exec("UPDATE jobs SET state = 'cancelled', updated_at = 9000 WHERE id = 'running'");
    back.close();
    for (let time = 0; time < 2; time += 1) openDatabase(folder).close();
    const states = [copyOf(1), `${copyOf(1)}-2`].map((name) => {
      const copy = new DatabaseSync(name, { readOnly: true });
      const state = copy.prepare("SELECT state FROM jobs WHERE id = 'running'").get()?.['state'];
      copy.close();
      return state;
    });
    assert.deepEqual(states, ['running', 'cancelled']);
    assert.equal(existsSync(`${copyOf(1)}-3`), false);
  });

  it('of the current schema is opened without a copy', () => {
    openDatabase(folder).close();
    openDatabase(folder).close();
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('before')),
      [],
    );
  });

  it('gets a copy of today, although an earlier start made one and failed', () => {
    makeHistory(file(), 1);
    writeFileSync(copyOf(1), 'what was there when the earlier start failed');
    openDatabase(folder).close();
    const copy = new DatabaseSync(copyOf(1), { readOnly: true });
    assert.equal(copy.prepare('PRAGMA user_version').get()?.['user_version'], 1);
    copy.close();
  });

  it('of a later version is left alone, and the failure names that version', () => {
    const later = new DatabaseSync(file());
    later.exec(`PRAGMA user_version = ${newest + 1}`);
    later.close();
    assert.throws(
      () => openDatabase(folder),
      (thrown: unknown) => thrown instanceof EaselError && thrown.failure.values?.['version'] === newest + 1,
    );
    assert.ok(existsSync(file()));
  });
});

/** What an Easel of that schema would have written: a job that is done, with a picture, and one that runs at a service. */
function makeHistory(file: string, version: number): void {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  for (const migration of migrations.slice(0, version)) database.exec(migration);
  database.exec(`PRAGMA user_version = ${version}`);
  const insert = database.prepare(
    `INSERT INTO jobs (id, state, kind, prompt, provider_id, provider_name, provider_type, created_at, updated_at,
      finished_at, delivery, window_id, facts) VALUES (?, ?, 'generate', ?, 'acme', 'ACME', 'acme', ?, ?, ?, ?, 'w', ?)`,
  );
  const find = database.prepare('INSERT INTO prompts (rowid, prompt, negative_prompt) VALUES (?, ?, ?)');
  const facts = (prompt: string, more: object): string =>
    JSON.stringify({
      ...{ request: { kind: 'generate', prompt, count: 1, references: [] }, destination: {}, plan: ['acme'] },
      ...{ attempts: [], warnings: [], submittedAt: 1500, model: 'acme-1' },
      ...more,
    });
  const done = facts('a lighthouse', { cost: { amount: '0.5', unit: 'usd' } });
  insert.run('done', 'done', 'a lighthouse', 1000, 1000, 1900, 'none', done);
  find.run(1, 'a lighthouse', '');
  insert.run(
    'running',
    'running',
    '海边的灯塔',
    2000,
    3000,
    null,
    'none',
    facts('海边的灯塔', { ticket: 'worth money' }),
  );
  find.run(2, '海边的灯塔', '');
  database.exec(
    `INSERT INTO images (id, job_id, position, prompt, hash, mime_type, extension, size, width, height, has_alpha, favourite,
      created_at, delivered_to, file_name)
     VALUES ('picture', 'done', 0, 'a lighthouse', '${'a'.repeat(64)}', 'image/png', 'png', 10, 1664, 928, 0, 1, 1900, NULL,
      'a-lighthouse.png')`,
  );
  database.close();
}
