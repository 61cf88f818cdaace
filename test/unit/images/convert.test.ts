import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { ConvertOptions } from '../../../src/shared/platform/ports';
import { createCodecs, type Codecs } from '../../../src/engine/images/pixels/codecs';
import { convert, sizeWithin, type ConvertedImage } from '../../../src/engine/images/pixels/convert';
import { decode } from '../../../src/engine/images/pixels/decode';
import { nextRung } from '../../../src/engine/images/pixels/qualityLadder';
import { PixelError, type PixelImage } from '../../../src/engine/images/formats/pixelImage';
import { shrinkRoughly } from '../../../src/engine/images/pixels/shrink';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { root, wasmOfPackages } from './pixelSources';

const codecs = createCodecs(wasmOfPackages);
const drawSvg = (): Promise<Uint8Array> => Promise.reject(new Error('nothing is drawn'));
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(root, 'test/fixtures/images', name)));
const tooBig = (thrown: unknown): boolean => thrown instanceof PixelError && thrown.refusal === 'too-big';

/** A picture of noise, which nothing makes small. */
async function noise(width: number, height: number): Promise<Uint8Array> {
  const data = new Uint8Array(width * height * 4);
  let state = 1;
  for (let at = 0; at < data.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    data[at] = at % 4 === 3 ? 255 : state >> 16;
  }
  return codecs.encode({ data, width, height }, { type: 'image/png', quality: 90 });
}

describe('converting pictures', function () {
  this.timeout(120_000);
  const run = (bytes: Uint8Array, options: ConvertOptions): Promise<ConvertedImage> =>
    convert(bytes, options, { codecs, drawSvg });

  for (const to of ['image/png', 'image/jpeg', 'image/webp'] as const) {
    it(`makes ${to} of every type`, async () => {
      for (const name of ['opaque.png', 'plain.jpg', 'lossy.webp', 'plain.avif', 'plain.gif', 'true.bmp']) {
        const made = await run(fixture(name), { to });
        const facts = sniffImage(made.bytes);
        assert.deepEqual([facts?.mimeType, facts?.width, facts?.height, facts?.isWhole], [to, 40, 30, true], name);
        assert.equal(made.flattened, false, name);
      }
    });
  }

  it('lays what is transparent on white where the type has no transparency, and says so', async () => {
    const made = await run(fixture('alpha.png'), { to: 'image/jpeg' });
    assert.equal(made.flattened, true);
    const { picture } = await decode(made.bytes, { codecs, drawSvg });
    const corner = [...picture.data.subarray((29 * 40 + 39) * 4)];
    assert.ok(
      corner.slice(0, 3).every((value) => value >= 250),
      corner.join(),
    );
    assert.equal((await run(fixture('alpha.png'), { to: 'image/webp' })).flattened, false);
  });

  it('takes the other type for a picture that only could have been transparent', async () => {
    const options: ConvertOptions = { to: 'image/png', toWhenOpaque: 'image/jpeg' };
    assert.equal((await run(fixture('opaque.png'), options)).mimeType, 'image/jpeg');
    assert.equal((await run(fixture('alpha.png'), options)).mimeType, 'image/png');
  });

  it('makes pictures smaller and never larger; an exact size is exact', async () => {
    const size = ({ width, height, bytes }: ConvertedImage): unknown => {
      const facts = sniffImage(bytes);
      assert.deepEqual([facts?.width, facts?.height], [width, height]);
      return [width, height];
    };
    const bytes = fixture('opaque.png');
    assert.deepEqual(size(await run(bytes, { to: 'image/png', maxSide: 20 })), [20, 15]);
    assert.deepEqual(size(await run(bytes, { to: 'image/png', maxSide: 9000, maxPixels: 1e9 })), [40, 30]);
    assert.deepEqual(size(await run(bytes, { to: 'image/webp', maxPixels: 300 })), [20, 15]);
    assert.deepEqual(size(await run(bytes, { to: 'image/png', size: { width: 80, height: 90 } })), [80, 90]);
  });

  it('lets the quality fall, then the size, until the file is small enough', async () => {
    const bytes = await noise(400, 300);
    const full = await run(bytes, { to: 'image/jpeg' });
    for (const part of [0.8, 0.5, 0.15]) {
      for (const to of ['image/jpeg', 'image/webp', 'image/png'] as const) {
        const maxBytes = Math.round(full.bytes.length * part);
        const made = await run(bytes, { to, maxBytes });
        assert.ok(made.bytes.length <= maxBytes, `${to}: ${made.bytes.length} of ${maxBytes}`);
        if (part === 0.8 && to === 'image/jpeg') assert.equal(made.width, 400);
        assert.ok(Math.abs(made.width / made.height - 4 / 3) < 0.05);
      }
    }
  });

  it('gives up where it may not be made smaller, or would be too small to be of use', async () => {
    const bytes = await noise(300, 300);
    await assert.rejects(run(bytes, { to: 'image/png', maxBytes: 50_000, keepSize: true }), tooBig);
    await assert.rejects(run(bytes, { to: 'image/png', maxBytes: 50_000, size: { width: 300, height: 300 } }), tooBig);
    await assert.rejects(run(bytes, { to: 'image/jpeg', maxBytes: 500 }), tooBig);
  });

  it('unpacks once, however often it packs', async () => {
    let decoded = 0;
    const counting: Codecs = { ...codecs, decodePng: (bytes) => ((decoded += 1), codecs.decodePng(bytes)) };
    await convert(await noise(300, 300), { to: 'image/jpeg', maxBytes: 20_000 }, { codecs: counting, drawSvg });
    assert.equal(decoded, 1);
  });
});

