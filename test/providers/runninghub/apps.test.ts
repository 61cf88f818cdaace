import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import type { ImageRequest } from '../../../src/shared/model/jobs';
import { faceApp, kontextApp, studioApp, textApp } from '../../simulators/runninghub/apps';
import { assertFailure, failureOf, follow, imagesOf, request, ticketOf, submitFitted } from '../harness/expect';
import { apps, failed, lastBody, setUp, tearDown, type ServiceFixture } from './fixture';

const formPath = '/api/webapp/apiCallDemo';
const calls = (setting: ServiceFixture, path: string) =>
  setting.service.exchanges.filter((one) => one.path === path).length;
const submit = (setting: ServiceFixture, change: Partial<ImageRequest> = {}) =>
  submitFitted(apps, request(change), setting.context);

describe('RunningHub AI apps: submit', () => {
  afterEach(tearDown);

  it("finds the field for every parameter in the app's form", async () => {
    const setting = await setUp(apps, { options: { webappId: studioApp.id, makes: 'both' } });
    const change = { negativePrompt: 'blurry', seed: 7, steps: 30, cfgScale: 5.5, resolution: '2K' as const };
    const submission = await submit(setting, { ...change, aspectRatio: '16:9' });
    assert.equal(submission.warnings, undefined);
    assert.deepEqual(lastBody(setting.service).nodes, {
      '6.text': 'a red fox in the snow',
      '7.text': 'blurry',
      '3.seed': '7',
      '3.steps': '30',
      '3.cfg': '5.5',
      '18.resolution': '2k',
      // The app's own 512 × 512, in another shape.
      '5.width': '688',
      '5.height': '384',
    });
    assert.deepEqual(setting.service.unknownFields, []);
  });

  it('sends exact sizes if the app has fields for them', async () => {
    const setting = await setUp(apps, { options: { webappId: studioApp.id, makes: 'both' } });
    await submit(setting, { size: { width: 640, height: 1_152 } });
    const { nodes } = lastBody(setting.service);
    assert.deepEqual([nodes['5.width'], nodes['5.height']], ['640', '1152']);
  });

  it('sends the names of uploads to image nodes, and ratios to lists', async () => {
    const setting = await setUp(apps, { options: { webappId: kontextApp.id } });
    const submission = await submit(setting, { kind: 'edit', references: [setting.reference()], aspectRatio: '16:9' });
    assert.equal(submission.warnings, undefined);
    const { nodes } = lastBody(setting.service);
    assert.match(nodes['39.image'] ?? '', /^api\/[0-9a-f]{64}\.png$/);
    assert.equal(nodes['37.aspect_ratio'], '16:9');
    assert.equal(nodes['52.prompt'], 'a red fox in the snow');
    assert.equal(imagesOf(await follow(apps, submission, setting.context)).length, 1);
  });

  it('warns about a ratio that the list does not have, and does not change the list', async () => {
    const setting = await setUp(apps, { options: { webappId: kontextApp.id } });
    const { warnings } = await submit(setting, { kind: 'edit', references: [setting.reference()], aspectRatio: '4:3' });
    assert.deepEqual(warnings, [
      { code: 'unsupported', subject: 'aspectRatio', detail: '4:3 ∉ match_input_image, 1:1, 16:9, 9:16' },
    ]);
    assert.ok(!('37.aspect_ratio' in lastBody(setting.service).nodes));
  });

  it('warns about every parameter without a field', async () => {
    const setting = await setUp(apps, { options: { webappId: textApp.id } });
    const change = {
      negativePrompt: 'x',
      seed: 7,
      steps: 30,
      cfgScale: 5,
      resolution: '2K' as const,
      aspectRatio: '1:1',
    };
    const { warnings = [] } = await submit(setting, change);
    assert.deepEqual(
      warnings.map(({ code, subject }) => `${code} ${subject}`).sort(),
      ['aspectRatio', 'cfgScale', 'negativePrompt', 'resolution', 'seed', 'steps'].map((name) => `unsupported ${name}`),
    );
    assert.deepEqual(lastBody(setting.service).nodes, { '57:8.text': 'a red fox in the snow' });
    const chosen = await submit(setting, { seed: 7, seedChosen: true });
    assert.equal(chosen.warnings, undefined, 'the seed was drawn by Easel');
  });

  it('reads the form once per job', async () => {
    const setting = await setUp(apps, { options: { webappId: textApp.id } });
    await submitFitted(apps, request(), setting.again());
    await submitFitted(apps, request(), setting.again());
    assert.equal(calls(setting, formPath), 2);
    const context = setting.again();
    await apps.test(context);
    assert.equal(calls(setting, formPath), 3);
  });

  it('does not read the form if nodes are configured', async () => {
    const nodes = { prompt: '52.prompt', images: ['39.image'], aspectRatio: '37.aspect_ratio' };
    const values = { '37.model': 'flux-kontext-max' };
    const setting = await setUp(apps, { options: { webappId: kontextApp.id, nodes, values } });
    const references = [setting.reference()];
    await submit(setting, { kind: 'edit', references, aspectRatio: '1:1' });
    assert.equal(calls(setting, formPath), 0);
    const sent = lastBody(setting.service).nodes;
    assert.equal(sent['37.model'], 'flux-kontext-max');
    assert.equal(sent['37.aspect_ratio'], '1:1');
    assert.deepEqual(Object.keys(apps.knownModels(setting.context.config)[0]!.kinds), ['edit']);
    const edit = apps.knownModels(setting.context.config)[0]!.kinds.edit!;
    assert.deepEqual([edit.references?.max, edit.seed, edit.freeSize], [1, undefined, undefined]);
  });

  it('offers the configured kinds', async () => {
    for (const [makes, kinds] of [
      ['auto', ['generate', 'edit']],
      ['generate', ['generate']],
      ['edit', ['edit']],
      ['both', ['generate', 'edit']],
    ] as const) {
      const setting = await setUp(apps, { options: { webappId: textApp.id, makes } });
      assert.deepEqual(Object.keys(apps.knownModels(setting.context.config)[0]!.kinds), kinds);
    }
  });

  it('rejects a request without an image for an app that needs one, and one with an image for an app that takes none', async () => {
    const wantsImage = await setUp(apps, { options: { webappId: kontextApp.id } });
    assertFailure(await failureOf(submit(wantsImage)), {
      kind: 'bad-request',
      reason: 'image-count',
      values: { count: 0, min: 1, max: 1 },
      maybeReceived: false,
    });
    const wantsWords = await setUp(apps, { options: { webappId: textApp.id } });
    const edit = submit(wantsWords, { kind: 'edit', references: [wantsWords.reference()] });
    assertFailure(await failureOf(edit), { reason: 'image-count', values: { count: 1, min: 0, max: 0 } });
    assert.equal(wantsImage.service.submits() + wantsWords.service.submits(), 0);
    assert.equal(wantsWords.service.uploaded(), 0);
  });

  it("warns that the author's image stays if one is missing, and rejects too many", async () => {
    const secrets = { key: 'personal0123456789abcdef01234567', accessPassword: 'open-sesame' };
    const setting = await setUp(apps, { options: { webappId: faceApp.id }, secrets });
    const [a, b, c] = [setting.reference('a'), setting.reference('b'), setting.reference('c')];
    const one = await submit(setting, { kind: 'edit', references: [a] });
    assert.deepEqual(one.warnings, [
      { code: 'adjusted', subject: 'references', detail: '1 / 2 (11.image)' },
      { code: 'unsupported', subject: 'prompt' },
    ]);
    await submit(setting, { kind: 'edit', references: [b, a] });
    const { nodes } = lastBody(setting.service);
    assert.notEqual(nodes['10.image'], nodes['11.image']);
    const many = await failureOf(submit(setting, { kind: 'edit', references: [a, b, c] }));
    assertFailure(many, { reason: 'image-count', values: { count: 3, min: 1, max: 2 } });
    assert.equal(setting.service.submits(), 2);
  });

  it('sends the configured values and nothing else', async () => {
    const options = { webappId: textApp.id, instanceType: 'plus', usePersonalQueue: true, retainSeconds: 60 };
    const setting = await setUp(apps, { options });
    await submit(setting);
    const { nodeInfoList: _nodes, apiKey: _key, ...rest } = lastBody(setting.service).body;
    assert.deepEqual(rest, { webappId: textApp.id, instanceType: 'plus', usePersonalQueue: true, retainSeconds: 60 });
    const plain = await setUp(apps, { options: { webappId: textApp.id } });
    await submit(plain);
    assert.deepEqual(Object.keys(lastBody(plain.service).body).sort(), ['apiKey', 'nodeInfoList', 'webappId']);
  });

  it('reports a machine that the plan does not have', async () => {
    const setting = await setUp(apps, { options: { webappId: textApp.id, instanceType: 'ultra' } });
    assertFailure(await failureOf(submit(setting)), {
      kind: 'settings',
      code: '435',
      values: { field: 'instanceType' },
      maybeReceived: false,
    });
  });

  it('sends images as URLs if configured', async () => {
    const setting = await setUp(apps, { options: { webappId: kontextApp.id, imagesAs: 'url' } });
    await submit(setting, { kind: 'edit', references: [setting.reference()] });
    assert.match(lastBody(setting.service).nodes['39.image'] ?? '', /^http:\/\/127\.0\.0\.1:\d+\/rh-upload\//);
  });
});

describe('RunningHub AI apps: IDs of 19 digits', () => {
  afterEach(tearDown);

  it('are sent with all digits, as a text and as a number', async () => {
    for (const sendIdAs of ['text', 'number']) {
      const setting = await setUp(apps, { options: { webappId: textApp.id, sendIdAs } });
      await submit(setting);
      const digits = sendIdAs === 'text' ? `"${textApp.id}"` : textApp.id;
      assert.ok(lastBody(setting.service).raw.startsWith(`{"webappId":${digits},`));
    }
  });

  it('are read with all digits', async () => {
    const setting = await setUp(apps, { options: { webappId: textApp.id } });
    setting.service.speak({ numericIds: true });
    const submission = await submit(setting);
    assert.equal((ticketOf(submission) as { taskId: string }).taskId, '1910246754753896451');
    assert.equal(imagesOf(await follow(apps, submission, setting.context)).length, 1);
  });

  it('are rejected as numbers in settings', () => {
    const parse = (webappId: unknown) => apps.optionsSchema.safeParse({ webappId }).success;
    assert.deepEqual(
      [textApp.id, ` ${textApp.id} `, `https://www.runninghub.cn/ai-detail/${textApp.id}?from=x`].map(parse),
      [true, true, true],
    );
    assert.deepEqual(
      [Number(textApp.id), '12a', '', '12345678901234567890', 'https://x/'].map(parse),
      Array(5).fill(false),
    );
  });

  it('are read from the URL of the page, the model, and the request', async () => {
    const page = await setUp(apps, { options: { webappId: `https://www.runninghub.cn/ai-detail/${textApp.id}?a=1` } });
    await submit(page);
    assert.equal(lastBody(page.service).body['webappId'], textApp.id);
    const model = await setUp(apps, { config: { model: textApp.id } });
    await submit(model);
    await submitFitted(apps, request({ model: textApp.id }), model.context);
    const other = await setUp(apps, { options: { webappId: kontextApp.id } });
    await submit(other, { model: textApp.id });
    assert.equal(lastBody(other.service).body['webappId'], textApp.id);
    const none = await setUp(apps);
    assertFailure(await failureOf(submit(none)), { kind: 'settings', reason: 'model-missing', maybeReceived: false });
    const unknown = await setUp(apps, { options: { webappId: '17' } });
    assertFailure(await failureOf(submit(unknown)), { kind: 'settings', reason: 'model-unknown', code: '901' });
  });
});

describe('RunningHub AI apps: tasks', () => {
  afterEach(tearDown);
  const options = { webappId: textApp.id };

  it('are submitted by the v2 call with the key in the header only', async () => {
    for (const submitPath of [
      '/openapi/v2/run/ai-app',
      '/openapi/v2/run/ai-app/',
      '/openapi/v2/run/ai-app/{webappId}',
    ]) {
      const setting = await setUp(apps, { options, config: { submitPath } });
      const submission = await submit(setting);
      assert.deepEqual(Object.keys(setting.service.received), [`/openapi/v2/run/ai-app/${textApp.id}`]);
      assert.deepEqual(Object.keys(lastBody(setting.service).body), ['nodeInfoList']);
      assert.equal(imagesOf(await follow(apps, submission, setting.context)).length, 1);
    }
  });

  it('are found by every query call', async () => {
    const dialects = [
      {},
      { without: 'v2' },
      { without: 'v1' },
      { stateInMessage: true },
      { successCode: '0' },
    ] as const;
    const paths = ['', '/task/openapi/outputs', '/task/openapi/status', '/task/openapi/ai-app/status/{taskId}'];
    for (const dialect of [...dialects, { successCode: 200 }, { seedStatusPath: true }]) {
      for (const resultPath of paths) {
        const setting = await setUp(apps, { options, config: { resultPath } });
        setting.service.speak(dialect);
        setting.service.holdTasks();
        const submission = await submit(setting);
        const seen = await apps.poll(ticketOf(submission), setting.context);
        assert.equal(seen.state, 'waiting', `${resultPath} ${JSON.stringify(dialect)}`);
        setting.service.startNext();
        assert.equal((await apps.poll(ticketOf(submission), setting.context)).state, 'running');
        setting.service.finishNext();
        assert.equal(imagesOf(await apps.poll(ticketOf(submission), setting.context)).length, 1);
      }
    }
  });

  it('fail with the reason in every form', async () => {
    for (const resultPath of ['/openapi/v2/query', '/task/openapi/outputs']) {
      for (const failedReason of [undefined, 'text'] as const) {
        const setting = await setUp(apps, { options, config: { resultPath } });
        setting.service.speak(failedReason ? { failedReason } : {});
        setting.service.failNext('CUDA out of memory');
        const seen = failed(await apps.poll(ticketOf(await submit(setting)), setting.context));
        assertFailure(seen, {
          kind: 'server',
          reason: 'task-failed',
          code: '805',
          detail: 'KSampler: CUDA out of memory',
        });
      }
    }
  });

  it('have a warning about a broken graph, which becomes the reason of a failure without one', async () => {
    const broken = await setUp(apps, {
      options: {
        webappId: kontextApp.id,
        nodes: { prompt: '52.prompt' },
        values: { '39.image': 'nowhere.png' },
        makes: 'both',
      },
      config: { resultPath: '/task/openapi/outputs' },
    });
    broken.service.speak({ failedReason: 'absent' });
    const submission = await submit(broken);
    const detail = '#39 LoadImage: Invalid image file: nowhere.png image';
    assert.deepEqual(submission.warnings, [{ code: 'provider', subject: 'options', detail }]);
    const seen = failed(await apps.poll(ticketOf(submission), broken.context));
    assert.equal(seen.detail, detail);
  });

  it('that the service does not find are waited for 15 s, and then gone', async () => {
    let now = 1_000_000;
    const setting = await setUp(apps, { options, now: () => now });
    const ticket = ticketOf(await submit(setting));
    setting.service.vanish();
    assert.equal((await apps.poll(ticket, setting.context)).state, 'waiting');
    now += 60_000;
    assertFailure(failed(await apps.poll(ticket, setting.context)), { kind: 'server', reason: 'task-vanished' });
    assert.equal(await apps.cancel!(ticket, setting.context), 'cancelled');
  });

  it('that the service does not find are gone after a clock was set back by hours, too', async () => {
    let now = 1_000_000_000;
    const setting = await setUp(apps, { options, now: () => now });
    const ticket = ticketOf(await submit(setting));
    setting.service.vanish();
    now -= 10 * 60 * 60_000;
    assertFailure(failed(await apps.poll(ticket, setting.context)), { kind: 'server', reason: 'task-vanished' });
  });

  it('are polled at their own site only', async () => {
    const setting = await setUp(apps, { options });
    const other = await setUp(apps, { options }, { site: 'ai' });
    const ticket = ticketOf(await submit(setting));
    const seen = await failureOf(apps.poll(ticket, other.context));
    assertFailure(seen, { kind: 'settings', reason: 'setting-invalid' });
    assert.equal(other.service.exchanges.length, 0);
  });

  it('are canceled while they wait and while they run, and not afterwards', async () => {
    const setting = await setUp(apps, { options });
    setting.service.holdTasks();
    const waiting = ticketOf(await submit(setting));
    assert.equal(await apps.cancel!(waiting, setting.context), 'cancelled');
    const running = ticketOf(await submit(setting));
    setting.service.startNext();
    assert.equal(await apps.cancel!(running, setting.context), 'cancelled');
    assert.equal((await apps.poll(running, setting.context)).state, 'cancelled');
    const done = ticketOf(await submit(setting));
    setting.service.finishNext();
    assert.equal(await apps.cancel!(done, setting.context), 'too-late');
    const stopped = ticketOf(await submit(setting));
    setting.service.cancelAll();
    assert.equal((await apps.poll(stopped, setting.context)).state, 'cancelled', 'in the web page');
  });

  it('with several files return all images among them', async () => {
    const setting = await setUp(apps, { options });
    setting.service.giveNext('png', 'txt', 'png');
    const seen = await apps.poll(ticketOf(await submit(setting)), setting.context);
    assert.equal(imagesOf(seen).length, 2);
    assert.deepEqual(seen.state === 'done' && seen.warnings, [
      { code: 'provider', subject: 'outputs', detail: '3 → 2' },
    ]);
    assert.deepEqual(seen.state === 'done' && seen.cost, { amount: 12, unit: 'RH coins' });
    setting.service.giveNext('mp4');
    const none = await apps.poll(ticketOf(await submit(setting)), setting.context);
    assertFailure(failed(none), { kind: 'bad-answer', reason: 'no-images' });
  });

  it('throw after a failed poll, so that polling continues', async () => {
    const setting = await setUp(apps, { options });
    const ticket = ticketOf(await submit(setting));
    const path = '/openapi/v2/query';
    setting.service.misbehave({ path, fault: { kind: 'reset-after' }, times: 2 });
    assertFailure(await failureOf(apps.poll(ticket, setting.context)), { kind: 'network', maybeReceived: false });
    setting.service.behave();
    setting.service.misbehave({ path, fault: { kind: 'html', status: 502 } });
    assertFailure(await failureOf(apps.poll(ticket, setting.context)), { kind: 'server', reason: 'html-answer' });
    setting.service.misbehave({ path, fault: { kind: 'cut-body' } });
    assertFailure(await failureOf(apps.poll(ticket, setting.context)), { kind: 'network' });
    setting.service.misbehave({ path, fault: { kind: 'empty' } });
    assertFailure(await failureOf(apps.poll(ticket, setting.context)), { kind: 'bad-answer' });
    setting.service.misbehave({ path, fault: { kind: 'wrong-type', type: 'text/plain' } });
    assert.equal((await apps.poll(ticket, setting.context)).state, 'done');
    setting.service.refuse(/query$/, { code: 1003, msg: 'rate limit' });
    assertFailure(await failureOf(apps.poll(ticket, setting.context)), { kind: 'rate' });
    assert.equal(setting.service.submits(), 1);
  });

  it('are rejected with the reason, and never submitted twice', async () => {
    const setting = await setUp(apps, { options });
    const refusals = [
      [421, 'rate', undefined],
      [415, 'rate', undefined],
      [416, 'quota', 'credit'],
      [801, 'auth', 'membership-needed'],
      [433, 'bad-request', undefined],
      [1501, 'policy', undefined],
      [500, 'server', undefined],
    ] as const;
    for (const [code, kind, reason] of refusals) {
      const before = setting.service.submits();
      setting.service.refuse(/run$/, { code, msg: `code ${code}` });
      const failure = await failureOf(submit(setting));
      const maybeReceived = kind === 'server';
      assertFailure(failure, { kind, code: String(code), maybeReceived, ...(reason ? { reason } : {}) });
      assert.equal(setting.service.submits(), before + 1);
    }
    setting.service.key('personal0123456789abcdef01234567').limit = 0;
    assertFailure(await failureOf(submit(setting)), { kind: 'rate', code: '421', maybeReceived: false });
  });

  it('show in a test which parameter goes to which node', async () => {
    const setting = await setUp(apps, { options: { webappId: kontextApp.id } });
    const facts = Object.fromEntries((await apps.test(setting.context)).facts);
    assert.equal(facts.service, 'Flux Kontext单图模式');
    assert.equal(facts.note, 'prompt → 52.prompt · aspectRatio → 37.aspect_ratio · images → 39.image');
    assert.equal(facts.account, 'NORMAL');
    assert.equal(facts.queue, '0');
    assert.equal(facts.balance, '1000 RH coins');
    assert.deepEqual(await apps.balance!(setting.context), [{ unit: 'RH coins', remaining: 1000 }]);
  });

  it('accept a key that was copied with its header', async () => {
    const secrets = { key: ' Bearer personal0123456789abcdef01234567\n' };
    const setting = await setUp(apps, { options, secrets });
    assert.equal((await submit(setting)).kind, 'ticket');
  });
});
