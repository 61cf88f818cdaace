/**
 * The simulator, tried with a client that we did not write: what Google's own SDK sends must pass, and what it makes of the
 * simulator's refusals must be what it makes of Google's.
 */
import assert from 'node:assert/strict';
import { ApiError, GoogleGenAI, type GenerateContentResponse } from '@google/genai';
import { afterEach, describe, it } from 'mocha';
import { imageTypeOf } from '../../../src/http/files/imageBytes';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { rightKey } from '../../simulators/gemini';
import { drawPng } from '../../simulators/image';
import { setUp, tearDown, type ServiceFixture } from './fixture';

const model = 'gemini-3.1-flash-image';

function clientOf({ service }: ServiceFixture, apiKey = rightKey): GoogleGenAI {
  return new GoogleGenAI({ apiKey, httpOptions: { baseUrl: service.url } });
}

function imagesOf(answer: GenerateContentResponse): Buffer[] {
  const parts = answer.candidates?.[0]?.content?.parts ?? [];
  return parts.flatMap(({ inlineData }) => (inlineData?.data ? [Buffer.from(inlineData.data, 'base64')] : []));
}

describe("the simulator of the Gemini API with Google's SDK", () => {
  afterEach(tearDown);

  it('generates an image with a ratio and a size', async () => {
    const setting = await setUp();
    const answer = await clientOf(setting).models.generateContent({
      model,
      contents: 'a red fox, with words',
      config: { responseModalities: ['TEXT', 'IMAGE'], imageConfig: { aspectRatio: '16:9', imageSize: '2K' } },
    });
    const [image] = imagesOf(answer);
    assert.ok(image);
    assert.equal(imageTypeOf(image), 'image/png');
    const facts = sniffImage(new Uint8Array(image));
    assert.deepEqual([facts?.width, facts?.height], [2752, 1536]);
    assert.equal(answer.candidates?.[0]?.content?.parts?.[0]?.text, 'Here is your image.');
    assert.equal(answer.usageMetadata?.candidatesTokenCount, 1120);
    assert.deepEqual(setting.service.unknownFields, []);
  });

  it('edits several images', async () => {
    const setting = await setUp();
    const data = (name: string): string => Buffer.from(drawPng(64, 48, name)).toString('base64');
    const answer = await clientOf(setting).models.generateContent({
      model,
      contents: [
        { inlineData: { mimeType: 'image/png', data: data('a') } },
        { inlineData: { mimeType: 'image/png', data: data('b') } },
        { text: 'put both on one table' },
      ],
    });
    assert.equal(imagesOf(answer).length, 1);
    assert.equal(answer.usageMetadata?.promptTokenCount, 12 + 2 * 258);
  });

  it('lists its models, and describes one', async () => {
    const setting = await setUp();
    const names: string[] = [];
    for await (const { name } of await clientOf(setting).models.list({ config: { queryBase: true } })) {
      names.push(name ?? '');
    }
    assert.ok(names.includes(`models/${model}`), names.join(', '));
    assert.equal((await clientOf(setting).models.get({ model })).name, `models/${model}`);
  });

  it('reports a wrong key, an unknown model, and a field that the API does not have', async () => {
    const setting = await setUp();
    const ask = (client: GoogleGenAI, change: object = {}): Promise<unknown> =>
      client.models.generateContent({ model, contents: 'a red fox', ...change });
    const statusOf = async (call: Promise<unknown>): Promise<number> => {
      const thrown = await call.then(
        () => undefined,
        (error: unknown) => error,
      );
      assert.ok(thrown instanceof ApiError, String(thrown));
      return thrown.status;
    };
    assert.equal(await statusOf(ask(clientOf(setting, 'AIza-wrong'))), 400);
    assert.equal(await statusOf(ask(clientOf(setting), { model: 'gemini-0-image' })), 404);
    assert.equal(await statusOf(ask(clientOf(setting), { config: { imageConfig: { aspectRatio: '5:77' } } })), 400);
    assert.equal(await statusOf(ask(clientOf(setting), { config: { candidateCount: 2 } })), 400);
  });

  it('withholds an image, and blocks a prompt', async () => {
    const setting = await setUp();
    const ask = (prompt: string): Promise<GenerateContentResponse> =>
      clientOf(setting).models.generateContent({ model, contents: prompt });
    assert.equal((await ask('simulate:safety')).candidates?.[0]?.finishReason, 'IMAGE_SAFETY');
    assert.equal((await ask('simulate:blocked')).promptFeedback?.blockReason, 'PROHIBITED_CONTENT');
  });
});
