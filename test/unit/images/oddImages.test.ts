import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { createCodecs } from '../../../src/engine/images/pixels/codecs';
import { decode } from '../../../src/engine/images/pixels/decode';
import { avifWithProperties, jpegWithExif, pngWithExif, withTail } from '../../fixtures/oddImages';
import { root, wasmOfPackages } from './pixelSources';

const decoders = { codecs: createCodecs(wasmOfPackages), drawSvg: () => Promise.reject(new Error('nothing is drawn')) };
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(root, 'test/fixtures/images', name)));

/** Quarters of the shown image, clockwise from the top left, in letters of the stored quarters a b / c d. */
const shown: Record<number, string> = {
  ...{ 1: 'abdc', 2: 'bacd', 3: 'dcab', 4: 'cdba', 5: 'acdb', 6: 'cabd', 7: 'dbac', 8: 'bdca' },
};
const letters: [letter: string, color: number[]][] = [
  ['a', [220, 40, 40]],
  ['b', [40, 180, 60]],
  ['c', [40, 60, 220]],
  ['d', [250, 240, 200]],
];

async function quartersOf(bytes: Uint8Array): Promise<[size: string, quarters: string]> {
  const { data, width, height } = (await decode(bytes, decoders)).image;
  const quarters = [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.75, 0.75],
    [0.25, 0.75],
  ].map(([x, y]) => {
    const at = (Math.floor(y! * height) * width + Math.floor(x! * width)) * 4;
    return letters.find(([, color]) => color.every((value, i) => Math.abs(value - data[at + i]!) < 12))?.[0] ?? '?';
  });
  return [`${width} × ${height}`, quarters.join('')];
}

async function assertShown(bytes: Uint8Array, orientation: number): Promise<void> {
  const size = orientation < 5 ? '40 × 30' : '30 × 40';
  const facts = sniffImage(bytes);
  assert.equal(`${facts?.width} × ${facts?.height}`, size);
  assert.deepEqual(await quartersOf(bytes), [size, shown[orientation]]);
}

describe('the orientation of an image', () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`is applied to a JPEG with orientation ${orientation}`, () =>
      assertShown(jpegWithExif(fixture('plain.jpg'), orientation), orientation));
    it(`is applied to a PNG with orientation ${orientation}`, () =>
      assertShown(pngWithExif(fixture('opaque.png'), orientation), orientation));
  }
  const avif: [irot: number, imir: number | undefined, orientation: number][] = [
    [1, undefined, 8],
    [2, undefined, 3],
    [3, undefined, 6],
    [0, 1, 2],
    [0, 0, 4],
    [1, 0, 5],
    [3, 0, 7],
  ];
  for (const [irot, imir, orientation] of avif) {
    it(`is applied to an AVIF with irot ${irot}, imir ${imir ?? 'left out'}`, () =>
      assertShown(
        avifWithProperties(fixture('plain.avif'), { irot, ...(imir !== undefined && { imir }) }),
        orientation,
      ));
  }
});

describe('bytes behind the end of an image', () => {
  const tails = { 'a video': Buffer.from('\0\0\0\x18ftypmp42'.padEnd(5000, 'v')), zeros: Buffer.alloc(5000) };
  for (const name of ['plain.jpg', 'opaque.png', 'plain.gif', 'animated.gif', 'lossy.webp', 'true.bmp', 'plain.avif']) {
    for (const [what, tail] of Object.entries(tails)) {
      it(`don't make ${name} truncated: ${what}`, () =>
        assert.equal(sniffImage(withTail(fixture(name), tail))?.isWhole, true));
    }
    it(`are told from a truncated ${name}`, () => {
      const bytes = fixture(name);
      assert.equal(sniffImage(bytes.subarray(0, bytes.length - 20))?.isWhole, false);
    });
  }
});
