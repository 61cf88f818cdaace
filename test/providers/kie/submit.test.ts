import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { kie } from '../../../src/providers/kie';
import type { KindLimits } from '../../../src/providers/contract/model';
import type { ImageRequest } from '../../../src/shared/model/jobs';
import { drawPng } from '../../simulators/image';
import {
  assertFailure,
  factsOf,
  failureOf,
  fetched,
  follow,
  imagesOf,
  request,
  ticketOf,
  submitFitted,
} from '../harness/expect';
import { setUp, tearDown, type ServiceFixture } from './fixture';

const kinds = ['generate', 'edit'] as const;

function references(
  setting: ServiceFixture,
  count: number,
  size: [number, number] = [64, 48],
): ImageRequest['references'] {
  return Array.from({ length: count }, (_, index) =>
    setting.fixture.keep(drawPng(...size, `reference ${index}`), {
      name: '私密 name.png',
      width: size[0],
      height: size[1],
    }),
  );
}

/** Requests with every value of a model's limits, one after the other. */
function imageRequests(own: KindLimits): Partial<ImageRequest>[] {
  return [
    {},
    ...(own.ratios ?? []).map((aspectRatio) => ({ aspectRatio })),
    ...(own.resolutions ?? []).map((resolution) => ({ resolution, aspectRatio: '16:9' })),
    ...(own.qualities ?? []).map((quality) => ({ quality })),
    ...(own.backgrounds ?? []).map((background) => ({ background })),
    ...(own.outputFormats ?? []).map((outputFormat) => ({ outputFormat })),
    ...(own.seed ? [{ seed: own.seed.min }, { seed: own.seed.max }] : []),
    ...(own.steps ? [{ steps: own.steps.min }, { steps: own.steps.max }] : []),
    ...(own.cfgScale ? [{ cfgScale: own.cfgScale.min }, { cfgScale: own.cfgScale.max }] : []),
    ...(own.negativePrompt ? [{ negativePrompt: 'blurry' }] : []),
    ...(own.count > 1 ? [{ count: own.count }] : []),
    ...(own.promptLength ? [{ prompt: 'x'.repeat(own.promptLength) }] : []),
  ];
}

