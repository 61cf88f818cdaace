/**
 * Measures image conversion through the built thread, from the first image of a session on: a photo of 12 megapixels
 * fitted to common limits. `npm run bench -- pixels`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wasmBeside } from '../../src/engine/images/codec';
import { createCodecs } from '../../src/engine/images/pixels/codecs';
import { createPixelThread } from '../../src/engine/images/pixels/pixelThread';
import type { ConvertOptions } from '../../src/shared/platform/ports';
import { systemClock } from '../../src/extension/platform/clock';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');

/** Waves with some noise, which compress like a photo. */
async function photo(width: number, height: number): Promise<Uint8Array> {
  const data = new Uint8Array(width * height * 4);
  let state = 1;
  for (let at = 0; at < data.length; at += 4) {
    const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const grain = (state >> 16) % 12;
    data.set([128 + 100 * Math.sin(x / 90) + grain, 128 + 100 * Math.cos(y / 70) + grain, (x * y) >> 14, 255], at);
  }
  return createCodecs(wasmBeside(dist)).encode({ data, width, height }, { type: 'image/jpeg', quality: 97 });
}

async function main(): Promise<void> {
  const bytes = await photo(4032, 3024);
  const assets = { read: (path: string) => readFile(join(root, 'media', path)) };
  const setup = { workerPath: join(dist, 'pixelsWorker.js'), wasm: wasmBeside(dist), assets, clock: systemClock };
  const thread = createPixelThread(setup);
  console.log(`4032 × 3024 jpeg, ${(bytes.length / 1e6).toFixed(1)} MB`);
  const half = Math.round(bytes.length / 2);
  const orders: [string, ConvertOptions][] = [
    ['first: jpeg of 2048 px', { to: 'image/jpeg', maxSide: 2048 }],
    ['jpeg of 2048 px', { to: 'image/jpeg', maxSide: 2048 }],
    ['webp of 2048 px', { to: 'image/webp', maxSide: 2048 }],
    ['png of 2048 px', { to: 'image/png', maxSide: 2048 }],
    ['jpeg of half the bytes', { to: 'image/jpeg', maxBytes: half }],
    ['jpeg of 1 MB', { to: 'image/jpeg', maxBytes: 1_000_000 }],
  ];
  for (const [name, options] of orders) {
    const started = performance.now();
    const made = await thread.convert(bytes, options);
    const time = `${Math.round(performance.now() - started)} ms`.padStart(8);
    console.log(
      `${name.padEnd(24)}${time}  ${made.width} × ${made.height}  ${(made.bytes.length / 1e6).toFixed(2)} MB`,
    );
  }
  await thread.dispose();
}

void main();
