/** Two versions of Easel on one storage folder, and lost jobs beside new ones. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, it } from 'mocha';
import { EaselError } from '../../../../src/shared/model/easelError';
import type { EaselEvent } from '../../../../src/shared/protocol/connection/events';
import type { Submission } from '../../../../src/providers/contract/task';
import { settle } from '../fakeClock';
import { FakeService, pictures, rig, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;

/** What a newer Easel might do to the database. */
const migrations = {
  'added a column': 'ALTER TABLE jobs ADD COLUMN mood TEXT',
  'renamed a column': 'ALTER TABLE jobs RENAME COLUMN facts TO details',
};

describe('a newer Easel that migrates the open history', function () {
  this.timeout(120_000);
  let made: Rig;
  afterEach(() => made.end());

  function migrate(sql: string): void {
    const database = new DatabaseSync(join(made.folder, 'easel.db'));
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    database.exec(`BEGIN; ${sql}; PRAGMA user_version = ${version + 1}; COMMIT`);
    database.close();
  }

  function lease(): unknown {
    const database = new DatabaseSync(join(made.folder, 'easel.db'), { readOnly: true });
    try {
      return database.prepare('SELECT holder FROM lease').get();
    } finally {
      database.close();
    }
  }

  const isOutdated = (thrown: unknown): boolean => thrown instanceof EaselError && thrown.failure.code === 'outdated';

  for (const [what, sql] of Object.entries(migrations)) {
    it(`and ${what} gets the lease; the older window starts nothing more and says so once`, async () => {
      const service = new FakeService();
      made = await rig([service.provider('acme')]);
      const refused: EaselEvent[] = [];
      made.easel.onEvent((event) => event.kind === 'storage-refused' && refused.push(event));
      await made.easel.jobs.start(fox);
      await made.clock.pass(3000);
      assert.equal(service.submits, 1);
      assert.notEqual(lease(), undefined);
      migrate(sql);
      await assert.rejects(made.easel.jobs.start(fox), isOutdated);
      await made.clock.pass(30_000);
      assert.deepEqual([service.submits, lease()], [1, undefined]);
      assert.equal(refused.length, 1);
    });
  }

  for (const [what, sql] of Object.entries(migrations)) {
    it(`and ${what} leaves the older window what it can read; what it would write is refused`, async () => {
      const service = new FakeService();
      made = await rig([service.provider('acme')]);
      service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
      const { jobs, history, images } = made.easel;
      const [done = ''] = await jobs.start(fox, here);
      const ended = await jobs.finished(done);
      service.onSubmit = () => ({ kind: 'ticket', ticket: { id: 't1' } });
      const [running = ''] = await jobs.start(fox, here);
      await made.clock.pass(3000);
      const imageId = ended.images[0]?.id ?? '';
      migrate(sql);
      const writes = {
        start: () => jobs.start(fox, here),
        regenerate: () => jobs.regenerate(done),
        cancel: () => jobs.cancel(running),
        resume: () => jobs.resume(running),
        addFavorites: () => history.addFavorites([imageId]),
        removeFavorites: () => history.removeFavorites([imageId]),
        remove: () => history.remove({ jobIds: [done] }),
        restore: () => history.restore({ jobIds: [done] }),
        deliver: () => images.deliver(imageId, { ...here.destination, folder: 'elsewhere' }),
      };
      for (const [name, write] of Object.entries(writes))
        await assert.rejects(async () => write(), isOutdated, `${name} is refused`);
    });
  }

  it('and renamed a column keeps a paid submit that is under way from being sent again', async () => {
    const service = new FakeService();
    let answer: (submission: Submission) => void = () => undefined;
    service.onSubmit = () => new Promise((resolve) => (answer = resolve));
    made = await rig([service.provider('acme')]);
    await made.easel.jobs.start(fox);
    await settle();
    migrate(migrations['renamed a column']);
    await made.clock.pass(5000);
    answer({ kind: 'ticket', ticket: { id: 't1' } });
    await made.clock.pass(120_000);
    assert.deepEqual([service.submits, lease()], [1, undefined]);
  });

  it('lets a paid submit that is under way be finished and written', async () => {
    const service = new FakeService();
    let answer: (submission: Submission) => void = () => undefined;
    service.onSubmit = () => new Promise((resolve) => (answer = resolve));
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox);
    await settle();
    migrate(migrations['added a column']);
    await made.clock.pass(5000);
    answer({ kind: 'ticket', ticket: { id: 't1' } });
    await settle();
    assert.deepEqual([made.easel.jobs.get(id).state, service.submits, lease()], ['running', 1, undefined]);
  });
});
