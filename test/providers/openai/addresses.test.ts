import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { openai as provider } from '../../../src/providers/openai';
import type { ProviderContext } from '../../../src/providers/contract/context';
import type { OpenAiOptions } from '../../../src/providers/openai/options';
import { drawPng } from '../../simulators/image';
import { json, startWire, type Reply } from '../../simulators/wire';
import { providerFixture } from '../harness/providerContext';
import { assertFailure, failureOf, imagesOf, request, submitFitted } from '../harness/expect';

const image = Buffer.from(drawPng(16, 16, 'address')).toString('base64');
const started: { stop(): Promise<void> }[] = [];

/** A service with these replies by method and path; everything else is answered with `otherwise`. */
async function serve(
  replies: Record<string, Reply>,
  {
    base,
    otherwise = plain(404),
    options = {},
  }: { base: string; otherwise?: Reply; options?: Record<string, unknown> },
): Promise<{ context: ProviderContext<OpenAiOptions>; calls: string[] }> {
  const calls: string[] = [];
  const wire = await startWire({
    handle({ method, path }) {
      calls.push(`${method} ${path}`);
      return Promise.resolve(replies[`${method} ${path}`] ?? otherwise);
    },
  });
  started.push(wire);
  const fixture = providerFixture({ config: { baseUrl: wire.url + base }, options, secrets: { key: 'sk-1' } });
  return { context: fixture.context(provider), calls };
}

function plain(status: number, type = 'text/plain'): Reply {
  return { status, headers: { 'content-type': type }, body: new TextEncoder().encode(`${status} page`) };
}

const made = (): Reply => json(200, { data: [{ b64_json: image }] });
const listed = (): Reply => json(200, { data: [{ id: 'nano-banana' }] });

describe('OpenAI-compatible images: addresses', () => {
  afterEach(() => Promise.all(started.splice(0).map((wire) => wire.stop())));

  const addresses: [base: string, root: string][] = [
    ['', '/v1'],
    ['/v1', '/v1'],
    ['/api', '/api/v1'],
    ['/api/v3', '/api/v3'],
    ['/api/paas/v4', '/api/paas/v4'],
    ['/v1beta/openai', '/v1beta/openai'],
    ['/openai/v1', '/openai/v1'],
    ['/v1/images/generations', '/v1'],
    ['/api/v3/images/generations', '/api/v3'],
    ['/v1/images/edits', '/v1'],
    ['/v1/models', '/v1'],
    ['/v1/chat/completions', '/v1'],
    ['/compatible/images/generations', '/compatible'],
  ];
  for (const [base, root] of addresses) {
    it(`finds every path of a service at ${base || 'a bare host'}`, async () => {
      const { context, calls } = await serve(
        {
          [`GET ${root}/models`]: listed(),
          [`POST ${root}/images/generations`]: made(),
          [`POST ${root}/images/edits`]: made(),
          [`GET ${root}/images/tasks/t1`]: made(),
        },
        { base },
      );
      await provider.test(context);
      assert.equal(imagesOf(await submitFitted(provider, request(), context)).length, 1);
      assert.equal((await provider.poll({ id: 't1', pictures: 1 }, context)).state, 'done');
      assert.deepEqual(calls, [`GET ${root}/models`, `POST ${root}/images/generations`, `GET ${root}/images/tasks/t1`]);
    });
  }

  it('uses the dialect of a pasted endpoint', async () => {
    const draw = await serve({ 'POST /v1/draw/gpt-image': made() }, { base: '/v1/draw/gpt-image' });
    await submitFitted(provider, request(), draw.context);
    const later = await serve(
      { 'POST /v1/images/generations/async': made() },
      { base: '/v1/images/generations/async' },
    );
    await submitFitted(provider, request(), later.context);
    assert.deepEqual([...draw.calls, ...later.calls], ['POST /v1/draw/gpt-image', 'POST /v1/images/generations/async']);
  });

  it('resolves relative URLs of a result at an address with a version', async () => {
    const { context } = await serve(
      { 'POST /api/v3/images/generations': json(200, { data: [{ url: '/files/a.png' }] }) },
      { base: '/api/v3' },
    );
    const [output] = imagesOf(await submitFitted(provider, request(), context));
    assert.ok(output && 'url' in output.source);
    assert.equal(new URL(output.source.url).pathname, '/api/files/a.png');
  });
});

