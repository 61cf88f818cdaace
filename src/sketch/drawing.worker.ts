/** The thread that draws placeholder images, one after the other. The engine starts it (`engine/images/codec.ts`). */
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { DrawingAnswer, DrawingOrder, DrawingSetup } from '../shared/platform/drawingThread';
import { createRasterizer } from './drawing/raster/rasterize';
import type { Assets } from '../shared/platform/ports';
import { compose, type SketchOrder } from './compose';
import { loadSketchData } from './reading/data';

const port = parentPort;
if (!port) throw new Error('This file is a worker.');

// Only codec.ts starts this file.
const { wasmPath, font, files } = workerData as DrawingSetup;
const rasterizer = readFile(wasmPath).then((wasm) => createRasterizer(wasm, font));
const assets: Assets = {
  read: (path) => {
    const bytes = files.get(path);
    return bytes ? Promise.resolve(bytes) : Promise.reject(new Error(`${path} was not given to the thread`));
  },
};
let last: Promise<void> = Promise.resolve();

port.on('message', ({ id, order }: DrawingOrder) => {
  last = last.then(async () => {
    try {
      // Only the facade in `providers/sketch` gives orders.
      const [data, raster] = await Promise.all([loadSketchData(assets), rasterizer]);
      const png = raster.draw(compose(order as SketchOrder, data, raster));
      const answer: DrawingAnswer = { id, png };
      port.postMessage(answer, [png.buffer as ArrayBuffer]);
    } catch (thrown) {
      const answer: DrawingAnswer = { id, error: String(thrown).slice(0, 300) };
      port.postMessage(answer);
    }
  });
});
