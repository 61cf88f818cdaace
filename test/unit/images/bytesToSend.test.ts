/** What is sent of an image: the same pixels, shown the same way, and nothing else. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { bytesToSend } from '../../../src/engine/images/metadata/bytesToSend';
import { createCodecs } from '../../../src/engine/images/pixels/codecs';
import { decode } from '../../../src/engine/images/pixels/decode';
import {
  exifOf,
  jpegSegment,
  metadataPlaces,
  placesIn,
  pngChunk,
  webpChunk,
  withAllMetadata,
  withJpegSegments,
  withPngChunks,
  withWebpChunks,
  type TypeWithMetadata,
} from '../../fixtures/imageMetadata';
import { jpegWithExif, pngWithExif } from '../../fixtures/oddImages';
import { runs } from '../../fuzz/runs';
import { root, wasmOfPackages } from './pixelSources';

const codecs = createCodecs(wasmOfPackages);
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(root, 'test/fixtures/images', name)));
const pixelsOf = async (bytes: Uint8Array): Promise<unknown> =>
  (await decode(bytes, { codecs, drawSvg: () => Promise.reject(new Error('no SVG')) })).image;
const sent = (bytes: Uint8Array): Uint8Array => bytesToSend(bytes, { keepMetadata: false });
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const scanOf = (jpeg: Uint8Array): string => text(jpeg).slice(text(jpeg).indexOf('\xff\xda'));
const mark = 'Home-52.5N-13.4E-';

const images: [TypeWithMetadata, string][] = [
  ['image/jpeg', 'plain.jpg'],
  ['image/jpeg', 'progressive.jpg'],
  ['image/jpeg', 'gray.jpg'],
  ['image/jpeg', 'cmyk.jpg'],
  ['image/png', 'opaque.png'],
  ['image/png', 'alpha.png'],
  ['image/png', 'palette.png'],
  ['image/png', 'gray16.png'],
  ['image/webp', 'lossy.webp'],
  ['image/webp', 'alpha.webp'],
  ['image/webp', 'animated.webp'],
];

describe('the bytes to send of an image', function () {
  this.timeout(60_000);

  for (const [type, name] of images) {
    it(`have the same pixels and no metadata: ${name}`, async () => {
      const image = withAllMetadata(fixture(name), type, mark);
      assert.equal(placesIn(image, type, mark).length, Object.keys(metadataPlaces[type]).length);
      const bytes = sent(image);
      assert.deepEqual(placesIn(bytes, type, mark), []);
      assert.ok(!text(bytes).includes(mark));
      // The decoder has no CMYK.
      if (name === 'cmyk.jpg') assert.equal(scanOf(bytes), scanOf(fixture(name)));
      else assert.deepEqual(await pixelsOf(bytes), await pixelsOf(fixture(name)));
      assert.deepEqual(sent(bytes), bytes, 'nothing is left to remove');
    });

    it(`have their metadata if the user wants that, but nothing behind the end: ${name}`, () => {
      const image = withAllMetadata(fixture(name), type, mark);
      const bytes = bytesToSend(image, { keepMetadata: true });
      const all = Object.keys(metadataPlaces[type]).filter((place) => place !== 'behind the end');
      assert.deepEqual(placesIn(bytes, type, mark), all);
    });
  }

  for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
    it(`are turned as before: orientation ${orientation}`, async () => {
      for (const image of [
        jpegWithExif(fixture('plain.jpg'), orientation),
        pngWithExif(fixture('opaque.png'), orientation),
      ]) {
        assert.equal(sniffImage(sent(image))?.orientation, orientation);
        assert.deepEqual(await pixelsOf(sent(image)), await pixelsOf(image));
      }
      const exif = Buffer.concat([Buffer.from('Exif\0\0'), exifOf(mark, orientation)]);
      const jpeg = sent(withJpegSegments(fixture('plain.jpg'), jpegSegment(0xe1, exif)));
      assert.equal(sniffImage(jpeg)?.orientation, orientation);
      assert.ok(!text(jpeg).includes(mark));
    });
  }

  it('have no Exif data at all if the image is upright', () => {
    assert.ok(!text(sent(jpegWithExif(fixture('plain.jpg'), 1))).includes('Exif'));
    assert.ok(!text(sent(pngWithExif(fixture('opaque.png'), 1))).includes('eXIf'));
  });

  it('keep what defines colors, transparency and density', () => {
    const profile = Buffer.from('ICC_PROFILE\0\x01\x01profile of colors', 'latin1');
    const adobe = Buffer.from('Adobe\0\x64\0\0\0\0\x01', 'latin1');
    const jpeg = sent(withJpegSegments(fixture('plain.jpg'), jpegSegment(0xe2, profile), jpegSegment(0xee, adobe)));
    assert.ok(text(jpeg).includes('profile of colors') && text(jpeg).includes('Adobe\0\x64'));
    const names = ['gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'pHYs', 'tRNS', 'bKGD', 'sBIT', 'acTL'];
    const chunks = names.map((name) => pngChunk(name, Buffer.from(`data of ${name}`)));
    const png = withPngChunks(fixture('opaque.png'), ...chunks);
    assert.deepEqual(sent(png), png);
    const before = [webpChunk('ICCP', Buffer.from('profile of colors'))];
    const webp = withWebpChunks(fixture('lossy.webp'), { width: 40, height: 30 }, { flags: 0x20, before });
    assert.deepEqual(sent(webp), webp);
  });

  it('have no thumbnail from JFIF, which may show what was cropped', () => {
    const jpeg = fixture('plain.jpg');
    const head = jpegSegment(0xe0, Buffer.from(`JFIF\0\x01\x01\0\0\x01\0\x01\x02\x02${mark.slice(0, 12)}`, 'latin1'));
    const bare = jpeg[3] === 0xe0 ? jpeg.subarray(4 + Buffer.from(jpeg).readUInt16BE(4)) : jpeg.subarray(2);
    const bytes = sent(new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), head, bare])));
    assert.ok(!text(bytes).includes(mark.slice(0, 12)));
    assert.ok(text(bytes).includes('JFIF'));
  });

  it('have no segment of a reserved kind, and no bytes between segments', () => {
    const jpeg = withJpegSegments(fixture('plain.jpg'), jpegSegment(0xf3, Buffer.from(mark)));
    const frame = Buffer.from(jpeg).indexOf('\xff\xda', 'latin1');
    const between = Buffer.concat([jpeg.subarray(0, frame), Buffer.from(mark), jpeg.subarray(frame)]);
    assert.ok(!text(sent(new Uint8Array(between))).includes(mark));
  });

  it('end where the image ends, although a JPEG has no end marker', async () => {
    const jpeg = fixture('plain.jpg').subarray(0, -2);
    for (const keepMetadata of [true, false]) {
      const bytes = bytesToSend(jpeg, { keepMetadata });
      assert.equal(sniffImage(bytes)?.isWhole, true);
      assert.deepEqual(await pixelsOf(bytes), await pixelsOf(fixture('plain.jpg')));
    }
  });

  it('have no metadata in the frames of an animation', () => {
    const webp = fixture('animated.webp');
    const at = Buffer.from(webp).indexOf('ANMF', 'latin1');
    const size = Buffer.from(webp).readUInt32LE(at + 4);
    const frame = Buffer.concat([webp.subarray(at + 8, at + 8 + size), webpChunk('PRVT', Buffer.from(mark))]);
    const rest = [webp.subarray(12, at), webpChunk('ANMF', frame), webp.subarray(at + 8 + size + (size % 2))];
    const image = new Uint8Array(webpChunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...rest])));
    assert.ok(text(image).includes(mark));
    assert.ok(!text(sent(image)).includes(mark));
    assert.deepEqual(sent(image), sent(webp));
  });

  it('are given for any bytes without throwing', () => {
    const heads = images.map(([type, name]) => withAllMetadata(fixture(name), type, mark));
    const spoiled = fc
      .tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 60 }), fc.nat(2_000))
      .map(([head, bytes, at]) => new Uint8Array(Buffer.concat([head.slice(0, at), bytes, head.slice(at + 20)])));
    fc.assert(
      fc.property(spoiled, (any) => {
        for (const keepMetadata of [true, false]) {
          const bytes = bytesToSend(any, { keepMetadata });
          assert.ok(bytes.length <= any.length + 40);
          const { width, height } = sniffImage(any) ?? {};
          const after = sniffImage(bytes);
          if (width !== undefined) assert.deepEqual([after?.width, after?.height], [width, height]);
        }
      }),
      runs(2_000),
    );
  });
});