describe('OpenAI-compatible images: a service that names itself differently in its answers', () => {
  afterEach(() => Promise.all(started.splice(0).map((wire) => wire.stop())));

  it('gets the key for its images and its tasks at the configured address, and nowhere else', async () => {
    const keys: string[] = [];
    const wire = await startWire({
      handle({ path, headers }) {
        keys.push(`${path} ${headers['authorization'] ?? 'no key'}`);
        const own = `http://localhost:${new URL(`http://${headers['host']}`).port}`;
        if (path.endsWith('/generations')) return Promise.resolve(json(200, { data: [{ url: `${own}/a/content` }] }));
        if (path.endsWith('/async'))
          return Promise.resolve(json(200, { task_id: 't1', status: 'queued', status_url: `${own}/own/t1` }));
        if (path === '/own/t1')
          return Promise.resolve(json(200, { task_id: 't1', status: 'succeeded', content_url: `${own}/b/content` }));
        return Promise.resolve({ status: 200, headers: {}, body: drawPng(16, 16, 'content') });
      },
    });
    started.push(wire);
    const config = { baseUrl: wire.url };
    const context = providerFixture({ config, secrets: { key: 'sk-1' } }).context(provider);
    const made = await submitFitted(provider, request(), context);
    assert.ok(made.kind === 'ticket');
    assert.equal((await provider.poll(made.ticket, context)).state, 'done');
    const relay = providerFixture({
      config: { ...config, submitPath: '/v1/images/generations/async' },
      secrets: { key: 'sk-1' },
    }).context(provider);
    const task = await submitFitted(provider, request(), relay);
    assert.ok(task.kind === 'ticket');
    assert.equal((await provider.poll(task.ticket, relay)).state, 'done');
    assert.deepEqual(
      keys,
      ['/v1/images/generations', '/a/content', '/v1/images/generations/async', '/own/t1', '/b/content'].map(
        (path) => `${path} Bearer sk-1`,
      ),
    );
  });

  it('gets no key at another port of the same name', async () => {
    const other = json(200, { data: [{ url: 'http://localhost:1/a/content' }] });
    const { context } = await serve({ 'POST /v1/images/generations': other }, { base: '' });
    const [output] = imagesOf(await submitFitted(provider, request(), context));
    assert.ok(output && 'url' in output.source, 'the URL is opened without the key');
  });
});