describe('KIE: submit', () => {
  afterEach(tearDown);

  for (const model of kie.knownModels({ model: '', options: {} } as never)) {
    for (const kind of kinds) {
      const own = model.kinds[kind];
      if (!own) continue;
      it(`${model.name}: the service accepts every parameter of its limits (${kind})`, async function () {
        this.timeout(120_000);
        const setting = await setUp({ credits: 100_000 });
        const { service, context } = setting;
        const [most] = [own.references?.max ?? 0];
        for (const change of imageRequests(own)) {
          const wanted = request({
            kind,
            model: model.name,
            references: references(setting, own.references?.min ?? 0),
            ...change,
          });
          const submission = await submitFitted(kie, wanted, context);
          assert.deepEqual(submission.warnings, undefined, JSON.stringify(change).slice(0, 100));
        }
        if (most > 1)
          await submitFitted(kie, request({ kind, model: model.name, references: references(setting, most) }), context);
        assert.deepEqual(service.unknownFields(), []);
        assert.equal(service.created(), service.received());
      });
    }
  }

  it('uses the variant for edits of a model without being configured to', async () => {
    const setting = await setUp();
    const { service, context } = setting;
    await submitFitted(kie, request({ kind: 'edit', references: references(setting, 2) }), context);
    const [body] = service.bodies;
    assert.equal(body?.['model'], 'google/nano-banana-edit');
    const input = body['input'] as Record<string, unknown>;
    const urls = input['image_urls'] as string[];
    assert.equal(urls.length, 2);
    assert.ok(urls.every((url) => url.startsWith(`${service.uploadUrl}/files/easel/easel-`)));
    assert.equal(input['aspect_ratio'], undefined, 'it follows the reference');
  });

  it('keeps the aspect ratio of the input image by default', async () => {
    const setting = await setUp();
    const { context } = setting;
    const wanted = request({ kind: 'edit', references: references(setting, 1, [300, 100]) });
    const [picture] = await fetched(
      imagesOf(await follow(kie, await submitFitted(kie, wanted, context), context)),
      context.config,
    );
    const { width, height } = factsOf(picture!);
    assert.deepEqual([width, height], [1024, 341]);
  });

  it("uploads under a new generic name each time, never under the user's file name", async () => {
    const setting = await setUp();
    const { service, context } = setting;
    const same = references(setting, 1);
    for (let time = 0; time < 3; time += 1)
      await submitFitted(kie, request({ kind: 'edit', references: same }), context);
    const urls = service.bodies.flatMap((body) => (body['input'] as { image_urls: string[] }).image_urls);
    assert.equal(new Set(urls).size, 3);
    assert.ok(
      urls.every((url) => /\/easel-[0-9a-f-]{36}\.png$/.test(url)),
      urls.join(' '),
    );
  });

  it('uploads to the configured folder, and reads the older form of the answer', async () => {
    const setting = await setUp();
    const { service } = setting;
    service.answerUploadsTheOldWay();
    const context = setting.again({ options: { uploadFolder: 'pictures/of-mine' } });
    await submitFitted(kie, request({ kind: 'edit', references: references(setting, 1) }), context);
    const [url] = (service.bodies[0]?.['input'] as { image_urls: string[] }).image_urls;
    assert.match(url ?? '', /\/files\/pictures\/of-mine\//);
  });

  it('submits nothing when an upload fails, so that the next provider can be tried', async () => {
    const setting = await setUp();
    const { service, context } = setting;
    const wanted = request({ kind: 'edit', references: references(setting, 1) });
    const path = '/api/file-stream-upload';
    const faults = [
      { kind: 'reset-after' },
      { kind: 'html', status: 502 },
      { kind: 'half' },
      { kind: 'answer', status: 413, body: '<html>too large</html>', type: 'text/html' },
      { kind: 'answer', status: 200, body: '{"success":false,"code":500,"msg":"disk full"}' },
      { kind: 'redirect', location: 'http://elsewhere.invalid/', status: 302 },
    ] as const;
    for (const fault of faults) {
      service.misbehaveUpload({ path, fault });
      const failure = await failureOf(submitFitted(kie, wanted, context));
      assert.notEqual(failure.maybeReceived, true, fault.kind);
    }
    assert.equal(service.received(), 0);
  });

  it('requests a callback only if a URL is configured', async () => {
    const setting = await setUp();
    const { service } = setting;
    await submitFitted(kie, request(), setting.context);
    await submitFitted(kie, request(), setting.again({ options: { callBackUrl: 'https://relay.example/kie' } }));
    await submitFitted(kie, request(), { ...setting.context, callbackUrl: 'https://tunnel.example/callback/abc' });
    assert.deepEqual(
      service.bodies.map((body) => body['callBackUrl']),
      [undefined, 'https://relay.example/kie', 'https://tunnel.example/callback/abc'],
    );
    assert.ok(!('callBackUrl' in service.bodies[0]!));
  });

  it("adds the user's fields, and gives precedence to the request", async () => {
    const setting = await setUp();
    const options = { input: { nsfw_checker: true, quality: 'high', prompt: 'forgotten' } };
    const context = setting.again({ options, config: { model: 'seedream/4.5-text-to-image' } });
    await submitFitted(kie, request({ prompt: 'a red fox' }), context);
    await submitFitted(kie, request({ quality: 'basic', options: { input: { nsfw_checker: false } } }), context);
    const inputs = setting.service.bodies.map((body) => body['input'] as Record<string, unknown>);
    assert.deepEqual(inputs[0], { quality: 'high', nsfw_checker: true, prompt: 'a red fox', aspect_ratio: '1:1' });
    assert.deepEqual([inputs[1]?.['quality'], inputs[1]?.['nsfw_checker']], ['basic', false]);
  });

  it('sends image_size as aspect_ratio, except for models that have image_size', async () => {
    const setting = await setUp();
    const options = { input: { image_size: '16:9' } };
    const edit = { kind: 'edit', references: references(setting, 1) } as const;
    await submitFitted(kie, request(edit), setting.again({ options }));
    await submitFitted(kie, request({ ...edit, aspectRatio: '1:1' }), setting.again({ options }));
    await submitFitted(
      kie,
      request({ aspectRatio: '4:3' }),
      setting.again({ config: { model: 'qwen2/text-to-image' } }),
    );
    const inputs = setting.service.bodies.map((body) => body['input'] as Record<string, unknown>);
    assert.deepEqual(
      inputs.map((input) => [input['aspect_ratio'], input['image_size']]),
      [
        ['16:9', undefined],
        ['1:1', undefined],
        [undefined, '4:3'],
      ],
    );
  });

  it('accepts any other model name', async () => {
    const setting = await setUp();
    const { service } = setting;
    const context = setting.again({
      config: { model: 'some/new-model' },
      options: { referenceField: 'input_urls', input: { strength: 0.8 } },
    });
    assert.equal(kie.knownModels(context.config)[0]?.name, 'some/new-model');
    const failure = await failureOf(
      submitFitted(kie, request({ kind: 'edit', references: references(setting, 2) }), context),
    );
    assertFailure(failure, { kind: 'bad-request', reason: 'model-unknown', code: '422', maybeReceived: false });
    const { model, input } = service.bodies[0] as { model: string; input: Record<string, unknown> };
    assert.equal(model, 'some/new-model');
    assert.deepEqual(Object.keys(input).sort(), ['input_urls', 'prompt', 'strength']);
  });

  it('rejects what the model would reject before anything is uploaded or paid', async () => {
    const setting = await setUp();
    const { service, context } = setting;
    const gpt = { model: 'gpt-image-2-text-to-image' };
    const many = { kind: 'edit', references: references(setting, 11) } as const;
    const wrong: [Partial<ImageRequest>, string][] = [
      [{ ...gpt, aspectRatio: '1:1', resolution: '4K' }, 'ratio-unknown'],
      [{ ...gpt, aspectRatio: '5:4', resolution: '2K' }, 'ratio-unknown'],
      [{ ...gpt, resolution: '2K' }, 'ratio-unknown'],
      [{ ...gpt, aspectRatio: '16:9', resolution: '2K', background: 'transparent' }, 'value-out-of-range'],
      [{ aspectRatio: '1:8' }, 'ratio-unknown'],
      [{ prompt: 'x'.repeat(5001) }, 'prompt-too-long'],
      [{ count: 2 }, 'value-out-of-range'],
      [{ options: { strength: 1 } }, 'value-out-of-range'],
      [many, 'image-count'],
    ];
    for (const [change, reason] of wrong) {
      const failure = await failureOf(submitFitted(kie, request(change), context));
      assertFailure(failure, { kind: 'bad-request', reason: reason as never });
      assert.notEqual(failure.maybeReceived, true);
    }
    const unable = await failureOf(submitFitted(kie, request({ model: 'google/nano-banana-edit' }), context));
    assertFailure(unable, { kind: 'unsupported', maybeReceived: false });
    assert.equal(service.received() + service.uploaded(), 0);
  });

  it('never repeats createTask, and reports correctly whether it may have been received', async () => {
    const { service, context } = await setUp();
    const path = '/api/v1/jobs/createTask';
    const table = [
      { fault: { kind: 'reset-before' }, maybe: true, made: 0 },
      { fault: { kind: 'reset-after' }, maybe: true, made: 1 },
      { fault: { kind: 'cut-body' }, maybe: true, made: 1 },
      { fault: { kind: 'half' }, maybe: true, made: 1 },
      { fault: { kind: 'empty' }, maybe: true, made: 1 },
      { fault: { kind: 'html', status: 502, handled: true }, maybe: true, made: 1 },
      { fault: { kind: 'html', status: 504, handled: true }, maybe: true, made: 1 },
      { fault: { kind: 'html', status: 429 }, maybe: false, made: 0 },
      { fault: { kind: 'answer', status: 200, body: '{"code":455,"msg":"maintenance"}' }, maybe: false, made: 0 },
      { fault: { kind: 'answer', status: 200, body: '{"code":500,"msg":"?"}', handled: true }, maybe: true, made: 1 },
    ] as const;
    for (const { fault, maybe, made } of table) {
      const [before, calls] = [service.created(), service.exchanges.length];
      service.misbehave({ path, fault });
      const failure = await failureOf(submitFitted(kie, request(), context));
      assert.equal(failure.maybeReceived, maybe, JSON.stringify(fault));
      assert.equal(service.created() - before, made, JSON.stringify(fault));
      assert.equal(service.exchanges.length - calls, 1, JSON.stringify(fault));
    }
  });

  it('reads slow answers and answers with a wrong content type', async () => {
    const { service, context } = await setUp();
    const path = '/api/v1/jobs/createTask';
    service.misbehave({ path, fault: { kind: 'slow-body', bytes: 16, ms: 2 } });
    ticketOf(await submitFitted(kie, request(), context));
    service.misbehave({ path, fault: { kind: 'wrong-type', type: 'text/plain' } });
    ticketOf(await submitFitted(kie, request(), context));
    service.misbehave({ path, fault: { kind: 'delay', ms: 20 } });
    ticketOf(await submitFitted(kie, request(), context));
  });

  it('reports the limit of 20 tasks in 10 s as not charged', async () => {
    let time = 1_757_584_200_000;
    const { service, context } = await setUp({ tasksPerWindow: 20, now: () => time });
    for (let task = 0; task < 20; task += 1) await submitFitted(kie, request(), context);
    assertFailure(await failureOf(submitFitted(kie, request(), context)), {
      kind: 'rate',
      code: '429',
      maybeReceived: false,
    });
    time += 10_000;
    await submitFitted(kie, request(), context);
    assert.equal(service.created(), 21);
  });

  it('trims a key with a line end', async () => {
    const setting = await setUp();
    setting.fixture.secrets.set('key', ` ${setting.service.key}\n`);
    ticketOf(await submitFitted(kie, request(), setting.context));
  });
});
