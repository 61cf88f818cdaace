import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { ImageRequest } from '../../../src/shared/model/jobs';
import { qwenImageService as provider } from '../../../src/providers/qwenImageService';
import { drawPng } from '../../simulators/image';
import type { QwenImageServiceOptions } from '../../simulators/qwenImageService';
import { assertFailure, failureOf, request, fitted, submitFitted } from '../harness/expect';
import type { ContextSetup } from '../harness/providerContext';
import { setUp, tearDown, type ServiceFixture } from './fixture';

const minute = 60_000;

/** A service and a client that share a manual clock. */
async function timed(
  options: QwenImageServiceOptions = {},
  config: ContextSetup['config'] = {},
): Promise<ServiceFixture & { clock: { time: number } }> {
  const clock = { time: Math.floor(Date.now() / 1000) * 1000 };
  const now = () => clock.time;
  const setting = await setUp({ now, utcOffset: 0, ...options }, { now, config });
  setting.service.holdTasks();
  return { ...setting, clock };
}

/** Submits a job and loses the answer. */
async function lose({ service, context }: ServiceFixture, wanted: ImageRequest) {
  const lost = { request: wanted, submittedAt: context.now() };
  service.misbehave({ method: 'POST', path: /^\/(text-to-image|image-edit)/, fault: { kind: 'reset-after' } });
  assertFailure(await failureOf(submitFitted(provider, wanted, context)), { kind: 'network', maybeReceived: true });
  return lost;
}

const reconcile = (
  setting: ServiceFixture,
  lost: { request: ImageRequest; submittedAt: number; elapsed?: number; isElapsedExact?: boolean },
) =>
  provider.reconcile!({ ...lost, request: fitted(provider, lost.request, setting.context).request }, setting.context);

