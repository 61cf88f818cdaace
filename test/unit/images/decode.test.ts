import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { createCodecs } from '../../../src/engine/images/pixels/codecs';
import { decode, drawingSize } from '../../../src/engine/images/pixels/decode';
import { PixelError, type PixelImage } from '../../../src/engine/images/formats/pixelImage';
import { pngOf } from '../../fixtures/png';
import { root, wasmOfPackages } from './pixelSources';

const folder = join(root, 'test/fixtures/images');
const decoders = { codecs: createCodecs(wasmOfPackages), drawSvg: () => Promise.reject(new Error('nothing is drawn')) };
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
const open = async (bytes: Uint8Array): Promise<PixelImage> => (await decode(bytes, decoders)).image;
const refused = (refusal: string) => (thrown: unknown) => thrown instanceof PixelError && thrown.refusal === refusal;

/** The colors in the middle of the four quarters. */
function quarters({ data, width, height }: PixelImage): number[][] {
  return [0.25, 0.75].flatMap((y) =>
    [0.25, 0.75].map((x) => {
      const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
      return [...data.subarray(at, at + 4)];
    }),
  );
}

function assertColors(image: PixelImage, expected: readonly (readonly number[])[], tolerance: number): void {
  for (const [index, color] of quarters(image).entries()) {
    const wanted = expected[index]!;
    const isNear = color.every((value, channel) => Math.abs(value - wanted[channel]!) <= tolerance);
    assert.ok(isNear, `quarter ${index}: ${color.join()} instead of ${wanted.join()}`);
  }
}

const cream = [250, 240, 200, 255];
const nothing = [0, 0, 0, 0];
const colors = (last: number[]): number[][] => [[220, 40, 40, 255], [40, 180, 60, 255], [40, 60, 220, 255], last];
const gray = [94, 124, 72, 238].map((value) => [value, value, value, 255]);

describe('image decoding', function () {
  this.timeout(120_000);

  for (const name of ['opaque.png', 'palette.png', 'plain.gif', 'interlaced.gif', 'true.bmp', 'palette.bmp']) {
    it(`decodes ${name} exactly`, async () => assertColors(await open(fixture(name)), colors(cream), 0));
  }
  for (const name of ['plain.jpg', 'progressive.jpg', 'lossy.webp', 'plain.avif', 'lying.jpg']) {
    it(`decodes ${name} with its orientation applied`, async () => {
      const image = await open(fixture(name));
      assert.deepEqual([image.width, image.height], [40, 30]);
      assertColors(image, colors(cream), 3);
    });
  }
  for (const name of ['alpha.png', 'alpha.webp', 'alpha.avif', 'alpha.bmp', 'animated.gif', 'animated.webp']) {
    it(`decodes ${name} with transparency, and only its first frame`, async () =>
      assertColors(await open(fixture(name)), colors(nothing), 2));
  }
  for (const name of ['gray.jpg', 'gray16.png']) {
    it(`decodes ${name}`, async () => assertColors(await open(fixture(name)), gray, 1));
  }

  it('decodes one bit for each pixel', async () => {
    const { data } = await open(fixture('mono.bmp'));
    assert.deepEqual([...new Set(data)].sort(), [0, 255]);
  });

  it('refuses a JPEG of four colors, and decodes the next image', async () => {
    await assert.rejects(open(fixture('cmyk.jpg')), refused('unreadable'));
    await open(fixture('plain.jpg'));
  });

  it('refuses too many pixels before decompressing them', async () => {
    const bomb = pngOf(1, 1);
    new DataView(bomb.buffer).setUint32(16, 30_000);
    new DataView(bomb.buffer).setUint32(20, 30_000);
    await assert.rejects(open(bomb), refused('too-many-pixels'));
    // The first size in an AVIF is not always the largest.
    const avif = fixture('alpha.avif');
    const last = Buffer.from(avif).lastIndexOf('ispe');
    new DataView(avif.buffer).setUint32(last + 8, 60_000);
    new DataView(avif.buffer).setUint32(last + 12, 60_000);
    await assert.rejects(open(avif), refused('too-many-pixels'));
  });

  it('refuses text and truncated images', async () => {
    await assert.rejects(open(new TextEncoder().encode('hello')), refused('unreadable'));
    for (const name of ['opaque.png', 'lossy.webp', 'plain.avif']) {
      const bytes = fixture(name);
      await assert.rejects(open(bytes.subarray(0, Math.floor(bytes.length * 0.7))), refused('unreadable'), name);
    }
  });
});

