/** Draws an SVG to PNG with resvg. Runs in the worker that converts images; tests call it directly. */
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { encodeOpaquePng } from './encodePng';

export interface RasterizerSetup {
  wasm: Uint8Array;
  /** TrueType fonts; no others are used. */
  fonts: readonly Uint8Array[];
}

export interface Drawing {
  svg: string;
  /** Pixels. */
  width: number;
  height: number;
}

export interface Rasterizer {
  /** @returns Bytes of a PNG of exactly the requested size, in a buffer of their own. */
  draw(drawing: Drawing): Promise<Uint8Array>;
}

let ready: Promise<void> | undefined;

export async function createRasterizer({ wasm, fonts }: RasterizerSetup): Promise<Rasterizer> {
  // The module is shared by the whole thread and can be initialized only once.
  ready ??= initWasm(wasm);
  await ready;
  return {
    draw({ svg, width, height }) {
      const image = new Resvg(svg, {
        fitTo: { mode: 'width', value: width },
        font: { fontBuffers: [...fonts], loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' } as never,
      });
      try {
        const rendered = image.render();
        try {
          if (rendered.width !== width || rendered.height !== height)
            throw new Error(`drawn ${rendered.width} × ${rendered.height} instead of ${width} × ${height}`);
          return Promise.resolve(encodeOpaquePng(rendered.pixels, width, height) ?? rendered.asPng());
        } finally {
          rendered.free();
        }
      } finally {
        image.free();
      }
    },
  };
}
