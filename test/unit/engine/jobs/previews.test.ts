import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { maxPreviewBytes } from '../../../../src/engine/jobs/context/previews';
import { imageFolder } from '../../../../src/engine/storage/database/repair';
import type { PreviewImage } from '../../../../src/providers/contract/task';
import { pngOf } from '../../../fixtures/png';
import { settle } from '../fakeClock';
import { FakeSubscription } from '../fakeSubscription';
import { FakeService, MemoryFiles, pictures, rig, settledJob, type Rig } from '../rig';

const here = { destination: { workspaceFolder: 'file:///w' } };
const fox = { kind: 'generate', prompt: 'a red fox' } as const;

function preview(shade: number, mediaType = 'image/png'): PreviewImage {
  return { bytes: pngOf(16, 16, [shade, shade, shade]), mediaType };
}

describe('previews of a running job', function () {
  this.timeout(120_000);
  let made: Rig;
  let service: FakeService;
  let channel: FakeSubscription;
  afterEach(() => made.end());

  async function start(way: 'polled' | 'pushed'): Promise<string> {
    service = new FakeService();
    channel = new FakeSubscription();
    made = await rig([service.provider('acme', way === 'pushed' ? { subscribe: channel.subscribe } : {})]);
    const [id = ''] = await made.easel.jobs.start(fox, here);
    await settle();
    return id;
  }

  it('are available from polls, the newest one', async () => {
    const id = await start('polled');
    assert.equal(made.easel.jobs.preview(id), undefined);
    service.onPoll = () => ({ state: 'running', preview: preview(service.polls) });
    await made.clock.pass(6000);
    assert.ok(service.polls >= 2);
    assert.deepEqual(made.easel.jobs.preview(id), preview(service.polls));
  });

  it('are available from a subscription, and stay through statuses without one', async () => {
    const id = await start('pushed');
    channel.push({ state: 'running', preview: preview(1) });
    channel.push({ state: 'running', progress: { fraction: 0.4 } });
    await made.clock.pass(1000);
    assert.deepEqual(made.easel.jobs.preview(id), preview(1));
    assert.equal(made.easel.jobs.get(id).progress?.fraction, 0.4);
    channel.push({ state: 'running', progress: { fraction: 0.5 } });
    await made.clock.pass(1000);
    assert.deepEqual(made.easel.jobs.preview(id), preview(1));
  });

  it('are reported as changes of the job, at most every 250 ms', async () => {
    const id = await start('pushed');
    const changes: number[] = [];
    made.easel.onEvent((event) => event.kind === 'job-changed' && event.id === id && changes.push(made.clock.now()));
    channel.push({ state: 'running', preview: preview(0) });
    await made.clock.pass(1000);
    changes.length = 0;
    for (let index = 1; index <= 100; index += 1) {
      channel.push({ state: 'running', preview: preview(index) });
      await made.clock.pass(10);
    }
    await made.clock.pass(500);
    assert.deepEqual(made.easel.jobs.preview(id), preview(100));
    assert.ok(changes.length >= 3 && changes.length <= 6, `${changes.length} changes`);
    const gaps = changes.slice(1).map((time, index) => time - (changes[index] ?? 0));
    assert.ok(
      gaps.every((gap) => gap >= 250),
      `changes after ${gaps.join(', ')} ms`,
    );
  });

  it('are dropped when the job ends, and become no result', async () => {
    const id = await start('pushed');
    channel.push({ state: 'running', preview: preview(9) });
    await settle();
    assert.ok(made.easel.jobs.preview(id));
    channel.push({ state: 'done', outputs: pictures(1) });
    const job = await settledJob(made, id);
    assert.equal(made.easel.jobs.preview(id), undefined);
    assert.equal(job.images.length, 1);
    assert.equal(made.files.files.size, 1);
    const stored = readdirSync(join(made.folder, imageFolder), { recursive: true, withFileTypes: true });
    assert.equal(stored.filter((entry) => entry.isFile()).length, 1);
  });

  it('are dropped when the user cancels the job', async () => {
    const id = await start('pushed');
    channel.push({ state: 'running', preview: preview(9) });
    await settle();
    await made.easel.jobs.cancel(id);
    await settle();
    assert.equal(made.easel.jobs.preview(id), undefined);
  });

  it('are dropped when the job becomes overdue', async () => {
    const id = await start('polled');
    service.onPoll = () => ({ state: 'running', preview: preview(9) });
    await made.clock.pass(599_000);
    assert.ok(made.easel.jobs.preview(id));
    await made.clock.pass(10_000);
    assert.equal(made.easel.jobs.get(id).state, 'overdue');
    assert.equal(made.easel.jobs.preview(id), undefined);
  });

  it('are not available in a window that does not run the job', async () => {
    const id = await start('pushed');
    const second = await made.secondWindow(new MemoryFiles());
    channel.push({ state: 'running', preview: preview(9) });
    await made.clock.pass(3000);
    assert.ok(made.easel.jobs.preview(id));
    assert.equal(second.jobs.preview(id), undefined);
  });

  const ignored: Record<string, unknown> = {
    'larger than the limit': { bytes: new Uint8Array(maxPreviewBytes + 1), mediaType: 'image/png' },
    'not an image': { bytes: new Uint8Array(64), mediaType: 'image/png' },
    'cut off': { bytes: pngOf(16, 16, [1, 2, 3]).subarray(0, 40), mediaType: 'image/png' },
    'an SVG': { bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), mediaType: 'image/svg+xml' },
    'without bytes': { bytes: 'data:image/png;base64,', mediaType: 'image/png' },
    'not an object': 7,
  };
  for (const [what, garbage] of Object.entries(ignored)) {
    it(`are ignored when one is ${what}, and the job goes on`, async () => {
      const id = await start('pushed');
      channel.push({ state: 'running', preview: preview(1) });
      await made.clock.pass(1000);
      channel.pushGarbage({ state: 'running', progress: { fraction: 0.7 }, preview: garbage });
      await made.clock.pass(1000);
      assert.deepEqual(made.easel.jobs.preview(id), preview(1));
      assert.equal(made.easel.jobs.get(id).progress?.fraction, 0.7);
      assert.equal(service.polls, 0);
    });
  }

  it('have the media type of their bytes, whatever the service says', async () => {
    const id = await start('pushed');
    channel.push({ state: 'running', preview: preview(3, 'text/html') });
    await settle();
    assert.equal(made.easel.jobs.preview(id)?.mediaType, 'image/png');
  });
});
