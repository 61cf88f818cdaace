/** A decoded image, and the messages of the conversion thread. */
import type { ConvertOptions } from '../../../shared/platform/ports';

/** Pixels, four bytes each (red, green, blue, alpha, not premultiplied), row by row. */
export interface PixelImage {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Why an image can't be converted. */
export type PixelRefusal =
  /** No decoder accepts it, or it is damaged. */
  | 'unreadable'
  /** Too many pixels to decode. */
  | 'too-many-pixels'
  /** An SVG that is not safe to parse: entities, or too many elements. */
  | 'unsafe'
  /** It can't be made small enough. */
  | 'too-big';

/** Thrown by all image processing; the message is for the log. */
export class PixelError extends Error {
  override readonly name = 'PixelError';
  readonly refusal: PixelRefusal;

  constructor(refusal: PixelRefusal, detail: string, cause?: unknown) {
    super(detail, cause === undefined ? undefined : { cause });
    this.refusal = refusal;
  }
}

/** Maximum pixels of an image to decode: 256 MB for each copy in memory, of which there are up to four. */
export const maxPixels = 64_000_000;

/** The WebAssembly files: their paths in npm packages, and their names beside the built code. */
export const wasmFiles = {
  pngCodec: { module: '@jsquash/png/codec/pkg/squoosh_png_bg.wasm', built: 'pngCodec.wasm' },
  jpegDecoder: { module: '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm', built: 'jpegDecoder.wasm' },
  jpegEncoder: { module: '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm', built: 'jpegEncoder.wasm' },
  webpDecoder: { module: '@jsquash/webp/codec/dec/webp_dec.wasm', built: 'webpDecoder.wasm' },
  webpEncoder: { module: '@jsquash/webp/codec/enc/webp_enc_simd.wasm', built: 'webpEncoder.wasm' },
  avifDecoder: { module: '@jsquash/avif/codec/dec/avif_dec.wasm', built: 'avifDecoder.wasm' },
  resizer: { module: '@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm', built: 'resizer.wasm' },
  resvg: { module: '@resvg/resvg-wasm/index_bg.wasm', built: 'resvg.wasm' },
} as const;

export type WasmName = keyof typeof wasmFiles;

/** Absolute paths of the WebAssembly files. */
export type WasmPaths = Readonly<Record<WasmName, string>>;

/** The data that the thread is started with. */
export interface PixelSetup {
  wasm: WasmPaths;
}

/** A message to the thread. */
export interface PixelOrder {
  bytes: Uint8Array;
  options: ConvertOptions;
  /** TrueType fonts for the text of an SVG. */
  fonts: readonly Uint8Array[];
}

/** A message from the thread. */
export type PixelAnswer =
  | {
      bytes: Uint8Array;
      mimeType: ConvertOptions['to'];
      width: number;
      height: number;
      flattened: boolean;
      dropped: string[];
    }
  | { refusal: PixelRefusal | undefined; detail: string };
