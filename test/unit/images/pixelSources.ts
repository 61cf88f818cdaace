/** The conversion worker as tests run it: from source, with the WebAssembly of the packages. */
import { join } from 'node:path';
import { wasmFiles, type WasmName } from '../../../src/engine/images/formats/pixelImage';

export const root = join(import.meta.dirname, '../../..');

export const wasmOfPackages = Object.fromEntries(
  Object.entries(wasmFiles).map(([name, { module }]) => [name, join(root, 'node_modules', module)]),
) as Record<WasmName, string>;

export const pixelSources = {
  workerPath: join(root, 'src/engine/images/pixels/pixels.worker.ts'),
  wasm: wasmOfPackages,
};