describe('OpenAI-compatible images: a service without a path for edits', () => {
  afterEach(() => Promise.all(started.splice(0).map((wire) => wire.stop())));

  const missing: Record<string, Reply> = {
    'a page': plain(404),
    'an unknown URL': json(404, { error: { message: 'Invalid URL (POST /v1/images/edits)' } }),
    'a method that is not allowed': plain(405),
  };
  for (const [name, otherwise] of Object.entries(missing)) {
    it(`is reported with the option that helps, if it answers with ${name}`, async () => {
      const { context, calls } = await serve({ 'POST /v1/images/generations': made() }, { base: '/v1', otherwise });
      const reference = {
        hash: 'a'.repeat(64),
        name: 'a.png',
        mimeType: 'image/png',
        width: 16,
        height: 16,
        size: 90,
      } as const;
      const readable = { ...context, readImage: () => Promise.resolve(drawPng(16, 16, 'input')) };
      const edit = request({ kind: 'edit', references: [reference] });
      const failure = await failureOf(submitFitted(provider, edit, readable));
      assertFailure(failure, { kind: 'settings', reason: 'edits-missing', maybeReceived: false });
      assert.deepEqual(failure.values, { option: 'imagesAs', value: 'inline' });
      const inline = { ...readable, options: { ...context.options, imagesAs: 'inline' as const } };
      assert.equal(imagesOf(await submitFitted(provider, edit, inline)).length, 1);
      assert.deepEqual(calls, ['POST /v1/images/edits', 'POST /v1/images/generations']);
    });
  }

  it('is not concluded from an unknown model or a missing path for new images', async () => {
    const model = json(404, { error: { message: 'The model does not exist', code: 'model_not_found' } });
    const { context } = await serve({ 'POST /v1/images/edits': model }, { base: '/v1' });
    const reference = { hash: 'a'.repeat(64), name: 'a.png', mimeType: 'image/png', width: 16, height: 16, size: 90 };
    const readable = { ...context, readImage: () => Promise.resolve(drawPng(16, 16, 'input')) };
    const edit = request({ kind: 'edit', references: [reference] });
    assertFailure(await failureOf(submitFitted(provider, edit, readable)), { reason: 'model-unknown' });
    assertFailure(await failureOf(submitFitted(provider, request(), context)), { reason: 'not-this-service' });
  });
});

describe('OpenAI-compatible images: a test of a service without a list of models', () => {
  afterEach(() => Promise.all(started.splice(0).map((wire) => wire.stop())));

  const unknown = json(404, { error: { message: 'Invalid URL (GET /v1/models)', type: 'invalid_request_error' } });
  const wrong: Record<string, { otherwise: Reply; options?: Record<string, unknown> }> = {
    'answers 404 everywhere': { otherwise: plain(404) },
    'answers 404 in JSON everywhere': { otherwise: unknown },
    'answers 405 everywhere': { otherwise: plain(405) },
    'answers 501 everywhere': { otherwise: plain(501) },
    'answers 404 everywhere, as grsai': { otherwise: plain(404), options: { dialect: 'grsai' } },
    'answers 404 in JSON everywhere, as grsai': { otherwise: unknown, options: { dialect: 'grsai' } },
  };
  for (const [name, setup] of Object.entries(wrong)) {
    it(`fails if the service ${name}`, async () => {
      const { context } = await serve({}, { base: '/v1', ...setup });
      assertFailure(await failureOf(provider.test(context)), { kind: 'settings', reason: 'not-this-service' });
    });
  }

  it('fails if grsai answers with JSON that means nothing', async () => {
    const { context } = await serve(
      { 'POST /v1/draw/result': json(200, { hello: 'world' }) },
      { base: '', options: { dialect: 'grsai' } },
    );
    assertFailure(await failureOf(provider.test(context)), { kind: 'settings', reason: 'not-this-service' });
  });

  it('passes if the path of submits exists', async () => {
    const { context, calls } = await serve({ 'GET /v1/images/generations': plain(405) }, { base: '/v1' });
    const { facts } = await provider.test(context);
    assert.deepEqual(facts.at(-1), ['note', 'GET /v1/models: 404']);
    assert.deepEqual(calls, ['GET /v1/models', 'GET /v1/images/generations']);
  });

  it('passes if the service reports a task as not found', async () => {
    const missing = json(404, { error: { message: 'image task not found', code: 'not_found' } });
    const { context } = await serve({ 'GET /v1/images/tasks/easel-test': missing }, { base: '/v1' });
    assert.deepEqual((await provider.test(context)).facts.at(-1), ['note', 'GET /v1/models: 404']);
  });

  it('reports a key that the path of submits refuses', async () => {
    const { context } = await serve(
      { 'GET /v1/images/generations': json(401, { error: { message: 'invalid token' } }) },
      { base: '/v1' },
    );
    assertFailure(await failureOf(provider.test(context)), { kind: 'auth', reason: 'key-refused' });
  });
});
