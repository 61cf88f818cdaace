import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { openai as provider } from '../../../src/providers/openai';
import type { Answers, SimulatedDialect } from '../../simulators/openai/simulation';
import { drawPng } from '../../simulators/image';
import type { ContextSetup } from '../harness/providerContext';
import { assertFailure, factsOf, failureOf, imagesOf, request, ticketOf, submitFitted } from '../harness/expect';
import { holdTimeouts, passTimeouts, releaseTimeouts } from '../harness/timeouts';
import { setUp, tearDown } from './fixture';

/** How each service is configured. A wrong dialect works too, see below. */
const services: Record<string, { dialect: SimulatedDialect; setup: ContextSetup }> = {
  'OpenAI, synchronous': { dialect: 'sync', setup: {} },
  'T8, synchronous': { dialect: 't8', setup: {} },
  'T8, tasks': { dialect: 't8', setup: { config: { synchronous: false } } },
  'new-api, tasks': { dialect: 'newapi', setup: { config: { synchronous: false } } },
  'sub2api, synchronous': { dialect: 'sub2api', setup: {} },
  'sub2api, tasks': { dialect: 'sub2api', setup: { options: { dialect: 'sub2api' } } },
  'sub2api, told by its path': {
    dialect: 'sub2api',
    setup: { config: { submitPath: '/v1/images/generations/async', uploadPath: '/v1/images/edits/async' } },
  },
  grsai: { dialect: 'grsai', setup: { options: { dialect: 'grsai' } } },
  'grsai, told by its path': { dialect: 'grsai', setup: { config: { submitPath: '/v1/draw/nano-banana' } } },
};

const answers: (Answers | undefined)[] = [undefined, 'b64', 'b64-prefixed', 'url', 'relative', 'content'];

