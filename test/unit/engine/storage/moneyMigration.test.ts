/** A history that was made before there was a ledger. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, it } from 'mocha';
import { createLedger, readSpending } from '../../../../src/engine/storage/stores/ledger';
import { openDatabase, type Database } from '../../../../src/engine/storage/database/database';
import { migrations } from '../../../../src/engine/storage/database/migrations';
import { removeFolder, temporaryFolder } from '../../../harness/files/paths';
import { until } from '../../../harness/until';
import { FakeService, pictures, rig, type Rig } from '../rig';

/** How many steps the schema had before the one that makes the ledger. */
const before = migrations.findIndex((step) => step.includes('CREATE TABLE ledger'));
const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };

describe('the ledger of a history that had none', function () {
  this.timeout(120_000);
  const opened: { close(): void }[] = [];
  const folders: string[] = [];
  afterEach(() => {
    for (const one of opened.splice(0)) one.close();
    for (const folder of folders.splice(0)) removeFolder(folder);
  });

  function old(folder: string): DatabaseSync {
    mkdirSync(folder, { recursive: true });
    const database = new DatabaseSync(join(folder, 'easel.db'));
    database.exec('PRAGMA journal_mode = WAL');
    for (const step of migrations.slice(0, before)) database.exec(step);
    database.exec(`PRAGMA user_version = ${before}`);
    return database;
  }

  function insert(database: DatabaseSync, [id, state]: [id: string, state: string], facts: object): void {
    const whole = { plan: ['a'], attempts: [], warnings: [], destination: {}, ...facts };
    database
      .prepare(
        `INSERT INTO jobs (id, state, kind, prompt, provider_id, provider_name, provider_type, created_at, updated_at,
           delivery, window_id, facts) VALUES (?, ?, 'generate', 'a fox', 'a', 'A', 'a', 1000, ?, 'none', 'w', ?)`,
      )
      .run(id, state, Math.round(Math.random() * 1e6), JSON.stringify(whole));
  }

  function migrated(fill: (database: DatabaseSync) => void): Database {
    const folder = temporaryFolder('migration');
    folders.push(folder);
    const database = old(folder);
    fill(database);
    database.close();
    const now = openDatabase(folder);
    opened.push(now);
    return now;
  }

  /** Writing pictures takes real time, however the clock goes. */
  async function done(made: Rig, id: string): Promise<void> {
    const isDone = async (): Promise<boolean> => {
      await made.clock.pass(1000);
      return made.easel.jobs.get(id).state === 'done';
    };
    await until('the job to be done', isDone);
  }

  it('begins with the costs that services had reported, and no others', () => {
    const database = migrated((jobs) => {
      insert(jobs, ['paid', 'done'], { submittedAt: 2000, cost: { amount: 0.05, unit: 'cny' } });
      insert(jobs, ['coins', 'done'], { cost: { amount: 12, unit: 'RH coins' } });
      insert(jobs, ['silent', 'done'], {});
      insert(jobs, ['stopped', 'cancelled'], { cost: { amount: 3, unit: 'Credits' } });
    });
    const ledger = createLedger(database);
    assert.deepEqual(ledger.get('paid'), { state: 'settled', reported: { amount: 0.05, currency: 'CNY' } });
    assert.equal(ledger.get('silent'), undefined);
    assert.deepEqual(ledger.reserved('paid'), { at: 2000, providerId: 'a' });
    const { totals, unknown } = readSpending(database, everything);
    assert.deepEqual(totals.map(({ currency, amount }) => `${amount} ${currency}`).sort(), [
      '0.05 CNY',
      '12 rh coins',
      '3 credits',
    ]);
    assert.equal(unknown, 0);
  });

  it('counts jobs that were queued before like any other', async () => {
    const service = new FakeService();
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    const made = await rig([service.provider('a')]);
    try {
      const money = { prices: [{ provider: 'a', amount: 0.03, currency: 'CNY' }] };
      made.settings.changeMoney(money);
      const ids: string[] = [];
      for (let count = 0; count < 3; count += 1) {
        ids.push(...(await made.easel.jobs.start({ kind: 'generate', prompt: 'a fox' })));
      }
      const queued = (): string[] => ids.filter((one) => made.easel.jobs.get(one).state === 'queued');
      await until('all jobs but one to be sent', () => queued().length === 1);
      const [id = ''] = queued();
      await made.easel.dispose();
      const file = new DatabaseSync(join(made.folder, 'easel.db'));
      file.exec('DELETE FROM ledger');
      file.close();
      const easel = await made.reopen();
      await done(made, id);
      assert.deepEqual(easel.jobs.get(id).money, { state: 'settled', estimated: { amount: 0.03, currency: 'CNY' } });
    } finally {
      await made.end();
    }
  });

  it('has the cost that a service reports for a job that was running before', async () => {
    const service = new FakeService();
    const made = await rig([service.provider('a')]);
    try {
      const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt: 'a fox' });
      await made.clock.pass(3000);
      await made.easel.dispose();
      const file = new DatabaseSync(join(made.folder, 'easel.db'));
      file.exec('DELETE FROM ledger');
      file.close();
      service.onPoll = () => ({ state: 'done', outputs: pictures(1), cost: { amount: 2, unit: 'credits' } });
      const easel = await made.reopen();
      await done(made, id);
      assert.deepEqual(easel.jobs.get(id).money, { state: 'settled', reported: { amount: 2, currency: 'credits' } });
    } finally {
      await made.end();
    }
  });
});
