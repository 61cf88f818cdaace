import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  requestedFrom,
  differenceOf,
  differences,
  expectedSize,
  measurable,
  resolutionOf,
  warningOf,
  type Requested,
  type Measured,
} from '../../../src/shared/model/comparison';
import type { ImageRequest } from '../../../src/shared/model/jobs';

const request: ImageRequest = { kind: 'generate', prompt: 'a fox', count: 1, references: [] };
const png = (width: number, height: number): Measured => ({ width, height, mimeType: 'image/png', hasAlpha: false });
const told = (requested: Requested, actual: Measured): string[] =>
  differences(requested, actual).map((one) => `${one.subject}: ${one.requested} → ${one.actual}`);

describe('comparison of a request with its result', () => {
  it('compares width and height exactly when a size was requested', () => {
    const requested = requestedFrom({ ...request, aspectRatio: '16:9' }, [1664, 928]);
    assert.deepEqual(told(requested, png(1664, 928)), []);
    assert.deepEqual(told(requested, png(1664, 936)), ['size: 1664 × 928 → 1664 × 936']);
    assert.deepEqual(told(requestedFrom({ ...request, size: { width: 512, height: 512 } }), png(1024, 1024)), [
      'size: 512 × 512 → 1024 × 1024',
    ]);
  });

  it('compares the ratio otherwise, and tolerates the rounding of services', () => {
    const requested = requestedFrom({ ...request, aspectRatio: '16:9' });
    assert.deepEqual(told(requested, png(1376, 768)), []);
    assert.deepEqual(told(requested, png(1024, 1024)), ['aspectRatio: 16:9 → 1024 × 1024']);
    assert.deepEqual(told(requestedFrom({ ...request, aspectRatio: 'auto' }), png(1024, 1024)), []);
  });

  // Sizes that services return for a class: Gemini (Nano Banana Pro), Seedream, gpt-image-2 with its limits of 3840 and
  // 8.3 MP.
  for (const [resolution, width, height] of [
    ['1K', 1024, 1024],
    ['1K', 1376, 768],
    ['1K', 1584, 672],
    ['1K', 1280, 720],
    ['2K', 2048, 2048],
    ['2K', 2752, 1536],
    ['2K', 3168, 1344],
    ['2K', 2560, 1440],
    ['4K', 4096, 4096],
    ['4K', 6336, 2688],
    ['4K', 3840, 2160],
    ['4K', 2880, 2880],
    ['4K', 3840, 1648],
    ['4K', 3840, 1280],
    ['8K', 8192, 8192],
  ] as const) {
    it(`classifies ${width} × ${height} as ${resolution} only`, () => {
      const taken = (['1K', '2K', '4K', '8K'] as const).filter(
        (one) => differences({ resolution: one }, png(width, height)).length === 0,
      );
      assert.ok(taken.includes(resolution));
      // Sizes that a limit on the side made small match the class below too.
      assert.ok(taken.every((one) => one === resolution || one === resolutionOf({ width, height })));
    });
  }

  it('reports a different class, for long images too', () => {
    assert.deepEqual(told({ resolution: '2K' }, png(1376, 768)), ['resolution: 2K → 1376 × 768']);
    assert.deepEqual(told({ resolution: '4K' }, png(4128, 1024)), ['resolution: 4K → 4128 × 1024']);
    assert.deepEqual(told({ resolution: '1K' }, png(512, 512)), ['resolution: 1K → 512 × 512']);
    assert.deepEqual(told({ resolution: '1K' }, png(2048, 2048)), ['resolution: 1K → 2048 × 2048']);
  });

  it('compares format and alpha', () => {
    const requested = requestedFrom({ ...request, outputFormat: 'webp', background: 'transparent' });
    assert.deepEqual(told(requested, png(8, 8)), ['outputFormat: webp → png', 'background: transparent → opaque']);
    assert.deepEqual(told(requested, { ...png(8, 8), mimeType: 'image/webp', hasAlpha: true }), []);
    const opaque = requestedFrom({ ...request, background: 'opaque' });
    assert.deepEqual(told(opaque, { ...png(8, 8), hasAlpha: true }), []);
  });

  it('lists all differences at once', () => {
    const requested = requestedFrom({ ...request, aspectRatio: '16:9', resolution: '2K', outputFormat: 'jpeg' });
    assert.deepEqual(told(requested, png(1024, 1024)), [
      'aspectRatio: 16:9 → 1024 × 1024',
      'resolution: 2K → 1024 × 1024',
      'outputFormat: jpeg → png',
    ]);
    assert.deepEqual(measurable(requested), ['16:9', '2K', 'JPEG']);
  });

  it('is stored as a warning and read back for its image', () => {
    const [difference] = differences({ width: 1664, height: 928 }, png(1664, 936));
    assert.ok(difference);
    const warning = warningOf(difference);
    assert.deepEqual(differenceOf(warning), difference);
    assert.deepEqual(expectedSize([warning], png(1664, 936)), [1664, 928]);
    assert.equal(expectedSize([warning], png(1664, 928)), undefined);
    assert.equal(differenceOf({ code: 'mismatch', subject: 'count', detail: '4 → 3' }), undefined);
    assert.equal(differenceOf({ code: 'adjusted', subject: 'size', detail: '1 × 1 → 2 × 2' }), undefined);
  });
});
