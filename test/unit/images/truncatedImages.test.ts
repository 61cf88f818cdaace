import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { EaselError } from '../../../src/shared/model/easelError';
import { PixelError } from '../../../src/engine/images/formats/pixelImage';
import { createCodecs } from '../../../src/engine/images/pixels/codecs';
import { decode } from '../../../src/engine/images/pixels/decode';
import { openImageStore } from '../../../src/engine/storage/imageStore';
import { root, wasmOfPackages } from './pixelSources';

const decoders = { codecs: createCodecs(wasmOfPackages), drawSvg: () => Promise.reject(new Error('nothing is drawn')) };
const cutAnswer = (thrown: unknown): boolean => thrown instanceof EaselError && thrown.failure.reason === 'cut-answer';

describe("a truncated image of the user's own", () => {
  for (const name of ['opaque.png', 'lossy.webp']) {
    it(`is refused before a service gets it, because no decoder reads it: ${name}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'easel-vault-'));
      try {
        const whole = new Uint8Array(readFileSync(join(root, 'test/fixtures/images', name)));
        const cut = whole.slice(0, Math.floor(whole.length / 2));
        await assert.rejects(decode(cut, decoders), PixelError);
        await assert.rejects(openImageStore(folder).keepReference(cut), cutAnswer);
        assert.equal((await openImageStore(folder).keepReference(whole)).size, whole.length);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
