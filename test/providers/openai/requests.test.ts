import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { ImageRequest } from '../../../src/shared/model/jobs';
import { canFit } from '../../../src/providers/contract/fitRequest';
import { openai as provider } from '../../../src/providers/openai';
import { familyOf } from '../../../src/providers/openai/families';
import { knownModels } from '../../../src/providers/openai/models';
import { freeRule, sizeAt } from '../../../src/providers/openai/sizes';
import { resolvePath } from '../../../src/providers/openai/routes';
import { drawPng } from '../../simulators/image';
import type { ContextSetup } from '../harness/providerContext';
import { assertFailure, factsOf, failureOf, imagesOf, request, submitFitted } from '../harness/expect';
import { setUp, tearDown, type ServiceFixture } from './fixture';

/** The same with another model. */
function withModel(model: string, more: ContextSetup = {}): ContextSetup {
  return { ...more, config: { model, ...more.config } };
}

async function sizeFor(setting: ServiceFixture, change: Partial<ImageRequest>): Promise<string> {
  const [picture] = await setting.run(change);
  const { width, height } = factsOf(picture!);
  return `${width}x${height}`;
}

describe('OpenAI-compatible images: submit', () => {
  afterEach(tearDown);

  it('sends aspect_ratio, image_size and response_format to nano-banana', async () => {
    const setting = await setUp({}, withModel('nano-banana-pro'));
    assert.equal(await sizeFor(setting, { aspectRatio: '21:9', resolution: '2K' }), '3168x1344');
    const fields = setting.service.exchanges.find(({ method }) => method === 'POST')!.fields.sort();
    assert.deepEqual(fields, ['aspect_ratio', 'image_size', 'model', 'prompt', 'response_format']);
  });

  it('sends size, quality, background and output_format, but never response_format, to gpt-image', async () => {
    const setting = await setUp({}, withModel('gpt-image-1.5', { options: { responseFormat: 'url' } }));
    const change = { quality: 'high', background: 'transparent', outputFormat: 'webp', count: 3 } as const;
    const pictures = await setting.run({ aspectRatio: '3:2', ...change });
    assert.equal(pictures.length, 3);
    assert.deepEqual(factsOf(pictures[0]!).width, 1536);
    assert.deepEqual(setting.lastFields(), ['background', 'model', 'n', 'output_format', 'prompt', 'quality', 'size']);
    await setting.run({ kind: 'edit', references: setting.references(1), ...change });
    assert.ok(!setting.lastFields().includes('response_format'));
  });

  it('sends only sizes within the rules of gpt-image-2', async () => {
    const setting = await setUp({}, withModel('gpt-image-2'));
    assert.equal(await sizeFor(setting, { size: { width: 1920, height: 1088 } }), '1920x1088');
    assert.equal(await sizeFor(setting, { aspectRatio: '16:9', resolution: '4K' }), '3840x2160');
    assert.equal(await sizeFor(setting, { aspectRatio: '3:2' }), '1536x1024');
    const wrong: [number, number][] = [
      [1000, 1000],
      [3856, 1024],
      [640, 640],
      [3840, 1024],
      [3840, 3840],
    ];
    for (const [width, height] of wrong) {
      const failure = await failureOf(submitFitted(provider, request({ size: { width, height } }), setting.context));
      assertFailure(failure, { kind: 'bad-request', reason: 'value-out-of-range' });
    }
    assert.equal(setting.service.receivedCount(), 3);
  });

  it('lets an answer be as large as the number of requested images needs, and no larger', async () => {
    const setting = await setUp({}, withModel('gpt-image-1.5'));
    const { http } = setting.context;
    const limits: (number | undefined)[] = [];
    const send: typeof http.send = (sent) => {
      limits.push(sent.maxBytes);
      return http.send(sent);
    };
    const context = { ...setting.context, http: { ...http, send } };
    for (const count of [1, 2, 8]) await submitFitted(provider, request({ count }), context);
    assert.deepEqual(
      limits,
      [80, 144, 256].map((mebibytes) => mebibytes * 1024 * 1024),
    );
  });

  it('rejects a transparent JPEG for gpt-image', async () => {
    const setting = await setUp({}, withModel('gpt-image-1.5'));
    const wanted = request({ background: 'transparent', outputFormat: 'jpeg' });
    assertFailure(await failureOf(submitFitted(provider, wanted, setting.context)), {
      kind: 'bad-request',
      reason: 'value-out-of-range',
      maybeReceived: false,
    });
    assert.equal(setting.service.exchanges.length, 0);
  });

  it('sends the parameters of self-hosted servers to qwen-image', async () => {
    const setting = await setUp({ key: false, answers: 'b64' }, withModel('qwen-image', { secrets: {} }));
    const change = { negativePrompt: 'blurry', seed: 7, steps: 30, cfgScale: 4 };
    assert.equal(await sizeFor(setting, { aspectRatio: '16:9', ...change }), '1664x928');
    assert.deepEqual(setting.lastFields(), [
      ...[
        'guidance_scale',
        'model',
        'negative_prompt',
        'num_inference_steps',
        'prompt',
        'seed',
        'size',
        'true_cfg_scale',
      ],
    ]);
    await setting.run({ kind: 'edit', references: setting.references(1), ...change });
  });

  it('sends only the size to an unknown model, and more if configured', async () => {
    const simulated = { moreModels: ['z-image-turbo'], key: false, answers: 'b64' } as const;
    const plain = await setUp(simulated, withModel('z-image-turbo'));
    const submission = await submitFitted(provider, request({ seed: 7, negativePrompt: 'x' }), plain.context);
    assert.deepEqual(submission.warnings?.map(({ subject }) => subject).sort(), ['negativePrompt', 'seed']);
    assert.deepEqual(plain.lastFields(), ['model', 'prompt', 'size']);
    const options = { extraFields: 'on', responseFormat: 'b64_json' };
    const more = await setUp(simulated, withModel('z-image-turbo', { options }));
    await more.run({ seed: 7, steps: 8, size: { width: 1280, height: 720 } });
    assert.deepEqual(more.lastFields(), ['model', 'num_inference_steps', 'prompt', 'response_format', 'seed', 'size']);
  });

  it('sends one image as image, and several as image[] or as configured', async () => {
    const one = await setUp();
    await one.run({ kind: 'edit', references: one.references(1) });
    assert.deepEqual(
      one.service.exchanges[0]!.fields.filter((name) => name.startsWith('image')),
      ['image'],
    );
    await one.run({ kind: 'edit', references: one.references(3) });
    const fields = one.service.exchanges.filter(({ method }) => method === 'POST')[1]!.fields;
    assert.deepEqual(
      fields.filter((name) => name.startsWith('image')),
      ['image[]', 'image[]', 'image[]'],
    );
    const repeated = await setUp({ repeatedImage: true }, { options: { severalImages: 'image' } });
    await repeated.run({ kind: 'edit', references: repeated.references(2) });
    assert.deepEqual(repeated.service.exchanges[0]!.fields.filter((name) => name === 'image').length, 2);
  });

  it('sends a mask with the image', async () => {
    const setting = await setUp({}, withModel('gpt-image-1.5'));
    const references = setting.references(1);
    const mask = setting.fixture.keep(drawPng(64, 48, 'mask'), {});
    await setting.run({ kind: 'edit', references, mask });
    assert.ok(setting.lastFields().includes('mask'));
    const small = setting.fixture.keep(drawPng(32, 32, 'mask'), {});
    const failure = await failureOf(
      submitFitted(provider, request({ kind: 'edit', references, mask: small }), setting.context),
    );
    assertFailure(failure, { kind: 'bad-request', status: 400 });
  });

  it('sends input images as data URIs if configured', async () => {
    const setting = await setUp({ dialect: 't8' }, { options: { imagesAs: 'inline' } });
    const references = setting.references(2);
    await setting.run({ kind: 'edit', references });
    await setting.run({ kind: 'generate', references });
    const posts = setting.service.exchanges.filter(({ method }) => method === 'POST');
    assert.deepEqual(
      posts.map(({ path, fields }) => [path, fields.includes('image')]),
      [
        ['/v1/images/generations', true],
        ['/v1/images/generations', true],
      ],
    );
  });

  it("sends the user's additional parameters, which never replace those of the request", async () => {
    const parameters = { moderation: 'low', output_compression: 80, prompt: 'not this one' };
    const setting = await setUp({}, withModel('gpt-image-1.5', { options: { parameters } }));
    const [picture] = await setting.run();
    assert.ok(picture && 'bytes' in picture.source);
    assert.deepEqual(picture.source.bytes, drawPng(1024, 1024, 'a red fox in the snow 0'));
    assert.deepEqual(setting.lastFields(), ['model', 'moderation', 'output_compression', 'prompt', 'size']);
    const submission = await submitFitted(provider, request({ options: { user: 'me', nested: {} } }), setting.context);
    assert.deepEqual(
      submission.warnings?.map(({ subject }) => subject),
      ['options'],
    );
  });

  it('gives precedence to the model of the request', async () => {
    const setting = await setUp();
    const submission = await submitFitted(provider, request({ model: 'gpt-image-1-mini', count: 2 }), setting.context);
    assert.equal(imagesOf(submission).length, 2);
    const failure = await failureOf(submitFitted(provider, request({ model: 'flux-9' }), setting.context));
    assertFailure(failure, { kind: 'settings', reason: 'model-unknown', values: { model: 'flux-9' } });
  });

  it('allows one image per task, and several per synchronous call', () => {
    const limitsFor = (change: ContextSetup) => setUpConfig(withModel('gpt-image-2', change));
    assert.equal(limitsFor({}).generate?.count, 10);
    assert.equal(limitsFor({ config: { synchronous: false } }).generate?.count, 1);
    assert.equal(limitsFor({ options: { asyncQuery: 'on' } }).generate?.count, 1);
    assert.equal(limitsFor({ config: { synchronous: false }, options: { dialect: 'sync' } }).generate?.count, 10);
  });

  it('offers no new images for a model for edits', () => {
    const kinds = setUpConfig(withModel('qwen-image-edit'));
    assert.equal(kinds.generate, undefined);
    assert.ok(kinds.edit);
    assert.ok(!canFit(request(), kinds.generate));
  });

  it('sends nothing if the key is not a valid header value', async () => {
    const setting = await setUp({}, { secrets: { key: 'sk-тест' } });
    assertFailure(await failureOf(submitFitted(provider, request(), setting.context)), {
      kind: 'auth',
      maybeReceived: false,
    });
    assert.equal(setting.service.exchanges.length, 0);
  });
});

