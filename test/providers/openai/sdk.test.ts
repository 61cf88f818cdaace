/**
 * The simulator, tried with a client that we did not write: what OpenAI's own SDK sends must pass, and what it makes of
 * the simulator's refusals must be what it makes of OpenAI's.
 */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import OpenAI, { APIError, AuthenticationError, BadRequestError, NotFoundError, RateLimitError, toFile } from 'openai';
import { imageTypeOf } from '../../../src/http/files/imageBytes';
import { openai as provider } from '../../../src/providers/openai';
import { drawPng } from '../../simulators/image';
import { imagesOf, request, submitFitted } from '../harness/expect';
import { setUp, tearDown, type ServiceFixture } from './fixture';

function clientOf({ service }: ServiceFixture, change: ConstructorParameters<typeof OpenAI>[0] = {}): OpenAI {
  return new OpenAI({ baseURL: `${service.url}/v1`, apiKey: 'sk-simulator', maxRetries: 0, ...change });
}

function bytesOf(answer: OpenAI.ImagesResponse): Buffer[] {
  return (answer.data ?? []).map((image) => Buffer.from(image.b64_json ?? '', 'base64'));
}

const png = (name: string) => toFile(drawPng(64, 48, name), `${name}.png`, { type: 'image/png' });

describe("the simulator of OpenAI-compatible images with OpenAI's SDK", () => {
  afterEach(tearDown);

  it('generates an image', async () => {
    const setting = await setUp();
    const answer = await clientOf(setting).images.generate({
      model: 'gpt-image-1.5',
      prompt: 'a red fox',
      n: 2,
      size: '1536x1024',
      quality: 'low',
      background: 'transparent',
      output_format: 'png',
    });
    assert.deepEqual(bytesOf(answer).map(imageTypeOf), ['image/png', 'image/png']);
    assert.equal(answer.size, '1536x1024');
    assert.equal(answer.usage?.total_tokens, 1068);
    assert.deepEqual(setting.service.unknownFields, []);
  });

  it('edits one image, several images, and with a mask', async () => {
    const setting = await setUp();
    const client = clientOf(setting);
    const model = 'gpt-image-1.5';
    const one = await client.images.edit({ model, prompt: 'blue', image: await png('a') });
    assert.equal(bytesOf(one).length, 1);
    const images = [await png('a'), await png('b'), await png('c')];
    await client.images.edit({ model, prompt: 'both', image: images, input_fidelity: 'high' });
    await client.images.edit({ model, prompt: 'sky', image: await png('a'), mask: await png('m') });
    const fields = setting.service.exchanges.map((exchange) =>
      exchange.fields.filter((name) => /image|mask/.test(name)),
    );
    assert.deepEqual(fields, [['image'], ['image[]', 'image[]', 'image[]'], ['image', 'mask']]);
  });

  it('gets the same fields as from the provider', async () => {
    const setting = await setUp({}, { config: { model: 'gpt-image-1.5' } });
    const client = clientOf(setting);
    await client.images.generate({ model: 'gpt-image-1.5', prompt: 'a', size: '1024x1024', n: 2 });
    assert.equal(imagesOf(await submitFitted(provider, request({ prompt: 'a', count: 2 }), setting.context)).length, 2);
    const images = [await png('a'), await png('b')];
    await client.images.edit({ model: 'gpt-image-1.5', prompt: 'a', image: images, n: 2 });
    const edit = request({ kind: 'edit', prompt: 'a', count: 2, references: setting.references(2) });
    assert.equal(imagesOf(await submitFitted(provider, edit, setting.context)).length, 2);
    const [theirs, ours, theirEdit, ourEdit] = setting.service.exchanges;
    assert.deepEqual([...ours!.fields].sort(), [...theirs!.fields].sort());
    assert.deepEqual([...ourEdit!.fields].sort(), [...theirEdit!.fields].sort());
    assert.deepEqual([ours!.path, ourEdit!.path], [theirs!.path, theirEdit!.path]);
  });

  it('lists the models', async () => {
    const names: string[] = [];
    for await (const model of clientOf(await setUp()).models.list()) names.push(model.id);
    assert.ok(names.includes('nano-banana') && names.includes('gpt-image-2'));
  });

  it('rejects like OpenAI', async () => {
    const setting = await setUp();
    const client = clientOf(setting);
    const wanted = { model: 'gpt-image-1.5', prompt: 'a fox' } as const;
    const refused = async (work: Promise<unknown>): Promise<APIError> => {
      const thrown: unknown = await work.then(
        () => assert.fail('no refusal'),
        (error: unknown) => error,
      );
      assert.ok(thrown instanceof APIError, String(thrown));
      return thrown;
    };
    const unknown = await refused(client.images.generate({ ...wanted, response_format: 'url' }));
    assert.ok(unknown instanceof BadRequestError);
    assert.deepEqual([unknown.code, unknown.param], ['unknown_parameter', 'response_format']);
    const size = await refused(client.images.generate({ ...wanted, size: '333x333' }));
    assert.deepEqual([size.status, size.param], [400, 'size']);
    const blocked = await refused(client.images.generate({ ...wanted, prompt: 'simulate:moderation' }));
    assert.deepEqual(
      [blocked.status, blocked.code, blocked.type],
      [400, 'moderation_blocked', 'image_generation_user_error'],
    );
    const model = await refused(client.images.generate({ ...wanted, model: 'gpt-image-99' }));
    assert.ok(model instanceof NotFoundError);
    assert.equal(model.code, 'model_not_found');
    const key = await refused(clientOf(setting, { apiKey: 'sk-other' }).images.generate(wanted));
    assert.ok(key instanceof AuthenticationError);
    assert.equal(key.code, 'invalid_api_key');
    const text = await toFile(Buffer.from('no picture'), 'a.txt', { type: 'text/plain' });
    const file = await refused(client.images.edit({ ...wanted, image: text }));
    assert.equal(file.code, 'unsupported_file_mimetype');
    const unlabelled = await toFile(drawPng(8, 8, 'a'), 'a.bin');
    assert.equal(
      (await refused(client.images.edit({ ...wanted, image: unlabelled }))).code,
      'unsupported_file_mimetype',
    );
    setting.service.setCredit(0);
    const credit = await refused(client.images.generate(wanted));
    assert.ok(credit instanceof RateLimitError);
    assert.equal(credit.code, 'insufficient_quota');
    assert.equal(setting.service.receivedCount(), 1, 'only what the content rules refused was taken in');
  });

  it('gets repeated submits from the SDK, which the provider must not send', async () => {
    const setting = await setUp({}, { config: { model: 'gpt-image-1.5' } });
    const client = clientOf(setting, { maxRetries: 2 });
    setting.service.misbehave({ method: 'POST', fault: { kind: 'html', status: 504, handled: true } });
    await client.images.generate({ model: 'gpt-image-1.5', prompt: 'a fox' });
    assert.equal(setting.service.receivedCount(), 2, 'paid twice');
    setting.service.misbehave({ method: 'POST', fault: { kind: 'html', status: 504, handled: true } });
    await submitFitted(provider, request(), setting.context).then(
      () => assert.fail('no failure'),
      () => undefined,
    );
    assert.equal(setting.service.receivedCount(), 3);
  });
});
