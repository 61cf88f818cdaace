/** Converts an image with the given decoders and encoders; runs in the conversion thread. */
import type { ConvertOptions } from '../../../shared/platform/ports';
import type { Codecs } from './codecs';
import { decode, type Decoders } from './decode';
import { nextAttempt, type EncodeAttempt } from './nextAttempt';
import { PixelError, type PixelImage } from '../formats/pixelImage';
import { shrinkRoughly } from './shrink';

export interface ConvertedImage {
  bytes: Uint8Array;
  mimeType: ConvertOptions['to'];
  width: number;
  height: number;
  flattened: boolean;
  dropped: string[];
}

const defaultQuality = 90;
/** Minimum pixels of the longer side; a smaller image is useless. */
const minSide = 64;
const maxTries = 10;
/** Maximum pixels of the longer side in each format. */
const maxSides = { 'image/png': 65_535, 'image/jpeg': 65_500, 'image/webp': 16_383 };

/** @throws PixelError */
export async function convert(bytes: Uint8Array, options: ConvertOptions, decoders: Decoders): Promise<ConvertedImage> {
  const { image, dropped } = await decode(bytes, decoders);
  const isTransparent = hasTransparency(image);
  const mimeType = isTransparent ? options.to : (options.toWhenOpaque ?? options.to);
  const flattened = isTransparent && mimeType === 'image/jpeg';
  if (flattened) flattenOnWhite(image);
  const isOpaque = !isTransparent || flattened;
  const made = await encodeWithin({ image, isOpaque }, { ...options, to: mimeType }, decoders.codecs);
  return { ...made, mimeType, flattened, dropped };
}

async function encodeWithin(
  { image, isOpaque }: { image: PixelImage; isOpaque: boolean },
  options: ConvertOptions,
  codecs: Codecs,
): Promise<Pick<ConvertedImage, 'bytes' | 'width' | 'height'>> {
  const maxSide = Math.min(options.maxSide ?? Infinity, maxSides[options.to]);
  const base = options.size ?? sizeWithin(image, { ...options, maxSide });
  let attempt: EncodeAttempt = { scale: 1, quality: options.quality ?? defaultQuality };
  for (let tries = 0; tries < maxTries; tries += 1) {
    const size = scaled(base, attempt.scale);
    const isSame = size.width === image.width && size.height === image.height;
    const pixels = isSame ? image : await codecs.resize(shrinkRoughly(image, size), { ...size, isOpaque });
    const bytes = await codecs.encode(pixels, { type: options.to, quality: attempt.quality });
    const { maxBytes } = options;
    if (maxBytes === undefined || bytes.length <= maxBytes) return { bytes, ...size };
    const next = nextAttempt(attempt, { bytes: bytes.length, maxBytes, isLossy: options.to !== 'image/png' });
    const after = scaled(base, next.scale);
    if (next.scale < 1 && (options.size || options.keepSize || Math.max(after.width, after.height) < minSide)) break;
    attempt = next;
  }
  throw new PixelError('too-big', `can't be made smaller than ${options.maxBytes} bytes`);
}

/** The size of an image within the limits; never larger than it is. */
export function sizeWithin(
  { width, height }: { width: number; height: number },
  { maxSide = Infinity, maxPixels = Infinity }: Pick<ConvertOptions, 'maxSide' | 'maxPixels'>,
): { width: number; height: number } {
  return scaled(
    { width, height },
    Math.min(1, maxSide / Math.max(width, height), Math.sqrt(maxPixels / (width * height))),
  );
}

function scaled(
  { width, height }: { width: number; height: number },
  scale: number,
): { width: number; height: number } {
  if (scale === 1) return { width, height };
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

function hasTransparency({ data }: PixelImage): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}

function flattenOnWhite({ data }: PixelImage): void {
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 255;
    if (alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel += 1) {
      data[channel] = Math.round(((data[channel] ?? 0) * alpha) / 255 + 255 - alpha);
    }
    data[at + 3] = 255;
  }
}
