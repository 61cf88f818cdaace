/** The chat tools with jobs that take longer than a call: waiting, canceling, edits and confirmations. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { pngOf } from '../fixtures/png';
import { until } from '../harness/until';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';
import { namesIn, openedEasel, useProviders, useSetting, workspaceUri } from './support/host';
import {
  approveTools,
  call,
  confirmationOf,
  idOf,
  invokeDirectly,
  serviceEntry,
  services,
  tools,
} from './support/toolCalls';

describe('chat tools with a slow service', () => {
  let service: QwenImageServiceSimulator;

  before(async () => {
    service = await startQwenImageService({ users: [{ username: 'demo', password: 'demo-password' }] });
    await approveTools(true);
    await useProviders([serviceEntry(service.url, 'Slow', 'demo')]);
    const easel = await openedEasel();
    await easel.providers.setSecret('Slow', 'password', 'demo-password');
  });
  afterEach(async () => {
    service.releaseTasks();
    await useSetting('tools.waitSeconds', undefined);
  });
  after(async () => {
    await service.stop();
    await useProviders([]);
    await approveTools(undefined);
  });

  it('return the ID of a slow job, and its image later', async () => {
    service.holdTasks();
    await useSetting('tools.waitSeconds', 0);
    const first = await call('easel_generate_image', { prompt: 'slow lake', path: 'assets/lake.png' });
    assert.match(first.text, /^Not ready yet\. This isn't an error/);
    const jobId = idOf(first.text);
    assert.ok(first.text.includes(`call easel_image_job with jobIds ["${jobId}"]`), first.text);
    const look = await call('easel_image_job', { jobIds: [jobId], waitSeconds: 0 });
    assert.match(look.text, /^Not ready yet/);
    service.releaseTasks();
    const { text } = await call('easel_image_job', { jobIds: [jobId], waitSeconds: 20 });
    assert.match(text, /^1 image · Slow/);
    assert.match(text, /- assets\/lake\.png /);
    assert.equal(service.received['/text-to-image'], 1);
  });

  it('let the job continue when the wait is canceled', async () => {
    service.holdTasks();
    const before = (await openedEasel()).history.countJobs({});
    const cancel = new vscode.CancellationTokenSource();
    const called = call('easel_generate_image', { prompt: 'patient lake', path: 'assets/patient.png' }, cancel.token);
    const answered = called.catch((thrown: unknown) => thrown);
    const easel = await openedEasel();
    await until('the job to be at the service', () => {
      const [job] = easel.jobs.list({ limit: 1 });
      return easel.history.countJobs({}) > before && job?.state === 'running';
    });
    cancel.cancel();
    await answered;
    const [job] = easel.jobs.list({ limit: 1 });
    assert.equal(job?.state, 'running');
    assert.equal(job.cancelRequested, false);
    service.releaseTasks();
    const { text } = await call('easel_image_job', { jobIds: [job.id] });
    assert.match(text, /- assets\/patient\.png /);
  });

  it('say that only the wait was canceled, and start nothing if canceled before', async () => {
    service.holdTasks();
    const easel = await openedEasel();
    const cancel = new vscode.CancellationTokenSource();
    const answered = invokeDirectly('easel_generate_image', { prompt: 'direct lake' }, cancel.token);
    await until('the job', () => easel.jobs.list({ limit: 1, text: 'direct' })[0]?.state === 'running');
    cancel.cancel();
    assert.match((await answered).text, /^Only the wait was canceled/);
    const before = easel.history.countJobs({});
    const late = await invokeDirectly('easel_generate_image', { prompt: 'too late' }, cancel.token);
    assert.match(late.text, /^Canceled before anything was sent/);
    assert.equal(easel.history.countJobs({}), before);
  });

  it('cancel a queued job', async () => {
    service.holdTasks();
    await useSetting('tools.waitSeconds', 0);
    const jobId = idOf((await call('easel_generate_image', { prompt: 'never mind' })).text);
    await until('the service to have it', async () => (await openedEasel()).jobs.get(jobId).state === 'running');
    const { text } = await call('easel_image_job', { jobIds: [jobId], cancel: true, waitSeconds: 10 });
    assert.match(text, /The job was canceled\./);
    assert.equal((await openedEasel()).jobs.get(jobId).state, 'cancelled');
  });

  it('save edits next to their originals', async () => {
    await vscode.workspace.fs.writeFile(workspaceUri('shop', 'cup.png'), pngOf(64, 64));
    await vscode.workspace.fs.writeFile(workspaceUri('shop', 'jug.png'), pngOf(64, 64, [20, 90, 200]));
    const both = await call('easel_edit_image', { prompt: 'on wood', images: ['shop/cup.png', 'shop/jug.png'] });
    assert.match(both.text, /^2 images · Slow/);
    assert.deepEqual(await namesIn('shop'), ['cup-edit.png', 'cup.png', 'jug-edit.png', 'jug.png']);
    const named = await call('easel_edit_image', {
      prompt: 'x',
      images: ['shop/cup.png'],
      path: 'made/cup-blue.png',
    });
    assert.match(named.text, /- made\/cup-blue\.png /);
    await assert.rejects(
      call('easel_edit_image', { prompt: 'x', images: ['shop/cup.png', 'shop/jug.png'], path: 'made/one.png' }),
      /"path" must be a folder/,
    );
    await vscode.workspace.fs.writeFile(workspaceUri('shop', 'fake.png'), Buffer.from('no picture'));
    const fake = await call('easel_edit_image', { prompt: 'x', images: ['shop/fake.png'] });
    assert.match(fake.text, /^No image was generated\. .*fake\.png/);
  });

  it('save an undelivered image to another path', async () => {
    await vscode.workspace.fs.writeFile(workspaceUri('wall'), Buffer.from('a file, not a folder'));
    const first = await call('easel_generate_image', { prompt: 'safe lake', path: 'wall/lake.png' });
    assert.match(first.text, /kept in Easel's history, but not saved to the workspace/);
    const jobId = idOf(first.text);
    const { text } = await call('easel_image_job', { jobIds: [jobId], path: 'door/lake.png' });
    assert.deepEqual(await namesIn('door'), ['lake.png']);
    assert.match(text, /- door\/lake\.png /);
  });

  it('list the providers with their limits', async () => {
    const { text } = await call('easel_list_image_providers', {});
    assert.match(text, /^Slow \(provider: "Slow"\) · default when no provider is named$/m);
    assert.match(text, /New images: aspectRatio .*16:9/);
    assert.match(text, /sketch .*placeholder drawings, not AI/);
    assert.doesNotMatch(text, /demo-password/);
  });

  it('show path, provider, number and price in the confirmation', async () => {
    const question = await confirmationOf('easel_generate_image', {
      ...{ prompt: 'a *bold* lake', path: 'assets/lake.png', provider: 'Slow', count: 2, aspectRatio: '16:9' },
    });
    assert.equal(question.title, 'Generate 2 images with Slow?');
    assert.match(question.message, /Slow · 16:9 · 2 images · .* → assets\/lake\.png/);
    assert.ok(question.message.includes('a \\*bold\\* lake'), 'what a model wrote is no markup');
    const free = await confirmationOf('easel_generate_image', { prompt: 'x', provider: 'sketch' });
    assert.match(free.message, /1 image · free → images\//);
    const edit = await confirmationOf('easel_edit_image', { prompt: 'x', images: ['shop/cup.png'] });
    assert.equal(edit.title, 'Edit cup.png with Slow?');
    assert.match(edit.message, /→ next to the original/);
    const odd = await confirmationOf('easel_generate_image', { prompt: 'x', provider: 'nobody' });
    assert.match(odd.message, /price unknown/);
    const bad = await (await tools()).easel_generate_image.prepare(await services(), { count: 1 });
    assert.equal(bad.confirmationMessages, undefined, 'nobody confirms what is refused at once');
  });
});
