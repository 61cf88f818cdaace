/** The whole of a conversion, with the decoders and encoders given: what the thread does with an order. */
import type { ConvertOptions } from '../../../shared/platform/ports';
import type { Codecs } from './codecs';
import { decode, type Decoders } from './decode';
import { nextRung, type Rung } from './qualityLadder';
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

const usualQuality = 90;
/** Pixels of the longer side; a smaller picture is of no use to anybody. */
const smallestSide = 64;
const mostTries = 10;
/** Pixels of the longer side that a format can have. */
const largestSides = { 'image/png': 65_535, 'image/jpeg': 65_500, 'image/webp': 16_383 };

/** @throws PixelError */
export async function convert(bytes: Uint8Array, options: ConvertOptions, decoders: Decoders): Promise<ConvertedImage> {
  const { picture, dropped } = await decode(bytes, decoders);
  const isTransparent = hasTransparency(picture);
  const mimeType = isTransparent ? options.to : (options.toWhenOpaque ?? options.to);
  const flattened = isTransparent && mimeType === 'image/jpeg';
  if (flattened) layOnWhite(picture);
  const isOpaque = !isTransparent || flattened;
  const made = await climb({ picture, isOpaque }, { ...options, to: mimeType }, decoders.codecs);
  return { ...made, mimeType, flattened, dropped };
}

async function climb(
  { picture, isOpaque }: { picture: PixelImage; isOpaque: boolean },
  options: ConvertOptions,
  codecs: Codecs,
): Promise<Pick<ConvertedImage, 'bytes' | 'width' | 'height'>> {
  const maxSide = Math.min(options.maxSide ?? Infinity, largestSides[options.to]);
  const base = options.size ?? sizeWithin(picture, { ...options, maxSide });
  let rung: Rung = { scale: 1, quality: options.quality ?? usualQuality };
  for (let tries = 0; tries < mostTries; tries += 1) {
    const size = scaled(base, rung.scale);
    const isSame = size.width === picture.width && size.height === picture.height;
    const pixels = isSame ? picture : await codecs.resize(shrinkRoughly(picture, size), { ...size, isOpaque });
    const bytes = await codecs.encode(pixels, { type: options.to, quality: rung.quality });
    const { maxBytes } = options;
    if (maxBytes === undefined || bytes.length <= maxBytes) return { bytes, ...size };
    const next = nextRung(rung, { bytes: bytes.length, maxBytes, isLossy: options.to !== 'image/png' });
    const after = scaled(base, next.scale);
    if (next.scale < 1 && (options.size || options.keepSize || Math.max(after.width, after.height) < smallestSide))
      break;
    rung = next;
  }
  throw new PixelError('too-big', `not to be made smaller than ${options.maxBytes} bytes`);
}

/** The size that a picture gets within the limits; never larger than it is. */
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

function layOnWhite({ data }: PixelImage): void {
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 255;
    if (alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel += 1) {
      data[channel] = Math.round(((data[channel] ?? 0) * alpha) / 255 + 255 - alpha);
    }
    data[at + 3] = 255;
  }
}
