/** SVG of the drawing to PNG, with resvg. */
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { encodeOpaquePng } from './png';

export interface SvgImage {
  svg: string;
  /** Pixels. */
  width: number;
  height: number;
}

export interface Rasterizer {
  /** @returns Bytes of a PNG of exactly the asked size, in a buffer of their own. */
  draw(image: SvgImage): Uint8Array;
  /** @returns RGBA, four bytes each, row by row. */
  pixels(image: SvgImage): Uint8Array;
}

type RenderedImage = ReturnType<InstanceType<typeof Resvg>['render']>;

let ready: Promise<void> | undefined;

/** @param font TrueType; no other one is used. */
export async function createRasterizer(wasm: Uint8Array, font: Uint8Array): Promise<Rasterizer> {
  // The module is one for the whole thread, and may be set up only once.
  ready ??= initWasm(wasm);
  await ready;
  const render = ({ svg, width, height }: SvgImage, read: (image: RenderedImage) => Uint8Array): Uint8Array => {
    const fonts = { fontBuffers: [font], loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' };
    const source = new Resvg(svg, { fitTo: { mode: 'width', value: width }, font: fonts as never });
    const image = source.render();
    try {
      if (image.width !== width || image.height !== height)
        throw new Error(`drawn ${image.width} × ${image.height} instead of ${width} × ${height}`);
      return read(image);
    } finally {
      image.free();
      source.free();
    }
  };
  return {
    draw: ({ width, height, ...rest }) =>
      render({ width, height, ...rest }, (image) => encodeOpaquePng(image.pixels, width, height) ?? image.asPng()),
    pixels: (image) => render(image, ({ pixels }) => pixels),
  };
}
