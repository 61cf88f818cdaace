import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { EaselError } from '../../../src/shared/model/easelError';
import { wasmBeside } from '../../../src/engine/images/codec';
import { createPixelThread, type PixelThreadSetup } from '../../../src/engine/images/pixels/pixelThread';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import type { Clock } from '../../../src/shared/platform/ports';
import { assets } from '../sketch/parts';
import { pixelSources, root } from './pixelSources';

const execArgv = ['--import', 'tsx'];
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(root, 'test/fixtures/images', name)));
const failed = (kind: string, reason?: string) => (thrown: unknown) =>
  thrown instanceof EaselError && thrown.failure.kind === kind && thrown.failure.reason === reason;
const bomb =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><filter id="f" width="9" height="9">' +
  '<feTurbulence baseFrequency="0.9" numOctaves="100000000"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>';

/** A clock that does not advance; a test fires its timers. */
class HandClock implements Clock {
  readonly timers: { ms: number; callback: () => void }[] = [];
  monotonic(): number {
    return this.now();
  }

  now(): number {
    return 0;
  }
  after(ms: number, callback: () => void): { dispose(): void } {
    const timer = { ms, callback };
    this.timers.push(timer);
    return { dispose: () => void (this.timers.includes(timer) && this.timers.splice(this.timers.indexOf(timer), 1)) };
  }
  ring(ms: number): void {
    for (const timer of this.timers.filter((one) => one.ms === ms)) timer.callback();
  }
}

