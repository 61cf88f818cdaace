/**
 * Reads type, size, transparency and completeness of an image from its bytes, without decoding it. Every loop moves
 * forward and has a limit, and every read is checked, so that any bytes are answered quickly: this blocks the extension
 * host.
 */

import { hasJpegEnd, isStartOfFrame, jpegSegments } from '../../../http/files/jpegSegments';
import { orientationOfAvif, orientationOfExif, shownSize, type Orientation } from './orientation';

export interface ImageFacts {
  mimeType: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' | 'image/bmp' | 'image/avif';
  /** Without the dot. */
  extension: 'png' | 'jpg' | 'webp' | 'gif' | 'bmp' | 'avif';
  /** Pixels, as shown: with the orientation applied. */
  width: number;
  height: number;
  orientation: Orientation;
  /** True when the file can contain transparency. */
  hasAlpha: boolean;
  /** False when the image is truncated; bytes behind its end don't matter. */
  isWhole: boolean;
}

/** Maximum pixels of one side. No real image is larger. */
const maxSide = 65_535;

/** Maximum chunks, segments or boxes. Encoders write thousands of bytes into each, so no real image has more. */
const maxParts = 20_000;

/** Undefined for anything that is not an image of a known type and a plausible size. */
export function sniffImage(bytes: Uint8Array): ImageFacts | undefined {
  const facts = png(bytes) ?? jpeg(bytes) ?? webp(bytes) ?? gif(bytes) ?? bmp(bytes) ?? avif(bytes);
  if (!facts) return undefined;
  const { width, height } = facts;
  const isPlausible = width > 0 && height > 0 && width <= maxSide && height <= maxSide;
  return isPlausible ? shownSize(facts, facts.orientation) : undefined;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function ascii(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}

/** Names of PNG chunks as numbers. */
const pngTypes = { IDAT: 0x49444154, IEND: 0x49454e44, eXIf: 0x65584966, tRNS: 0x74524e53 } as const;

/** Source: PNG specification, sections 5.2 (signature), 11.2.2 (IHDR), 11.3.1 (tRNS). */
function png(bytes: Uint8Array): ImageFacts | undefined {
  if (bytes.length < 33 || ascii(bytes, 1, 3) !== 'PNG' || bytes[0] !== 0x89 || ascii(bytes, 12, 4) !== 'IHDR') {
    return undefined;
  }
  const data = view(bytes);
  const colorType = bytes[25] ?? 0;
  let hasAlpha = colorType === 4 || colorType === 6;
  let isWhole = false;
  let hasPixels = false;
  let orientation: Orientation = 1;
  for (let at = 8, parts = 0; at + 12 <= bytes.length; parts += 1) {
    if (parts === maxParts) return undefined;
    const type = data.getUint32(at + 4);
    if (type === pngTypes.tRNS) hasAlpha = true;
    if (type === pngTypes.IDAT) hasPixels = true;
    if (type === pngTypes.eXIf && !hasPixels) {
      orientation = orientationOfExif(bytes.subarray(at + 8, at + 8 + data.getUint32(at)));
    }
    if (type === pngTypes.IEND) {
      isWhole = hasPixels;
      break;
    }
    at += 12 + data.getUint32(at);
  }
  return {
    mimeType: 'image/png',
    extension: 'png',
    width: data.getUint32(16),
    height: data.getUint32(20),
    orientation,
    hasAlpha,
    isWhole,
  };
}

/** The start of the frame has the size. */
function jpeg(bytes: Uint8Array): ImageFacts | undefined {
  const data = view(bytes);
  let orientation: Orientation | undefined;
  for (const segment of jpegSegments(bytes)) {
    const { marker, start, end } = segment;
    if (marker === 0xe1 && orientation === undefined && ascii(bytes, start + 4, 6) === 'Exif\0\0') {
      orientation = orientationOfExif(bytes.subarray(start + 10, end));
    }
    if (!isStartOfFrame(marker)) continue;
    if (start + 9 >= bytes.length) return undefined;
    return {
      mimeType: 'image/jpeg',
      extension: 'jpg',
      width: data.getUint16(start + 7),
      height: data.getUint16(start + 5),
      orientation: orientation ?? 1,
      hasAlpha: false,
      isWhole: hasJpegEnd(bytes, segment),
    };
  }
  return undefined;
}

/** Source: WebP container specification (RFC 9649), RIFF little-endian. */
function webp(bytes: Uint8Array): ImageFacts | undefined {
  if (bytes.length < 30 || ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 4) !== 'WEBP') return undefined;
  const data = view(bytes);
  const isWhole = data.getUint32(4, true) + 8 <= bytes.length;
  const common = { mimeType: 'image/webp', extension: 'webp', orientation: 1, isWhole } as const;
  const chunk = ascii(bytes, 12, 4);
  if (chunk === 'VP8X') {
    const flags = bytes[20] ?? 0;
    const width = 1 + (data.getUint32(24, true) & 0xffffff);
    const height = 1 + (data.getUint32(26, true) >>> 8);
    return { ...common, width, height, hasAlpha: (flags & 0x10) !== 0 };
  }
  if (chunk === 'VP8L') {
    const bits = data.getUint32(21, true);
    return {
      ...common,
      width: 1 + (bits & 0x3fff),
      height: 1 + ((bits >>> 14) & 0x3fff),
      hasAlpha: (bits & 0x10000000) !== 0,
    };
  }
  if (chunk === 'VP8 ') {
    return {
      ...common,
      width: data.getUint16(26, true) & 0x3fff,
      height: data.getUint16(28, true) & 0x3fff,
      hasAlpha: false,
    };
  }
  return undefined;
}

