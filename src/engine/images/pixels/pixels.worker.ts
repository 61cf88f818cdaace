/** The conversion thread: handles one message after the other. Started by `pixelThread.ts`. */
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { createRasterizer } from '../formats/rasterize';
import { createCodecs } from './codecs';
import { convert } from './convert';
import { PixelError, type PixelAnswer, type PixelOrder, type PixelSetup } from '../formats/pixelImage';

const port = parentPort;
if (!port) throw new Error('This file is a worker.');

// Only pixelThread.ts starts this file.
const setup = workerData as PixelSetup;
const codecs = createCodecs(setup.wasm);

async function draw(svg: string, size: { width: number; height: number }, fonts: readonly Uint8Array[]) {
  const rasterizer = await createRasterizer({ wasm: await readFile(setup.wasm.resvg), fonts });
  try {
    return await rasterizer.draw({ svg, ...size });
  } catch (thrown) {
    throw new PixelError('unreadable', `SVG: ${String(thrown).slice(0, 200)}`, thrown);
  }
}

async function answer({ bytes, options, fonts }: PixelOrder): Promise<PixelAnswer> {
  try {
    return await convert(bytes, options, { codecs, drawSvg: (svg, size) => draw(svg, size, fonts) });
  } catch (thrown) {
    const refusal = thrown instanceof PixelError ? thrown.refusal : undefined;
    return { refusal, detail: String(thrown).slice(0, 300) };
  }
}

port.on('message', (order: PixelOrder) => {
  void answer(order).then((made) => {
    const isOwn = 'bytes' in made && made.bytes.byteLength === made.bytes.buffer.byteLength;
    port.postMessage(made, isOwn ? [made.bytes.buffer as ArrayBuffer] : []);
  });
});
