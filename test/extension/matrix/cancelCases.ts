/** Cancelling: what stops is over for good, what goes on is marked, kept and said to cost all the same. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { namesIn, openedEasel } from '../support/host';
import { checkImages } from './imageCases';
import type { Stopping } from './rows';
import { onlyJob, type Stage } from './stage';
import { sentence } from './troubleCases';

/** A job in the queue: of the service, or of Easel itself where there is no service. */
export async function cancelWaiting(stage: Stage): Promise<Stopping> {
  if (!stage.row.rig) return cancelQueued(stage);
  stage.service().hold();
  await start(stage);
  const { id } = await onlyJob(stage, 'at the service', (job) => job.state === 'running');
  return cancelAt(stage, id, stage.row.cancelWaiting);
}

/** A job that the service has begun with. */
export async function cancelRunning(stage: Stage): Promise<Stopping> {
  if (!stage.row.rig) return cancelDrawing(stage);
  const service = stage.service();
  service.hold();
  await start(stage);
  await onlyJob(stage, 'at the service', (job) => job.state === 'running');
  service.beginNext();
  const { id } = await onlyJob(stage, 'that is being made', (job) => job.progress?.phase === 'running');
  return cancelAt(stage, id, stage.row.cancelRunning);
}

async function start({ api, providerId, words, folder }: Stage): Promise<string[]> {
  return api.generate({ prompt: `a lighthouse, ${words}`, provider: providerId, folder });
}

async function cancelAt(stage: Stage, jobId: string, expected: Stopping): Promise<Stopping> {
  const { messages } = stage;
  const told = vscode.commands.executeCommand('easel.cancelJob', jobId);
  if (expected === 'goes on') {
    const easel = await openedEasel();
    const canStop = easel.providers.list().some(({ config, stopsJobs }) => config.id === stage.providerId && stopsJobs);
    const words = canStop ? "{who} can't cancel this job anymore" : "{who} can't cancel jobs that it has accepted";
    const message = await messages.waitFor(sentence(stage, words));
    message.press('');
    await told;
    await goesOn(stage, jobId);
  } else {
    await told;
    await isOver(stage, jobId);
    assert.ok(!messages.shown.some(({ text }) => text.includes(stage.name)), 'stopping needs no words');
  }
  return expected;
}

async function goesOn(stage: Stage, jobId: string): Promise<void> {
  const marked = await stage.api.getJob(jobId);
  assert.deepEqual([marked.state, marked.cancelRequested, marked.cancellable], ['running', true, 'no']);
  stage.service().release();
  const job = await stage.api.finished(jobId);
  assert.equal(job.cancelRequested, true);
  await checkImages(stage, [job], { count: 1, names: job.images.map(({ fileName }) => fileName) });
}

async function isOver(stage: Stage, jobId: string): Promise<void> {
  const over = await stage.api.getJob(jobId);
  assert.deepEqual([over.state, over.cancelRequested, over.failure, over.images], ['cancelled', true, undefined, []]);
  assert.ok(over.finishedAt !== undefined);
  // What the service makes of it all the same is nobody's any more.
  stage.service().release();
  assert.equal(stage.service().received(), 1);
  await assert.rejects(stage.api.cancel(jobId), { failure: { kind: 'bad-request', reason: 'already-final' } });
  await assert.rejects(stage.api.resume(jobId), { failure: { kind: 'bad-request', reason: 'already-final' } });
  assert.equal((await stage.api.getJob(jobId)).state, 'cancelled');
  assert.deepEqual(await namesIn(stage.folder), []);
}

/** More jobs than are drawn at once, started together: at least one waits here. */
async function cancelQueued(stage: Stage): Promise<Stopping> {
  const { api, providerId, words, folder } = stage;
  const started = await Promise.all(
    ['a lighthouse', 'a mill', 'a bridge', 'a tower', 'a harbour', 'a field'].map((subject) =>
      api.generate({ prompt: `${subject}, ${words}`, provider: providerId, folder, count: 2 }),
    ),
  );
  const jobs = await Promise.all(started.flat().map((jobId) => api.getJob(jobId)));
  const last = jobs.findLast(({ state }) => state === 'queued')?.id;
  assert.ok(last !== undefined, 'one job waits');
  const jobIds = started.flat().filter((jobId) => jobId !== last);
  await vscode.commands.executeCommand('easel.cancelJob', last);
  const over = await api.getJob(last);
  assert.deepEqual([over.state, over.attempts, over.images], ['cancelled', [], []]);
  const others = await Promise.all(jobIds.map((jobId) => api.finished(jobId)));
  assert.ok(others.every(({ state }) => state === 'done'));
  assert.equal((await namesIn(folder)).length, 2 * others.length);
  return 'stops';
}

/** What is being drawn here is done in a moment and costs nothing: no word of a bill. */
async function cancelDrawing(stage: Stage): Promise<Stopping> {
  const { api, messages, providerId, words, folder } = stage;
  const prompt = `a lighthouse, ${words}`;
  const [jobId = ''] = await api.generate({ prompt, provider: providerId, folder, count: 4 });
  await onlyJob(stage, 'that is being drawn', (job) => job.state !== 'queued');
  const told = vscode.commands.executeCommand('easel.cancelJob', jobId);
  const message = await messages.waitFor(/^This job can't be canceled anymore because it's almost done\./);
  message.press('');
  await told;
  const job = await api.finished(jobId);
  assert.equal(job.cancelRequested, true);
  await checkImages(stage, [job], { count: 4, names: job.images.map(({ fileName }) => fileName) });
  return 'goes on';
}
