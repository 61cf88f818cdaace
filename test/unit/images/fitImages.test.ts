import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import { EaselError, fail } from '../../../src/shared/model/easelError';
import { fitImages, type InputImages } from '../../../src/engine/images/fitImages';
import { attemptsFor, figures, type ReferenceRule } from '../../../src/engine/images/fitReference';
import { openImageStore } from '../../../src/engine/storage/imageStore';
import type { Codec, Converted, ConvertOptions } from '../../../src/shared/platform/ports';
import type { ImageStore } from '../../../src/engine/domain/stores';
import type { Failure } from '../../../src/shared/model/failure';
import type { ReferenceImage } from '../../../src/shared/model/jobs';
import { hollowJpeg } from '../../fixtures/jpeg';
import { jpegWithExif } from '../../fixtures/oddImages';
import { pngOf } from '../../fixtures/png';

const png = 'image/png';
const jpeg = 'image/jpeg';
const webp = 'image/webp';
const svgText = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"/>';

describe('attempts to fit an image to the limits', () => {
  const rule = (...types: string[]): ReferenceRule => ({ types, maxBytes: 1000 });
  const short = (mimeType: string, hasAlpha: boolean, types: ReferenceRule): string[] =>
    attemptsFor({ mimeType, size: 2000, hasAlpha }, types).map(
      ({ to, toWhenOpaque, keepSize }) =>
        `${to.slice(6)}${toWhenOpaque ? `|${toWhenOpaque.slice(6)}` : ''}${keepSize ? '!' : ''}`,
    );

  it('try PNG in full size for transparent images and drawings, then a lossy type', () => {
    assert.deepEqual(short('image/svg+xml', true, rule(png, jpeg, webp)), ['png!', 'webp|jpeg']);
    assert.deepEqual(short('image/gif', false, rule(png, jpeg)), ['png!', 'jpeg']);
    assert.deepEqual(short('image/avif', true, rule(png, jpeg)), ['png|jpeg!', 'png|jpeg']);
    assert.deepEqual(short('image/avif', false, rule(png, jpeg)), ['jpeg']);
    assert.deepEqual(short('image/bmp', false, rule(png)), ['png!', 'png']);
  });

  it('keep a lossy type, and replace a lossless one', () => {
    assert.deepEqual(short(jpeg, false, rule(png, jpeg, webp)), ['jpeg']);
    assert.deepEqual(short(webp, false, rule(png, jpeg, webp)), ['webp']);
    assert.deepEqual(short(png, false, rule(png, jpeg, webp)), ['jpeg']);
    assert.deepEqual(short(png, true, rule(png, jpeg, webp)), ['webp|jpeg']);
    assert.deepEqual(short(png, true, rule(png)), ['png']);
    assert.deepEqual(short(png, true, rule(jpeg)), ['jpeg']);
  });

  it('are none if no accepted type can be encoded', () => {
    assert.deepEqual(short(png, true, rule('image/gif')), []);
  });

  it('are described with size, type and bytes', () => {
    assert.equal(figures({ width: 4032, height: 3024, mimeType: jpeg, size: 14_230_000 }), '4032 × 3024 jpeg 14.2 MB');
    assert.equal(figures({ width: 24, height: 24, mimeType: 'image/svg+xml', size: 312 }), '24 × 24 svg 1 KB');
    assert.equal(figures({ width: 1, height: 1, mimeType: png, size: 999_700 }), '1 × 1 png 1.0 MB');
  });
});