/** A fake worker, where only its end matters: the first byte says how it ends. */
const fakeWorker = `const { parentPort, threadId } = require('node:worker_threads');
parentPort.on('message', ({ bytes, options }) => {
  const fate = bytes[0];
  if (fate === 1) throw new Error('boom');
  if (fate === 2) process.exit(3);
  if (fate === 3) return;
  if (fate === 4) return parentPort.postMessage({ refusal: 'unreadable', detail: 'no' });
  parentPort.postMessage({ bytes: new Uint8Array([threadId]), mimeType: options.to, width: 1, height: 1, flattened: false, dropped: [] });
});`;
const [fine, dies, leaves, hangs, refuses] = [0, 1, 2, 3, 4].map((fate) => Uint8Array.of(fate)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

describe('the conversion thread', function () {
  this.timeout(120_000);
  const opened: { dispose(): Promise<void> }[] = [];
  const folders: string[] = [];
  let clock = new HandClock();

  function open(change: Partial<PixelThreadSetup> = {}): ReturnType<typeof createPixelThread> {
    const thread = createPixelThread({ ...pixelSources, execArgv, assets, clock, ...change });
    opened.push(thread);
    return thread;
  }
  async function openFake(): Promise<ReturnType<typeof createPixelThread>> {
    const folder = await mkdtemp(join(tmpdir(), 'easel-pixels-'));
    folders.push(folder);
    const workerPath = join(folder, 'worker.cjs');
    await writeFile(workerPath, fakeWorker);
    return open({ workerPath, execArgv: [] });
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((thread) => thread.dispose()));
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
    clock = new HandClock();
  });
  const png = { to: 'image/png' } as const;
  /** The ID of the thread that answered. */
  const threadOf = async (thread: ReturnType<typeof createPixelThread>): Promise<number | undefined> =>
    (await thread.convert(fine, png)).bytes[0];

  it('converts real files, an SVG with text among them', async () => {
    const thread = open();
    const text = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><text y="15">Easel</text></svg>';
    const [photo, drawing] = await Promise.all([
      thread.convert(fixture('plain.avif'), { to: 'image/webp' }),
      thread.convert(new TextEncoder().encode(text), { to: 'image/jpeg', maxSide: 600 }),
    ]);
    assert.deepEqual([sniffImage(photo.bytes)?.mimeType, photo.width, photo.height], ['image/webp', 40, 30]);
    assert.deepEqual([drawing.width, drawing.height, drawing.flattened], [600, 300, true]);
    // The text is drawn: an image of one color would be smaller.
    assert.ok(drawing.bytes.length > 2000, `${drawing.bytes.length}`);
  });

  it("refuses what it can't read, and converts the next image", async () => {
    const thread = open();
    await assert.rejects(thread.convert(fixture('cmyk.jpg'), png), failed('bad-request', 'not-an-image'));
    await assert.rejects(thread.convert(Uint8Array.of(1, 2, 3), png), failed('bad-request', 'not-an-image'));
    const tooSmall = thread.convert(fixture('plain.jpg'), { to: 'image/jpeg', maxBytes: 10 });
    await assert.rejects(tooSmall, failed('bad-request', 'image-too-big'));
    assert.equal((await thread.convert(fixture('plain.jpg'), png)).width, 40);
  });

  it('stops an image that takes too long, and converts the next one', async () => {
    const thread = open({ timeLimit: 50_000 });
    await thread.convert(fixture('plain.jpg'), png);
    const endless = assert.rejects(
      thread.convert(new TextEncoder().encode(bomb), png),
      failed('bad-request', 'not-an-image'),
    );
    while (!clock.timers.some(({ ms }) => ms === 50_000)) await new Promise((resolve) => setImmediate(resolve));
    const next = thread.convert(fixture('plain.jpg'), png);
    clock.ring(50_000);
    await endless;
    assert.equal((await next).width, 40);
  });

  it('converts one after the other; a crash fails only its own image', async () => {
    const thread = await openFake();
    const first = await threadOf(thread);
    for (const fate of [dies, leaves]) {
      const dead = assert.rejects(thread.convert(fate, png), failed('internal'));
      const after = threadOf(thread);
      await dead;
      assert.notEqual(await after, first);
    }
  });

  it('starts a new thread after a refusal', async () => {
    const thread = await openFake();
    const first = await threadOf(thread);
    assert.equal(await threadOf(thread), first);
    await assert.rejects(thread.convert(refuses, png), failed('bad-request', 'not-an-image'));
    assert.notEqual(await threadOf(thread), first);
  });

  it('ends when idle, but not while it works', async () => {
    const thread = await openFake();
    const first = await threadOf(thread);
    assert.equal(clock.timers.length, 1);
    clock.ring(60_000);
    assert.notEqual(await threadOf(thread), first);
  });

  it('rejects pending conversions on dispose', async () => {
    const thread = await openFake();
    await threadOf(thread);
    const waiting = [thread.convert(hangs, png), thread.convert(fine, png)].map((one) =>
      assert.rejects(one, failed('cancelled')),
    );
    await thread.dispose();
    await Promise.all(waiting);
    await assert.rejects(thread.convert(fine, png), failed('cancelled'));
  });

  it('starts no thread before first use, and fails when its file is missing', async () => {
    const thread = open({ workerPath: join(root, 'no-such-worker.js'), execArgv: [] });
    await assert.rejects(thread.convert(fine, png), failed('internal'));
    await open({ workerPath: '/no/such/worker.js' }).dispose();
  });

  it('works as built', async function () {
    const dist = join(root, 'dist');
    const workerPath = join(dist, 'pixelsWorker.js');
    if (!existsSync(workerPath)) this.skip();
    const thread = open({ workerPath, wasm: wasmBeside(dist), execArgv: [] });
    for (const name of ['alpha.png', 'plain.jpg', 'alpha.webp', 'alpha.avif', 'plain.gif', 'true.bmp']) {
      for (const to of ['image/png', 'image/jpeg', 'image/webp'] as const) {
        const { bytes } = await thread.convert(fixture(name), { to, maxSide: 20 });
        assert.deepEqual([sniffImage(bytes)?.mimeType, sniffImage(bytes)?.width], [to, 20], name);
      }
    }
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>');
    assert.equal((await thread.convert(svg, png)).width, 1024);
  });
});
