/** The commands with the Qwen Image Service: images, cancellation, and the message of every failure. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { JobView } from '../../src/shared/model/jobs';
import { until } from '../harness/until';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';
import { activated, namesIn, openedEasel, jobOf, useProviders } from './support/host';
import { watchMessages, type Messages } from './support/messages';

const users = [
  { username: 'demo', password: 'demo-password' },
  { username: 'poor', password: 'poor-password', daily: 2 },
];

describe('commands with the Qwen Image Service', () => {
  let service: QwenImageServiceSimulator;
  let messages: Messages;

  const entry = (id: string, username = 'demo', url = service.url): object => ({
    id,
    name: id,
    type: 'qwen-image-service',
    hosts: { domestic: url },
    options: { username },
    pollSeconds: 0.2,
    // Each failure is to be seen by itself, without another provider that stands in.
    retry: false,
  });

  before(async () => {
    service = await startQwenImageService({ users, loginsPerMinute: 100 });
    await useProviders([
      entry('Qwen'),
      entry('Wrong'),
      entry('Poor', 'poor'),
      entry('Down', 'demo', 'http://127.0.0.1:9'),
    ]);
    const easel = await openedEasel();
    await easel.providers.setSecret('Qwen', 'password', 'demo-password');
    await easel.providers.setSecret('Wrong', 'password', 'not-this-one');
    await easel.providers.setSecret('Poor', 'password', 'poor-password');
    await easel.providers.setSecret('Down', 'password', 'demo-password');
  });
  after(async () => {
    await service.stop();
    await useProviders([]);
  });
  beforeEach(() => {
    messages = watchMessages();
  });
  afterEach(() => {
    messages.restore();
    service.releaseTasks();
    service.behave();
  });

  async function generateAndWait(prompt: string, provider: string, more: object = {}): Promise<JobView> {
    const api = await activated();
    const jobIds = await api.generate({ prompt, provider, ...more });
    assert.equal(jobIds.length, 1);
    await api.finished(jobIds[0] ?? '');
    return jobOf(jobIds[0] ?? '');
  }

  /** The command as a person has it, up to its message. */
  async function expectFailure(
    prompt: string,
    provider: string,
    words: RegExp,
  ): Promise<{ row: JobView; buttons: string[] }> {
    const jobIds = await vscode.commands.executeCommand<string[]>('easel.generate', { prompt, provider });
    const message = await messages.waitFor(words);
    const row = await jobOf(jobIds[0] ?? '');
    assert.equal(row.state, 'failed');
    return { row, buttons: message.buttons };
  }

  it('save four images of one job as four files and one history entry', async () => {
    const job = await generateAndWait('four lighthouses', 'Qwen', { count: 4, aspectRatio: '16:9' });
    assert.equal(job.state, 'done', JSON.stringify(job.failure));
    assert.equal(job.images.length, 4);
    assert.ok(job.images.every((image) => image.width === 1664 && image.height === 928));
    const files = (await namesIn('images')).filter((name) => name.startsWith('four-lighthouses'));
    assert.equal(files.length, 4);
    assert.equal((await openedEasel()).jobs.list({ text: 'lighthouses', limit: 10 }).length, 1);
  });

  it('offer to choose among several images', async () => {
    await vscode.commands.executeCommand('easel.generate', { prompt: 'two boats', provider: 'Qwen', count: 2 });
    const message = await messages.waitFor(/^2 images · \d+ × \d+ · Qwen/);
    // No editor is open: there is nowhere yet to insert to.
    assert.deepEqual(message.buttons, ['Choose Image…', 'Open', 'Insert All', 'Reveal', 'Regenerate']);
  });

  it('cancel a queued job without an error message', async () => {
    service.holdTasks();
    const api = await activated();
    const [jobId = ''] = await api.generate({ prompt: 'never mind', provider: 'Qwen' });
    await until('the service to have it', async () => (await api.getJob(jobId)).state === 'running');
    await vscode.commands.executeCommand('easel.cancelJob', jobId);
    const row = await jobOf(jobId);
    assert.equal(row.state, 'cancelled');
    service.releaseTasks();
    await until('the service to be done with it all the same', () => service.taskIds().length > 0);
    assert.equal((await api.getJob(jobId)).state, 'cancelled');
    assert.equal((await api.getJob(jobId)).images.length, 0);
  });

  it('say when a running job cannot be canceled', async () => {
    service.holdTasks();
    const api = await activated();
    const [jobId = ''] = await api.generate({ prompt: 'too late', provider: 'Qwen' });
    await until('the service to have it', async () => (await api.getJob(jobId)).state === 'running');
    await until('the service to begin', () => service.startNext());
    void vscode.commands.executeCommand('easel.cancelJob', jobId);
    await messages.waitFor(/Qwen can't cancel this job anymore/);
    service.releaseTasks();
    assert.equal((await api.finished(jobId)).state, 'done');
  });

  it('name user and host of a rejected password', async () => {
    const words = /^Wrong rejected the password\. Check the password of user "demo" at 127\.0\.0\.1:\d+\..* \(401\)$/;
    const { row, buttons } = await expectFailure('locked out', 'Wrong', words);
    assert.equal(row.failure?.reason, 'password-wrong');
    assert.deepEqual(buttons, ['Set Password', 'Edit Provider', 'Open Log']);
    assert.doesNotMatch(JSON.stringify(row), /not-this-one/);
  });

  it('say when the service does not answer', async () => {
    const { row, buttons } = await expectFailure(
      'nobody there',
      'Down',
      /^Can't connect to 127\.0\.0\.1:9\. Make sure Down is running\./,
    );
    assert.equal(row.failure?.kind, 'network');
    assert.ok(buttons.includes('Try Again') && buttons.includes('Edit Provider'), buttons.join(', '));
  });

  it('say when the quota does not suffice', async () => {
    const jobIds = await vscode.commands.executeCommand<string[]>('easel.generate', {
      prompt: 'too many',
      provider: 'Poor',
      count: 4,
    });
    const message = await messages.waitFor(/quota at Poor/);
    const row = await jobOf(jobIds[0] ?? '');
    assert.equal(row.failure?.kind, 'quota');
    assert.ok(message.buttons.includes('Choose Provider'), message.buttons.join(', '));
  });

  it('reject a ratio that the service would silently replace by a square', async () => {
    const before = service.received['/text-to-image'] ?? 0;
    await vscode.commands.executeCommand('easel.generate', { prompt: 'odd', provider: 'Qwen', aspectRatio: '5:7' });
    const message = await messages.waitFor(/Qwen doesn't support the aspect ratio 5:7\. Supported: .*16:9/);
    assert.deepEqual(message.buttons, ['Edit Prompt']);
    assert.equal(service.received['/text-to-image'] ?? 0, before);
    const [row] = (await openedEasel()).jobs.list({ text: 'odd', limit: 1 });
    assert.equal(row?.failure?.reason, 'ratio-unknown');
  });

  it('show the reason that the service gave for a failed task', async () => {
    service.holdTasks();
    service.failNext('CUDA out of memory');
    const words = expectFailure('heavy', 'Qwen', /Qwen.*failed.*CUDA out of memory/);
    await until('the service to fail', () => service.finishNext());
    const { row } = await words;
    assert.equal(row.failure?.kind, 'server');
  });

  it('show no message for a job started through the API', async () => {
    const job = await generateAndWait('quiet failure', 'Down');
    assert.equal(job.state, 'failed');
    assert.equal(messages.shown.length, 0);
    assert.match((await activated()).describeFailure(job.failure ?? { kind: 'internal' }), /Can't connect to/);
  });

  it('show the result of Test Provider', async () => {
    const good = vscode.commands.executeCommand<boolean>('easel.testProvider', 'Qwen');
    await messages.waitFor(/^Qwen is working · .*1\.3\.0.*demo/);
    assert.equal(await good, true);
    assert.equal(await vscode.commands.executeCommand<boolean>('easel.testProvider', 'Down'), false);
    await messages.waitFor(/^Can't connect to/);
  });
});
