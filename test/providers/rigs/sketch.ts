import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Assets, Codec } from '../../../src/core/ports';
import { createCodecs } from '../../../src/core/images/pixels/codecs';
import { convert } from '../../../src/core/images/pixels/convert';
import { createRasteriser } from '../../../src/core/images/rasterise';
import { wasmOfPackages } from '../../unit/images/pixelSources';
import type { Rig } from './rig';

const root = join(import.meta.dirname, '../../..');
const assets: Assets = { read: (path) => readFile(join(root, 'media', path)) };
const rasteriser = (async () => {
  const wasm = await readFile(join(root, 'node_modules/@resvg/resvg-wasm/index_bg.wasm'));
  return createRasteriser({ wasm, fonts: [await assets.read('sketch/caption.ttf')], systemFonts: [] });
})();
const codecs = createCodecs(wasmOfPackages);
const drawSvg: Codec['drawSvg'] = async (svg, size) => (await rasteriser).draw({ svg, ...size });
const codec: Codec = { drawSvg, convert: (bytes, options) => convert(bytes, options, { codecs, drawSvg }) };

/** No service: it draws in this process, with the data that are shipped. */
export const rig: Rig = {
  start: async () => ({ config: {}, secrets: {}, codec, assets, stop: async () => undefined }),
};
