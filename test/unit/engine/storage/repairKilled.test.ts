/** The mending of a damaged history, cut off wherever it can be: the next start has every job that could be read. */
import assert from 'node:assert/strict';
import files from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { EaselError } from '../../../../src/shared/model/easelError';
import { openDatabase } from '../../../../src/engine/storage/database/database';
import { createJobStore } from '../../../../src/engine/storage/stores/jobStore';
import { openHistory } from '../../../../src/engine/storage/database/repair';
import type { Job } from '../../../../src/engine/domain/job';
import { FakeClock } from '../fakeClock';

const alone = { now: 0, others: () => [] };
const { renameSync, writeFileSync, rmSync } = files;
const { exec } = DatabaseSync.prototype;

/** A step that leaves something on the disk; the number of the step at which the process dies. */
function dieAt(step: number): { hasDied(): boolean } {
  let steps = 0;
  const dying = <Given extends unknown[], Result>(work: (...given: Given) => Result) =>
    function (this: unknown, ...given: Given): Result {
      steps += 1;
      // A process that is gone cleans nothing up.
      if (steps >= step) throw new Error('killed');
      return work.apply(this, given);
    };
  files.renameSync = dying(renameSync);
  files.writeFileSync = dying(writeFileSync);
  files.rmSync = dying(rmSync);
  DatabaseSync.prototype.exec = dying(exec);
  syncBuiltinESMExports();
  return { hasDied: () => steps >= step };
}

function live(): void {
  Object.assign(files, { renameSync, writeFileSync, rmSync });
  DatabaseSync.prototype.exec = exec;
  syncBuiltinESMExports();
}

describe('the repair of a damaged history', function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(() => {
    folder = files.mkdtempSync(join(tmpdir(), 'easel-mending-'));
    damagedHistory(folder);
  });
  afterEach(() => {
    live();
    rmSync(folder, { recursive: true, force: true });
  });

  function runningJobs(): { jobs: number; copy: string | undefined; found: number } {
    const { database, repair } = openHistory(folder, alone);
    const jobs = createJobStore(database, new FakeClock()).inStates(['running']).length;
    const found = Number(database.one("SELECT COUNT(*) AS count FROM prompts WHERE prompts MATCH 'needle'")?.['count']);
    database.close();
    return { jobs, copy: repair?.copy, found };
  }

  it('is completed by the next start wherever it was killed', () => {
    const intact = join(folder, '..', `${folder}-intact`);
    files.cpSync(folder, intact, { recursive: true });
    let step = 0;
    for (let hasDied = true; hasDied;) {
      step += 1;
      rmSync(folder, { recursive: true });
      files.cpSync(intact, folder, { recursive: true });
      const process = dieAt(step);
      try {
        openHistory(folder, alone).database.close();
      } catch {
        // Dead.
      }
      hasDied = process.hasDied();
      live();
      const { jobs, copy, found } = runningJobs();
      assert.deepEqual([jobs, found], [50, 50], `killed at step ${step}`);
      assert.ok(copy !== undefined && files.existsSync(join(folder, copy)), `step ${step}: the copy is ${copy}`);
    }
    rmSync(intact, { recursive: true });
    assert.ok(step > 10, `only ${step} steps`);
  });

  it('brings back no old rows when it was killed after everything was copied', () => {
    const first = openHistory(folder, alone);
    const store = createJobStore(first.database, new FakeClock());
    store.change('job-7', ['running'], { state: 'failed' });
    first.database.run('DELETE FROM jobs WHERE id = ?', 'job-8');
    first.database.close();
    const { database } = openHistory(folder, alone);
    const after = createJobStore(database, new FakeClock());
    const states = [after.get('job-7')?.state, after.get('job-8')?.state, after.get('job-9')?.state];
    database.close();
    assert.deepEqual(states, ['failed', undefined, 'running']);
  });

  for (const [what, hinder] of Object.entries({ full: fillUp, 'read-only': lockUp })) {
    it(`fails on a disk or a file that is ${what}, and the next start completes it`, () => {
      const expected = hinder();
      assert.throws(
        () => openHistory(folder, alone).database.close(),
        (thrown: unknown) => thrown instanceof EaselError && expected(thrown),
      );
      live();
      assert.equal(runningJobs().jobs, 50);
    });
  }

  /** There is room for the new history, and none for what is carried over. */
  function fillUp(): (error: EaselError) => boolean {
    whenCarryingOver((connection) => {
      const pages = connection.prepare('PRAGMA page_count').get()?.['page_count'];
      exec.call(connection, `PRAGMA max_page_count = ${Number(pages)}`);
    });
    return ({ failure }) => failure.reason === 'disk-full';
  }

  function lockUp(): (error: EaselError) => boolean {
    whenCarryingOver((connection) => exec.call(connection, 'PRAGMA query_only = ON'));
    return ({ failure }) => failure.reason === 'read-only';
  }
});

/** What is to be done as soon as the new history stands and the first row is about to be written into it. */
function whenCarryingOver(work: (connection: DatabaseSync) => void): void {
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
    exec.call(this, sql);
    const version = this.prepare('PRAGMA user_version').get()?.['user_version'];
    if (sql === 'BEGIN IMMEDIATE' && Number(version) > 0) work(this);
  };
}

/** Fifty jobs that run at their providers and are paid for, some of them in the log only; a page of the rest is spoilt. */
function damagedHistory(folder: string): void {
  const database = openDatabase(folder);
  const store = createJobStore(database, new FakeClock());
  store.insert(Array.from({ length: 50 }, (_, number) => job(number)));
  database.close();
  const file = join(folder, 'easel.db');
  const connection = new DatabaseSync(file);
  const row = connection.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'images'").get();
  connection.close();
  const page = Number(row?.['rootpage']) - 1;
  const bytes = files.readFileSync(file);
  bytes.fill(0xee, page * 4096, (page + 1) * 4096);
  writeFileSync(file, bytes);
  // What the last process had open beside it.
  writeFileSync(`${file}-wal`, '');
  writeFileSync(`${file}.suspect`, '');
  files.mkdirSync(join(folder, 'vault'));
}

function job(number: number): Job {
  return {
    id: `job-${number}`,
    state: 'running',
    ticket: { id: `t${number}` },
    request: { kind: 'generate', prompt: `needle number ${number}`, count: 1, references: [] },
    destination: {},
    providerId: 'acme',
    providerName: 'ACME',
    providerType: 'acme',
    plan: ['acme'],
    attempts: [],
    warnings: [],
    createdAt: number,
    updatedAt: number,
    cancelRequested: false,
    windowId: 'window',
  };
}
