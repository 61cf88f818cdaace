import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ImageRequestInput } from '../../../../src/shared/model/jobs';
import { EaselError } from '../../../../src/shared/model/easelError';
import type { KindLimits } from '../../../../src/providers/contract/model';
import { requestedSize, canFit, fitRequest, shareOut } from '../../../../src/providers/contract/fitRequest';

const limits: KindLimits = {
  promptLength: 40,
  ratios: ['1:1', '16:9'],
  sizes: { '1:1': [1024, 1024], '16:9': [1664, 928] },
  count: 4,
  seed: { min: 0, max: 100 },
  steps: { min: 20, max: 100, default: 50 },
  references: { min: 0, max: 2, types: ['image/png'], maxBytes: 1000 },
};
const imageRequest: ImageRequestInput = { kind: 'generate', prompt: ' a fox ' };

function refusal(work: () => unknown): [string, string | undefined] {
  try {
    work();
  } catch (thrown) {
    assert.ok(thrown instanceof EaselError);
    return [thrown.failure.kind, thrown.failure.reason];
  }
  return assert.fail('nothing was refused');
}

describe('fitting a request to a model', () => {
  it('fills in the first ratio and trims the prompt', () => {
    const { request, warnings } = fitRequest(imageRequest, limits);
    assert.deepEqual(request, { kind: 'generate', prompt: 'a fox', count: 1, references: [], aspectRatio: '1:1' });
    assert.deepEqual(warnings, []);
  });

  it('names every unsupported parameter instead of dropping it silently', () => {
    const { request, warnings } = fitRequest(
      { ...imageRequest, negativePrompt: 'blur', cfgScale: 4, quality: 'high', size: { width: 10, height: 10 } },
      limits,
    );
    assert.deepEqual(warnings.map(({ subject }) => subject).sort(), ['cfgScale', 'negativePrompt', 'quality', 'size']);
    assert.equal(request.negativePrompt, undefined);
    assert.equal(request.aspectRatio, '1:1');
  });

  it('leaves the choice to a model that has no parameter for it', () => {
    const asked = { ...imageRequest, aspectRatio: 'auto' };
    assert.equal(fitRequest(asked, limits).request.aspectRatio, '1:1');
    assert.equal(fitRequest(asked, { ...limits, ratios: ['16:9', 'auto'] }).request.aspectRatio, 'auto');
    const { ratios: _ratios, sizes: _sizes, ...without } = limits;
    const { request, warnings } = fitRequest(asked, without);
    assert.deepEqual([request.aspectRatio, warnings], [undefined, []]);
  });

  it('rejects what the service would reject or silently change', () => {
    assert.deepEqual(
      refusal(() => fitRequest({ ...imageRequest, aspectRatio: '5:7' }, limits)),
      ['bad-request', 'ratio-unknown'],
    );
    assert.deepEqual(
      refusal(() => fitRequest({ ...imageRequest, steps: 5 }, limits)),
      ['bad-request', 'value-out-of-range'],
    );
    assert.deepEqual(
      refusal(() => fitRequest({ ...imageRequest, steps: NaN }, limits)),
      ['bad-request', 'value-out-of-range'],
    );
    assert.deepEqual(
      refusal(() => fitRequest({ ...imageRequest, seed: 1.5 }, limits)),
      ['bad-request', 'value-out-of-range'],
    );
    assert.deepEqual(
      refusal(() => fitRequest({ ...imageRequest, count: 0 }, limits)),
      ['bad-request', 'value-out-of-range'],
    );
    assert.deepEqual(
      refusal(() => fitRequest({ ...imageRequest, prompt: '  ' }, limits)),
      ['bad-request', 'prompt-missing'],
    );
    assert.deepEqual(
      refusal(() => fitRequest({ ...imageRequest, prompt: 'x'.repeat(41) }, limits)),
      ['bad-request', 'prompt-too-long'],
    );
  });

  it('checks references before anything is paid', () => {
    const reference = { hash: 'h', name: 'a.png', mimeType: 'image/png', width: 1, height: 1, size: 10 };
    const three = { ...imageRequest, references: [reference, reference, reference] };
    assert.deepEqual(
      refusal(() => fitRequest(three, limits)),
      ['bad-request', 'image-count'],
    );
    const gif = { ...imageRequest, references: [{ ...reference, mimeType: 'image/gif' }] };
    assert.deepEqual(
      refusal(() => fitRequest(gif, limits)),
      ['bad-request', 'image-type'],
    );
    const large = { ...imageRequest, references: [{ ...reference, size: 1001 }] };
    assert.deepEqual(
      refusal(() => fitRequest(large, limits)),
      ['bad-request', 'image-too-big'],
    );
  });

  it("drops a random seed where it isn't supported, without a warning", () => {
    const { request, warnings } = fitRequest({ ...imageRequest, seed: 5000, seedChosen: true }, limits);
    assert.equal(request.seed, undefined);
    assert.equal(request.seedChosen, undefined);
    assert.deepEqual(warnings, []);
  });

  it('reports whether another model could do it', () => {
    const { request } = fitRequest({ ...imageRequest, aspectRatio: '16:9' }, limits);
    assert.equal(canFit(request, { ratios: ['16:9'], count: 1 }), true);
    assert.equal(canFit(request, { ratios: ['1:1'], count: 1 }), false);
    assert.equal(canFit({ ...request, count: 2 }, { ratios: ['16:9'], count: 1 }), false);
    assert.equal(canFit(request, undefined), false);
  });

  it('knows the size of a ratio, and splits counts over calls', () => {
    assert.deepEqual(
      requestedSize(fitRequest({ ...imageRequest, aspectRatio: '16:9' }, limits).request, limits),
      [1664, 928],
    );
    const sized = {
      ...limits,
      resolutions: ['2K', '4K'],
      resolutionSizes: { '2K': { '16:9': [2752, 1536] } },
    } as const;
    const asked = (resolution: '2K' | '4K') =>
      requestedSize({ ...imageRequest, count: 1, references: [], aspectRatio: '16:9', resolution }, sized);
    assert.deepEqual([asked('2K'), asked('4K')], [[2752, 1536], undefined]);
    assert.deepEqual(shareOut(10, 4), [4, 4, 2]);
    assert.deepEqual(shareOut(1, 4), [1]);
  });
});
