/** Races between windows: one deletes a file of the image store while another one stores it again. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openImageStore } from '../../../src/engine/storage/imageStore';
import { pngOf } from '../../fixtures/png';

const { stat, unlink, rename } = files;

describe('an image that is stored while another window deletes it', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'easel-race-'))));
  afterEach(() => {
    Object.assign(files, { stat, unlink, rename });
    syncBuiltinESMExports();
    rmSync(folder, { recursive: true });
  });

  const png = pngOf(20, 20, [1, 2, 3]);
  const old = { name: 'old', isGone: () => false, now: () => 1_000_000 };
  const today = { ...old, now: () => 100_000_000 };

  for (const [name, work] of Object.entries({ stat, unlink, rename })) {
    it(`exists afterwards, when it is stored right before or after ${name}`, async () => {
      for (const isAfter of [0, 1]) {
        const kept = await openImageStore(folder, old).keep(png);
        let isKept = false;
        const keep = async (): Promise<void> => {
          if (isKept) return;
          isKept = true;
          await openImageStore(folder, today).keep(png);
        };
        // The other window acts between two steps of the first.
        Object.assign(files, {
          [name]: async (...given: Parameters<typeof work>) => {
            if (isAfter === 0 && !isKept) await keep();
            const result: unknown = await (work as (...all: typeof given) => Promise<unknown>)(...given);
            if (isAfter === 1 && !isKept) await keep();
            return result;
          },
        });
        syncBuiltinESMExports();
        const { hash, extension } = kept;
        await openImageStore(folder, today).discard({ hash, extension }, 50_000_000);
        Object.assign(files, { stat, unlink, rename });
        syncBuiltinESMExports();
        if (isKept) assert.ok(await openImageStore(folder, today).has(hash, extension), `${name}, ${isAfter}`);
        await files.rm(folder, { recursive: true });
      }
      await files.mkdir(folder, { recursive: true });
    });
  }

  it('is restored when the deleting window died in between', async () => {
    const imageStore = openImageStore(folder, old);
    const { hash, extension } = await imageStore.keep(png);
    const dead = new Error('killed');
    files.unlink = () => Promise.reject(dead);
    syncBuiltinESMExports();
    await imageStore.discard({ hash, extension }, 50_000_000).catch(() => undefined);
    files.unlink = unlink;
    syncBuiltinESMExports();
    await openImageStore(folder, today).sweep(today.now());
    assert.ok(await imageStore.has(hash, extension));
  });

  for (const [name, work] of Object.entries({ stat, unlink })) {
    it(`is deleted even if another window sweeps right before ${name}`, async () => {
      const { hash, extension } = await openImageStore(folder, old).keep(png);
      let sweeps = 0;
      Object.assign(files, {
        [name]: async (...given: Parameters<typeof work>) => {
          if (String(given[0]).endsWith('.going') && (sweeps += 1) === 1)
            await openImageStore(folder, today).sweep(today.now());
          return (work as (...all: typeof given) => Promise<unknown>)(...given);
        },
      });
      syncBuiltinESMExports();
      await openImageStore(folder, today).discard({ hash, extension }, 50_000_000);
      assert.ok(sweeps > 0);
      assert.equal(await openImageStore(folder, today).has(hash, extension), false);
    });
  }

  it('is deleted when no window stores it', async () => {
    const imageStore = openImageStore(folder, old);
    const { hash, extension } = await imageStore.keep(png);
    await imageStore.discard({ hash, extension }, 50_000_000);
    assert.equal(await imageStore.has(hash, extension), false);
  });
});

describe('an image that is being written', () => {
  it('survives a sweep of its own window, even if the clocks of window and disk differ', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-race-'));
    const imageStore = openImageStore(folder);
    Object.assign(files, {
      rename: async (...given: Parameters<typeof rename>) => {
        await imageStore.sweep(0);
        return rename(...given);
      },
    });
    syncBuiltinESMExports();
    try {
      const { hash, extension } = await imageStore.keep(pngOf(20, 20, [1, 2, 3]));
      assert.ok(await imageStore.has(hash, extension));
    } finally {
      Object.assign(files, { rename });
      syncBuiltinESMExports();
      rmSync(folder, { recursive: true });
    }
  });
});
