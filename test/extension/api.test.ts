/** Edits through the API for other extensions: no messages, exact arguments, and partial failures. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { EaselApiError, EaselExtensionApi } from '../../src/extension/api';
import { pngOf } from '../fixtures/png';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';
import { activated, namesIn, openedEasel, useProviders, workspaceUri } from './support/host';
import { watchMessages, type Messages } from './support/messages';

describe('edits through the API', () => {
  let api: EaselExtensionApi;
  let service: QwenImageServiceSimulator;
  let messages: Messages;

  before(async () => {
    messages = watchMessages();
    service = await startQwenImageService({ auth: 'open' });
    api = await activated();
    const hosts = { domestic: service.url };
    await useProviders([
      { id: 'Qwen', name: 'Qwen', type: 'qwen-image-service', hosts, pollSeconds: 0.2, retry: false },
    ]);
  });
  after(async () => {
    messages.restore();
    await service.stop();
    await useProviders([]);
  });

  /** Writes a file and gives its URI. */
  async function file(path: string, bytes: Uint8Array): Promise<string> {
    const uri = workspaceUri('api', path);
    await vscode.workspace.fs.writeFile(uri, bytes);
    return uri.toString();
  }

  const jobsNow = async (): Promise<number> => (await openedEasel()).jobs.list({ limit: 1000 }).length;

  async function rejection(work: Promise<string[]>): Promise<EaselApiError> {
    const thrown: unknown = await work.then(
      () => assert.fail('it was started'),
      (error: unknown) => error,
    );
    assert.ok(thrown instanceof Error && thrown.name === 'EaselApiError', String(thrown));
    return thrown as EaselApiError;
  }

  it('reject invalid arguments by name', async () => {
    const images = [await file('read.png', pngOf(32, 32))];
    const before = await jobsNow();
    await assert.rejects(api.edit({ prompt: 'x' } as never), /edit: "images" is missing/);
    await assert.rejects(api.edit({ prompt: 'x', images: [] }), /edit: "images" is missing/);
    await assert.rejects(api.edit({ images } as never), /edit: "prompt" is missing/);
    await assert.rejects(api.batch({ images, prompts: [] }), /batch: "prompts" is missing/);
    await assert.rejects(
      api.edit({ images: 'fox.png', prompt: 'x' } as never),
      /edit: "images" must be an array of strings/,
    );
    await assert.rejects(api.edit({ images: ['fox.png'], prompt: 'x' }), /images as URIs .* not "fox.png"/);
    await assert.rejects(api.edit({ images, prompt: 'x', ratio: '1:1' } as never), /edit: unknown property "ratio"/);
    assert.equal(await jobsNow(), before);
  });

  it('name the file that is not an image, and start nothing', async () => {
    const images = [await file('good.png', pngOf(32, 32)), await file('notes.png', Buffer.from('not a picture'))];
    const before = await jobsNow();
    const error = await rejection(api.edit({ images, prompt: 'make it snow' }));
    assert.equal(error.message, "Easel can't read notes.png as an image.");
    assert.deepEqual([error.failure.kind, error.startedJobs], ['bad-request', []]);
    assert.equal(
      (await rejection(api.edit({ images, prompt: 'x', provider: 'nobody' }))).failure.reason,
      'provider-unknown',
    );
    assert.equal(await jobsNow(), before);
  });

  it('store only arguments that belong to the request', async () => {
    const [image = '', other = ''] = [
      await file('a.png', pngOf(32, 32)),
      await file('b.png', pngOf(32, 32, [0, 90, 0])),
    ];
    const given = { images: [image], references: [other], prompt: 'one style', count: 2, folder: 'api/out' };
    const jobIds = await api.edit({ ...given, provider: 'Qwen' });
    const [job] = await Promise.all(jobIds.map((jobId) => api.finished(jobId)));
    assert.equal(job?.state, 'done', JSON.stringify(job?.failure));
    const known = ['kind', 'prompt', 'count', 'references', 'seed', 'seedChosen'];
    assert.deepEqual(
      Object.keys(job.request).filter((name) => !known.includes(name)),
      [],
    );
    assert.deepEqual(
      job.request.references.map(({ source }) => source),
      [image, other],
    );
    assert.deepEqual(await namesIn('api/out'), ['a-edit-1.png', 'a-edit-2.png']);
    assert.deepEqual(messages.shown, [], 'the API is quiet');
    const byCommand = await vscode.commands.executeCommand<string[]>('easel.editImage', given);
    const told = await api.finished(byCommand[0] ?? '');
    assert.deepEqual(
      Object.keys(told.request).filter((name) => !known.includes(name)),
      [],
    );
  });

  it('report the jobs that were started before one was rejected', async () => {
    // A head that says GIF, and nothing that could be turned into what the service takes.
    const broken = Buffer.concat([
      Buffer.from('GIF89a'),
      Buffer.from([32, 0, 32, 0, 0, 0, 0]),
      Buffer.alloc(40, 0xff),
      Buffer.of(0x3b),
    ]);
    const images = [await file('first.png', pngOf(32, 32)), await file('broken.gif', broken)];
    const error = await rejection(api.edit({ images, prompt: 'half of it', provider: 'Qwen' }));
    assert.match(error.message, /broken\.gif/);
    assert.equal(error.startedJobs.length, 1);
    assert.equal((await api.finished(error.startedJobs[0] ?? '')).state, 'done');
  });

  it('resume only jobs that are not final', async () => {
    const images = [await file('done.png', pngOf(32, 32))];
    const [jobId = ''] = await api.edit({ images, prompt: 'quickly done', provider: 'Qwen' });
    await api.finished(jobId);
    await assert.rejects(api.resume(jobId), { failure: { kind: 'bad-request', reason: 'already-final' } });
  });
});