function setUpConfig({ config = {}, options = {} }: ContextSetup) {
  const { defaults } = provider;
  const base = { id: 'x', type: provider.type, sites: {}, site: 'china', priority: 0, enabled: true } as const;
  const rest = { default: false, fallback: true, description: '', baseUrl: 'http://x', uploadPath: '', resultPath: '' };
  const whole = {
    ...base,
    ...rest,
    editPath: '',
    name: '',
    model: '',
    submitPath: '',
    synchronous: true,
    ...defaults,
    ...config,
  };
  return knownModels({ ...whole, options })[0]!.kinds;
}

describe('OpenAI-compatible images: families and sizes', () => {
  it('derives the family from the name', () => {
    const names: Record<string, string> = {
      'nano-banana': 'nano',
      'nano-banana-hd': 'nano',
      'nano-banana-2-4k': 'nano-sized',
      'google/nano-banana-pro': 'nano-sized',
      'gemini-2.5-flash-image-preview': 'nano',
      'gemini-3.1-flash-image-preview': 'nano-sized',
      'gpt-image-1': 'gpt-fixed',
      'openai/gpt-image-1.5': 'gpt-fixed',
      'chatgpt-image-latest': 'gpt-fixed',
      'gpt-image-2': 'gpt-2',
      'gpt-image-2.5-sunburst': 'gpt-newer',
      'Qwen/Qwen-Image-2512': 'qwen',
      qwen_image: 'qwen',
      'dall-e-3': 'other',
      'flux.1-kontext-pro': 'other',
      '': 'other',
    };
    for (const [name, family] of Object.entries(names)) assert.equal(familyOf(name), family, name);
  });

  it('calculates sizes for ratios within the rules of gpt-image-2', () => {
    for (const ratio of ['1:1', '3:2', '2:3', '4:3', '3:4', '5:4', '4:5', '16:9', '9:16', '21:9', '3:1', '1:3']) {
      for (const resolution of ['1K', '2K', '4K'] as const) {
        const [width, height] = sizeAt(ratio, resolution);
        const told = `${ratio} ${resolution}: ${width}x${height}`;
        assert.ok(width % freeRule.multipleOf === 0 && height % freeRule.multipleOf === 0, told);
        assert.ok(Math.max(width, height) <= freeRule.longest, told);
        assert.ok(width * height >= freeRule.minPixels && width * height <= freeRule.maxPixels, told);
        const [wide = 1, high = 1] = ratio.split(':').map(Number);
        assert.ok(Math.abs(width / height / (wide / high) - 1) < 0.03, told);
      }
    }
  });

  it('resolves paths of answers against the address', () => {
    const cases: [base: string, path: string, whole: string][] = [
      ['https://a.example', '/x.png', 'https://a.example/x.png'],
      ['https://a.example/v1', '/v1/images/i/content', 'https://a.example/v1/images/i/content'],
      ['https://a.example/api/v1', '/v1/x', 'https://a.example/api/v1/x'],
      ['https://a.example/api', '/api/x', 'https://a.example/api/x'],
      ['https://a.example', '//cdn.example/x', 'https://cdn.example/x'],
      ['https://a.example', '/../x', 'https://a.example/x'],
    ];
    for (const [base, path, whole] of cases) assert.equal(resolvePath(base, path), whole);
  });
});
