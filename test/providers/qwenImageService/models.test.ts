import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { qwenImageService as provider } from '../../../src/providers/qwenImageService';
import type { KindLimits } from '../../../src/providers/contract/model';
import { canFit } from '../../../src/providers/contract/fitRequest';
import { ratioSizes } from '../../../src/providers/qwenImageService/models';
import { assertFailure, failureOf, imagesOf, request, submitFitted, ticketOf } from '../harness/expect';
import type { ServiceFixture } from './fixture';
import { setUp, tearDown } from './fixture';
import { largeRatioSizes } from '../../simulators/qwenImageService/generate';

const sizes = async ({ context }: ServiceFixture): Promise<KindLimits['sizes']> => {
  const [model, ...others] = await provider.models!(context);
  assert.deepEqual(others, []);
  const { generate } = model!.kinds;
  assert.deepEqual(generate?.ratios, Object.keys(generate?.sizes ?? {}));
  return generate?.sizes;
};

describe('Qwen Image Service: models', () => {
  afterEach(tearDown);

  it('offers the aspect ratios that the server lists, the square as the default', async () => {
    const moreRatios: Record<string, [number, number]> = { '21:9': [2016, 864], '1:1 超清': [2048, 2048] };
    const listed = await sizes(await setUp({ moreRatios }));
    const known = provider.knownModels(configOf())[0]?.kinds.generate?.sizes;
    assert.deepEqual(listed, { ...known, ...largeRatioSizes, ...moreRatios });
    assert.equal(Object.keys(listed ?? {})[0], '1:1');
  });

  it('adds the ratios of the configuration to those of the server', async () => {
    const setting = await setUp({}, { options: { ratios: { '3:1': [2100, 700] } } });
    assert.deepEqual((await sizes(setting))?.['3:1'], [2100, 700]);
  });

  it('asks without signing in, so that a wrong password does not matter', async () => {
    const setting = await setUp({}, { secrets: {} });
    assert.ok(await sizes(setting));
    assert.deepEqual(
      setting.service.exchanges.map(({ path }) => path),
      ['/text-to-image/aspect-ratios'],
    );
  });

  it('uses the path of the oldest release if the other does not exist', async () => {
    const setting = await setUp({ legacy: true, moreRatios: { '21:9': [2016, 864] } });
    assert.deepEqual((await sizes(setting))?.['21:9'], [2016, 864]);
  });

  it('keeps the known ratios if the server lists none', async () => {
    const setting = await setUp();
    const { context, service } = setting;
    service.misbehave({ path: /aspect-ratios/, fault: { kind: 'answer', status: 404, body: '{}' }, times: 2 });
    assert.deepEqual(await provider.models!(context), provider.knownModels(context.config));
  });

  it('leaves out ratios that cannot be shown or drawn', async () => {
    const setting = await setUp();
    const body = JSON.stringify({
      '16:9': [1664, 928],
      '1:1': [1024, 1024],
      zero: [0, 10],
      huge: [1e9, 1e9],
      half: [10.5, 10],
      'line\nend': [10, 10],
      [`${'x'.repeat(41)}`]: [10, 10],
    });
    setting.service.misbehave({ path: /aspect-ratios/, fault: { kind: 'answer', status: 200, body } });
    assert.deepEqual(Object.keys((await sizes(setting)) ?? {}), ['1:1', '16:9']);
  });

  it('fails when the list is not one, so that an older list stays in use', async () => {
    const { context, service } = await setUp();
    service.misbehave({ path: /aspect-ratios/, fault: { kind: 'answer', status: 200, body: '{"1:1":"square"}' } });
    assertFailure(await failureOf(provider.models!(context)), { kind: 'bad-answer' });
  });

  it('makes an image with a ratio that only the server knows', async () => {
    const { context, service } = await setUp(
      { moreRatios: { '21:9': [2016, 864] } },
      {
        config: { synchronous: true },
        options: { username: 'demo', ratios: { '21:9': [2016, 864] } },
      },
    );
    const submission = await submitFitted(provider, request({ aspectRatio: '21:9' }), context);
    const [image] = imagesOf(submission);
    assert.equal(image?.mediaType, 'image/png');
    assert.deepEqual(service.unknownFields, []);
  });

  it('submits any ratio that the service lists, before the list was read and under any model name', async () => {
    const { context, service } = await setUp();
    service.holdTasks();
    for (const aspectRatio of Object.keys(largeRatioSizes)) {
      for (const model of ['qwen-image', 'another']) {
        ticketOf(await submitFitted(provider, request({ aspectRatio, model }), context));
      }
    }
    assert.equal(service.received['/text-to-image'], 6);
  });

  it('refuses a ratio that the service does not list before it is sent, with all that it lists', async () => {
    const { context, service } = await setUp();
    const failure = await failureOf(submitFitted(provider, request({ aspectRatio: '5:7' }), context));
    const allowed = [...Object.keys(ratioSizes), ...Object.keys(largeRatioSizes)].join(', ');
    assertFailure(failure, {
      kind: 'bad-request',
      reason: 'ratio-unknown',
      values: { ratio: '5:7', allowed },
      maybeReceived: false,
    });
    assert.deepEqual(service.received, {});
  });

  it('asks for no list for the usual ratios', async () => {
    const { context, service } = await setUp();
    ticketOf(await submitFitted(provider, request({ aspectRatio: '16:9' }), context));
    assert.ok(service.exchanges.every(({ path }) => !path.includes('aspect-ratios')));
  });

  it('is no fallback for a ratio that it may not have', () => {
    const limits = provider.knownModels(configOf())[0]!.kinds.generate;
    assert.equal(canFit(request({ aspectRatio: '16:9' }), limits), true);
    assert.equal(canFit(request({ aspectRatio: '21:9' }), limits), false);
  });
});

function configOf(): Parameters<typeof provider.knownModels>[0] {
  return { model: 'qwen-image', options: {} } as Parameters<typeof provider.knownModels>[0];
}
