/** The simulator, tried with a client that we did not write: OpenRouter's own SDK parses every answer by its schemas. */
import assert from 'node:assert/strict';
import { OpenRouter } from '@openrouter/sdk';
import * as errors from '@openrouter/sdk/models/errors';
import { afterEach, describe, it } from 'mocha';
import { imageTypeOf } from '../../../src/http/files/imageBytes';
import { rightKey } from '../../simulators/openrouter';
import { drawPng } from '../../simulators/image';
import { setUp, streaming, tearDown, type ServiceFixture } from './fixture';

function clientOf({ service }: ServiceFixture, apiKey = rightKey): OpenRouter {
  return new OpenRouter({ apiKey, serverURL: service.url, retryConfig: { strategy: 'none' } });
}

describe("the simulator of OpenRouter with OpenRouter's SDK", () => {
  afterEach(tearDown);

  it('generates two images, and states their cost', async () => {
    const setting = await setUp();
    const answer = await clientOf(setting).images.generate({
      imageGenerationRequest: { model: streaming, prompt: 'a red fox', n: 2, aspectRatio: '3:2', quality: 'low' },
    });
    assert.ok('data' in answer);
    assert.deepEqual(
      answer.data.map(({ b64Json }) => imageTypeOf(Buffer.from(b64Json, 'base64'))),
      ['image/png', 'image/png'],
    );
    assert.equal(answer.usage?.cost, 0.078);
  });

  it('streams previews, and then the image', async () => {
    const setting = await setUp();
    const answer = await clientOf(setting).images.generate({
      imageGenerationRequest: { model: streaming, prompt: 'a red fox', stream: true },
    });
    const types: string[] = [];
    assert.ok(Symbol.asyncIterator in answer);
    for await (const { type } of answer) types.push(String(type));
    const preview = 'image_generation.partial_image';
    assert.deepEqual(types, [preview, preview, preview, 'image_generation.completed']);
  });

  it('edits images', async () => {
    const setting = await setUp();
    const url = `data:image/png;base64,${Buffer.from(drawPng(64, 48, 'a')).toString('base64')}`;
    const answer = await clientOf(setting).images.generate({
      imageGenerationRequest: {
        model: 'google/gemini-3.1-flash-image',
        prompt: 'make it snow',
        inputReferences: [{ type: 'image_url', imageUrl: { url } }],
        resolution: '2K',
      },
    });
    assert.ok('data' in answer);
    assert.equal(answer.data.length, 1);
  });

  it('lists its models with what they take', async () => {
    const setting = await setUp();
    const { data } = await clientOf(setting).images.listModels();
    const model = data.find(({ id }) => id === streaming);
    assert.ok(model?.supportsStreaming);
    assert.deepEqual(model.supportedParameters['n'], { type: 'range', min: 1, max: 10 });
  });

  it('rejects a wrong key, an unknown model, and a prompt', async () => {
    const setting = await setUp();
    const ask = (client: OpenRouter, change: object = {}): Promise<unknown> =>
      client.images.generate({ imageGenerationRequest: { model: streaming, prompt: 'a red fox', ...change } });
    await assert.rejects(ask(clientOf(setting, 'sk-or-wrong')), errors.UnauthorizedResponseError);
    await assert.rejects(ask(clientOf(setting), { model: 'nobody/none' }), errors.NotFoundResponseError);
    await assert.rejects(ask(clientOf(setting), { prompt: 'simulate:moderation' }), errors.ForbiddenResponseError);
    setting.service.setCredit(0);
    await assert.rejects(ask(clientOf(setting)), errors.PaymentRequiredResponseError);
  });
});
