import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import fc from 'fast-check';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { pngOf } from '../../fixtures/png';
import { runs } from '../../fuzz/runs';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'));

/** Minimal real files of each type, 1 × 1 or as named, made with common encoders. */
const gif = bytes('474946383961 0200 0300 800000 000000ffffff 21f904 01 00000000 2c00000000020003000002 02 8451 00 3b');
const jpegHead = 'ffd8 ffe0 0010 4a46494600010100000100010000 ffc0 0011 08 0007 0009 03 011100 021101 031101';
const webpLossless = bytes(`52494646 1e000000 57454250 5650384c 11000000 2f ${'04c00010'} ${'00'.repeat(13)}`);

describe('sniffing an image', () => {
  it('reads size and alpha of a PNG', () => {
    assert.deepEqual(sniffImage(pngOf(30, 20)), {
      mimeType: 'image/png',
      extension: 'png',
      width: 30,
      height: 20,
      orientation: 1,
      hasAlpha: false,
      isWhole: true,
    });
    assert.equal(sniffImage(pngOf(3, 2, [1, 2, 3, 4]))?.hasAlpha, true);
  });

  it('reads size and alpha of JPEG, GIF and WebP', () => {
    const jpeg = sniffImage(bytes(`${jpegHead} ffda 0008 0101 0000 3f00 00 ffd9`));
    assert.deepEqual([jpeg?.extension, jpeg?.width, jpeg?.height, jpeg?.isWhole], ['jpg', 9, 7, true]);
    const animated = sniffImage(gif);
    assert.deepEqual([animated?.extension, animated?.width, animated?.height, animated?.hasAlpha], ['gif', 2, 3, true]);
    const webp = sniffImage(webpLossless);
    assert.deepEqual([webp?.extension, webp?.width, webp?.height, webp?.hasAlpha], ['webp', 5, 4, true]);
  });

  it('detects a truncated file', () => {
    const whole = pngOf(64, 64);
    for (const length of [whole.length - 1, whole.length - 12, 60]) {
      assert.equal(sniffImage(whole.subarray(0, length))?.isWhole, false, `${length} bytes`);
    }
    assert.equal(sniffImage(bytes(`${jpegHead} ffda 0008 0101 0000 3f00 0000`))?.isWhole, false);
  });

  it('accepts nothing else as an image', () => {
    for (const text of ['<html>', '<svg xmlns="http://www.w3.org/2000/svg"/>', '{"error":1}', '', 'GIF', '\x89PNG']) {
      assert.equal(sniffImage(new TextEncoder().encode(text)), undefined, text);
    }
    const absurd = pngOf(1, 1).slice();
    absurd.set([0x7f, 0xff, 0xff, 0xff], 16);
    assert.equal(sniffImage(absurd), undefined);
  });

  it('answers for any bytes without throwing', () => {
    const heads = [pngOf(8, 8), gif, webpLossless, bytes(jpegHead), new TextEncoder().encode('....ftypavif....ispe')];
    const mutated = fc
      .tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), fc.nat(60))
      .map(([head, tail, at]) => new Uint8Array([...head.slice(0, at), ...tail]));
    fc.assert(
      fc.property(mutated, (any) => {
        const facts = sniffImage(any);
        assert.ok(facts === undefined || (facts.width > 0 && facts.height > 0));
      }),
      runs(5_000),
    );
  });
});
