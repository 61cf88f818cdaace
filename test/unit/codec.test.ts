import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { EaselError } from '../../src/core/failure';
import { createCodec, type CodecSetup } from '../../src/core/images/codec';
import type { Clock } from '../../src/core/ports';
import { pixelSources } from './images/pixelSources';
import { assets, readPng, root, wasmPath } from './sketchParts';

const source = { workerPath: join(root, 'src/core/images/drawing.worker.ts'), execArgv: ['--import', 'tsx'] };
const square = (fill: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="${fill}"/></svg>`;
const size = { width: 8, height: 8 };

/** A clock that stands still until a timer is rung by hand. */
class HandClock implements Clock {
  readonly timers = new Set<() => void>();
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

/** Workers that stand for the real one where only its fate matters. */
const dying = `const { parentPort } = require('node:worker_threads'); parentPort.on('message', (m) => { if (m.svg === 'die') throw new Error('boom'); if (m.svg === 'leave') process.exit(3); if (m.svg !== 'wait') parentPort.postMessage({ id: m.id, png: new Uint8Array([require('node:worker_threads').threadId]) }); });`;

describe('codec', function () {
  this.timeout(30_000);
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

  it('draws in a thread, and gives each its own answer', async () => {
    const codec = open();
    const [red, blue] = await Promise.all([
      codec.drawSvg(square('#ff0000'), size),
      codec.drawSvg(square('#0000ff'), size),
    ]);
    assert.deepEqual([...readPng(red).rows.subarray(1, 4)], [255, 0, 0]);
    assert.deepEqual([...readPng(blue).rows.subarray(1, 4)], [0, 0, 255]);
  });

  it('scales to the width that is asked for, and refuses another shape', async () => {
    const codec = open();
    const { width, height } = readPng(await codec.drawSvg(square('#00ff00'), { width: 32, height: 32 }));
    assert.deepEqual([width, height], [32, 32]);
    await assert.rejects(codec.drawSvg(square('#00ff00'), { width: 32, height: 16 }), internal);
  });

  it('goes on after an SVG that is none', async () => {
    const codec = open();
    await assert.rejects(codec.drawSvg('<svg', size), internal);
    assert.ok((await codec.drawSvg(square('#ffffff'), size)).length > 0);
  });

  it('tells all that wait when the thread dies, and starts another one', async () => {
    const codec = await openDying();
    for (const end of ['die', 'leave']) {
      const first = await codec.drawSvg('x', size);
      const results = await Promise.allSettled([codec.drawSvg('wait', size), codec.drawSvg(end, size)]);
      for (const result of results) assert.ok(result.status === 'rejected' && internal(result.reason));
      const second = await codec.drawSvg('x', size);
      assert.notDeepEqual(second, first);
    }
  });

  it('ends the thread when it is idle, and not while it works', async () => {
    const codec = await openDying();
    const first = await codec.drawSvg('x', size);
    assert.equal(clock.timers.size, 1);
    assert.deepEqual(await codec.drawSvg('x', size), first);
    assert.equal(clock.timers.size, 1);
    clock.ring();
    assert.notDeepEqual(await codec.drawSvg('x', size), first);
  });

  it('starts nothing before it is used, and tells those that wait when it is closed', async () => {
    const unused = open({ workerPath: '/no/such/worker.js' });
    await unused.dispose();
    const codec = await openDying();
    await codec.drawSvg('x', size);
    const waiting = assert.rejects(
      codec.drawSvg('wait', size),
      (thrown) => thrown instanceof EaselError && thrown.failure.kind === 'cancelled',
    );
    await codec.dispose();
    await waiting;
    await assert.rejects(codec.drawSvg('x', size));
  });

  it('says that it can not draw when its files are missing', async () => {
    await assert.rejects(
      open({ workerPath: join(root, 'no-such-worker.js'), execArgv: [] }).drawSvg(square('#fff'), size),
      internal,
    );
    await assert.rejects(open({ wasmPath: join(root, 'no-such.wasm') }).drawSvg(square('#fff'), size), internal);
    await assert.rejects(open({ fonts: ['sketch/no-such.ttf'] }).drawSvg(square('#fff'), size), internal);
  });

  it('works as it is built', async function () {
    const [workerPath, builtWasm] = [join(root, 'dist/drawingWorker.js'), join(root, 'dist/resvg.wasm')];
    if (!existsSync(workerPath)) this.skip();
    const png = await open({ workerPath, wasmPath: builtWasm, execArgv: [] }).drawSvg(square('#0a0b0c'), size);
    assert.deepEqual([...readPng(png).rows.subarray(1, 4)], [10, 11, 12]);
  });
});
