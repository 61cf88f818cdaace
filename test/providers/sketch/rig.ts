import type { Codec } from '../../../src/shared/platform/ports';
import { createCodecs } from '../../../src/engine/images/pixels/codecs';
import { convert } from '../../../src/engine/images/pixels/convert';
import { wasmOfPackages } from '../../unit/images/pixelSources';
import { assets, drawWith, rasterizer } from '../../unit/sketch/parts';
import type { Rig } from '../harness/rigContract';

const codecs = createCodecs(wasmOfPackages);
const raster = rasterizer();
const drawSvg = async (svg: string, size: { width: number; height: number }): Promise<Uint8Array> =>
  (await raster).draw({ svg, ...size });
const codec: Codec = {
  draw: drawWith(raster),
  convert: (bytes, options) => convert(bytes, options, { codecs, drawSvg }),
};

/** No service: it draws in this process, with the data that are shipped. */
export const rig: Rig = {
  type: 'sketch',
  start: async () => ({ config: {}, secrets: {}, codec, assets, stop: async () => undefined }),
};
