import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { ImageRequest } from '../../../src/shared/model/jobs';
import { download } from '../../../src/http/download/download';
import { families } from '../../../src/providers/runninghub/models/models';
import type { KindLimits } from '../../../src/providers/contract/model';
import { foreignKey, personalKey } from '../../simulators/runninghub';
import { simulatedModels } from '../../simulators/runninghub/models';
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
import { failed, lastBody, models, setUp, tearDown, type ServiceFixture } from './fixture';

const submit = (setting: ServiceFixture, change: Partial<ImageRequest> = {}) =>
  submitFitted(models, request(change), setting.context);

function limits(setting: ServiceFixture, name: string, kind: 'generate' | 'edit'): KindLimits | undefined {
  return models.knownModels(setting.context.config).find((model) => model.name === name)?.kinds[kind];
}

describe('RunningHub models: submit', () => {
  afterEach(tearDown);

  it('sends resolutions in lower case, and no ratio if it follows the input image', async () => {
    const setting = await setUp(models);
    await submit(setting, { kind: 'edit', references: [setting.reference()], resolution: '2K', aspectRatio: 'auto' });
    const { body } = lastBody(setting.service);
    assert.deepEqual(Object.keys(body).sort(), ['imageUrls', 'prompt', 'resolution']);
    assert.equal(body['resolution'], '2k');
    assert.match(String((body['imageUrls'] as string[])[0]), /\/rh-upload\/[0-9a-f]{64}\.png$/);
    await submit(setting, { aspectRatio: '16:9' });
    const { imageUrls, ...rest } = lastBody(setting.service).body as Record<string, unknown>;
    assert.equal(imageUrls, undefined);
    assert.deepEqual(rest, { prompt: 'a red fox in the snow', aspectRatio: '16:9', resolution: '1k' });
    assert.deepEqual(Object.keys(setting.service.received), [
      '/openapi/v2/rhart-image-n-pro/edit',
      '/openapi/v2/rhart-image-n-pro/text-to-image',
    ]);
  });

  it('uses the configured default resolution, in upper or lower case', async () => {
    for (const resolution of ['4k', '4K']) {
      const setting = await setUp(models, { options: { resolution } });
      assert.equal(limits(setting, 'rhart-image-n-pro', 'generate')?.resolutions?.[0], '4K');
      await submit(setting);
      assert.equal(lastBody(setting.service).body['resolution'], '4k');
    }
  });

  it('sends small images inside the request if configured, and uploads large ones', async () => {
    const setting = await setUp(models, { options: { imagesAs: 'inline' } });
    const small = setting.reference();
    const large = { ...setting.reference('large'), size: 6 * 1024 * 1024 };
    await submit(setting, { kind: 'edit', references: [small, large] });
    const [inline, url] = lastBody(setting.service).body['imageUrls'] as string[];
    assert.match(inline ?? '', /^data:image\/png;base64,iVBOR/);
    assert.match(url ?? '', /^http:\/\//);
    assert.equal(setting.service.uploaded(), 1);
  });

  it('rejects more images than the model takes', async () => {
    const setting = await setUp(models);
    const references = Array.from({ length: 11 }, (_, index) => setting.reference(String(index)));
    const failure = await failureOf(submit(setting, { kind: 'edit', references }));
    assertFailure(failure, { reason: 'image-count', values: { count: 11, min: 1, max: 10 } });
    assert.equal(setting.service.submits() + setting.service.uploaded(), 0);
  });

  it('generates and edits with every listed model', async () => {
    let tried = 0;
    for (const family of families) {
      for (const kind of ['generate', 'edit'] as const) {
        const path = family.paths[kind];
        if (path === undefined || !(path in simulatedModels)) continue;
        const setting = await setUp(models, { config: { model: family.name } });
        const own = limits(setting, family.name, kind)!;
        const references = kind === 'edit' ? [setting.reference()] : [];
        for (const aspectRatio of [undefined, ...(own.ratios ?? [])]) {
          const submission = await submit(setting, { kind, references, ...(aspectRatio ? { aspectRatio } : {}) });
          assert.equal(submission.warnings, undefined);
          tried += 1;
        }
        assert.deepEqual(setting.service.unknownFields, [], path);
        assert.deepEqual(Object.keys(setting.service.received), [`/openapi/v2/${path}`]);
      }
    }
    assert.ok(tried > 100, String(tried));
  });

  it('sends the count, the size and the quality if the model has them', async () => {
    const qwen = await setUp(models, { config: { model: 'alibaba/qwen-image-2.0' } });
    const submission = await submit(qwen, { count: 3, aspectRatio: '16:9', negativePrompt: 'blurry' });
    assert.deepEqual(lastBody(qwen.service).body, {
      prompt: 'a red fox in the snow',
      negativePrompt: 'blurry',
      size: '1280*720',
      imageNum: '3',
    } as never);
    const pictures = await fetched(imagesOf(await follow(models, submission, qwen.context)), qwen.context.config);
    assert.deepEqual(
      pictures.map(factsOf).map(({ width, height }) => [width, height]),
      Array(3).fill([1280, 720]),
    );
    const gpt = await setUp(models, { config: { model: 'rhart-image-g-2-official' } });
    await submit(gpt, { quality: 'high' });
    assert.equal(lastBody(gpt.service).body['quality'], 'high');
  });

  it('uses any model by its path', async () => {
    const setting = await setUp(models, {
      config: { model: 'some-vendor/new-model/image-to-image' },
      options: { imageField: 'imageUrl', fields: { strength: 0.5 } },
    });
    const [model] = models.knownModels(setting.context.config);
    assert.deepEqual(Object.keys(model?.kinds ?? {}), ['edit']);
    await submit(setting, { kind: 'edit', references: [setting.reference()] });
    const { body } = lastBody(setting.service);
    assert.deepEqual(Object.keys(body).sort(), ['imageUrl', 'prompt', 'strength']);
    const generate = await failureOf(submit(setting));
    assertFailure(generate, { kind: 'unsupported', maybeReceived: false });
  });

  it('accepts a complete endpoint as submitPath, and derives the other one', async () => {
    for (const path of ['/openapi/v2/rhart-image-n-pro/edit', 'whole']) {
      const setting = await setUp(models);
      const submitPath = path === 'whole' ? `${setting.service.url}/openapi/v2/rhart-image-n-pro/edit` : path;
      const context = setting.again({ config: { submitPath } });
      const [model] = models.knownModels(context.config);
      assert.deepEqual([model?.name, Object.keys(model?.kinds ?? {})], ['rhart-image-n-pro', ['generate', 'edit']]);
      await submitFitted(
        models,
        request({ kind: 'edit', references: [setting.reference()], model: 'rhart-image-n-pro' }),
        context,
      );
      await submitFitted(models, request({ model: 'rhart-image-n-pro' }), context);
      await submitFitted(models, request({ model: 'rhart-image-v1' }), context);
      assert.deepEqual(Object.keys(setting.service.received), [
        '/openapi/v2/rhart-image-n-pro/edit',
        '/openapi/v2/rhart-image-n-pro/text-to-image',
        '/openapi/v2/rhart-image-v1/text-to-image',
      ]);
    }
  });

  it('uses the limits of a complete endpoint instead of those of the model', async () => {
    const submitPath = '/openapi/v2/seedream-v5-lite/text-to-image';
    const setting = await setUp(models, { config: { submitPath } });
    const [model, ...others] = models.knownModels(setting.context.config);
    assert.deepEqual([model?.name, model?.label], ['rhart-image-n-pro', 'seedream-v5-lite/text-to-image']);
    assert.deepEqual(Object.keys(model?.kinds ?? {}), ['generate']);
    assert.ok(others.every(({ name }) => name !== model?.name));
  });

  it('reports that the v1 upload returns no URL', async () => {
    const setting = await setUp(models, { config: { uploadPath: '/task/openapi/upload' } });
    const failure = await failureOf(submit(setting, { kind: 'edit', references: [setting.reference()] }));
    assertFailure(failure, { kind: 'settings', values: { field: 'uploadPath' }, maybeReceived: false });
    assert.equal(setting.service.submits(), 0);
  });
});

describe('RunningHub models: a result', () => {
  afterEach(tearDown);

  it('is accepted in the answer to the submit', async () => {
    const setting = await setUp(models, {}, { instant: true });
    const submission = await submit(setting);
    assert.equal(submission.kind, 'outputs');
    assert.deepEqual(submission.kind === 'outputs' && submission.cost, { amount: 0.4, unit: 'CNY' });
    assert.equal(imagesOf(submission).length, 1);
  });

  it('is read in every spelling of the states', async () => {
    const spellings = {
      SUCCESS: ['SUCCESS', 'SUCCEED', 'succeeded', 'Completed'],
      FAILED: ['FAILED', 'FAIL', 'failure', 'ERROR'],
      CANCEL: ['CANCEL', 'CANCELLED', 'canceled'],
    } as const;
    for (const [state, words] of Object.entries(spellings)) {
      for (const word of words) {
        const setting = await setUp(models);
        setting.service.speak({ words: { [state]: word } });
        if (state === 'FAILED') setting.service.failNext('it broke');
        const ticket = ticketOf(await submit(setting));
        if (state === 'CANCEL') setting.service.cancelAll();
        const expected = state === 'SUCCESS' ? 'done' : state === 'FAILED' ? 'failed' : 'cancelled';
        assert.equal((await models.poll(ticket, setting.context)).state, expected, word);
      }
    }
  });

  it('is found under every member name', async () => {
    for (const urlName of ['url', 'outputUrl', 'fileUrl']) {
      const setting = await setUp(models);
      setting.service.speak({ urlName });
      const pictures = imagesOf(await models.poll(ticketOf(await submit(setting)), setting.context));
      assert.equal((await fetched(pictures, setting.context.config)).length, 1);
    }
  });

  it('may be a content rejection, which is reported as one', async () => {
    for (const code of ['1501', '1505']) {
      const setting = await setUp(models);
      setting.service.failNext('real people are not allowed', code);
      const seen = failed(await models.poll(ticketOf(await submit(setting)), setting.context));
      assertFailure(seen, { kind: 'policy', code, detail: 'real people are not allowed' });
    }
  });

  it('is reported as expired when it is fetched too late', async () => {
    const setting = await setUp(models);
    const [picture] = imagesOf(await models.poll(ticketOf(await submit(setting)), setting.context));
    setting.service.expireResults();
    assert.ok(picture && 'url' in picture.source);
    const options = { trustedOrigins: [setting.service.url], signal: new AbortController().signal };
    assertFailure(await failureOf(download(picture.source.url, options)), { kind: 'expired', status: 403 });
  });

  it("can't be canceled once the task runs", async () => {
    const setting = await setUp(models);
    setting.service.holdTasks();
    const ticket = ticketOf(await submit(setting));
    setting.service.startNext();
    assert.equal(await models.cancel!(ticket, setting.context), 'too-late');
    setting.service.finishNext();
    assert.equal((await models.poll(ticket, setting.context)).state, 'done');
  });
});

describe('RunningHub models: keys', () => {
  afterEach(tearDown);

  it('of a personal account are rejected with the reason', async () => {
    const setting = await setUp(models, { secrets: { key: personalKey } });
    const expected = { kind: 'auth', reason: 'enterprise-key-needed', maybeReceived: false } as const;
    assertFailure(await failureOf(submit(setting)), { ...expected, code: '1014' });
    assertFailure(await failureOf(models.test(setting.context)), { kind: 'auth', reason: 'enterprise-key-needed' });
  });

  it('of the other site are rejected as wrong', async () => {
    const setting = await setUp(models, { secrets: { key: foreignKey } }, { site: 'ai' });
    const expected = { kind: 'auth', reason: 'key-refused' } as const;
    assertFailure(await failureOf(submit(setting)), { ...expected, code: '412', maybeReceived: false });
    assertFailure(await failureOf(models.balance!(setting.context)), expected);
    const edit = submit(setting, { kind: 'edit', references: [setting.reference()] });
    assertFailure(await failureOf(edit), { ...expected, code: '401', maybeReceived: false });
    assert.equal(setting.service.submits(), 0);
  });

  it('have a balance, and a test shows the price of an image', async () => {
    const setting = await setUp(models);
    assert.deepEqual(await models.balance!(setting.context), [
      { unit: 'CNY', remaining: 100 },
      { unit: 'RH coins', remaining: 1000 },
    ]);
    const facts = Object.fromEntries((await models.test(setting.context)).facts);
    assert.equal(facts.note, '0.4 CNY');
    assert.equal(facts.models, 'rhart-image-n-pro');
    assert.equal(setting.service.submits(), 0, 'a test makes no picture');
  });

  it('have costs in the currency of the site, and in none if it is unknown', async () => {
    const setting = await setUp(models, { config: { site: 'global' } }, { site: 'ai' });
    const submission = await submit(setting);
    const seen = await models.poll(ticketOf(submission), setting.context);
    assert.equal(seen.state === 'done' && seen.cost, undefined);
    assert.equal((await models.balance!(setting.context))[0]?.unit, 'USD');
  });
});
