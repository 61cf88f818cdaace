/** What the provider sends for a request, and what it makes of the service's answers. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { openrouter } from '../../../src/providers/openrouter';
import type { Failure } from '../../../src/shared/model/failure';
import type { JobKind } from '../../../src/shared/model/jobs';
import type { StreamFault } from '../../simulators/openrouter/answers';
import { requestWatchers, type WireRequest } from '../../simulators/wire';
import { assertFailure, failureOf, imagesOf } from '../harness/expect';
import { setUp, streaming, tearDown } from './fixture';

type Body = Record<string, unknown>;

/** The bodies that the service received while `work` ran. */
async function bodiesOf(work: () => Promise<unknown>): Promise<Body[]> {
  const bodies: Body[] = [];
  const watch = ({ method, body }: WireRequest): void => {
    if (method === 'POST') bodies.push(JSON.parse(body.toString('utf8')) as Body);
  };
  requestWatchers.add(watch);
  try {
    await work();
  } finally {
    requestWatchers.delete(watch);
  }
  return bodies;
}

describe('requests to OpenRouter', () => {
  afterEach(tearDown);

  it('name the ratio, the size, and the input images', async () => {
    const setting = await setUp();
    const [body] = await bodiesOf(() =>
      setting.submit({ kind: 'edit', references: setting.references(2), aspectRatio: '4:3', resolution: '2K' }),
    );
    const references = body?.['input_references'] as { type: string; image_url: { url: string } }[];
    assert.deepEqual(
      references.map(({ type, image_url: { url } }) => [type, url.slice(0, 22)]),
      [
        ['image_url', 'data:image/png;base64,'],
        ['image_url', 'data:image/png;base64,'],
      ],
    );
    const { input_references: _images, ...rest } = body ?? {};
    assert.deepEqual(rest, {
      model: 'google/gemini-3.1-flash-image',
      prompt: 'a red fox in the snow',
      aspect_ratio: '4:3',
      resolution: '2K',
      stream: true,
    });
  });

  it('carry the routing and the additional parameters', async () => {
    const options = { provider: { sort: 'price' }, parameters: { output_compression: 80 }, previews: false };
    const setting = await setUp({ options, config: { model: streaming } });
    const [body] = await bodiesOf(() => setting.submit());
    assert.deepEqual(
      [body?.['provider'], body?.['output_compression'], body?.['stream']],
      [{ sort: 'price' }, 80, undefined],
    );
  });

  it('never let an option set the number of images', async () => {
    const setting = await setUp();
    for (const options of [{ n: 4 }, { nested: { num_images: 2 } }]) {
      const failure = await failureOf(setting.submit({ options }));
      assertFailure(failure, { kind: 'bad-request', reason: 'count-in-options', maybeReceived: false });
    }
    assert.equal(setting.service.received(), 0);
  });
});

describe('models of OpenRouter', () => {
  afterEach(tearDown);

  it('have the limits that the service describes', async () => {
    const setting = await setUp();
    const models = await openrouter.models!(setting.context);
    const limitsOf = (name: string, kind: JobKind) => models.find((model) => model.name === name)?.kinds[kind];
    const gpt = limitsOf(streaming, 'edit');
    assert.deepEqual([gpt?.count, gpt?.references?.max, gpt?.seed], [10, 16, undefined]);
    assert.deepEqual(gpt?.ratios, ['auto', '1:1', '3:2', '2:3']);
    assert.deepEqual(gpt?.qualities, ['auto', 'low', 'medium', 'high']);
    assert.deepEqual(gpt?.backgrounds, ['transparent', 'opaque', 'auto']);
    const flux = limitsOf('black-forest-labs/flux.2-pro', 'generate');
    assert.deepEqual(flux?.seed, { min: 0, max: 2_147_483_647 });
    assert.deepEqual(flux?.outputFormats, ['png', 'jpeg']);
    assert.equal(limitsOf('black-forest-labs/flux.2-pro', 'edit'), undefined);
    // A size class that Easel doesn't have is left out.
    assert.deepEqual(limitsOf('google/gemini-3-pro-image', 'generate')?.resolutions, ['1K', '2K', '4K']);
    assert.equal(models[0]?.name, 'google/gemini-3.1-flash-image');
  });
});

describe('answers of OpenRouter', () => {
  afterEach(tearDown);

  it('state the cost in dollars', async () => {
    const submission = await (await setUp()).submit();
    assert.deepEqual('cost' in submission ? submission.cost : undefined, { amount: 0.039, unit: 'USD' });
  });

  it('show previews that are no results', async () => {
    const setting = await setUp({ config: { model: streaming } });
    const submission = await setting.submit();
    assert.equal(imagesOf(submission).length, 1);
    assert.deepEqual('cost' in submission ? submission.cost : undefined, { amount: 0.039, unit: 'USD' });
    const previews = setting.fixture.reports.flatMap(({ preview }) => preview ?? []);
    assert.deepEqual(
      previews.map(({ mediaType }) => mediaType),
      ['image/png', 'image/png', 'image/png'],
    );
    const [image] = imagesOf(submission);
    assert.ok(image && 'bytes' in image.source);
    assert.ok(previews.every(({ bytes }) => bytes.length !== (image.source as { bytes: Uint8Array }).bytes.length));
  });

  const spoiled: [StreamFault, Partial<Failure>][] = [
    ['cut', { kind: 'network', reason: 'connection-lost', maybeReceived: true }],
    ['ends', { kind: 'bad-answer', reason: 'cut-answer', maybeReceived: true }],
    ['error', { kind: 'server', reason: 'task-failed', maybeReceived: true }],
    ['moderated', { kind: 'policy', code: 'moderation_blocked', maybeReceived: true }],
  ];
  for (const [fault, expected] of spoiled) {
    it(`take no preview for the result if the stream breaks: ${fault}`, async () => {
      const setting = await setUp({ config: { model: streaming } });
      setting.service.spoilStream(fault);
      assertFailure(await failureOf(setting.submit()), expected);
      assert.equal(setting.service.received(), 1);
    });
  }

  const rejections: [prompt: string, expected: Partial<Failure>][] = [
    ['simulate:moderation', { kind: 'policy', code: '403', maybeReceived: false }],
    [
      'simulate:upstream',
      {
        kind: 'policy',
        detail: 'Provider returned error: Your request was rejected by the safety system.',
        maybeReceived: false,
      },
    ],
    ['simulate:overloaded', { kind: 'rate', status: 529, maybeReceived: false }],
    ['simulate:rate', { kind: 'rate', retryAfter: 2000, maybeReceived: false }],
    ['simulate:empty', { kind: 'bad-answer', reason: 'no-images', maybeReceived: true }],
  ];
  for (const [prompt, expected] of rejections) {
    it(`without an image are told apart: ${prompt}`, async () => {
      assertFailure(await failureOf((await setUp()).submit({ prompt })), expected);
    });
  }

  it('name a model that the service does not have', async () => {
    const setting = await setUp({ config: { model: 'nobody/none' } });
    assertFailure(await failureOf(setting.submit()), { kind: 'bad-request', reason: 'model-unknown' });
  });

  it('tell what the key may still spend', async () => {
    const setting = await setUp();
    setting.service.setCredit(5);
    assert.deepEqual(await openrouter.balance!(setting.context), [{ unit: 'USD', used: 0, limit: 5, remaining: 5 }]);
  });
});