/** Source: GIF89a specification. Transparency is a flag of a graphic control extension. */
function gif(bytes: Uint8Array): ImageFacts | undefined {
  if (bytes.length < 14 || !/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return undefined;
  const data = view(bytes);
  let hasAlpha = false;
  for (let at = 13; at + 3 < Math.min(bytes.length, 4096); at += 1) {
    if (bytes[at] === 0x21 && bytes[at + 1] === 0xf9 && bytes[at + 2] === 4) {
      hasAlpha = ((bytes[at + 3] ?? 0) & 1) === 1;
      break;
    }
  }
  return {
    mimeType: 'image/gif',
    extension: 'gif',
    width: data.getUint16(6, true),
    height: data.getUint16(8, true),
    orientation: 1,
    hasAlpha,
    isWhole: hasTrailer(bytes),
  };
}

/** Maximum blocks of a GIF, of up to 255 bytes each. */
const maxGifBlocks = 1_000_000;

/** Walks the blocks to the trailer. */
function hasTrailer(bytes: Uint8Array): boolean {
  const colorsLength = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + colorsLength(bytes[10] ?? 0);
  for (let blocks = 0; at < bytes.length && blocks < maxGifBlocks; blocks += 1) {
    const kind = bytes[at];
    if (kind === 0x3b) return true;
    if (kind === 0x21) at += 2;
    else if (kind === 0x2c) at += 11 + colorsLength(bytes[at + 9] ?? 0);
    else return false;
    for (; (bytes[at] ?? 0) > 0 && blocks < maxGifBlocks; blocks += 1) at += 1 + (bytes[at] ?? 0);
    at += 1;
  }
  return false;
}

function bmp(bytes: Uint8Array): ImageFacts | undefined {
  if (bytes.length < 30 || ascii(bytes, 0, 2) !== 'BM') return undefined;
  const data = view(bytes);
  return {
    mimeType: 'image/bmp',
    extension: 'bmp',
    width: Math.abs(data.getInt32(18, true)),
    height: Math.abs(data.getInt32(22, true)),
    orientation: 1,
    hasAlpha: data.getUint16(28, true) === 32,
    isWhole: data.getUint32(2, true) <= bytes.length,
  };
}

/** Source: ISO/IEC 23008-12 (HEIF): the `ispe` property holds the size, an `auxC` of type alpha the transparency. */
function avif(bytes: Uint8Array): ImageFacts | undefined {
  if (bytes.length < 32 || ascii(bytes, 4, 4) !== 'ftyp' || !/avi[fs]/.test(ascii(bytes, 8, 24))) return undefined;
  const head = bytes.subarray(0, 16_384);
  const text = new TextDecoder('latin1').decode(head);
  const at = text.indexOf('ispe');
  if (at < 0 || at + 16 > head.length) return undefined;
  const data = view(head);
  return {
    mimeType: 'image/avif',
    extension: 'avif',
    width: data.getUint32(at + 8),
    height: data.getUint32(at + 12),
    orientation: orientationOfAvif(head),
    hasAlpha: text.includes('auxid:1') || text.includes('auxiliary:alpha'),
    isWhole: boxesFit(bytes),
  };
}

/** Whether all boxes are there. What follows the pixels and is no box of an image is not part of it. */
function boxesFit(bytes: Uint8Array): boolean {
  const data = view(bytes);
  const seen = new Set<string>();
  let at = 0;
  for (let parts = 0; at + 8 <= bytes.length && parts < maxParts; parts += 1) {
    const size = data.getUint32(at);
    const name = ascii(bytes, at + 4, 4);
    const isPart = ['ftyp', 'meta', 'moov', 'moof', 'mdat'].includes(name);
    if (size === 0 && isPart) return true;
    if (size < 8 || at + size > bytes.length) return !isPart && hasImage(seen);
    seen.add(name);
    at += size;
  }
  return at === bytes.length || hasImage(seen);
}

function hasImage(seen: ReadonlySet<string>): boolean {
  return seen.has('mdat') && (seen.has('meta') || seen.has('moov'));
}
