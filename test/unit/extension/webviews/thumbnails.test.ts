import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openThumbnails, type Thumbnails } from '../../../../src/extension/webviews/shared/thumbnails';
import { removeFolder, temporaryFolder } from '../../../harness/files/paths';
import { until } from '../../../harness/until';

const hash = (digit: string): string => digit.repeat(64);

describe('thumbnails', () => {
  let folder: string;
  let thumbnails: Thumbnails;
  beforeEach(async () => {
    folder = temporaryFolder('thumbnails');
    mkdirSync(path.join(folder, 'vault', 'aa'), { recursive: true });
    thumbnails = await openThumbnails({
      thumbnails: path.join(folder, 'thumbnails'),
      imageStore: path.join(folder, 'vault'),
    });
  });
  afterEach(() => removeFolder(folder));

  function image(digit: string): string {
    const file = path.join(folder, 'vault', 'aa', `${hash(digit)}.png`);
    writeFileSync(file, 'an image');
    return file;
  }

  it('are read as they were stored, also after a restart', async () => {
    const file = image('a');
    assert.equal(await thumbnails.read(file), undefined);
    await thumbnails.keep(file, 'AQID');
    const again = await openThumbnails({
      thumbnails: path.join(folder, 'thumbnails'),
      imageStore: path.join(folder, 'vault'),
    });
    for (const one of [thumbnails, again]) {
      assert.equal(await one.read(file), 'AQID');
    }
  });

  it('are stored only for existing images of the image store', async () => {
    await thumbnails.keep(path.join(folder, 'vault', 'aa', `${hash('b')}.png`), 'AQ==');
    await thumbnails.keep(path.join(folder, 'vault', 'aa', '..', '..', 'other.png'), 'AQ==');
    assert.deepEqual(readdirSync(path.join(folder, 'thumbnails')), []);
    assert.equal(await thumbnails.read(path.join(folder, 'other.png')), undefined);
  });

  it('are deleted with their images when new ones are stored', async () => {
    const file = image('c');
    await thumbnails.keep(file, 'AQ==');
    await until('the first look for old ones to be over', () => existsSync(small('c')));
    rmSync(file);
    const next = await openThumbnails({
      thumbnails: path.join(folder, 'thumbnails'),
      imageStore: path.join(folder, 'vault'),
    });
    await next.keep(image('d'), 'Ag==');
    await until('the old one to be gone', () => !existsSync(small('c')));
    assert.ok(existsSync(small('d')));
  });

  const small = (digit: string): string => path.join(folder, 'thumbnails', `${hash(digit)}.webp`);

  it("do not fail when they can't be stored", async () => {
    const file = image('e');
    rmSync(path.join(folder, 'thumbnails'), { recursive: true });
    await thumbnails.keep(file, 'AQ==');
    assert.equal(await thumbnails.read(file), undefined);
  });
});
