/** SVG of the drawing to PNG, with resvg. */
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { encodeOpaquePng } from './png';
import { knownFontPaths, loadFont, type LoadedFont } from './systemFonts';

export interface RasteriserSetup {
  wasm: Uint8Array;
  /** Our own fonts, TrueType. */
  fonts: readonly Uint8Array[];
  /** Fonts that are looked at when text needs them; left out: the well-known ones of this system. */
  systemFonts?: readonly string[];
}

export interface Drawing {
  svg: string;
  /** Pixels. */
  width: number;
  height: number;
}

export interface Rasteriser {
  /** @returns Bytes of a PNG of exactly the asked size, in a buffer of their own. */
  draw(drawing: Drawing): Promise<Uint8Array>;
}

let ready: Promise<void> | undefined;

/** Text that our own fonts can't write is marked by the SVG's maker; it holds no elements. */
const foreignText = /<tspan data-foreign="">([^<]*)<\/tspan>/g;

export async function createRasteriser(setup: RasteriserSetup): Promise<Rasteriser> {
  // The module is one for the whole thread, and may be set up only once.
  ready ??= initWasm(setup.wasm);
  await ready;
  const systemFonts = new SystemFonts(setup.systemFonts ?? knownFontPaths());
  return {
    async draw({ svg, width, height }) {
      const foreign = await systemFonts.write(svg);
      const image = new Resvg(foreign.svg, {
        fitTo: { mode: 'width', value: width },
        font: {
          fontBuffers: [...setup.fonts, ...foreign.fonts],
          loadSystemFonts: false,
          defaultFontFamily: 'Noto Sans SC',
        } as never,
      });
      try {
        const picture = image.render();
        try {
          if (picture.width !== width || picture.height !== height)
            throw new Error(`drawn ${picture.width} × ${picture.height} instead of ${width} × ${height}`);
          return encodeOpaquePng(picture.pixels, width, height) ?? picture.asPng();
        } finally {
          picture.free();
        }
      } finally {
        image.free();
      }
    },
  };
}

/** Finds fonts for foreign text, and takes out of the SVG what none of them can write: no box is ever drawn. */
class SystemFonts {
  readonly #paths: readonly string[];
  readonly #loaded = new Map<string, Promise<LoadedFont | undefined>>();

  constructor(paths: readonly string[]) {
    this.#paths = paths;
  }

  async write(svg: string): Promise<{ svg: string; fonts: Uint8Array[] }> {
    const points = new Set<number>();
    for (const [, text] of svg.matchAll(foreignText)) {
      for (const character of unescapeXml(text ?? '')) points.add(character.codePointAt(0) ?? 0);
    }
    const fonts = points.size === 0 ? [] : await this.#find(points);
    const covered = (character: string): boolean => {
      const point = character.codePointAt(0) ?? 0;
      return character === ' ' || fonts.some((font) => font.covers(point));
    };
    const written = svg.replace(foreignText, (_, text: string) =>
      [...unescapeXml(text)].filter(covered).map(escapeCharacter).join(''),
    );
    return { svg: written, fonts: fonts.map((font) => font.bytes) };
  }

  /** As few fonts as cover what can be covered. */
  async #find(points: ReadonlySet<number>): Promise<LoadedFont[]> {
    const missing = new Set(points);
    const fonts: LoadedFont[] = [];
    for (const path of this.#paths) {
      if (missing.size === 0) break;
      const font = await this.#load(path);
      const known = font ? [...missing].filter((point) => font.covers(point)) : [];
      if (!font || known.length === 0) continue;
      fonts.push(font);
      for (const point of known) missing.delete(point);
    }
    return fonts;
  }

  #load(path: string): Promise<LoadedFont | undefined> {
    const loading = this.#loaded.get(path) ?? loadFont(path);
    this.#loaded.set(path, loading);
    return loading;
  }
}

function unescapeXml(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
  );
}

function escapeCharacter(character: string): string {
  return ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' } as Record<string, string>)[character] ?? character;
}
