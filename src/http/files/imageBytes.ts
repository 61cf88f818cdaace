/**
 * Whether bytes are a whole picture of a kind that services send. Only so much as is needed to tell a picture from an
 * error page or a cut answer; measuring is done later, elsewhere.
 */
import { crc32 } from 'node:zlib';

export type ImageType = 'image/png' | 'image/jpeg' | 'image/webp';

/** Gives undefined for everything else, and for a picture whose end is missing. */
export function imageTypeOf(bytes: Uint8Array): ImageType | undefined {
  if (isPng(bytes)) return 'image/png';
  if (isJpeg(bytes)) return 'image/jpeg';
  if (isWebp(bytes)) return 'image/webp';
  return undefined;
}

/** True when the bytes begin as such a picture does, whatever became of its end. */
export function looksLikeImage(bytes: Uint8Array): boolean {
  return [
    [0x89, 0x50, 0x4e, 0x47],
    [0xff, 0xd8, 0xff],
    [0x52, 0x49, 0x46, 0x46],
  ].some((start) => startsWith(bytes, start));
}

/** True when the bytes begin as a ZIP does (with an entry, or with the end of an empty one). */
export function looksLikeZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]);
}

/** No real picture has more chunks. Each costs a checksum, and millions of empty ones would hold everybody up. */
const mostChunks = 20_000;
/** Names of chunks as the number that stands in the file. */
const pixelData = 0x49444154;
const imageEnd = 0x49454e44;

/** Signature, IHDR first, chunks that fit together up to IEND, each with its checksum: a damaged picture is none. */
function isPng(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return false;
  if (ascii(bytes, 12, 4) !== 'IHDR') return false;
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let hasPixels = false;
  for (let at = 8, chunks = 0; at + 12 <= bytes.length && chunks < mostChunks; chunks += 1) {
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
  if (!startsWith(bytes, [0xff, 0xd8, 0xff])) return false;
  // Some writers put a few bytes after the end marker.
  for (let at = bytes.length - 2; at > 2 && at > bytes.length - 64; at -= 1) {
    if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
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
