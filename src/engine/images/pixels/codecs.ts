/**
 * The WebAssembly decoders and encoders, each loaded on first use. Those that `@jsquash` builds with Emscripten get a
 * new instance for each image: a failed one leaves nothing behind, and its memory is freed. Those for PNG and resizing
 * live as long as the thread, which ends after a failure.
 */
import { readFile } from 'node:fs/promises';
import avifDecoder from '@jsquash/avif/codec/dec/avif_dec.js';
import jpegDecoder from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import jpegEncoder from '@jsquash/jpeg/codec/enc/mozjpeg_enc.js';
import { defaultOptions as jpegDefaults } from '@jsquash/jpeg/meta.js';
import * as png from '@jsquash/png/codec/pkg/squoosh_png.js';
import * as resizer from '@jsquash/resize/lib/resize/pkg/squoosh_resize.js';
import webpDecoder from '@jsquash/webp/codec/dec/webp_dec.js';
import webpEncoder from '@jsquash/webp/codec/enc/webp_enc_simd.js';
import { defaultOptions as webpDefaults } from '@jsquash/webp/meta.js';
import { encodeOpaquePng } from '../formats/encodePng';
import type { ConvertOptions } from '../../../shared/platform/ports';
import { PixelError, type PixelImage, type WasmName, type WasmPaths } from '../formats/pixelImage';

export interface Codecs {
  /** The EXIF orientation is applied. @throws PixelError `unreadable`. */
  decodeJpeg(bytes: Uint8Array): Promise<PixelImage>;
  decodePng(bytes: Uint8Array): Promise<PixelImage>;
  /** Still images only. */
  decodeWebp(bytes: Uint8Array): Promise<PixelImage>;
  decodeAvif(bytes: Uint8Array): Promise<PixelImage>;
  /** @param target Type and quality (1 to 100, ignored for PNG). JPEG drops transparency. */
  encode(image: PixelImage, target: { type: ConvertOptions['to']; quality: number }): Promise<Uint8Array>;
  /** `isOpaque` skips weighting colors by alpha, which takes half of the time. */
  resize(image: PixelImage, wanted: { width: number; height: number; isOpaque: boolean }): Promise<PixelImage>;
}

// The packages' declarations need DOM types, which the engine doesn't have: these are the shapes used here.
type CompiledWasm = object;
interface Instance {
  exports: object;
}
interface WasmNamespace {
  compile(bytes: Uint8Array): Promise<CompiledWasm>;
  Instance: new (module: CompiledWasm, imports: object) => Instance;
}
interface ModuleSetup {
  noInitialRun: boolean;
  print(line: string): void;
  printErr(line: string): void;
  quit(status: number, reason: unknown): never;
  instantiateWasm(imports: object, take: (instance: Instance) => void): object;
}
type Decoder = (setup: ModuleSetup) => Promise<{ decode(bytes: Uint8Array, option?: boolean | number): unknown }>;
type Encoder = (
  setup: ModuleSetup,
) => Promise<{ encode(data: Uint8Array, width: number, height: number, ...rest: [options: object]): unknown }>;

const wasm = (globalThis as unknown as { WebAssembly: WasmNamespace }).WebAssembly;

/** Number of the resampling method that keeps images sharpest. */
const lanczos3 = 3;

export function createCodecs(paths: WasmPaths): Codecs {
  const compiled = new Map<WasmName, Promise<CompiledWasm>>();

  function compile(name: WasmName): Promise<CompiledWasm> {
    const known = compiled.get(name) ?? readFile(paths[name]).then((bytes) => wasm.compile(bytes));
    compiled.set(name, known);
    return known;
  }

  async function setupOf(name: WasmName): Promise<ModuleSetup> {
    const module = await compile(name);
    return {
      noInitialRun: true,
      // A failing decoder must not write to the console, nor set the exit code of the process.
      print: () => undefined,
      printErr: () => undefined,
      quit: (status, reason) => {
        throw reason instanceof Error ? reason : new Error(`gave up (${status})`);
      },
      instantiateWasm: (imports, take) => {
        const instance = new wasm.Instance(module, imports);
        take(instance);
        return instance.exports;
      },
    };
  }

  async function decodeWith(name: WasmName, decoder: unknown, work: { bytes: Uint8Array; option?: boolean | number }) {
    const setup = await setupOf(name);
    try {
      const module = await (decoder as Decoder)(setup);
      return imageFrom(module.decode(work.bytes, ...(work.option === undefined ? [] : [work.option])));
    } catch (thrown) {
      throw unreadable(name, thrown);
    }
  }

  async function encodeWith(name: WasmName, encoder: unknown, work: { image: PixelImage; options: object }) {
    const module = await (encoder as Encoder)(await setupOf(name));
    const { data, width, height } = work.image;
    const encoded = module.encode(data, width, height, work.options);
    if (!(encoded instanceof Uint8Array)) throw new Error(`${name} returned nothing`);
    // It is a view into the memory of the instance.
    return encoded.slice();
  }

  async function readyPng(): Promise<void> {
    png.initSync(await compile('pngCodec'));
  }

  return {
    decodeJpeg: (bytes) => decodeWith('jpegDecoder', jpegDecoder, { bytes, option: true }),
    decodeWebp: (bytes) => decodeWith('webpDecoder', webpDecoder, { bytes }),
    decodeAvif: (bytes) => decodeWith('avifDecoder', avifDecoder, { bytes, option: 8 }),
    decodePng: async (bytes) => {
      await readyPng();
      try {
        return imageFrom(png.decode(bytes));
      } catch (thrown) {
        throw unreadable('pngCodec', thrown);
      }
    },
    encode: async (image, { type, quality }) => {
      const { data, width, height } = image;
      if (type === 'image/jpeg') {
        const options = { ...jpegDefaults, quality, progressive: false };
        return encodeWith('jpegEncoder', jpegEncoder, { image, options });
      }
      if (type === 'image/webp') {
        const options = { ...webpDefaults, quality };
        return encodeWith('webpEncoder', webpEncoder, { image, options });
      }
      const opaque = encodeOpaquePng(data, width, height);
      if (opaque) return opaque;
      await readyPng();
      return png.encode(data, width, height, 8);
    },
    resize: async ({ data, width, height }, wanted) => {
      const { isOpaque, ...size } = wanted;
      resizer.initSync(await compile('resizer'));
      const resized: unknown = resizer.resize(data, width, height, size.width, size.height, lanczos3, !isOpaque, false);
      return imageFrom({ data: resized, ...size });
    },
  };
}

/** Checks the output of a decoder: four bytes for each pixel. */
function imageFrom(decoded: unknown): PixelImage {
  const { data, width, height } = (decoded ?? {}) as { data?: unknown; width?: unknown; height?: unknown };
  const isComplete =
    (data instanceof Uint8ClampedArray || data instanceof Uint8Array) &&
    typeof width === 'number' &&
    typeof height === 'number' &&
    width * height > 0 &&
    data.length === width * height * 4;
  if (!isComplete) throw new Error('the decoder returned no image');
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height };
}

function unreadable(name: WasmName, thrown: unknown): PixelError {
  const what = thrown instanceof Error ? thrown.message : JSON.stringify(thrown);
  return new PixelError('unreadable', `${name}: ${String(what).slice(0, 200)}`, thrown);
}
