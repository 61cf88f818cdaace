/** What the tests of the provider `sketch` share: its real data, its real drawing, and a way to take a PNG apart. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, inflateSync } from 'node:zlib';
import type { Assets, Codec } from '../../../src/shared/platform/ports';
import { createRasterizer, type SvgImage } from '../../../src/sketch/drawing/raster/rasterize';
import { compose, type SketchOrder } from '../../../src/sketch/compose';
import { loadSketchData, type SketchData } from '../../../src/sketch/reading/data';
import { describeScene } from '../../../src/sketch/scene/describeScene';
import type { Scene, SceneRequest } from '../../../src/sketch/scene/model';

export const root = join(import.meta.dirname, '../../..');
export const wasmPath = join(root, 'node_modules/@resvg/resvg-wasm/index_bg.wasm');
export const assets: Assets = { read: (path) => readFile(join(root, 'media', path)) };

export function sketchData(): Promise<SketchData> {
  return loadSketchData(assets);
}

export interface Rasterizer {
  draw(image: SvgImage): Promise<Uint8Array>;
  pixels(image: SvgImage): Uint8Array;
}

export async function rasterizer(): Promise<Rasterizer> {
  const made = await createRasterizer(await readFile(wasmPath), await assets.read('sketch/caption.ttf'));
  return { draw: async (image) => made.draw(image), pixels: (image) => made.pixels(image) };
}

/** What the drawing thread does, without the thread. */
export function drawWith(raster: Promise<Rasterizer>): Codec['draw'] {
  return async (order) => {
    const [data, rasterizer] = [await sketchData(), await raster];
    return rasterizer.draw(compose(order as SketchOrder, data, rasterizer));
  };
}

export async function sceneOf(prompt: string, change: Partial<SceneRequest> = {}): Promise<Scene> {
  return describeScene({ prompt, seed: 0, width: 1664, height: 928, ...change }, await sketchData());
}

export interface PngParts {
  width: number;
  height: number;
  /** 2: RGB, 6: RGBA. */
  colorType: number;
  /** Keyword and text of `tEXt` and `iTXt`. */
  texts: Record<string, string>;
  chunks: string[];
  /** Bytes of the image itself, unpacked. */
  rows: Buffer;
}

/** Takes a PNG apart, strictly: signature, order, every CRC, length of the rows. */
export function readPng(bytes: Uint8Array): PngParts {
  const png = Buffer.from(bytes);
  assert.equal(png.toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n');
  const chunks: string[] = [];
  const texts: Record<string, string> = {};
  const data: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    assert.equal(png.readUInt32BE(at + 8 + length), crc32(png.subarray(at + 4, at + 8 + length)), `CRC of ${type}`);
    chunks.push(type);
    if (type === 'IDAT') data.push(body);
    if (type === 'tEXt' || type === 'iTXt') {
      const end = body.indexOf(0);
      const keyword = body.toString('latin1', 0, end);
      texts[keyword] = type === 'tEXt' ? body.toString('latin1', end + 1) : body.toString('utf8', end + 5);
    }
    at += length + 12;
  }
  assert.equal(chunks[0], 'IHDR');
  assert.equal(chunks.at(-1), 'IEND');
  const [width, height, colorType] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]!];
  const rows = inflateSync(Buffer.concat(data));
  assert.equal(rows.length, (width * (colorType === 6 ? 4 : 3) + 1) * height);
  return { width, height, colorType, texts, chunks, rows };
}