describe('variants of BMP', () => {
  function bmp(
    header: { bits: number; compression?: number; height?: number; masks?: number[] },
    pixels: number[],
    palette: number[] = [],
  ): Uint8Array {
    const { bits, compression = 0, height = 2, masks = [] } = header;
    const bytes = new Uint8Array(54 + masks.length * 4 + palette.length + pixels.length);
    const view = new DataView(bytes.buffer);
    bytes.set([0x42, 0x4d]);
    view.setUint32(2, bytes.length, true);
    view.setUint32(10, bytes.length - pixels.length, true);
    view.setUint32(14, 40, true);
    view.setInt32(18, 2, true);
    view.setInt32(22, height, true);
    view.setUint16(26, 1, true);
    view.setUint16(28, bits, true);
    view.setUint32(30, compression, true);
    for (const [index, mask] of masks.entries()) view.setUint32(54 + index * 4, mask, true);
    bytes.set(palette, 54 + masks.length * 4);
    bytes.set(pixels, bytes.length - pixels.length);
    return bytes;
  }
  const palette = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 9, 9, 9, 0];
  const [red, green, blue] = [
    [255, 0, 0, 255],
    [0, 255, 0, 255],
    [0, 0, 255, 255],
  ];
  const pixelsOf = async (bytes: Uint8Array): Promise<number[][]> => quarters(await open(bytes));

  it('decodes rows from the top or from the bottom', async () => {
    const rows = [0, 1, 0, 0, 2, 0, 0, 0];
    assert.deepEqual(await pixelsOf(bmp({ bits: 8, height: -2 }, rows, palette)), [red, green, blue, red]);
    assert.deepEqual(await pixelsOf(bmp({ bits: 8 }, rows, palette)), [blue, red, red, green]);
  });

  it('decodes runs of 8 and of 4 bits, with row ends and single colors', async () => {
    const eight = [2, 2, 0, 0, 1, 0, 1, 1, 0, 1];
    assert.deepEqual(await pixelsOf(bmp({ bits: 8, compression: 1 }, eight, palette)), [red, green, blue, blue]);
    const four = [2, 0x01, 0, 0, 2, 0x22, 0, 1];
    assert.deepEqual(await pixelsOf(bmp({ bits: 4, compression: 2 }, four, palette)), [blue, blue, red, green]);
  });

  it('decodes 16 bits with custom masks', async () => {
    const rows = [0x00, 0xf8, 0xe0, 0x07, 0x1f, 0x00, 0x00, 0xf8];
    const image = bmp({ bits: 16, compression: 3, masks: [0xf800, 0x07e0, 0x001f] }, rows);
    assert.deepEqual(await pixelsOf(image), [blue, red, red, green]);
  });
});

describe('the size of a drawing', () => {
  it('is the declared one within the limits', () => {
    assert.deepEqual(drawingSize({ width: 24, height: 12 }), { width: 1024, height: 512 });
    assert.deepEqual(drawingSize({ width: 1200, height: 800 }), { width: 1200, height: 800 });
    assert.deepEqual(drawingSize({ width: 8192, height: 4096 }), { width: 4096, height: 2048 });
    assert.deepEqual(drawingSize({ width: 1, height: 9000 }), { width: 1, height: 4096 });
  });
});
