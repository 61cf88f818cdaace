import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { ImageRequest, JsonValue } from '../../../src/shared/model/jobs';
import { qwenImageService as provider } from '../../../src/providers/qwenImageService';
import type { TaskStatus } from '../../../src/providers/contract/task';
import { drawPng } from '../../simulators/image';
import { assertFailure, factsOf, failureOf, imagesOf, request, ticketOf, submitFitted } from '../harness/expect';
import { setUp, tearDown, type ServiceFixture } from './fixture';

async function submit(setting: ServiceFixture, change: Partial<ImageRequest> = {}): Promise<JsonValue> {
  return ticketOf(await submitFitted(provider, request(change), setting.context));
}

function failed(seen: TaskStatus) {
  if (seen.state !== 'failed') assert.fail(`not failed, but ${seen.state}`);
  return seen.failure;
}

/** Waits for something that another promise brings about, without a clock. */
async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 10_000 && !condition(); turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(condition());
}

describe('Qwen Image Service: jobs', () => {
  afterEach(tearDown);

  it("sends every parameter under the service's name", async () => {
    const setting = await setUp();
    const change = { negativePrompt: 'blurry', aspectRatio: '16:9', steps: 30, cfgScale: 7.5, seed: 42, count: 2 };
    await submit(setting, change);
    const { items } = await provider.administration!.history!(setting.context, 'mine', { page: 1, pageSize: 5 });
    assert.equal(items[0]?.prompt, 'a red fox in the snow');
    const fields = setting.service.exchanges.find(({ path }) => path === '/text-to-image')?.fields.sort();
    assert.deepEqual(fields, [
      'aspect_ratio',
      'async_mode',
      'negative_prompt',
      'num_images',
      'num_inference_steps',
      'prompt',
      'seed',
      'true_cfg_scale',
    ]);
    assert.deepEqual(setting.service.unknownFields, []);
  });

  it('accepts the image of a synchronous answer to any submit', async () => {
    const setting = await setUp({}, { config: { synchronous: true } });
    const one = imagesOf(await submitFitted(provider, request({ aspectRatio: '9:16' }), setting.context));
    assert.deepEqual([factsOf(one[0]!).width, factsOf(one[0]!).height], [928, 1664]);
    const three = await submitFitted(provider, request({ count: 3 }), setting.context);
    assert.equal(imagesOf(three).length, 3);
    assert.equal(three.warnings, undefined);
  });

  it('polls a task in a synchronous answer, and accepts images instead of a task', async () => {
    const body = '{"message":"任务已提交","task_id":"3f2b6c1e-0000-4000-8000-000000000001"}';
    const synchronous = await setUp({}, { config: { synchronous: true } });
    synchronous.service.misbehave({ path: '/text-to-image', fault: { kind: 'answer', status: 202, body } });
    const ticket = await submit(synchronous);
    assert.deepEqual(ticket, { taskId: '3f2b6c1e-0000-4000-8000-000000000001', pictures: 1 });
    const legacy = await setUp({ legacy: true });
    assert.equal(imagesOf(await submitFitted(provider, request({ count: 4 }), legacy.context)).length, 4);
  });

  it('recognizes an image by its bytes when the content type is wrong', async () => {
    const setting = await setUp({}, { config: { synchronous: true } });
    for (const type of ['application/json', 'text/html', 'application/octet-stream']) {
      setting.service.misbehave({ path: '/text-to-image', fault: { kind: 'wrong-type', type } });
      assert.equal(imagesOf(await submitFitted(provider, request(), setting.context)).length, 1);
    }
    const fault = { kind: 'answer', status: 200, body: '{"detail":"x"}', type: 'image/png' } as const;
    setting.service.misbehave({ path: '/text-to-image', fault });
    const failure = await failureOf(submitFitted(provider, request(), setting.context));
    assertFailure(failure, { kind: 'bad-answer', reason: 'not-an-image', maybeReceived: true });
  });

  it('rejects a truncated image and a truncated ZIP', async () => {
    const setting = await setUp({}, { config: { synchronous: true } });
    for (const count of [1, 4]) {
      setting.service.misbehave({ path: '/text-to-image', fault: { kind: 'half' } });
      const failure = await failureOf(submitFitted(provider, request({ count }), setting.context));
      assertFailure(failure, { kind: 'bad-answer', maybeReceived: true });
    }
  });

  it('returns the images of a batch in the order of the prompts', async () => {
    const setting = await setUp();
    const prompts = Array.from({ length: 10 }, (_, index) => `prompt ${index}`);
    const references = [setting.fixture.keep(drawPng(64, 64, 'x'), {})];
    const ticket = await submit(setting, { kind: 'batch', prompts, prompt: prompts[0]!, references });
    const pictures = imagesOf(await provider.wait!(ticket, setting.context, 5_000));
    assert.deepEqual(
      pictures.map((picture) => picture.promptIndex),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    for (const [index, picture] of pictures.entries()) {
      assert.ok('bytes' in picture.source);
      assert.deepEqual(picture.source.bytes, drawPng(1024, 1024, prompts[index]!));
    }
  });

  it('unpacks the ZIP of a batch with one prompt', async () => {
    const setting = await setUp();
    const references = [setting.fixture.keep(drawPng(64, 64, 'x'), {})];
    const ticket = await submit(setting, { kind: 'batch', prompts: ['only one'], references });
    const pictures = imagesOf(
      await provider.poll(ticket, setting.context).then(() => provider.wait!(ticket, setting.context, 5_000)),
    );
    assert.deepEqual(
      pictures.map((picture) => picture.promptIndex),
      [0],
    );
  });

  it('rejects before the submit what would fail and count against the quota', async () => {
    const setting = await setUp();
    const bytes = drawPng(64, 64, 'x');
    const good = setting.fixture.keep(bytes, {});
    const wrong: [Partial<ImageRequest>, string][] = [
      [{ kind: 'edit', references: [] }, 'image-count'],
      [{ kind: 'edit', references: [good, good, good] }, 'image-count'],
      [{ kind: 'edit', references: [{ ...good, mimeType: 'image/gif' }] }, 'image-type'],
      [{ kind: 'edit', references: [{ ...good, size: 21 * 1024 * 1024 }] }, 'image-too-big'],
      [{ kind: 'batch', references: [good, good], prompts: ['a'] }, 'image-count'],
      [{ kind: 'batch', references: [good], prompts: ['a|b'] }, 'prompt-has-separator'],
      [{ kind: 'batch', references: [good], prompts: Array<string>(11).fill('a') }, 'value-out-of-range'],
      [{ aspectRatio: '21:9' }, 'ratio-unknown'],
      [{ count: 5 }, 'value-out-of-range'],
      [{ steps: 19 }, 'value-out-of-range'],
    ];
    for (const [change, reason] of wrong) {
      const failure = await failureOf(submitFitted(provider, request(change), setting.context));
      assert.equal(failure.reason, reason, JSON.stringify(change));
    }
    assert.deepEqual(setting.service.received, {});
    assert.equal(setting.service.user('demo').usedEver, 0);
  });

  it('accepts the ratios of the configuration', async () => {
    const setting = await setUp({ moreRatios: { '21:9': [2016, 864], 超宽: [2048, 512] } }, {});
    const options = { username: 'demo', ratios: { '21:9': [2016, 864] } };
    const context = setting.again({ options });
    assert.deepEqual(provider.knownModels(context.config)[0]?.kinds.generate?.sizes?.['21:9'], [2016, 864]);
    const ticket = ticketOf(await submitFitted(provider, request({ aspectRatio: '21:9' }), context));
    assert.equal(factsOf(imagesOf(await provider.wait!(ticket, context, 5_000))[0]!).width, 2016);
    const ratios = await provider.administration!.ratios!(context);
    assert.deepEqual(ratios['超宽'], [2048, 512]);
  });

  it('reports how many tasks wait while a job waits, and nothing while it runs', async () => {
    const setting = await setUp();
    setting.service.holdTasks();
    const first = await submit(setting);
    const submission = await submitFitted(provider, request(), setting.context);
    assert.deepEqual(submission.kind === 'ticket' && submission.progress, { waiting: 2, note: 'pending' });
    const second = ticketOf(submission);
    assert.deepEqual(await provider.poll(second, setting.context), {
      state: 'waiting',
      progress: { waiting: 2, note: 'pending' },
    });
    setting.service.startNext();
    assert.deepEqual(await provider.poll(first, setting.context), { state: 'running', progress: { note: 'running' } });
    assert.deepEqual(await provider.poll(second, setting.context), {
      state: 'waiting',
      progress: { waiting: 1, note: 'pending' },
    });
  });

  it('returns from wait as soon as the task is over', async () => {
    const setting = await setUp();
    setting.service.holdTasks();
    const ticket = await submit(setting);
    const waiting = provider.wait!(ticket, setting.context, 40_000);
    await until(() => setting.service.exchanges.some(({ path }) => path.endsWith('/result')));
    setting.service.finishNext();
    assert.equal(imagesOf(await waiting).length, 1);
    assert.equal(setting.service.exchanges.filter(({ path }) => path.endsWith('/result')).length, 1);
  });

  it('returns from wait with the state after the maximum time', async () => {
    const setting = await setUp({ holdScale: 0.01 });
    setting.service.holdTasks();
    const ticket = await submit(setting);
    assert.equal((await provider.wait!(ticket, setting.context, 1_000)).state, 'waiting');
    setting.service.startNext();
    assert.equal((await provider.wait!(ticket, setting.context, 1_000)).state, 'running');
    assert.equal((await provider.wait!(ticket, setting.context, 200)).state, 'running');
  });

  it('polls when a proxy cuts off a wait', async () => {
    const setting = await setUp();
    setting.service.holdTasks();
    const ticket = await submit(setting);
    setting.service.misbehave({ path: /result$/, fault: { kind: 'html', status: 504 } });
    assert.equal((await provider.wait!(ticket, setting.context, 5_000)).state, 'waiting');
  });

  it('reports a failed task from every call', async () => {
    const setting = await setUp();
    setting.service.holdTasks();
    const ticket = await submit(setting);
    setting.service.failNext('CUDA out of memory');
    setting.service.finishNext();
    const expected = {
      kind: 'server',
      reason: 'task-failed',
      detail: 'CUDA out of memory',
    } as const;
    assertFailure(failed(await provider.poll(ticket, setting.context)), expected);
    assertFailure(failed(await provider.wait!(ticket, setting.context, 5_000)), expected);
    setting.service.restart();
    assertFailure(failed(await provider.poll(ticket, setting.context)), expected);
  });

  it('reports the failure of a synchronous call', async () => {
    const setting = await setUp({}, { config: { synchronous: true } });
    setting.service.failNext('CUDA out of memory');
    const failure = await failureOf(submitFitted(provider, request(), setting.context));
    assertFailure(failure, { kind: 'server', reason: 'task-failed', maybeReceived: true });
  });

  it('reports the timeout of a synchronous call', async () => {
    const setting = await setUp({ synchronousSeconds: 0.01 }, { config: { synchronous: true } });
    setting.service.holdTasks();
    const timeout = { kind: 'timeout', maybeReceived: true } as const;
    assertFailure(await failureOf(submitFitted(provider, request(), setting.context)), { ...timeout, status: 500 });
    const references = [setting.fixture.keep(drawPng(64, 64, 'x'), {})];
    const edit = await failureOf(submitFitted(provider, request({ kind: 'edit', references }), setting.context));
    assertFailure(edit, { ...timeout, status: 408 });
  });

  it('reports a deleted result and a missing task', async () => {
    const setting = await setUp();
    setting.service.holdTasks();
    const ticket = await submit(setting);
    setting.service.finishNext();
    setting.service.expireResults();
    assertFailure(failed(await provider.poll(ticket, setting.context)), { kind: 'expired', status: 404 });
    assertFailure(failed(await provider.wait!(ticket, setting.context, 5_000)), { kind: 'expired' });
    setting.service.vanish();
    const gone = { kind: 'server', reason: 'task-vanished' } as const;
    assertFailure(failed(await provider.poll(ticket, setting.context)), gone);
    assertFailure(failed(await provider.wait!(ticket, setting.context, 5_000)), gone);
  });

  it("reads tasks from the service's database", async () => {
    const setting = await setUp();
    setting.service.holdTasks();
    const done = await submit(setting);
    setting.service.finishNext();
    const interrupted = await submit(setting);
    setting.service.startNext();
    setting.service.restart();
    assert.equal(imagesOf(await provider.poll(done, setting.context)).length, 1);
    const gone = { kind: 'server', reason: 'task-vanished' } as const;
    assertFailure(failed(await provider.poll(interrupted, setting.context)), gone);
  });

  it('reports a waiting and a running task of before a restart as gone, from every call', async () => {
    const setting = await setUp();
    setting.service.holdTasks();
    const running = await submit(setting);
    setting.service.startNext();
    const waiting = await submit(setting);
    setting.service.restart();
    const gone = { kind: 'server', reason: 'task-vanished' } as const;
    for (const ticket of [running, waiting]) {
      assertFailure(failed(await provider.poll(ticket, setting.context)), gone);
      assertFailure(failed(await provider.wait!(ticket, setting.context, 5_000)), gone);
      assert.equal(await provider.cancel!(ticket, setting.context), 'cancelled');
    }
  });

  it('reports a task as canceled although the service still executes it', async () => {
    const setting = await setUp();
    setting.service.holdTasks();
    const ticket = await submit(setting);
    assert.equal(await provider.cancel!(ticket, setting.context), 'cancelled');
    assert.equal((await provider.poll(ticket, setting.context)).state, 'cancelled');
    assert.equal((await provider.wait!(ticket, setting.context, 5_000)).state, 'cancelled');
    assert.equal(await provider.cancel!(ticket, setting.context), 'cancelled');
    setting.service.finishNext();
    assert.equal((await provider.poll(ticket, setting.context)).state, 'done', 'the fault of the real service');
  });

  it('reports that it is too late to cancel, and that the task is gone', async () => {
    const setting = await setUp();
    setting.service.holdTasks();
    const ticket = await submit(setting);
    setting.service.startNext();
    assert.equal(await provider.cancel!(ticket, setting.context), 'too-late');
    setting.service.finishNext();
    assert.equal(await provider.cancel!(ticket, setting.context), 'too-late');
    setting.service.vanish();
    assert.equal(await provider.cancel!(ticket, setting.context), 'cancelled');
  });

  it('throws after a failed poll, so that polling continues', async () => {
    const setting = await setUp();
    const ticket = await submit(setting);
    setting.service.misbehave({ path: /^\/tasks\//, fault: { kind: 'reset-after' }, times: 2 });
    assertFailure(await failureOf(provider.poll(ticket, setting.context)), { kind: 'network', maybeReceived: false });
    setting.service.behave();
    setting.service.misbehave({ path: /^\/tasks\//, fault: { kind: 'html', status: 502 } });
    assertFailure(await failureOf(provider.poll(ticket, setting.context)), { kind: 'server', reason: 'html-answer' });
    setting.service.misbehave({ path: /^\/tasks\//, fault: { kind: 'answer', status: 200, body: '{"status":"odd"}' } });
    assertFailure(await failureOf(provider.poll(ticket, setting.context)), { kind: 'bad-answer', detail: 'status' });
    setting.service.misbehave({ path: /result$/, fault: { kind: 'half' } });
    assertFailure(await failureOf(provider.wait!(ticket, setting.context, 5_000)), { kind: 'bad-answer' });
    assert.equal(imagesOf(await provider.wait!(ticket, setting.context, 5_000)).length, 1);
  });

  it('distinguishes the quota, the request limit, and a missing model', async () => {
    const setting = await setUp({ users: [{ username: 'demo', password: 'demo-password', daily: 3 }] });
    await submit(setting, { count: 2 });
    const failure = await failureOf(submitFitted(provider, request({ count: 2 }), setting.context));
    const values = { needed: 2, remaining: 1, limit: 3 };
    assertFailure(failure, { kind: 'quota', reason: 'daily-quota', values, maybeReceived: false });
    Object.assign(setting.service.user('demo'), { daily: -1, monthly: 30, usedThisMonth: 29 });
    assertFailure(await failureOf(submitFitted(provider, request({ count: 2 }), setting.context)), {
      kind: 'quota',
      reason: 'monthly-quota',
      values: { needed: 2, remaining: 1, limit: 30 },
    });
    Object.assign(setting.service.user('demo'), { monthly: -1 });
    const busy = {
      kind: 'answer',
      status: 429,
      body: '{"detail":"请求过于频繁"}',
      headers: { 'retry-after': '7' },
    } as const;
    setting.service.misbehave({ path: '/text-to-image', fault: busy });
    const rate = await failureOf(submitFitted(provider, request(), setting.context));
    assertFailure(rate, { kind: 'rate', retryAfter: 7_000, maybeReceived: false });
    setting.service.setModelLoaded(false);
    const absent = await failureOf(submitFitted(provider, request(), setting.context));
    assertFailure(absent, { kind: 'server', status: 503, detail: '文生图模型未加载', maybeReceived: false });
  });

  it('names the field that the service rejects', async () => {
    const setting = await setUp();
    const detail = [
      {
        type: 'less_than_equal',
        loc: ['body', 'num_inference_steps'],
        msg: 'Input should be …',
        input: 'secret',
        ctx: { le: 80 },
      },
    ];
    const body = JSON.stringify({ detail });
    setting.service.misbehave({ path: '/text-to-image', fault: { kind: 'answer', status: 422, body } });
    const failure = await failureOf(submitFitted(provider, request(), setting.context));
    const values = { name: 'steps', allowed: '≤ 80' };
    assertFailure(failure, { kind: 'bad-request', reason: 'value-out-of-range', values, maybeReceived: false });
    assert.ok(!JSON.stringify(failure).includes('secret'));
  });
});
