/** Whether the bytes of a paid answer are a complete image. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { imageTypeOf } from '../../../src/http/files/imageBytes';
import { jpegWithExif } from '../../fixtures/oddImages';

const plain = new Uint8Array(readFileSync(path.join(import.meta.dirname, '../../fixtures/images/plain.jpg')));
const withTail = (length: number): Uint8Array => new Uint8Array([...plain, ...new Uint8Array(length).fill(0x61)]);

describe('a JPEG of a service', () => {
  for (const length of [0, 1, 63, 64, 5_000]) {
    it(`is complete with ${length} bytes behind its end`, () => {
      assert.equal(imageTypeOf(withTail(length)), 'image/jpeg');
    });
  }

  it('is complete with Exif data in front of the image', () => {
    assert.equal(imageTypeOf(jpegWithExif(plain, 6)), 'image/jpeg');
  });

  it('is truncated at every length that lacks the end marker', () => {
    for (let length = 3; length < plain.length - 1; length += 7)
      assert.equal(imageTypeOf(plain.subarray(0, length)), undefined, `${length} bytes`);
  });

  it('is truncated although a thumbnail in it has an end marker', () => {
    // An APP1 segment of 8 bytes, which ends with the marker.
    const head = [0xff, 0xd8, 0xff, 0xe1, 0x00, 0x08, 0x61, 0x61, 0x61, 0x61, 0xff, 0xd9];
    const truncated = new Uint8Array([...head, ...plain.subarray(2, plain.length - 2)]);
    assert.equal(imageTypeOf(truncated), undefined);
  });
});
