import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { EaselError } from '../../../../src/shared/model/easelError';
import { openDatabase } from '../../../../src/engine/storage/database/database';
import { FakeService, pictures, rig, type Rig } from '../rig';

describe('the search of the history', () => {
  let made: Rig;
  beforeEach(async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    made = await rig([service.provider('acme')]);
    for (const prompt of [
      'a red fox in the snow',
      '雪地里的红狐狸',
      '100% "quoted" snow_man',
      'a red fox in the snow',
    ]) {
      const [id = ''] = await made.easel.jobs.start({ kind: 'generate', prompt, negativePrompt: 'blur' });
      await made.easel.jobs.finished(id);
      made.clock.jump(1000);
    }
  });
  afterEach(() => made.end());

  const found = (text: string): number => made.easel.jobs.list({ text, limit: 10 }).length;

  it('finds words, parts of words and Chinese of any length', () => {
    assert.deepEqual(
      [found('fox'), found('FOX snow'), found('狐狸'), found('雪地里'), found('sno'), found('nothing')],
      [2, 2, 1, 1, 3, 0],
    );
  });

  it('takes search operators as text', () => {
    assert.deepEqual(
      [found('100%'), found('"quoted"'), found('%'), found('_'), found('fox OR man'), found("'"), found('*')],
      [1, 1, 1, 1, 0, 0, 0],
    );
  });

  it('gives the newest prompts first, and each once', () => {
    assert.deepEqual(made.easel.history.recentPrompts(10), [
      'a red fox in the snow',
      '100% "quoted" snow_man',
      '雪地里的红狐狸',
    ]);
    const images = made.easel.images.list({ limit: 2 });
    assert.deepEqual(
      images.map(({ prompt }) => prompt),
      ['a red fox in the snow', '100% "quoted" snow_man'],
    );
  });

  it('finds the same after it is opened again', async () => {
    await made.reopen();
    assert.equal(made.easel.jobs.list({ limit: 10 }).length, 4);
  });
});

describe('the database', () => {
  let made: Rig;
  afterEach(() => made.end());

  it('reports a file that is not a database', async () => {
    made = await rig([]);
    const folder = join(made.folder, 'other');
    openDatabase(folder).close();
    writeFileSync(
      join(folder, 'easel.db'),
      'this is not a database, and long enough to be read as a header of one'.repeat(20),
    );
    assert.throws(
      () => openDatabase(folder),
      (thrown: unknown) =>
        thrown instanceof EaselError && thrown.failure.kind === 'storage' && thrown.failure.reason === 'database',
    );
  });

  it('does not change the file of a newer version', async () => {
    made = await rig([]);
    const folder = join(made.folder, 'newer');
    const database = openDatabase(folder);
    database.run('PRAGMA user_version = 999');
    database.close();
    assert.throws(
      () => openDatabase(folder),
      (thrown: unknown) => thrown instanceof EaselError && thrown.failure.values?.['version'] === 999,
    );
  });
});