describe('OpenAI-compatible images: services', () => {
  afterEach(releaseTimeouts);
  afterEach(tearDown);

  for (const [name, { dialect, setup }] of Object.entries(services)) {
    it(`${name}: generates and edits with every form of answer`, async () => {
      for (const kind of answers) {
        if (dialect === 'grsai' && kind !== undefined && !['url', 'relative'].includes(kind)) continue;
        const { service, run, references } = await setUp({ dialect, ...(kind ? { answers: kind } : {}) }, setup);
        const [made] = await run({ aspectRatio: '16:9' });
        assert.deepEqual([factsOf(made!).width, factsOf(made!).height], [1376, 768], kind);
        const [edited] = await run({ kind: 'edit', prompt: 'make it blue', references: references(2) });
        assert.deepEqual(
          [factsOf(edited!).width, factsOf(edited!).height],
          [64, 48],
          'as large as what it was made from',
        );
        assert.equal(service.receivedCount(), 2);
        assert.deepEqual(service.unknownFields, []);
      }
    });

    it(`${name}: accepts addresses with and without /v1`, async () => {
      for (const end of ['', '/v1']) {
        const { service, fixture } = await setUp({ dialect }, setup);
        const baseUrl = service.url + end;
        const context = fixture.context(provider, { config: { ...setup.config, baseUrl } });
        await provider.test(context);
        await submitFitted(provider, request(), context);
        assert.equal(service.receivedCount(), 1);
      }
    });

    it(`${name}: reports a wrong key and an empty account`, async () => {
      const { service, fixture, context } = await setUp({ dialect }, setup);
      service.setCredit(0);
      assertFailure(await failureOf(submitFitted(provider, request(), context)), {
        kind: 'quota',
        maybeReceived: false,
      });
      fixture.secrets.set('key', 'sk-another-one');
      const failure = await failureOf(submitFitted(provider, request(), context));
      assertFailure(failure, { kind: 'auth', reason: 'key-refused', maybeReceived: false });
      assert.ok(!JSON.stringify(failure).includes('sk-another-one'), 'the service repeats the key, we do not');
      assertFailure(await failureOf(provider.test(context)), { kind: 'auth', reason: 'key-refused' });
      assert.equal(service.receivedCount(), 0);
    });
  }

  for (const [name, { dialect, setup }] of Object.entries(services).filter(([key]) => !key.includes('synchronous'))) {
    it(`${name}: reports waiting, running, failed and unknown tasks`, async () => {
      const { service, context } = await setUp({ dialect }, setup);
      service.holdTasks();
      const ticket = ticketOf(await submitFitted(provider, request(), context));
      const first = await provider.poll(ticket, context);
      assert.equal(first.state, dialect === 'grsai' ? 'running' : 'waiting');
      service.startNext();
      const second = await provider.poll(ticket, context);
      assert.equal(second.state, 'running');
      if (dialect !== 'sub2api') assert.equal('progress' in second && second.progress?.fraction, 0.5);
      service.failNext('upstream: no GPU left');
      service.releaseTasks();
      const third = await provider.poll(ticket, context);
      assert.ok(third.state === 'failed');
      assertFailure(third.failure, {
        kind: 'server',
        reason: 'task-failed',
        detail: 'upstream: no GPU left',
      });
      service.forgetTasks();
      const fourth = await provider.poll(ticket, context);
      assert.ok(fourth.state === 'failed');
      assertFailure(fourth.failure, { kind: 'server', reason: 'task-vanished' });
    });

    it(`${name}: recognizes a rejection by the content policy`, async () => {
      const { service, context } = await setUp({ dialect }, setup);
      service.failNext('Your request was rejected by the safety system.', 'moderation_blocked');
      const seen = await provider.poll(ticketOf(await submitFitted(provider, request(), context)), context);
      assert.ok(seen.state === 'failed');
      assertFailure(seen.failure, { kind: 'policy' });
    });
  }

  it('polls a task in a synchronous answer, and accepts an image instead of a task', async () => {
    const tasks = await setUp({ dialect: 't8' }, { config: { synchronous: true } });
    const body = '{"task_id":"t-17"}';
    tasks.service.misbehave({ path: '/v1/images/generations', fault: { kind: 'answer', status: 200, body } });
    assert.deepEqual(ticketOf(await submitFitted(provider, request(), tasks.context)), { id: 't-17', pictures: 1 });
    const pictures = await setUp({ dialect: 't8', asyncKnown: false }, { config: { synchronous: false } });
    assert.equal(imagesOf(await submitFitted(provider, request(), pictures.context)).length, 1);
  });

  it('finds the path of tasks, and prefers the one of the receipt', async () => {
    const { service, context, fixture } = await setUp(
      { dialect: 't8', emptyListInReceipts: true },
      { config: { synchronous: false } },
    );
    const ticket = ticketOf(await submitFitted(provider, request(), context));
    const told = fixture.context(provider, { config: { resultPath: '/v1/images/tasks/{id}' } });
    assert.equal((await provider.poll(ticket, told)).state, 'done');
    const wrong = fixture.context(provider, { config: { resultPath: '/elsewhere/{id}' } });
    assertFailure(await failureOf(provider.poll(ticket, wrong)), { kind: 'settings', reason: 'not-this-service' });
    assert.equal(service.receivedCount(), 1);
  });

  it('reads states and numbers in the spellings of other relays', async () => {
    const words = { waiting: 'pending', running: 'Generating', done: 'Finished', failed: 'FAIL' };
    for (const dialect of ['t8', 'newapi', 'sub2api'] as const) {
      const options = dialect === 'sub2api' ? { dialect } : {};
      const { run } = await setUp(
        { dialect, words, numbersAsTexts: true },
        { config: { synchronous: false }, options },
      );
      assert.equal((await run()).length, 1);
    }
  });

  it('reports an expired image that needs the key', async () => {
    const { service, context } = await setUp({ answers: 'content', key: 'sk-simulator' });
    const ticket = ticketOf(await submitFitted(provider, request(), context));
    service.expireFiles();
    const seen = await provider.poll(ticket, context);
    assert.ok(seen.state === 'failed');
    assertFailure(seen.failure, { kind: 'expired' });
  });

  it('works without a key if the service needs none', async () => {
    const { service, context } = await setUp({ key: false }, { secrets: {} });
    assert.equal(imagesOf(await submitFitted(provider, request(), context)).length, 1);
    assert.ok(service.exchanges.every(({ authorized }) => !authorized));
  });

  it('reads the balance of a relay', async () => {
    const { context, run } = await setUp({ dialect: 't8', credit: 100 });
    await run();
    assert.deepEqual(await provider.balance!(context), [{ unit: 'USD', limit: 4, used: 0.04, remaining: 3.96 }]);
    const openAi = await setUp();
    assertFailure(await failureOf(provider.balance!(openAi.context)), { kind: 'unsupported' });
  });

  it('waits at least 300 s for a synchronous answer, and reports a timeout as maybe received', async () => {
    assert.ok(provider.optionsSchema.parse({}).timeoutSeconds >= 300);
    const { service, context } = await setUp({}, { options: { timeoutSeconds: 300 } });
    const requests = holdTimeouts();
    service.misbehave({ path: '/v1/images/generations', fault: { kind: 'hang', onHang: passTimeouts } });
    const failure = await failureOf(submitFitted(provider, request(), context));
    assert.deepEqual(requests, [300_000]);
    assertFailure(failure, { kind: 'timeout', maybeReceived: true });
    assert.equal(service.receivedCount(), 1);
  });

  it('never repeats a submit', async () => {
    const { service, context } = await setUp();
    const faults = [
      [
        { kind: 'html', status: 504, handled: true },
        { kind: 'timeout', maybeReceived: true },
      ],
      [
        { kind: 'html', status: 524, handled: true },
        { kind: 'timeout', maybeReceived: true },
      ],
      [
        { kind: 'html', status: 502, handled: true },
        { kind: 'server', reason: 'html-answer', maybeReceived: true },
      ],
      [{ kind: 'reset-after' }, { kind: 'network', reason: 'connection-lost', maybeReceived: true }],
      [{ kind: 'cut-body' }, { kind: 'network', maybeReceived: true }],
      [{ kind: 'half' }, { kind: 'bad-answer', reason: 'cut-answer', maybeReceived: true }],
      [{ kind: 'empty' }, { kind: 'bad-answer', maybeReceived: true }],
    ] as const;
    for (const [index, [fault, expected]] of faults.entries()) {
      service.misbehave({ method: 'POST', fault });
      assertFailure(await failureOf(submitFitted(provider, request(), context)), expected);
      assert.equal(service.receivedCount(), index + 1, fault.kind);
    }
    service.misbehave({ method: 'POST', fault: { kind: 'wrong-type', type: 'text/html' } });
    assert.equal(
      imagesOf(await submitFitted(provider, request(), context)).length,
      1,
      'the body counts, not its label',
    );
  });

  it('maps every fault that a prompt can cause', async () => {
    const expected = {
      moderation: { kind: 'policy', code: 'moderation_blocked' },
      policy: { kind: 'policy', code: 'content_policy_violation' },
      // The relay's words don't tell whether the service behind it made the image.
      'moderation-502': { kind: 'server', status: 502, maybeReceived: true },
      empty: { kind: 'bad-answer', reason: 'no-images', maybeReceived: true },
      'no-quota': { kind: 'quota', reason: 'credit' },
      'user-quota': { kind: 'quota', reason: 'credit' },
      rate: { kind: 'rate', retryAfter: 2000 },
      'no-channel': { kind: 'server', reason: 'model-unknown' },
      'too-big': { kind: 'bad-request', reason: 'upload-too-big' },
      'page-504': { kind: 'timeout', maybeReceived: true },
      'page-524': { kind: 'timeout', maybeReceived: true },
      'page-502': { kind: 'server', maybeReceived: true },
      broken: { kind: 'server', maybeReceived: false },
      'cut-base64': { kind: 'bad-answer', reason: 'cut-answer', maybeReceived: true },
    } as const;
    const { context, run } = await setUp({ dialect: 't8' });
    for (const [word, failure] of Object.entries(expected)) {
      const prompt = `a fox simulate:${word}`;
      assertFailure(await failureOf(submitFitted(provider, request({ prompt }), context)), failure);
    }
    const gone = await failureOf(run({ prompt: 'a fox simulate:gone-url' }));
    assertFailure(gone, { kind: 'expired', status: 404 });
  });

  it('sends neither the key nor the prompt along a redirect', async () => {
    const { service, context } = await setUp();
    const elsewhere = await setUp();
    const location = `${elsewhere.service.url}/v1/images/generations`;
    for (const status of [301, 302, 307, 308]) {
      service.misbehave({ method: 'POST', fault: { kind: 'redirect', location, status } });
      const failure = await failureOf(submitFitted(provider, request(), context));
      assertFailure(failure, { kind: 'settings', reason: 'redirect-refused', maybeReceived: false });
    }
    assert.equal(elsewhere.service.exchanges.length, 0);
  });

  it('downloads a result without the key', async () => {
    const { service, run } = await setUp({ answers: 'relative' });
    const [picture] = await run();
    assert.ok(picture && 'bytes' in picture.source);
    assert.deepEqual(picture.source.bytes, drawPng(1024, 1024, 'a red fox in the snow 0'));
    const opened = service.exchanges.filter(({ path }) => path.startsWith('/files/'));
    assert.deepEqual(
      opened.map(({ authorized }) => authorized),
      [false],
    );
  });
});
