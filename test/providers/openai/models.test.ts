import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { openai as provider } from '../../../src/providers/openai';
import type { Model } from '../../../src/providers/contract/model';
import { catalog } from '../../simulators/openai/catalog';
import { assertFailure, failureOf, imagesOf, request, submitFitted } from '../harness/expect';
import { answeredContext } from './recording';
import { setUp, tearDown } from './fixture';

const names = (models: readonly Model[]): string[] => models.map(({ name }) => name);
const listing = (...ids: string[]): { status: number; headers: Record<string, string>; bytes: Uint8Array } => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  bytes: new TextEncoder().encode(JSON.stringify({ object: 'list', data: ids.map((id) => ({ id })) })),
});

describe('OpenAI-compatible images: models', () => {
  afterEach(tearDown);

  it('lists the image models of the service, the configured one first, and no chat models', async () => {
    const { context } = await setUp({}, { config: { model: 'gpt-image-2' } });
    const models = await provider.models!(context);
    assert.deepEqual(names(models).sort(), Object.keys(catalog).sort());
    assert.equal(models[0]?.name, 'gpt-image-2');
  });

  it('gives a listed model the limits of its family', async () => {
    const { context } = await setUp({}, { config: { model: 'nano-banana' } });
    const [own, ...others] = await provider.models!(context);
    const gpt = others.find(({ name }) => name === 'gpt-image-2');
    assert.deepEqual(own?.kinds, provider.unknownModel!(context.config, 'nano-banana'));
    assert.deepEqual(gpt?.kinds, provider.unknownModel!(context.config, 'gpt-image-2'));
    assert.notDeepEqual(own.kinds, gpt.kinds);
  });

  it('lists every model of a server on which none has the name of an image model', async () => {
    const { context } = answeredContext([listing('my-model', 'Other/Model')], { config: { model: '' } });
    assert.deepEqual(names(await provider.models!(context)), ['', 'my-model', 'Other/Model']);
  });

  it('lists a model once, and no name that could not be shown or sent', async () => {
    const ids = ['nano-banana', 'nano-banana', 'image\u202e', 'image model', '', `image-${'x'.repeat(300)}`];
    const { context } = answeredContext([listing(...ids)], { config: { model: 'nano-banana' } });
    assert.deepEqual(names(await provider.models!(context)), ['nano-banana']);
  });

  it('truncates a list of thousands of models', async () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `image-${index}`);
    const { context } = answeredContext([listing(...ids)], { config: { model: 'nano-banana' } });
    assert.equal((await provider.models!(context)).length, 201);
  });

  it('keeps the known models if the service has no list', async () => {
    const missing = { status: 404, headers: { 'content-type': 'application/json' }, bytes: new Uint8Array() };
    const { context, requests } = answeredContext([missing], { config: { model: 'nano-banana' } });
    assert.deepEqual(await provider.models!(context), provider.knownModels(context.config));
    assert.deepEqual(requests, ['GET /v1/models']);
  });

  it('sends nothing to grsai, which has no list', async () => {
    const { context, requests } = answeredContext([], { options: { dialect: 'grsai' } });
    assert.deepEqual(await provider.models!(context), provider.knownModels(context.config));
    assert.deepEqual(requests, []);
  });

  it('fails with the reason when the key is wrong', async () => {
    const { context } = await setUp({}, { secrets: { key: 'sk-other' } });
    assertFailure(await failureOf(provider.models!(context)), { kind: 'auth', reason: 'key-refused' });
  });
});

describe('OpenAI-compatible images: cost from token counts', () => {
  afterEach(tearDown);

  const tokenPrices = { textInput: 5, imageInput: 8, output: 30 };
  const withPrices = { config: { model: 'gpt-image-2' }, options: { tokenPrices } };

  it('multiplies the token counts of the answer by the configured prices', async () => {
    const { submit } = await setUp({}, withPrices);
    const submission = await submit();
    assert.equal(submission.kind, 'outputs');
    // 12 text tokens, 1,056 output tokens.
    assert.deepEqual(submission.cost, { amount: 0.03174, unit: 'USD' });
  });

  it('prices the tokens of input images apart from those of the text', async () => {
    const { submit, references } = await setUp({}, withPrices);
    const submission = await submit({ kind: 'edit', references: references(2) });
    assert.equal(submission.kind, 'outputs');
    // 12 text tokens, 2 × 323 image tokens, 1,056 output tokens.
    assert.deepEqual(submission.cost, { amount: 0.036908, unit: 'USD' });
  });

  it('adds the cost of a task whose answer has token counts', async () => {
    const { submit, poll } = await setUp(
      { dialect: 't8' },
      { ...withPrices, config: { model: 'gpt-image-2', synchronous: false } },
    );
    const status = await poll(await submit());
    assert.equal(status.state, 'done');
    assert.deepEqual(status.cost, { amount: 0.03174, unit: 'USD' });
  });

  it('reports no cost without configured prices, so that the price per image counts', async () => {
    const { submit } = await setUp({}, { config: { model: 'gpt-image-2' } });
    const submission = await submit();
    assert.equal(submission.kind, 'outputs');
    assert.equal(submission.cost, undefined);
  });

  it('reports no cost for an answer without token counts', async () => {
    const { submit } = await setUp({}, { ...withPrices, config: { model: 'nano-banana' } });
    const submission = await submit();
    assert.equal(submission.kind, 'outputs');
    assert.equal(submission.cost, undefined);
  });

  for (const usage of [
    { input_tokens: -1, output_tokens: 5 },
    { input_tokens: 1e30, output_tokens: 1 },
    'many',
    null,
    [7],
  ]) {
    it(`reports no cost for invalid counts: ${JSON.stringify(usage)}`, async () => {
      const body = { created: 1, data: [{ url: 'https://cdn.example.com/a.png' }], usage };
      const answer = { ...listing(), bytes: new TextEncoder().encode(JSON.stringify(body)) };
      const { context } = answeredContext([answer], { options: { tokenPrices } });
      const submission = await submitFitted(provider, request(), context);
      assert.equal(submission.kind, 'outputs');
      assert.equal(submission.cost, undefined);
    });
  }
});

describe('OpenAI-compatible images: media types', () => {
  afterEach(tearDown);

  it('takes the media type from output_format', async () => {
    const { submit } = await setUp({}, { config: { model: 'gpt-image-2' } });
    const submission = await submit();
    assert.deepEqual(
      imagesOf(submission).map(({ mediaType }) => mediaType),
      ['image/png'],
    );
  });

  it('takes the media type of a data URI', async () => {
    const { submit } = await setUp({ answers: 'b64-prefixed' }, { config: { model: 'nano-banana' } });
    const submission = await submit();
    assert.deepEqual(
      imagesOf(submission).map(({ mediaType }) => mediaType),
      ['image/png'],
    );
  });
});
