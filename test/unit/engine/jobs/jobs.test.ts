import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import type { ImageRequestInput } from '../../../../src/shared/model/jobs';
import { EaselError, fail } from '../../../../src/shared/model/easelError';
import { FakeService, pictures, rig, settledJob, type Rig } from '../rig';
import { settle } from '../fakeClock';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;

describe('the life of a job', function () {
  // Minutes of the fake clock pass in steps of a second, with real files and a real database in between.
  this.timeout(120_000);
  let made: Rig;
  afterEach(() => made.end());

  it('goes from a request to files in the workspace', async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme')]);
    service.onPoll = () =>
      service.polls < 3 ? { state: 'waiting', progress: { position: 2 } } : { state: 'done', outputs: pictures(2) };
    const [id = ''] = await made.easel.jobs.start({ ...fox, count: 2 }, here);
    const done = made.easel.jobs.finished(id);
    await made.clock.pass(1500);
    assert.deepEqual(made.easel.jobs.get(id).progress, { position: 2, phase: 'waiting' });
    await made.clock.pass(5000);
    const job = await done;
    assert.equal(job.state, 'done');
    assert.deepEqual(
      [...made.files.files.keys()],
      ['file:///w/images/a-red-fox-1.png', 'file:///w/images/a-red-fox-2.png'],
    );
    assert.equal(job.images.length, 2);
    assert.equal(job.images[0]?.width, 64);
    assert.equal(service.submits, 1);
    assert.equal(existsSync(join(made.folder, 'unfinished')), false);
  });

  it('resumes a running job after a reload without submitting it again', async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(3000);
    assert.equal(made.easel.jobs.get(id).state, 'running');
    assert.equal(existsSync(join(made.folder, 'unfinished')), true);
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    await made.reopen();
    const done = made.easel.jobs.finished(id);
    await made.clock.pass(12_000);
    assert.equal((await done).state, 'done');
    assert.equal(service.submits, 1);
    assert.equal(made.files.files.size, 1);
  });

  it("falls back to the next provider when the first one surely didn't accept the job", async () => {
    const first = new FakeService();
    const second = new FakeService();
    first.onSubmit = () => {
      throw fail('network', { reason: 'connection-refused', maybeReceived: false });
    };
    second.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    made = await rig(
      [first.provider('first'), second.provider('second')],
      [
        { type: 'second', priority: 1 },
        { type: 'first', priority: 5 },
      ],
    );
    const [id = ''] = await made.easel.jobs.start(fox, here);
    const job = await settledJob(made, id);
    assert.deepEqual(job.plan, ['first', 'second']);
    assert.equal(job.state, 'done');
    assert.deepEqual(
      job.attempts.map((attempt) => [attempt.providerId, attempt.failure?.kind]),
      [
        ['first', 'network'],
        ['second', undefined],
      ],
    );
  });

  it("doesn't fall back when the service rejected the content", async () => {
    const first = new FakeService();
    const second = new FakeService();
    first.onSubmit = () => {
      throw fail('policy', { detail: 'not allowed' });
    };
    made = await rig([first.provider('first'), second.provider('second')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    const job = await settledJob(made, id);
    assert.equal(job.state, 'failed');
    assert.equal(job.failure?.kind, 'policy');
    assert.equal(second.submits, 0);
  });

  it('marks a job as lost, and submits nothing again, when the answer to the submit was lost', async () => {
    const first = new FakeService();
    const second = new FakeService();
    first.onSubmit = () => {
      throw fail('network', { reason: 'connection-lost', maybeReceived: true });
    };
    made = await rig([first.provider('first'), second.provider('second')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    const job = await settledJob(made, id);
    assert.equal(job.state, 'lost');
    assert.equal(first.submits + second.submits, 1);
    await made.reopen();
    await made.clock.pass(60_000);
    assert.equal(first.submits + second.submits, 1);
  });

  it('recovers a lost submit where the service can report it', async () => {
    const service = new FakeService();
    service.onSubmit = () => {
      throw fail('timeout', { maybeReceived: true });
    };
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    made = await rig([service.provider('acme', { reconcile: () => Promise.resolve({ id: 'found' }) })]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    const job = await settledJob(made, id);
    assert.equal(job.state, 'done');
    assert.equal(service.submits, 1);
  });

  it('cancels a queued job at the provider, once', async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(2000);
    await made.easel.jobs.cancel(id);
    await settle();
    assert.equal(made.easel.jobs.get(id).state, 'cancelled');
    assert.equal(service.cancels, 1);
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    await made.clock.pass(60_000);
    assert.equal(made.easel.jobs.get(id).state, 'cancelled');
    assert.equal(made.files.files.size, 0);
  });

  it("continues a job that can't be canceled anymore, reports that, and stops waiting when asked again", async () => {
    const service = new FakeService();
    service.onCancel = () => 'too-late';
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(2000);
    await made.easel.jobs.cancel(id);
    await settle();
    const job = made.easel.jobs.get(id);
    assert.deepEqual([job.state, job.cancelRequested, job.cancellable], ['running', true, 'no']);
    await made.easel.jobs.cancel(id);
    await settle();
    assert.equal(made.easel.jobs.get(id).state, 'cancelled');
  });

  it('keeps polling through temporary failures, and marks a job as overdue instead of failed', async () => {
    const service = new FakeService();
    service.onPoll = () => {
      throw fail('network', { reason: 'connection-lost' });
    };
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(300_000);
    assert.equal(made.easel.jobs.get(id).state, 'running');
    await made.clock.pass(400_000);
    assert.equal(made.easel.jobs.get(id).state, 'overdue');
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    await made.easel.jobs.resume(id);
    assert.equal((await settledJob(made, id)).state, 'done');
  });

  it('saves a result that arrives after waiting was stopped', async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(700_000);
    assert.equal(made.easel.jobs.get(id).state, 'overdue');
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    const collected = new Promise<void>((resolve) => {
      made.easel.onEvent(() => made.easel.jobs.get(id).images[0]?.deliveredTo && resolve());
    });
    await made.clock.pass(11 * 60_000);
    await collected;
    assert.equal(made.files.files.size, 1);
  });

  it("keeps a finished image when it can't be delivered, and delivers it later", async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    made = await rig([service.provider('acme')]);
    made.files.refusal = fail('storage', { reason: 'read-only' });
    const [id = ''] = await made.easel.jobs.start(fox, here);
    const job = await made.easel.jobs.finished(id);
    assert.equal(job.state, 'done');
    assert.equal(job.failure?.reason, 'read-only');
    assert.equal(job.warnings[0]?.code, 'not-delivered');
    const [image] = job.images;
    assert.ok(image);
    assert.ok(existsSync(made.easel.images.path(image.id)));
    made.files.refusal = undefined;
    const uri = await made.easel.images.deliver(image.id, { workspaceFolder: 'file:///w', folder: 'elsewhere' });
    assert.equal(uri, 'file:///w/elsewhere/a-red-fox.png');
    assert.equal(await made.easel.images.deliver(image.id, { workspaceFolder: 'file:///w' }), uri);
  });

  it("doesn't copy an image whose destination is outside the workspace", async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    made = await rig([service.provider('acme')]);
    const art = { workspaceFolder: 'file:///w', folder: '/art' };
    const [id = ''] = await made.easel.jobs.start(fox, { destination: art });
    const [image] = (await made.easel.jobs.finished(id)).images;
    assert.ok(image);
    assert.equal(await made.easel.images.deliver(image.id, art), 'file:///art/a-red-fox.png');
    assert.equal(made.files.files.size, 1);
    // Another workspace gets a copy of its own.
    await made.easel.images.deliver(image.id, { workspaceFolder: 'file:///w' });
    assert.equal(made.files.files.size, 2);
  });

  it('never overwrites a file', async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1) });
    made = await rig([service.provider('acme')]);
    for (let round = 0; round < 3; round += 1) {
      const [id = ''] = await made.easel.jobs.start(fox, here);
      await made.easel.jobs.finished(id);
    }
    assert.deepEqual(
      [...made.files.files.keys()].map((uri) => uri.slice(uri.lastIndexOf('/') + 1)),
      ['a-red-fox.png', 'a-red-fox-2.png', 'a-red-fox-3.png'],
    );
  });

  it('rejects an unsupported ratio without a request to the service, and keeps the job with the reason', async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme')]);
    await assert.rejects(made.easel.jobs.start({ ...fox, aspectRatio: '5:7' }, here), (thrown: unknown) => {
      assert.ok(thrown instanceof EaselError);
      assert.deepEqual([thrown.failure.kind, thrown.failure.reason], ['bad-request', 'ratio-unknown']);
      assert.deepEqual(thrown.failure.values, { ratio: '5:7', allowed: '1:1, 16:9' });
      return true;
    });
    const [job] = made.easel.jobs.list({ limit: 10 });
    assert.equal(job?.state, 'failed');
    assert.equal(job?.failure?.reason, 'ratio-unknown');
    assert.equal(service.submits, 0);
  });

  it('splits many images over calls, and counts those that are queued', async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme')]);
    const ids = await made.easel.jobs.start({ ...fox, count: 10 }, here);
    assert.equal(ids.length, 3);
    await settle();
    assert.deepEqual(made.easel.jobs.counts(), { running: 2, waiting: 1 });
    assert.deepEqual(
      ids.map((id) => made.easel.jobs.get(id).request.count),
      [4, 4, 2],
    );
  });

  it("warns when the result doesn't match the request", async () => {
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1, [32, 32]) });
    made = await rig([service.provider('acme')]);
    const [id = ''] = await made.easel.jobs.start({ ...fox, aspectRatio: '16:9', steps: 30 }, here);
    const job = await made.easel.jobs.finished(id);
    assert.deepEqual(
      job.warnings.map(({ code, subject, detail }) => [code, subject, detail]),
      [
        ['unsupported', 'steps', undefined],
        ['mismatch', 'aspectRatio', '16:9 → 32 × 32'],
      ],
    );
  });

  it('compares resolution and size by the table of the model that generated the image', async () => {
    const limits = { count: 4, ratios: ['16:9'], resolutions: ['1K', '2K'], sizes: { '16:9': [64, 36] } } as const;
    const service = new FakeService();
    service.onSubmit = () => ({ kind: 'outputs', outputs: pictures(1, [64, 64]) });
    made = await rig([service.provider('acme', { knownModels: () => [{ name: 'one', kinds: { generate: limits } }] })]);
    const warned = async (imageRequest: Partial<ImageRequestInput>): Promise<unknown[]> => {
      const [id = ''] = await made.easel.jobs.start({ ...fox, aspectRatio: '16:9', ...imageRequest }, here);
      return (await made.easel.jobs.finished(id)).warnings.map(({ subject, detail }) => [subject, detail]);
    };
    assert.deepEqual(await warned({}), [['size', '64 × 36 → 64 × 64']]);
    assert.deepEqual(await warned({ resolution: '2K' }), [
      ['aspectRatio', '16:9 → 64 × 64'],
      ['resolution', '2K → 64 × 64'],
    ]);
  });

  it('runs each job once with two windows, and the second one takes over when the first is closed', async () => {
    const service = new FakeService();
    made = await rig([service.provider('acme')]);
    const second = await made.secondWindow();
    const [id = ''] = await second.jobs.start(fox, here);
    await made.clock.pass(3000);
    assert.equal(made.easel.jobs.get(id).state, 'running');
    assert.equal(service.submits, 1);
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    await made.easel.dispose();
    const done = second.jobs.finished(id);
    await made.clock.pass(10_000);
    assert.equal((await done).state, 'done');
    assert.equal(service.submits, 1);
  });

  it('resumes a job that waited for a key as soon as the key is set', async () => {
    const service = new FakeService();
    service.onPoll = () => {
      throw fail('auth', { reason: 'key-refused' });
    };
    made = await rig([service.provider('acme', { secrets: [{ name: 'apiKey', kind: 'key', optional: false }] })]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await made.clock.pass(3000);
    assert.deepEqual([made.easel.jobs.get(id).state, made.easel.jobs.get(id).failure?.kind], ['overdue', 'auth']);
    service.onPoll = () => ({ state: 'done', outputs: pictures(1) });
    await made.easel.providers.setSecret('acme', 'apiKey', 'test-key-for-acme');
    assert.equal((await settledJob(made, id)).state, 'done');
    assert.deepEqual([...made.secrets.keys()], ['provider/acme/apiKey@https://acme.example']);
  });
});
