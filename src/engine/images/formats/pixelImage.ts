/** A decoded picture, and the words in which the thread that works on pixels is asked and answers. */
import type { ConvertOptions } from '../../../shared/platform/ports';

/** Pixels, four bytes each (red, green, blue, alpha, not premultiplied), row by row. */
export interface PixelImage {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Why a picture can not be converted. */
export type PixelRefusal =
  /** No decoder of ours takes it, or it is damaged. */
  | 'unreadable'
  /** More pixels than may be decoded. */
  | 'too-many-pixels'
  /** An SVG with something in it that is never drawn: entities, or more elements than any drawing needs. */
  | 'unsafe'
  /** It can not be made small enough. */
  | 'too-big';

/** Thrown by everything that works on pixels; the detail is for the log. */
export class PixelError extends Error {
  override readonly name = 'PixelError';
  readonly refusal: PixelRefusal;

  constructor(refusal: PixelRefusal, detail: string, cause?: unknown) {
    super(detail, cause === undefined ? undefined : { cause });
    this.refusal = refusal;
  }
}

/** Most pixels of a picture that is decoded: 256 MB each time it lies in memory, which it does up to four times. */
export const maxPixels = 64_000_000;

/** The files of WebAssembly: where npm puts them, and under which name they stand beside the built code. */
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

/** Absolute paths of the files of WebAssembly. */
export type WasmPaths = Readonly<Record<WasmName, string>>;

/** What the thread is started with. */
export interface PixelSetup {
  wasm: WasmPaths;
}

/** What it is asked. */
export interface PixelOrder {
  bytes: Uint8Array;
  options: ConvertOptions;
  /** TrueType fonts for the text of an SVG. */
  fonts: readonly Uint8Array[];
}

/** What it answers. */
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
