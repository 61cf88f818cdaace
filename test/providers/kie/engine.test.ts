/** A job at KIE with the engine: row, ticket, polls, download, image store. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import { kie } from '../../../src/providers/kie';
import { isFinal, type JobView } from '../../../src/shared/model/jobs';
import { startKie, type KieSimulator } from '../../simulators/kie';
import { drawPng } from '../../simulators/image';
import { rig, type Rig } from '../../unit/engine/rig';

const open: { rig: Rig; service: KieSimulator }[] = [];

async function setUp(): Promise<{ engine: Rig; service: KieSimulator }> {
  const service = await startKie();
  const uploadPath = `${service.uploadUrl}/api/file-stream-upload`;
  const engine = await rig([kie], [{ type: 'kie', hosts: { overseas: service.url }, uploadPath }]);
  await engine.easel.providers.setSecret('kie', 'key', service.key);
  open.push({ rig: engine, service });
  return { engine, service };
}

/** Advances the fake clock, with real answers in between, until a job has a state. */
async function until({ clock, easel }: Rig, jobId: string, isSo: (job: JobView) => boolean): Promise<JobView> {
  for (let turn = 0; turn < 400; turn += 1) {
    const job = easel.jobs.get(jobId);
    if (isSo(job)) return job;
    await clock.pass(500);
  }
  assert.fail(JSON.stringify(easel.jobs.get(jobId)));
}

describe('KIE with the engine', () => {
  afterEach(async () => {
    for (const { rig: engine, service } of open.splice(0)) {
      await engine.end();
      await service.stop();
    }
  });

  it('generates an image, and edits another one with the model for edits', async () => {
    const { engine, service } = await setUp();
    const { easel } = engine;
    const [made = ''] = await easel.jobs.start({ kind: 'generate', prompt: 'a red fox', aspectRatio: '16:9' });
    const job = await until(engine, made, ({ state }) => isFinal(state));
    assert.equal(job.state, 'done', JSON.stringify(job.failure));
    assert.deepEqual([job.images[0]?.width, job.images[0]?.height], [1024, 576]);
    assert.deepEqual(job.warnings, []);
    const reference = await easel.images.importReference(drawPng(300, 100, 'x'), { name: 'mine.png' });
    const [edited = ''] = await easel.jobs.start({ kind: 'edit', prompt: 'make it blue', references: [reference] });
    const edit = await until(engine, edited, ({ state }) => isFinal(state));
    assert.equal(edit.state, 'done', JSON.stringify(edit.failure));
    assert.equal(service.bodies[1]?.['model'], 'google/nano-banana-edit');
    assert.equal(service.created(), 2);
  });

  it('runs a batch as one task per prompt', async () => {
    const { engine, service } = await setUp();
    const { easel } = engine;
    const reference = await easel.images.importReference(drawPng(64, 64, 'x'), { name: 'mine.png' });
    const prompts = ['make it blue', 'make it green', 'make it red'];
    const ids = await easel.jobs.start({ kind: 'batch', prompt: '', prompts, references: [reference] });
    for (const id of ids) assert.equal((await until(engine, id, ({ state }) => isFinal(state))).state, 'done');
    assert.equal(service.created(), 3);
  });

  it('continues after a restart, and fetches what finished in the meantime', async () => {
    const { engine, service } = await setUp();
    service.holdTasks();
    const [id = ''] = await engine.easel.jobs.start({ kind: 'generate', prompt: 'a red fox' });
    await until(engine, id, ({ progress }) => progress?.phase === 'waiting');
    await engine.reopen();
    service.releaseTasks();
    assert.equal((await until(engine, id, ({ state }) => isFinal(state))).state, 'done');
    assert.equal(service.received(), 1);
  });

  it('does not repeat a submit that may have been received, and reports the job as lost', async () => {
    const { engine, service } = await setUp();
    service.misbehave({ path: '/api/v1/jobs/createTask', fault: { kind: 'reset-after' } });
    const [id = ''] = await engine.easel.jobs.start({ kind: 'generate', prompt: 'a red fox' });
    const job = await until(engine, id, ({ state }) => isFinal(state));
    assert.equal(job.state, 'lost');
    assert.equal(service.created(), 1);
  });

  it('keeps polling while the result URL does not work', async () => {
    const { engine, service } = await setUp();
    service.misbehave({ path: /^\/results\//, fault: { kind: 'answer', status: 403, body: 'expired' }, times: 1000 });
    const [id = ''] = await engine.easel.jobs.start({ kind: 'generate', prompt: 'a red fox' });
    const job = await until(engine, id, ({ state }) => state === 'overdue');
    assert.deepEqual([job.failure?.kind, job.failure?.reason], ['expired', 'result-away']);
    assert.equal(service.created(), 1);
  });

  it("reports that a task can't be canceled", async () => {
    const { engine, service } = await setUp();
    service.holdTasks();
    const [id = ''] = await engine.easel.jobs.start({ kind: 'generate', prompt: 'a red fox' });
    await until(engine, id, ({ state }) => state === 'running');
    assert.equal(engine.easel.jobs.get(id).cancellable, 'no');
    service.releaseTasks();
    await until(engine, id, ({ state }) => isFinal(state));
  });
});