describe('fitting the images of a request', () => {
  let folder: string;
  let imageStore: ImageStore;
  let orders: ConvertOptions[];
  let answer: (options: ConvertOptions) => Converted;
  const codec: Codec = {
    draw: () => Promise.reject(new Error('nothing is drawn')),
    convert: async (_bytes, options) => {
      orders.push(options);
      return answer(options);
    },
  };
  const made = (bytes: Uint8Array, change: Partial<Converted> = {}): Converted => ({
    ...{ bytes, mimeType: png, width: 0, height: 0, flattened: false, dropped: [] },
    ...change,
  });

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'easel-fit-'));
    imageStore = openImageStore(folder);
  });
  after(() => rmSync(folder, { recursive: true }));
  beforeEach(() => {
    orders = [];
    answer = () => {
      throw new Error('not to be asked');
    };
  });

  async function keep(bytes: Uint8Array, name: string): Promise<ReferenceImage> {
    const { hash, mimeType, width, height, size } = await imageStore.keepReference(bytes);
    return { hash, name, mimeType, width, height, size, source: `file:///w/${name}` };
  }
  const fit = (images: InputImages, rule: ReferenceRule): ReturnType<typeof fitImages> =>
    fitImages(images, rule, { imageStore, codec });
  const failureOf = async (promise: Promise<unknown>): Promise<Failure> => {
    const thrown: unknown = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(thrown instanceof EaselError, String(thrown));
    return thrown.failure;
  };
  const defaults: ReferenceRule = { types: [png, jpeg], maxBytes: 100_000 };

  it('leaves an image unchanged that fits', async () => {
    const reference = await keep(pngOf(4, 4), 'a.png');
    const { references, warnings } = await fit({ references: [reference] }, defaults);
    assert.equal(references[0], reference);
    assert.deepEqual([warnings, orders], [[], []]);
  });

  it('converts a type that the service does not accept, and reports it in figures', async () => {
    const svg = await keep(new TextEncoder().encode(svgText), 'icon.svg');
    answer = () => made(pngOf(1024, 1024), { dropped: ['script'] });
    const { references, warnings } = await fit({ references: [svg] }, defaults);
    const [fitted] = references;
    assert.deepEqual(
      [fitted?.name, fitted?.mimeType, fitted?.width, fitted?.source],
      ['icon.png', png, 1024, svg.source],
    );
    assert.deepEqual((await imageStore.read(fitted!.hash, 'png')).length, fitted?.size);
    assert.deepEqual(warnings[0], {
      code: 'adjusted',
      subject: 'icon.svg',
      detail: `24 × 24 svg 1 KB → ${figures(fitted!)}`,
    });
    assert.equal(warnings[1]?.detail, 'svg + script → svg');
    // The original is unchanged.
    assert.equal(new TextDecoder().decode(await imageStore.read(svg.hash, 'svg')), svgText);
  });

  it('makes the next attempt when one is too big', async () => {
    const photo = await keep(hollowJpeg(4032, 3024, 150_000), 'photo.JPG');
    answer = () => made(hollowJpeg(2048, 1536, 90_000));
    const { references, warnings } = await fit({ references: [photo] }, defaults);
    assert.equal(references[0]?.name, 'photo.JPG');
    assert.equal(warnings[0]?.detail, '4032 × 3024 jpeg 150 KB → 2048 × 1536 jpeg 90 KB');
    assert.deepEqual(orders, [{ to: jpeg, maxBytes: 100_000 }]);

    const svg = await keep(new TextEncoder().encode(svgText), 'icon.svg');
    orders = [];
    answer = ({ keepSize }) => {
      if (keepSize) throw fail('bad-request', { reason: 'image-too-big' });
      return made(hollowJpeg(800, 800), { mimeType: jpeg, flattened: true });
    };
    const second = await fit({ references: [svg] }, { types: [png, jpeg], maxBytes: 5000 });
    assert.deepEqual([orders.length, second.references[0]?.name], [2, 'icon.jpg']);
    assert.equal(second.warnings[1]?.detail, 'transparent → white');
  });

  it('fails with a reason that tells the user what to change', async () => {
    answer = () => {
      throw fail('bad-request', { reason: 'not-an-image', detail: 'too-many-pixels' });
    };
    const big = await keep(hollowJpeg(9000, 9000, 150_000), 'big.jpg');
    const tooBig = await failureOf(fit({ references: [big] }, defaults));
    assert.deepEqual(
      [tooBig.reason, tooBig.values, tooBig.detail],
      ['image-too-big', { name: 'big.jpg', size: 150_000, max: 100_000 }, 'too-many-pixels'],
    );
    const svg = await keep(new TextEncoder().encode(svgText), 'icon.svg');
    const wrongType = await failureOf(fit({ references: [svg] }, defaults));
    assert.deepEqual([wrongType.reason, wrongType.values?.['allowed']], ['image-type', 'image/png, image/jpeg']);
    assert.equal(
      (await failureOf(fit({ references: [svg] }, { types: ['image/gif'], maxBytes: 9 }))).reason,
      'image-type',
    );
  });

  it('passes on internal errors', async () => {
    answer = () => {
      throw fail('internal', { detail: 'pixels: gone' });
    };
    const svg = await keep(new TextEncoder().encode(svgText), 'icon.svg');
    assert.equal((await failureOf(fit({ references: [svg] }, defaults))).kind, 'internal');
  });

  it('leaves a mask that fits, and scales it with an image that was scaled down', async () => {
    const mask = await keep(pngOf(40, 30, [0, 0, 0, 0]), 'mask.png');
    const small = await keep(hollowJpeg(40, 30), 'small.jpg');
    assert.equal((await fit({ references: [small], mask }, defaults)).mask, mask);
    assert.deepEqual(orders, []);

    const large = await keep(hollowJpeg(40, 30, 150_000), 'large.jpg');
    answer = ({ size }) => made(size ? pngOf(size.width, size.height, [0, 0, 0, 0]) : hollowJpeg(20, 15));
    const { mask: fitted, warnings } = await fit({ references: [large], mask }, defaults);
    assert.deepEqual([fitted?.width, fitted?.height, fitted?.mimeType], [20, 15, png]);
    assert.deepEqual(
      warnings.map(({ subject }) => subject),
      ['large.jpg', 'mask.png'],
    );
    assert.deepEqual(orders[1], { to: png, size: { width: 20, height: 15 }, maxBytes: 100_000 });
  });

  for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
    it(`sends a masked image upright that is stored with orientation ${orientation}`, async () => {
      const [width, height] = orientation < 5 ? [40, 30] : [30, 40];
      const mask = await keep(pngOf(width, height, [0, 0, 0, 0]), 'mask.png');
      const image = await keep(jpegWithExif(hollowJpeg(40, 30), orientation), 'lying.jpg');
      assert.deepEqual([image.width, image.height], [width, height]);
      answer = () => made(hollowJpeg(width, height));
      const { references, mask: fitted } = await fit({ references: [image], mask }, defaults);
      assert.deepEqual([orders.length, references[0]?.width, references[0]?.height], [1, width, height]);
      assert.equal(fitted, mask);
    });
  }

  it('rejects a mask of another ratio', async () => {
    const mask = await keep(pngOf(50, 10, [0, 0, 0, 0]), 'mask.png');
    const image = await keep(pngOf(40, 30), 'image.png');
    const { reason, values } = await failureOf(fit({ references: [image], mask }, defaults));
    assert.deepEqual([reason, values?.['value'], values?.['allowed']], ['value-out-of-range', '50 × 10', '40 × 30']);
  });
});

describe('the image store', () => {
  it('stores a JPEG without an end as a reference, but not as a result', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-vault-'));
    try {
      const imageStore = openImageStore(folder);
      const endless = hollowJpeg(40, 30).slice(0, -2);
      const { width, height } = await imageStore.keepReference(endless);
      assert.deepEqual([width, height], [40, 30]);
      await assert.rejects(
        imageStore.keep(endless),
        (thrown) => thrown instanceof EaselError && thrown.failure.reason === 'cut-answer',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('stores an SVG as a reference, but never as a result', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-vault-'));
    try {
      const imageStore = openImageStore(folder);
      const bytes = new TextEncoder().encode(svgText);
      assert.deepEqual((await imageStore.keepReference(bytes)).extension, 'svg');
      await assert.rejects(
        imageStore.keep(bytes),
        (thrown) => thrown instanceof EaselError && thrown.failure.reason === 'svg-result',
      );
      await assert.rejects(imageStore.keepReference(bytes.subarray(0, 40)), EaselError);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
