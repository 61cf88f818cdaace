/** What the provider sends for a request, and what it makes of the service's answers. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { gemini } from '../../../src/providers/gemini';
import type { Failure } from '../../../src/shared/model/failure';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { requestWatchers, type WireRequest } from '../../simulators/wire';
import { assertFailure, factsOf, failureOf, imagesOf, request, submitFitted } from '../harness/expect';
import { setUp, tearDown } from './fixture';

type Body = {
  contents: { role: string; parts: { text?: string; inlineData?: { mimeType: string; data: string } }[] }[];
  generationConfig: Record<string, unknown>;
  safetySettings?: unknown;
};

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

describe('requests to Gemini', () => {
  afterEach(tearDown);

  it('ask for an image with its ratio and size, after the input images', async () => {
    const setting = await setUp();
    const [body] = await bodiesOf(() =>
      setting.submit({ kind: 'edit', references: setting.references(2), aspectRatio: '4:3', resolution: '2K' }),
    );
    assert.deepEqual(
      body?.contents.map(({ role, parts }) => [role, parts.map((part) => part.inlineData?.mimeType ?? part.text)]),
      [['user', ['image/png', 'image/png', 'a red fox in the snow']]],
    );
    assert.deepEqual(body?.generationConfig, {
      responseModalities: ['TEXT', 'IMAGE'],
      imageConfig: { aspectRatio: '4:3', imageSize: '2K' },
    });
  });

  it('leave the ratio of an edit to the model by default', async () => {
    const setting = await setUp();
    const [body] = await bodiesOf(() =>
      setting.submit({ kind: 'edit', references: setting.references(1), aspectRatio: 'auto' }),
    );
    assert.equal('imageConfig' in (body?.generationConfig ?? {}), false);
  });

  it('carry the configured settings, which a job overrides', async () => {
    const safetySettings = [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_ONLY_HIGH' }];
    const setting = await setUp(
      {},
      { options: { safetySettings, generationConfig: { temperature: 0.4, topP: 0.9, responseModalities: ['TEXT'] } } },
    );
    const [body] = await bodiesOf(() => setting.submit({ options: { temperature: 1 } }));
    assert.deepEqual(body?.safetySettings, safetySettings);
    const { imageConfig: _own, ...config } = body?.generationConfig ?? {};
    assert.deepEqual(config, { temperature: 1, topP: 0.9, responseModalities: ['TEXT', 'IMAGE'] });
  });

  it('never set the number of images', async () => {
    const setting = await setUp();
    for (const options of [{ candidateCount: 4 }, { imageConfig: { numberOfImages: 2 } }]) {
      const failure = await failureOf(setting.submit({ options }));
      assertFailure(failure, { kind: 'bad-request', reason: 'count-in-options', maybeReceived: false });
    }
    assert.equal(setting.service.received(), 0);
  });

  it('go to the address with and without a version', async () => {
    for (const suffix of ['', '/v1beta', '/v1']) {
      const setting = await setUp();
      const context = setting.fixture.context(gemini, { config: { baseUrl: setting.service.url + suffix } });
      assert.equal(imagesOf(await submitFitted(gemini, request(), context)).length, 1, suffix);
      assert.ok(
        (await gemini.models?.(context))?.some(({ name }) => name === 'gemini-3-pro-image'),
        suffix,
      );
      await gemini.test(context);
    }
  });

  it('are refused before they are sent if the images are too large together', async () => {
    const setting = await setUp();
    const references = setting.references(3).map((one) => ({ ...one, size: 6_000_000 }));
    const failure = await failureOf(setting.submit({ kind: 'edit', references }));
    assertFailure(failure, { kind: 'bad-request', reason: 'upload-too-big', maybeReceived: false });
    assert.equal(setting.service.received(), 0);
  });

  it('send the key in a header, never in the address', async () => {
    const setting = await setUp();
    const paths: string[] = [];
    const watch = ({ query, headers }: WireRequest): void => {
      paths.push(query.toString());
      assert.equal(headers['authorization'], undefined);
    };
    requestWatchers.add(watch);
    await setting.submit();
    await gemini.models?.(setting.context);
    requestWatchers.delete(watch);
    assert.deepEqual(paths, ['', 'pageSize=1000']);
  });
});

describe('answers of Gemini', () => {
  afterEach(tearDown);

  it('give the size that was requested', async () => {
    const setting = await setUp();
    const [image] = imagesOf(await setting.submit({ aspectRatio: '16:9', resolution: '4K' }));
    assert.ok(image);
    const { width, height } = factsOf(image);
    assert.deepEqual([width, height], [5504, 3072]);
  });

  it('show the text beside an image', async () => {
    const setting = await setUp();
    const { warnings } = await setting.submit({ prompt: 'a red fox, with words' });
    assert.deepEqual(warnings, [{ code: 'provider', subject: 'text', detail: 'Here is your image.' }]);
  });

  it('give the cost from the token counts once prices are configured', async () => {
    const tokenPrices = { input: 0.3, textOutput: 2.5, imageOutput: 30 };
    const priced = await (await setUp({}, { options: { tokenPrices } })).submit();
    assert.deepEqual('cost' in priced ? priced.cost : undefined, { amount: 0.033604, unit: 'USD' });
    const unpriced = await (await setUp()).submit();
    assert.equal('cost' in unpriced ? unpriced.cost : undefined, undefined);
  });

  const withoutImage: [prompt: string, expected: Partial<Failure>][] = [
    ['simulate:blocked', { kind: 'policy', code: 'PROHIBITED_CONTENT', maybeReceived: false }],
    ['simulate:safety', { kind: 'policy', reason: 'image-withheld', code: 'IMAGE_SAFETY', maybeReceived: true }],
    [
      'simulate:refusal',
      {
        kind: 'bad-answer',
        reason: 'no-images',
        detail: "I can't create an image of that person.",
        maybeReceived: true,
      },
    ],
    ['simulate:empty', { kind: 'bad-answer', reason: 'no-images', code: 'NO_IMAGE', maybeReceived: true }],
    ['simulate:overloaded', { kind: 'rate', maybeReceived: false }],
    ['simulate:rate', { kind: 'rate', retryAfter: 2000, maybeReceived: false }],
    ['simulate:day-quota', { kind: 'quota', reason: 'daily-quota', maybeReceived: false }],
    ['simulate:region', { kind: 'quota', reason: 'credit', maybeReceived: false }],
  ];
  for (const [prompt, expected] of withoutImage) {
    it(`without an image are told apart: ${prompt}`, async () => {
      const setting = await setUp();
      assertFailure(await failureOf(setting.submit({ prompt })), expected);
    });
  }

  it('name the model that the service does not have', async () => {
    const setting = await setUp({}, { config: { model: 'gemini-0-image' } });
    assertFailure(await failureOf(setting.submit()), { kind: 'bad-request', reason: 'model-unknown' });
    assertFailure(await failureOf(gemini.test(setting.context)), { kind: 'bad-request', reason: 'model-unknown' });
  });

  it('list the models that make images, the configured one first', async () => {
    const setting = await setUp({}, { config: { model: 'gemini-3-pro-image' } });
    const names = (await gemini.models?.(setting.context))?.map(({ name }) => name);
    assert.equal(names?.[0], 'gemini-3-pro-image');
    assert.ok(names?.includes('gemini-2.5-flash-image') && !names.includes('text-embedding-005'), names?.join(', '));
  });

  it('have images that are whole', async () => {
    const [image] = imagesOf(await (await setUp()).submit());
    assert.ok(image && 'bytes' in image.source && sniffImage(image.source.bytes)?.isWhole);
  });
});
