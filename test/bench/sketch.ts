/**
 * Measures `sketch` from a prompt to the bytes of a file, through the built drawing thread: the first image of a
 * session, and warm ones. `npm run bench -- sketch`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageRequest } from '../../src/shared/model/jobs';
import { createCodec, wasmBeside } from '../../src/engine/images/codec';
import { defaultConfig } from '../../src/engine/providers/configuration';
import type { ProviderContext } from '../../src/providers/contract/context';
import { submitFitted } from '../providers/harness/expect';
import { sketch } from '../../src/providers/sketch';
import { systemClock } from '../../src/extension/platform/clock';

const root = join(import.meta.dirname, '../..');
const prompts = [
  'a red fox in the snow',
  '雪地里的红狐狸',
  'city at night in the rain',
  'mountain lake at dawn',
  'a cup of coffee',
  'login page',
  'gear icon',
];

async function main(): Promise<void> {
  const assets = { read: (path: string) => readFile(join(root, 'media', path)) };
  const dist = join(root, 'dist');
  const codec = createCodec({
    workerPath: join(dist, 'drawingWorker.js'),
    wasmPath: join(dist, 'resvg.wasm'),
    pixels: { workerPath: join(dist, 'pixelsWorker.js'), wasm: wasmBeside(dist) },
    assets,
    clock: systemClock,
  });
  const context = {
    config: defaultConfig(sketch),
    options: {},
    codec,
    assets,
    signal: new AbortController().signal,
    now: () => Date.now(),
  };
  const times: number[] = [];
  for (const prompt of [prompts[0] ?? '', ...prompts]) {
    for (const seed of [1, 2, 3]) {
      const request: ImageRequest = { kind: 'generate', prompt, aspectRatio: '16:9', count: 1, seed, references: [] };
      const started = performance.now();
      await submitFitted(
        sketch,
        request,
        context as Partial<ProviderContext> as ProviderContext<Record<string, never>>,
      );
      times.push(performance.now() - started);
    }
  }
  const [first = 0, ...warm] = times;
  const sorted = warm.toSorted((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(0);
  console.log(`first ${first.toFixed(0)} ms; warm: median ${at(0.5)} ms, 90 % ${at(0.9)} ms, slowest ${at(1)} ms`);
  console.log(`first : warm = ${(first / (sorted[Math.floor(sorted.length / 2)] ?? 1)).toFixed(1)} : 1`);
  await codec.dispose();
}

void main();
