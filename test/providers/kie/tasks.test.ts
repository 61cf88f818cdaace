import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { download } from '../../../src/http/download/download';
import { kie } from '../../../src/providers/kie';
import type { TaskStatus } from '../../../src/providers/contract/task';
import { originsOf } from '../../../src/engine/providers/keyBinding';
import type { Dialect } from '../../simulators/kie/dialect';
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

const recordInfo = '/api/v1/jobs/recordInfo';

async function submitted({ context }: ServiceFixture): Promise<ReturnType<typeof ticketOf>> {
  return ticketOf(await submitFitted(kie, request(), context));
}

describe('KIE: poll', () => {
  afterEach(tearDown);

  it('reports waiting, running and done, with the cost', async () => {
    const setting = await setUp();
    const { service, context } = setting;
    service.holdTasks();
    const ticket = await submitted(setting);
    assert.deepEqual(await kie.poll(ticket, context), { state: 'waiting', progress: { note: 'waiting' } });
    service.startNext();
    const running = await kie.poll(ticket, context);
    assert.deepEqual(running, { state: 'running', progress: { note: 'generating', fraction: 0.45 } });
    service.finishNext();
    const done = await kie.poll(ticket, context);
    assert.ok(done.state === 'done');
    assert.deepEqual(done.cost, { amount: 4, unit: 'credits' });
    const [picture] = await fetched(done.outputs, context.config);
    assert.equal(factsOf(picture!).width, 1024);
  });

  it('returns several images of one task if the model makes them', async () => {
    const setting = await setUp();
    const { context } = setting;
    const reference = setting.fixture.keep(await picture(setting), { width: 1024, height: 1024 });
    const wanted = request({ kind: 'edit', model: 'qwen/image-edit', references: [reference], count: 4 });
    const images = imagesOf(await follow(kie, await submitFitted(kie, wanted, context), context));
    assert.equal(images.length, 4);
    assert.equal(setting.service.created(), 2);
  });

  it('keeps waiting while the service does not find a new task, for at most 90 s', async () => {
    let time = 1_757_584_200_000;
    const setting = await setUp({ blindPolls: 3, now: () => time }, { now: () => time });
    const { context } = setting;
    const ticket = await submitted(setting);
    for (let look = 0; look < 3; look += 1) {
      assert.equal((await kie.poll(ticket, context)).state, 'waiting');
      time += 3_000;
    }
    assert.equal((await kie.poll(ticket, context)).state, 'done');
    setting.service.vanish();
    assert.equal((await kie.poll(ticket, context)).state, 'waiting');
    time += 90_000;
    const gone = await kie.poll(ticket, context);
    assert.ok(gone.state === 'failed');
    assertFailure(gone.failure, { kind: 'server', reason: 'task-vanished' });
  });

  it('reads every form of the answers', async () => {
    const dialects: Dialect[] = [
      { idName: 'job_id', result: 'output.image_url' },
      { idName: 'jobId', result: 'output.imageUrl' },
      { idName: 'id', result: 'output.url' },
      { idName: 'recordId', result: 'object' },
      { result: 'result-object' },
      { result: 'response.resultUrls' },
      { result: 'response.resultImageUrl' },
      { numbersAsText: true, states: { success: 'COMPLETED' } },
      { states: { success: 'Succeeded' } },
    ];
    const setting = await setUp();
    for (const dialect of dialects) {
      setting.service.speak(dialect);
      const outcome = await follow(kie, { kind: 'ticket', ticket: await submitted(setting) }, setting.context);
      assert.equal(imagesOf(outcome).length, 1, JSON.stringify(dialect));
      assert.deepEqual((outcome as Extract<TaskStatus, { state: 'done' }>).cost?.amount, 4);
    }
  });

  it('throws after a failed poll instead of ending the job', async () => {
    const setting = await setUp();
    const { service, context } = setting;
    const ticket = await submitted(setting);
    await follow(kie, { kind: 'ticket', ticket }, context);
    const faults = [
      { kind: 'reset-before' },
      { kind: 'reset-after' },
      { kind: 'cut-body' },
      { kind: 'half' },
      { kind: 'empty' },
      { kind: 'html', status: 502 },
      { kind: 'html', status: 200 },
      { kind: 'answer', status: 503, body: 'upstream connect error', type: 'text/plain' },
      ...[402, 429, 433, 455, 500, 502, 503, 504, 505].map(
        (code) => ({ kind: 'answer', status: 200, body: JSON.stringify({ code, msg: 'no' }) }) as const,
      ),
    ] as const;
    for (const fault of faults) {
      service.misbehave({ path: recordInfo, fault, times: 2 });
      const failure = await failureOf(kie.poll(ticket, context));
      service.behave();
      const passes = ['network', 'timeout', 'server', 'rate'].includes(failure.kind);
      assert.ok(passes, `${JSON.stringify(fault)} gave ${failure.kind}`);
    }
    service.misbehave({ path: recordInfo, fault: { kind: 'slow-body', bytes: 64, ms: 1 } });
    assert.equal((await kie.poll(ticket, context)).state, 'done');
    assert.equal(service.received(), 1);
  });

  it('ignores a success code in an HTTP error', async () => {
    const setting = await setUp();
    const { service, context } = setting;
    const ticket = await submitted(setting);
    const data = {
      taskId: (ticket as { taskId: string }).taskId,
      state: 'success',
      resultJson: '{"resultUrls":["https://a.example/1.png"]}',
    };
    for (const code of [200, 201, 210]) {
      const body = JSON.stringify({ code, msg: 'success', data });
      service.misbehave({ path: recordInfo, fault: { kind: 'answer', status: 502, body } });
      assert.equal((await failureOf(kie.poll(ticket, context))).kind, 'server', String(code));
    }
  });

  it('does not end a job when the key is rejected', async () => {
    const setting = await setUp();
    const ticket = await submitted(setting);
    setting.fixture.secrets.set('key', 'kie-some-other-key-5678');
    assertFailure(await failureOf(kie.poll(ticket, setting.context)), { kind: 'auth', reason: 'key-refused' });
  });

  it('distinguishes a content rejection from an error of the service', async () => {
    const setting = await setUp();
    const { service, context } = setting;
    const table = [
      [{ code: '400', message: 'Your prompt was flagged as violating content policies' }, 'policy'],
      [{ code: '500', message: 'Content filtered: NSFW' }, 'policy'],
      [{ code: '422', message: 'image_urls is invalid' }, 'bad-request'],
      [{ code: '501', message: 'generation failed' }, 'server'],
      [{ code: '408', message: 'no result for over 10 minutes' }, 'timeout'],
    ] as const;
    for (const [failure, kind] of table) {
      service.failNext(failure);
      const outcome = await follow(kie, { kind: 'ticket', ticket: await submitted(setting) }, context);
      assert.ok('state' in outcome && outcome.state === 'failed');
      assertFailure(outcome.failure, { kind, code: failure.code, detail: failure.message });
      assert.deepEqual(outcome.cost, { amount: 0, unit: 'credits' });
    }
  });

  it('reports the failure when the upload host has lost an input image', async () => {
    const setting = await setUp();
    const { service, context } = setting;
    const reference = setting.fixture.keep(await picture(setting), { width: 1024, height: 1024 });
    service.holdTasks();
    const ticket = ticketOf(await submitFitted(kie, request({ kind: 'edit', references: [reference] }), context));
    service.forgetUploads();
    service.releaseTasks();
    const outcome = await follow(kie, { kind: 'ticket', ticket }, context);
    assert.ok('state' in outcome && outcome.state === 'failed');
    assertFailure(outcome.failure, { kind: 'bad-request', code: '400' });
  });

  it('returns URLs whose download reports an expired image', async () => {
    const setting = await setUp();
    const { service, context } = setting;
    const outcome = await follow(kie, { kind: 'ticket', ticket: await submitted(setting) }, context);
    service.expireResults();
    const [image] = imagesOf(outcome);
    assert.ok(image && 'url' in image.source);
    const options = { trustedOrigins: originsOf(context.config), signal: context.signal };
    assertFailure(await failureOf(download(image.source.url, options)), { kind: 'expired', status: 404 });
  });

  it('has no cancel', () => {
    assert.equal(kie.cancel, undefined);
    assert.equal(kie.cancellable, undefined);
  });

  it('reads the remaining credits', async () => {
    const setting = await setUp({ credits: 12.5 });
    assert.deepEqual(await kie.balance!(setting.context), [{ unit: 'credits', remaining: 12.5 }]);
    setting.service.speak({ numbersAsText: true });
    assert.deepEqual(await kie.balance!(setting.context), [{ unit: 'credits', remaining: 12.5 }]);
    const { facts } = await kie.test(setting.context);
    assert.ok(facts.some(([fact, value]) => fact === 'balance' && value === '12.5 credits'));
  });
});

/** An image that the service made. */
async function picture(setting: ServiceFixture): Promise<Uint8Array> {
  const { context } = setting;
  const outcome = await follow(kie, { kind: 'ticket', ticket: await submitted(setting) }, context);
  const [image] = await fetched(imagesOf(outcome), context.config);
  assert.ok(image && 'bytes' in image.source);
  return image.source.bytes;
}
