/**
 * Whether bytes are a complete image of a format that services send. Only enough to tell an image from an error page or a
 * truncated answer; `engine/images` measures it later.
 */
import { crc32 } from 'node:zlib';
import { hasJpegEnd, isStartOfFrame, jpegSegments } from './jpegSegments';

export type ImageType = 'image/png' | 'image/jpeg' | 'image/webp';

/** Undefined for any other format, and for a truncated image. */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  if (isPng(bytes)) return 'image/png';
  if (isJpeg(bytes)) return 'image/jpeg';
  if (isWebp(bytes)) return 'image/webp';
  return undefined;
}

/** True if the bytes begin like an image, even if it's truncated. */
export function looksLikeImage(bytes: Uint8Array): boolean {
  return [
    [0x89, 0x50, 0x4e, 0x47],
    [0xff, 0xd8, 0xff],
    [0x52, 0x49, 0x46, 0x46],
  ].some((start) => startsWith(bytes, start));
}

/** True if the bytes begin like a ZIP: with an entry, or with the end record of an empty one. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]);
}

/** More than any real image has. Each chunk costs a checksum, and millions of empty ones would block the thread. */
const maxChunks = 20_000;
/** Chunk types as 32-bit numbers. */
const pixelData = 0x49444154;
const imageEnd = 0x49454e44;

/** Checks the signature, IHDR, and every chunk with its checksum up to IEND. */
function isPng(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return false;
  if (ascii(bytes, 12, 4) !== 'IHDR') return false;
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hasPixels = false;
  for (let at = 8, chunks = 0; at + 12 <= bytes.length && chunks < maxChunks; chunks += 1) {
    const end = at + 12 + data.getUint32(at);
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== data.getUint32(end - 4)) return false;
    const type = data.getUint32(at + 4);
    if (type === pixelData) hasPixels = true;
    if (type === imageEnd) return hasPixels;
    at = end;
  }
  return false;
}

function isJpeg(bytes: Uint8Array): boolean {
  for (const segment of jpegSegments(bytes)) {
    if (isStartOfFrame(segment.marker)) return hasJpegEnd(bytes, segment);
  }
  return false;
}

function isWebp(bytes: Uint8Array): boolean {
  if (bytes.length < 20 || ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 4) !== 'WEBP') return false;
  const announced = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true);
  return announced + 8 <= bytes.length;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((value, index) => bytes[index] === value);
}

function ascii(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}
