import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { EaselError } from '../../../src/shared/model/easelError';
import { createCodec, type CodecSetup } from '../../../src/engine/images/codec';
import type { Clock } from '../../../src/shared/platform/ports';
import type { SketchOrder } from '../../../src/sketch';
import { pixelSources } from './pixelSources';
import { assets, drawWith, rasterizer, readPng, root, wasmPath } from '../sketch/parts';

const source = { workerPath: join(root, 'src/sketch/drawing.worker.ts'), execArgv: ['--import', 'tsx'] };
const fox: SketchOrder = { prompt: 'a red fox in the snow', seed: 1, width: 96, height: 64 };
const imageRequest = (what: string): object => ({ what });

/** A clock that does not advance; a test fires its timers. */
class HandClock implements Clock {
  readonly timers = new Set<() => void>();
  monotonic(): number {
    return this.now();
  }

  now(): number {
    return 0;
  }
  after(_ms: number, callback: () => void): { dispose(): void } {
    this.timers.add(callback);
    return { dispose: () => void this.timers.delete(callback) };
  }
  ring(): void {
    for (const callback of [...this.timers]) callback();
  }
}

/** Fake workers, where only their end matters. */
const dying = `const { parentPort } = require('node:worker_threads'); parentPort.on('message', (m) => { if (m.order.what === 'die') throw new Error('boom'); if (m.order.what === 'leave') process.exit(3); if (m.order.what !== 'wait') parentPort.postMessage({ id: m.id, png: new Uint8Array([require('node:worker_threads').threadId]) }); });`;

describe('codec', function () {
  this.timeout(120_000);
  const opened: { dispose(): Promise<void> }[] = [];
  const folders: string[] = [];
  const clock = new HandClock();

  function open(change: Partial<CodecSetup> = {}): ReturnType<typeof createCodec> {
    const codec = createCodec({ ...source, wasmPath, pixels: pixelSources, assets, clock, ...change });
    opened.push(codec);
    return codec;
  }
  async function openDying(): Promise<ReturnType<typeof createCodec>> {
    const folder = await mkdtemp(join(tmpdir(), 'easel-codec-'));
    folders.push(folder);
    const workerPath = join(folder, 'worker.cjs');
    await writeFile(workerPath, dying);
    return open({ workerPath, execArgv: [] });
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((codec) => codec.dispose()));
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
    clock.timers.clear();
  });

  const internal = (thrown: unknown): boolean => thrown instanceof EaselError && thrown.failure.kind === 'internal';

  it('draws in a thread and returns each drawing to its caller', async () => {
    const codec = open();
    const cup = { ...fox, prompt: 'a cup of coffee', width: 64 };
    const [first, second] = await Promise.all([codec.draw(fox), codec.draw(cup)]);
    assert.deepEqual([readPng(first).width, readPng(second).width], [96, 64]);
    assert.deepEqual(first, await drawWith(rasterizer())(fox));
  });

  it('draws again after an order that fails', async () => {
    const codec = open();
    await assert.rejects(codec.draw({ ...fox, width: 0, height: 0 }), internal);
    assert.ok((await codec.draw(fox)).length > 0);
  });

  it('rejects pending drawings when the thread dies, and starts another thread', async () => {
    const codec = await openDying();
    for (const end of ['die', 'leave']) {
      const first = await codec.draw(imageRequest('x'));
      const results = await Promise.allSettled([codec.draw(imageRequest('wait')), codec.draw(imageRequest(end))]);
      for (const result of results) assert.ok(result.status === 'rejected' && internal(result.reason));
      const second = await codec.draw(imageRequest('x'));
      assert.notDeepEqual(second, first);
    }
  });

  it('ends the thread when it is idle, but not while it works', async () => {
    const codec = await openDying();
    const first = await codec.draw(imageRequest('x'));
    assert.equal(clock.timers.size, 1);
    assert.deepEqual(await codec.draw(imageRequest('x')), first);
    assert.equal(clock.timers.size, 1);
    clock.ring();
    assert.notDeepEqual(await codec.draw(imageRequest('x')), first);
  });

  it('starts no thread before first use, and rejects pending drawings on dispose', async () => {
    const unused = open({ workerPath: '/no/such/worker.js' });
    await unused.dispose();
    const codec = await openDying();
    await codec.draw(imageRequest('x'));
    const waiting = assert.rejects(
      codec.draw(imageRequest('wait')),
      (thrown) => thrown instanceof EaselError && thrown.failure.kind === 'cancelled',
    );
    await codec.dispose();
    await waiting;
    await assert.rejects(codec.draw(imageRequest('x')));
  });

  it('fails with an internal error when its files are missing', async () => {
    await assert.rejects(open({ workerPath: join(root, 'no-such-worker.js'), execArgv: [] }).draw(fox), internal);
    await assert.rejects(open({ wasmPath: join(root, 'no-such.wasm') }).draw(fox), internal);
    await assert.rejects(open({ font: 'sketch/no-such.ttf' }).draw(fox), internal);
  });

  it('works as built', async function () {
    const [workerPath, builtWasm] = [join(root, 'dist/drawingWorker.js'), join(root, 'dist/resvg.wasm')];
    if (!existsSync(workerPath)) this.skip();
    const png = await open({ workerPath, wasmPath: builtWasm, execArgv: [] }).draw(fox);
    assert.deepEqual([readPng(png).width, readPng(png).height], [96, 64]);
  });
});
