import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { EaselError } from '../../../../src/shared/model/easelError';
import type { ProviderContext } from '../../../../src/providers/contract/context';
import type { PreviewImage, Submission } from '../../../../src/providers/contract/task';
import { pngOf } from '../../../fixtures/png';
import { settle } from '../fakeClock';
import { FakeService, pictures, rig, settledJob, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;

function preview(shade: number): PreviewImage {
  return { bytes: pngOf(16, 16, [shade, shade, shade]), mediaType: 'image/png' };
}

/** A submit whose answer is a stream: it is under way until the test ends it. */
class StreamedSubmit {
  contexts: ProviderContext[] = [];
  answer: (submission: Submission) => void = () => undefined;
  fail: (thrown: unknown) => void = () => undefined;

  readonly begin = (context: ProviderContext): Promise<Submission> => {
    this.contexts.push(context);
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = reject;
    });
  };

  get report(): ProviderContext['report'] {
    return (progress) => this.contexts.at(-1)?.report(progress);
  }
}

describe('the progress of a submit whose answer is a stream', function () {
  this.timeout(120_000);
  let made: Rig;
  let stream: StreamedSubmit;
  afterEach(async () => {
    // The engine waits for a submit that is under way.
    stream.fail(new EaselError({ kind: 'cancelled' }));
    await made.end();
  });

  async function start(types = ['acme']): Promise<string> {
    stream = new StreamedSubmit();
    const services = types.map((type) => {
      const service = new FakeService();
      service.onSubmit = stream.begin;
      return service.provider(type);
    });
    made = await rig(services);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await settle();
    assert.equal(made.easel.jobs.get(id).state, 'submitting');
    return id;
  }

  it('is shown while the job is submitted: the newest preview, and the fraction', async () => {
    const id = await start();
    stream.report({ preview: preview(1), progress: { fraction: 0.25 } });
    await made.clock.pass(300);
    stream.report({ preview: preview(2), progress: { fraction: 0.5 } });
    await made.clock.pass(300);
    assert.deepEqual(made.easel.jobs.preview(id), preview(2));
    assert.equal(made.easel.jobs.get(id).state, 'submitting');
    assert.deepEqual(made.easel.jobs.get(id).progress, { fraction: 0.5, phase: 'running' });
  });

  it('stays until the images are there, and is no result', async () => {
    const id = await start();
    stream.report({ preview: preview(7), progress: { fraction: 0.9 } });
    await made.clock.pass(300);
    stream.answer({ kind: 'outputs', outputs: pictures(1) });
    const job = await settledJob(made, id);
    assert.deepEqual([job.state, job.images.length, job.progress], ['done', 1, undefined]);
    assert.equal(made.files.files.size, 1);
    assert.equal(made.easel.jobs.preview(id), undefined);
  });

  it('is written at most every 250 ms, the newest last, however often it is reported', async () => {
    const id = await start();
    const changes: number[] = [];
    made.easel.onEvent((event) => event.kind === 'job-changed' && event.id === id && changes.push(made.clock.now()));
    for (let index = 1; index <= 200; index += 1) {
      stream.report({ preview: preview(index), progress: { fraction: index / 200 } });
      await made.clock.pass(5);
    }
    await made.clock.pass(500);
    assert.equal(made.easel.jobs.get(id).progress?.fraction, 1);
    assert.deepEqual(made.easel.jobs.preview(id), preview(200));
    assert.ok(changes.length >= 3 && changes.length <= 12, `${changes.length} changes in a second`);
  });

  it('is dropped when the submit fails and the next provider takes the job', async () => {
    const id = await start(['acme', 'beta']);
    stream.report({ preview: preview(7), progress: { fraction: 0.9 } });
    await made.clock.pass(300);
    stream.fail(new EaselError({ kind: 'quota', reason: 'credit' }));
    await made.clock.pass(1000);
    assert.equal(stream.contexts.length, 2);
    assert.equal(made.easel.jobs.preview(id), undefined);
    assert.equal(made.easel.jobs.get(id).progress, undefined);
  });

  it('is dropped when the stream breaks and the job is lost', async () => {
    const id = await start();
    stream.report({ preview: preview(7), progress: { fraction: 0.9 } });
    await made.clock.pass(300);
    stream.fail(new EaselError({ kind: 'network', reason: 'connection-lost', maybeReceived: true }));
    await made.clock.pass(1000);
    const job = made.easel.jobs.get(id);
    assert.deepEqual([job.state, job.progress, job.images.length], ['lost', undefined, 0]);
    assert.equal(made.easel.jobs.preview(id), undefined);
  });

  it('is ignored once the submit is over', async () => {
    const id = await start();
    const { report } = stream;
    stream.report({ progress: { fraction: 0.2 } });
    await made.clock.pass(300);
    stream.answer({ kind: 'ticket', ticket: { id: 't1' } });
    await settle();
    report({ preview: preview(9), progress: { fraction: 0.99 } });
    await made.clock.pass(300);
    assert.equal(made.easel.jobs.get(id).state, 'running');
    assert.equal(made.easel.jobs.preview(id), undefined);
    assert.notEqual(made.easel.jobs.get(id).progress?.fraction, 0.99);
  });

  it('disturbs no submit, whatever is reported', async () => {
    const id = await start();
    const garbage: unknown[] = [7, null, undefined, { preview: 7 }, { preview: { bytes: 'x' }, progress: 'y' }];
    garbage.push({ progress: { fraction: Number.NaN } }, { progress: { fraction: 1e9, note: 'x'.repeat(1e6) } });
    for (const one of garbage) {
      stream.report(one as Parameters<ProviderContext['report']>[0]);
      await made.clock.pass(300);
    }
    assert.equal(made.easel.jobs.preview(id), undefined);
    assert.deepEqual(made.easel.jobs.get(id).progress, { phase: 'running', fraction: 1, note: 'x'.repeat(100) });
    stream.answer({ kind: 'outputs', outputs: pictures(1) });
    assert.equal((await settledJob(made, id)).state, 'done');
  });
});
