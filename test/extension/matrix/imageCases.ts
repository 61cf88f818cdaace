/** The cases that end with pictures: right files, right history, nothing asked for twice. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import type { JobView } from '../../../src/shared/model/jobs';
import { pngOf } from '../../fixtures/png';
import { namesIn, workspaceUri } from '../support/host';
import { historyOf, type Stage } from './stage';

/** Two pictures of 16:9; of a service that makes one at a time by two jobs. */
export async function generate(stage: Stage): Promise<void> {
  const { api, easel, providerId, words, folder } = stage;
  const prompt = `a lighthouse, ${words}`;
  const jobIds = await api.generate({ prompt, provider: providerId, aspectRatio: '16:9', count: 2, folder });
  const jobs = await finished(stage, jobIds);
  const perCall = easel.providers.limits(providerId, 'generate')?.count ?? 0;
  assert.equal(jobs.length, perCall >= 2 ? 1 : 2);
  const stem = prompt.replaceAll(/[^a-z]+/g, '-');
  await checkImages(stage, jobs, {
    count: 2,
    names: jobs.length === 1 ? [`${stem}-1.png`, `${stem}-2.png`] : [`${stem}-2.png`, `${stem}.png`],
  });
  const sizes = easel.providers.limits(providerId, 'generate')?.sizes?.['16:9'];
  for (const { width, height } of jobs.flatMap((job) => job.images)) {
    if (sizes) assert.deepEqual([width, height], sizes);
    assert.ok(Math.abs(width / height / (16 / 9) - 1) < 0.03, `asked 16:9, got ${width} × ${height}`);
  }
}

/** The result stands beside its original, which stays as it was. */
export async function edit(stage: Stage): Promise<void> {
  const { api, providerId, words, folder } = stage;
  const { uri, bytes } = await original(folder);
  const prompt = `make it snow, ${words}`;
  const jobs = await finished(stage, await api.edit({ prompt, images: [uri.toString()], provider: providerId }));
  assert.equal(jobs.length, 1);
  assert.equal(jobs[0]?.request.references[0]?.source, uri.toString());
  await checkImages(stage, jobs, { count: 1, names: ['original-edit.png', 'original.png'] });
  assert.deepEqual(
    Buffer.from(await vscode.workspace.fs.readFile(uri)),
    Buffer.from(bytes),
    'the original was touched',
  );
}

/** Three prompts over one picture: one call where the service has it, else one for each. */
export async function batch(stage: Stage): Promise<void> {
  const { api, easel, providerId, row, words, folder } = stage;
  const { uri } = await original(folder);
  const prompts = ['at night', 'in spring', 'in fog'].map((when) => `${when}, ${words}`);
  const jobs = await finished(stage, await api.batch({ prompts, images: [uri.toString()], provider: providerId }));
  const isNative = row.kinds.includes('batch');
  assert.deepEqual(
    jobs.map(({ request }) => request.kind),
    isNative ? ['batch'] : ['edit', 'edit', 'edit'],
  );
  assert.equal(new Set(jobs.map(({ groupId }) => groupId)).size, 1, 'what was asked together belongs together');
  const numbers = isNative ? ['-1', '-2', '-3'] : ['-2', '-3', ''];
  await checkImages(stage, jobs, {
    count: 3,
    names: [...numbers.map((number) => `original-edit${number}.png`), 'original.png'],
  });
  assert.deepEqual(
    jobs.flatMap((job) => job.images.map(({ prompt }) => prompt)),
    prompts,
  );
  assert.equal(easel.jobs.list({ text: `fog ${words}`, limit: 5 }).length, 1);
}

async function original(folder: string): Promise<{ uri: vscode.Uri; bytes: Uint8Array }> {
  const uri = workspaceUri(folder, 'original.png');
  const bytes = pngOf(96, 96);
  await vscode.workspace.fs.writeFile(uri, bytes);
  return { uri, bytes };
}

async function finished({ api }: Stage, jobIds: readonly string[]): Promise<JobView[]> {
  return Promise.all(jobIds.map((jobId) => api.finished(jobId)));
}

/** Files, history and calls of jobs that went well. `names`: all that may stand in the folder, sorted. */
export async function checkImages(
  stage: Stage,
  jobs: readonly JobView[],
  expected: { count: number; names: readonly string[] },
): Promise<void> {
  const { api, row, folder } = stage;
  for (const job of jobs) checkDone(stage, job);
  assert.deepEqual(
    historyOf(stage)
      .map(({ id }) => id)
      .sort(),
    jobs.map(({ id }) => id).sort(),
  );
  const images = jobs.flatMap((job) => job.images);
  assert.equal(images.length, expected.count);
  assert.deepEqual(await namesIn(folder), [...expected.names].sort());
  for (const image of images) {
    const uri = vscode.Uri.parse(image.deliveredTo ?? '', true);
    assert.equal(uri.path, workspaceUri(folder, image.fileName).path);
    const bytes = await vscode.workspace.fs.readFile(uri);
    assert.deepEqual(Buffer.from(bytes), Buffer.from(await api.readImage(image.id)));
    const { width, height, mimeType } = sniffImage(bytes) ?? {};
    assert.deepEqual([width, height, mimeType], [image.width, image.height, image.mimeType]);
    assert.equal(image.size, bytes.length);
  }
  assert.equal(new Set(images.map(({ deliveredTo }) => deliveredTo)).size, images.length);
  if (!row.rig) return;
  assert.equal(stage.service().received(), jobs.length, 'each job is handed in once');
  assert.deepEqual(stage.service().unknownFields(), []);
}

function checkDone({ providerId, name }: Stage, job: JobView): void {
  assert.equal(job.state, 'done', JSON.stringify(job.failure));
  assert.equal(job.failure, undefined);
  assert.deepEqual([job.providerId, job.providerName, job.plan], [providerId, name, [providerId]]);
  assert.deepEqual(job.warnings, []);
  const [attempt, ...others] = job.attempts;
  assert.ok(attempt && others.length === 0, 'one try is one line of the trail');
  assert.deepEqual([attempt.providerId, attempt.providerName, attempt.failure], [providerId, name, undefined]);
  assert.ok(attempt.endedAt !== undefined && job.finishedAt !== undefined);
}
