import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { ConvertOptions } from '../../../src/shared/platform/ports';
import { createCodecs, type Codecs } from '../../../src/engine/images/pixels/codecs';
import { convert, sizeWithin, type ConvertedImage } from '../../../src/engine/images/pixels/convert';
import { decode } from '../../../src/engine/images/pixels/decode';
import { nextAttempt } from '../../../src/engine/images/pixels/nextAttempt';
import { PixelError, type PixelImage } from '../../../src/engine/images/formats/pixelImage';
import { shrinkRoughly } from '../../../src/engine/images/pixels/shrink';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { root, wasmOfPackages } from './pixelSources';

const codecs = createCodecs(wasmOfPackages);
const drawSvg = (): Promise<Uint8Array> => Promise.reject(new Error('nothing is drawn'));
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(root, 'test/fixtures/images', name)));
const tooBig = (thrown: unknown): boolean => thrown instanceof PixelError && thrown.refusal === 'too-big';

/** An image of noise, which does not compress. */
async function noise(width: number, height: number): Promise<Uint8Array> {
  const data = new Uint8Array(width * height * 4);
  let state = 1;
  for (let at = 0; at < data.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    data[at] = at % 4 === 3 ? 255 : state >> 16;
  }
  return codecs.encode({ data, width, height }, { type: 'image/png', quality: 90 });
}

describe('image conversion', function () {
  this.timeout(120_000);
  const run = (bytes: Uint8Array, options: ConvertOptions): Promise<ConvertedImage> =>
    convert(bytes, options, { codecs, drawSvg });

  for (const to of ['image/png', 'image/jpeg', 'image/webp'] as const) {
    it(`converts every type to ${to}`, async () => {
      for (const name of ['opaque.png', 'plain.jpg', 'lossy.webp', 'plain.avif', 'plain.gif', 'true.bmp']) {
        const made = await run(fixture(name), { to });
        const facts = sniffImage(made.bytes);
        assert.deepEqual([facts?.mimeType, facts?.width, facts?.height, facts?.isWhole], [to, 40, 30, true], name);
        assert.equal(made.flattened, false, name);
      }
    });
  }

  it('flattens transparency to white for types without it, and reports that', async () => {
    const made = await run(fixture('alpha.png'), { to: 'image/jpeg' });
    assert.equal(made.flattened, true);
    const { image } = await decode(made.bytes, { codecs, drawSvg });
    const corner = [...image.data.subarray((29 * 40 + 39) * 4)];
    assert.ok(
      corner.slice(0, 3).every((value) => value >= 250),
      corner.join(),
    );
    assert.equal((await run(fixture('alpha.png'), { to: 'image/webp' })).flattened, false);
  });

  it('uses the type for opaque images if nothing is transparent', async () => {
    const options: ConvertOptions = { to: 'image/png', toWhenOpaque: 'image/jpeg' };
    assert.equal((await run(fixture('opaque.png'), options)).mimeType, 'image/jpeg');
    assert.equal((await run(fixture('alpha.png'), options)).mimeType, 'image/png');
  });

  it('scales down but never up, and to an exact size exactly', async () => {
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

  it('lowers the quality, then the size, until the file fits', async () => {
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

  it('fails when scaling is not allowed or leaves too few pixels', async () => {
    const bytes = await noise(300, 300);
    await assert.rejects(run(bytes, { to: 'image/png', maxBytes: 50_000, keepSize: true }), tooBig);
    await assert.rejects(run(bytes, { to: 'image/png', maxBytes: 50_000, size: { width: 300, height: 300 } }), tooBig);
    await assert.rejects(run(bytes, { to: 'image/jpeg', maxBytes: 500 }), tooBig);
  });

  it('decodes once, however often it encodes', async () => {
    let decoded = 0;
    const counting: Codecs = { ...codecs, decodePng: (bytes) => ((decoded += 1), codecs.decodePng(bytes)) };
    await convert(await noise(300, 300), { to: 'image/jpeg', maxBytes: 20_000 }, { codecs: counting, drawSvg });
    assert.equal(decoded, 1);
  });
});

describe('the next attempt to fit a maximum size', () => {
  const lossy = { maxBytes: 1000, isLossy: true };

  it('lowers the quality if that may suffice, else the size', () => {
    assert.deepEqual(nextAttempt({ scale: 1, quality: 90 }, { ...lossy, bytes: 1200 }), { scale: 1, quality: 80 });
    assert.deepEqual(nextAttempt({ scale: 1, quality: 90 }, { ...lossy, bytes: 2000 }), { scale: 1, quality: 70 });
    const smaller = nextAttempt({ scale: 1, quality: 90 }, { ...lossy, bytes: 9000 });
    assert.ok(smaller.scale > 0.34 && smaller.scale < 0.36 && smaller.quality === 85, JSON.stringify(smaller));
    assert.equal(nextAttempt({ scale: 1, quality: 90 }, { maxBytes: 1000, isLossy: false, bytes: 1100 }).scale, 0.9);
  });

  it('always makes the image smaller', () => {
    for (const isLossy of [true, false]) {
      let rung = { scale: 1, quality: 95 };
      for (let tries = 0; tries < 20; tries += 1) {
        const next = nextAttempt(rung, { bytes: 1001, maxBytes: 1000, isLossy });
        assert.ok(next.scale < rung.scale || next.quality < rung.quality);
        rung = next;
      }
    }
  });

  it('keeps the ratio of an image within limits', () => {
    assert.deepEqual(sizeWithin({ width: 4032, height: 3024 }, { maxSide: 2048 }), { width: 2048, height: 1536 });
    assert.deepEqual(sizeWithin({ width: 3, height: 9000 }, { maxSide: 100 }), { width: 1, height: 100 });
  });
});

describe('shrinking a large image', () => {
  const flat = (width: number, height: number, color: number[]): PixelImage => ({
    data: Uint8Array.from({ length: width * height * 4 }, (_, at) => color[at % 4]!),
    width,
    height,
  });

  it('leaves the last step to the resizer', () => {
    const small = shrinkRoughly(flat(1000, 500, [9, 8, 7, 255]), { width: 100, height: 50 });
    assert.deepEqual([small.width, small.height], [142, 71]);
    assert.deepEqual([...new Set(small.data)], [9, 8, 7, 255]);
    const same = flat(100, 50, [1, 2, 3, 4]);
    assert.equal(shrinkRoughly(same, { width: 80, height: 40 }), same);
  });

  it('ignores the color of transparent pixels', () => {
    const image = flat(4, 4, [0, 0, 0, 0]);
    image.data.set([200, 100, 50, 255], 0);
    const { data } = shrinkRoughly(image, { width: 1, height: 1 });
    assert.deepEqual([...data], [200, 100, 50, Math.round(255 / 9)]);
  });
});
