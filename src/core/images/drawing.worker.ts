/** The thread that draws: takes SVG, gives PNG, one after the other. Started by `codec.ts`. */
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { DrawingAnswer, DrawingOrder, DrawingSetup } from './codec';
import { createRasteriser } from './rasterise';

const port = parentPort;
if (!port) throw new Error('This file is a worker.');

// Only codec.ts starts this file.
const { wasmPath, fonts } = workerData as DrawingSetup;
const rasteriser = readFile(wasmPath).then((wasm) => createRasteriser({ wasm, fonts }));
let last: Promise<void> = Promise.resolve();

port.on('message', (order: DrawingOrder) => {
  last = last.then(async () => {
    try {
      const png = await (await rasteriser).draw(order);
      const answer: DrawingAnswer = { id: order.id, png };
      port.postMessage(answer, [png.buffer as ArrayBuffer]);
    } catch (thrown) {
      const answer: DrawingAnswer = { id: order.id, error: String(thrown).slice(0, 300) };
      port.postMessage(answer);
    }
  });
});