describe('what is tried next', () => {
  const lossy = { maxBytes: 1000, isLossy: true };

  it('is a lower quality where that can be enough, else a smaller size', () => {
    assert.deepEqual(nextRung({ scale: 1, quality: 90 }, { ...lossy, bytes: 1200 }), { scale: 1, quality: 80 });
    assert.deepEqual(nextRung({ scale: 1, quality: 90 }, { ...lossy, bytes: 2000 }), { scale: 1, quality: 70 });
    const smaller = nextRung({ scale: 1, quality: 90 }, { ...lossy, bytes: 9000 });
    assert.ok(smaller.scale > 0.34 && smaller.scale < 0.36 && smaller.quality === 85, JSON.stringify(smaller));
    assert.equal(nextRung({ scale: 1, quality: 90 }, { maxBytes: 1000, isLossy: false, bytes: 1100 }).scale, 0.9);
  });

  it('always goes down', () => {
    for (const isLossy of [true, false]) {
      let rung = { scale: 1, quality: 95 };
      for (let tries = 0; tries < 20; tries += 1) {
        const next = nextRung(rung, { bytes: 1001, maxBytes: 1000, isLossy });
        assert.ok(next.scale < rung.scale || next.quality < rung.quality);
        rung = next;
      }
    }
  });

  it('sizes keep their shape', () => {
    assert.deepEqual(sizeWithin({ width: 4032, height: 3024 }, { maxSide: 2048 }), { width: 2048, height: 1536 });
    assert.deepEqual(sizeWithin({ width: 3, height: 9000 }, { maxSide: 100 }), { width: 1, height: 100 });
  });
});

describe('making a picture much smaller', () => {
  const flat = (width: number, height: number, colour: number[]): PixelImage => ({
    data: Uint8Array.from({ length: width * height * 4 }, (_, at) => colour[at % 4]!),
    width,
    height,
  });

  it('leaves the rest to the good resizer', () => {
    const small = shrinkRoughly(flat(1000, 500, [9, 8, 7, 255]), { width: 100, height: 50 });
    assert.deepEqual([small.width, small.height], [142, 71]);
    assert.deepEqual([...new Set(small.data)], [9, 8, 7, 255]);
    const same = flat(100, 50, [1, 2, 3, 4]);
    assert.equal(shrinkRoughly(same, { width: 80, height: 40 }), same);
  });

  it('gives no colour to what is not seen', () => {
    const picture = flat(4, 4, [0, 0, 0, 0]);
    picture.data.set([200, 100, 50, 255], 0);
    const { data } = shrinkRoughly(picture, { width: 1, height: 1 });
    assert.deepEqual([...data], [200, 100, 50, Math.round(255 / 9)]);
  });
});