describe('Qwen Image Service: reconcile', () => {
  afterEach(tearDown);

  it('finds a waiting, a running and a finished task', async () => {
    const setting = await timed();
    const lost = await lose(setting, request({ negativePrompt: 'blurry', aspectRatio: '3:2', count: 2, seed: 5 }));
    const expected = { taskId: setting.service.taskIds()[0], pictures: 2 };
    assert.deepEqual(await reconcile(setting, lost), expected);
    setting.clock.time += minute;
    setting.service.startNext();
    setting.clock.time += minute;
    assert.deepEqual(await reconcile(setting, lost), expected);
    setting.service.finishNext();
    assert.deepEqual(await reconcile(setting, lost), expected);
  });

  it('finds edits and batches, also with other line ends', async () => {
    const setting = await timed();
    const references = [setting.fixture.keep(drawPng(64, 64, 'x'), {})];
    const edit = await lose(setting, request({ kind: 'edit', prompt: 'line one\nline two', references }));
    const batch = await lose(setting, request({ kind: 'batch', prompts: ['a', 'b'], references, seed: 7 }));
    const [first, second] = setting.service.taskIds();
    assert.deepEqual(await reconcile(setting, edit), { taskId: first, pictures: 1 });
    assert.deepEqual(await reconcile(setting, batch), { taskId: second, pictures: 2, prompts: 2 });
  });

  it('finds a synchronous batch of which one prompt failed, instead of reporting it as absent', async () => {
    const setting = await timed({}, { synchronous: true });
    setting.service.releaseTasks();
    const references = [setting.fixture.keep(drawPng(64, 64, 'x'), {})];
    const wanted = request({ kind: 'batch', prompts: ['a', 'b'], references, seed: 7 });
    const submittedAt = setting.clock.time;
    setting.service.failNext('CUDA out of memory');
    assertFailure(await failureOf(submitFitted(provider, wanted, setting.context)), {
      reason: 'task-failed',
      status: 500,
    });
    setting.clock.time += minute;
    const taskId = setting.service.taskIds()[0];
    assert.deepEqual(await reconcile(setting, { request: wanted, submittedAt }), { taskId, pictures: 2, prompts: 2 });
  });

  it('does not accept a batch with another number of prompts or another seed', async () => {
    const setting = await timed();
    const references = [setting.fixture.keep(drawPng(64, 64, 'x'), {})];
    const batch = (prompts: string[], seed: number) => request({ kind: 'batch', prompts, references, seed });
    const submittedAt = setting.clock.time;
    await submitFitted(provider, batch(['a', 'b', 'c'], 7), setting.context);
    await submitFitted(provider, batch(['a', 'b'], 8), setting.context);
    setting.clock.time += minute;
    assert.equal(await reconcile(setting, { request: batch(['a', 'b'], 7), submittedAt }), undefined);
  });

  it('fails if a task with the same seed has another text, or a task of the time has no seed', async () => {
    const setting = await timed();
    const submittedAt = setting.clock.time;
    const sent = { request: request({ prompt: 'a heron', seed: 5 }), submittedAt };
    await submitFitted(provider, request({ prompt: 'rewritten by the service', seed: 5 }), setting.context);
    setting.clock.time += minute;
    assertFailure(await failureOf(reconcile(setting, sent)), { kind: 'lost' });
    const created = new Date(submittedAt).toISOString().slice(0, -1);
    const item = { task_id: 'a', task_type: 'text_to_image', status: 'completed', created_at: created };
    const body = JSON.stringify({ items: [item], total: 1, page: 1, page_size: 100 });
    setting.service.vanish();
    setting.service.misbehave({ path: '/tasks/history/me', fault: { kind: 'answer', status: 200, body } });
    assertFailure(await failureOf(reconcile(setting, sent)), { kind: 'lost' });
    assert.equal(await reconcile(setting, sent), undefined);
  });

  it("finds a task regardless of the server's time zone", async () => {
    for (const utcOffset of [-300, 330, 480]) {
      const setting = await timed({ utcOffset });
      const lost = await lose(setting, request());
      setting.clock.time += 20 * minute;
      assert.ok(await reconcile(setting, lost));
    }
  });

  it('reports that there is no task once the service had time to receive it', async () => {
    const setting = await timed();
    await submitFitted(provider, request({ prompt: 'something else', seed: 6 }), setting.context);
    const lost = { request: request({ seed: 5 }), submittedAt: setting.clock.time };
    assertFailure(await failureOf(reconcile(setting, lost)), { kind: 'lost' });
    setting.clock.time += 6_000;
    assert.equal(await reconcile(setting, lost), undefined);
  });

  it('does not accept a task with another seed, other parameters, or an earlier time', async () => {
    const setting = await timed();
    await submitFitted(provider, request({ seed: 5 }), setting.context);
    setting.clock.time += 5 * minute;
    const submittedAt = setting.clock.time;
    await submitFitted(provider, request({ seed: 6 }), setting.context);
    await submitFitted(provider, request({ seed: 5, aspectRatio: '16:9' }), setting.context);
    await submitFitted(provider, request({ seed: 5, count: 2 }), setting.context);
    await submitFitted(provider, request({ seed: 5, steps: 77 }), setting.context);
    setting.clock.time += minute;
    const lost = { request: request({ seed: 5, steps: 50 }), submittedAt };
    assert.equal(await reconcile(setting, { ...lost, elapsed: minute, isElapsedExact: true }), undefined);
    // Of a submit of another process it isn't known whether the clock was set in between.
    assertFailure(await failureOf(reconcile(setting, { ...lost, elapsed: 6_000, isElapsedExact: false })), {
      kind: 'lost',
    });
  });

  const jumps = [10 * 60 * minute + 7 * minute, -10 * 60 * minute - 7 * minute];

  it('finds a task by the seed that Easel drew although a clock was set after the submit', async () => {
    for (const jump of jumps) {
      for (const isFinished of [false, true]) {
        const setting = await timed();
        const lost = await lose(setting, request({ seed: 5, seedChosen: true }));
        if (isFinished) setting.service.finishNext();
        const context = setting.again({ now: () => setting.clock.time + jump });
        const sent = { ...lost, request: fitted(provider, lost.request, context).request };
        const expected = { taskId: setting.service.taskIds()[0], pictures: 1 };
        assert.deepEqual(await provider.reconcile!(sent, context), expected);
      }
    }
  });

  it('is not sure of a task with a seed of the user when a clock was set after the submit', async () => {
    for (const jump of jumps) {
      const setting = await timed();
      const lost = await lose(setting, request({ seed: 5 }));
      setting.service.finishNext();
      const context = setting.again({ now: () => setting.clock.time + jump });
      const sent = { ...lost, elapsed: minute, request: fitted(provider, lost.request, context).request };
      assertFailure(await failureOf(provider.reconcile!(sent, context)), { kind: 'lost' });
    }
  });

  it('gives the service time to receive a request, by the monotonic clock', async () => {
    const setting = await timed();
    for (const jump of jumps) {
      const context = setting.again({ now: () => setting.clock.time + jump });
      const sent = {
        request: fitted(provider, request({ seed: 5 }), context).request,
        submittedAt: setting.clock.time,
      };
      assertFailure(await failureOf(provider.reconcile!({ ...sent, elapsed: 1_000 }, context)), { kind: 'lost' });
      assert.equal(await provider.reconcile!({ ...sent, elapsed: 6_000 }, context), undefined);
    }
  });

  it('reports that there is no task of a submit of another process although the clock was set back', async () => {
    const setting = await timed();
    const sent = { request: request({ seed: 5 }), submittedAt: setting.clock.time + 60 * minute };
    assertFailure(await failureOf(reconcile(setting, { ...sent, elapsed: 1_000, isElapsedExact: false })), {
      kind: 'lost',
    });
    assert.equal(await reconcile(setting, { ...sent, elapsed: 6_000, isElapsedExact: false }), undefined);
  });

  it('fails if two tasks match', async () => {
    const setting = await timed();
    const lost = await lose(setting, request());
    await submitFitted(provider, request(), setting.context);
    assertFailure(await failureOf(reconcile(setting, lost)), { kind: 'lost' });
  });

  it('fails if the time of a finished task matches only in another time zone', async () => {
    const setting = await timed();
    const lost = await lose(setting, request({ seed: 5 }));
    setting.service.finishNext();
    const created = new Date(setting.clock.time + 345 * minute).toISOString().slice(0, -1);
    setting.clock.time += minute;
    const item = {
      task_id: setting.service.taskIds()[0],
      task_type: 'text_to_image',
      status: 'completed',
      prompt: lost.request.prompt,
      parameters: { seed: 5 },
      created_at: created,
    };
    const body = JSON.stringify({ items: [item], total: 1, page: 1, page_size: 100 });
    setting.service.misbehave({ path: '/tasks/history/me', fault: { kind: 'answer', status: 200, body } });
    assertFailure(await failureOf(reconcile(setting, lost)), { kind: 'lost' });
  });

  it("fails if the history is incomplete or can't be read", async () => {
    const setting = await timed();
    setting.clock.time += 10 * minute;
    const lost = { request: request(), submittedAt: setting.clock.time - minute };
    const hidden = '{"queue_size":1,"max_workers":1,"tasks":{"pending":1,"running":0}}';
    setting.service.misbehave({ path: '/tasks/queue', fault: { kind: 'answer', status: 200, body: hidden } });
    assertFailure(await failureOf(reconcile(setting, lost)), { kind: 'lost' });
    const many =
      '{"items":[{"task_id":"a","task_type":"image_edit","status":"completed"}],"total":5000,"page":1,"page_size":100}';
    setting.service.misbehave({
      path: '/tasks/history/me',
      fault: { kind: 'answer', status: 200, body: many },
      times: 9,
    });
    assertFailure(await failureOf(reconcile(setting, lost)), { kind: 'lost' });
    setting.service.behave();
    setting.service.misbehave({ path: '/tasks/history/me', fault: { kind: 'html', status: 502 } });
    assertFailure(await failureOf(reconcile(setting, lost)), { kind: 'server' });
    assert.equal(await reconcile(setting, lost), undefined);
  });
});
