/** Metadata of WebP. Source: RFC 9649, 2.7; C2PA 2.1, annex A.3.4. */
import { sniffImage } from '../formats/sniff';
import { webpBytesOf, webpChunks, webpEnd, webpFileChunks, webpFileOf, type WebpChunk } from '../formats/webpChunks';
import { joinBytes } from './bytes';
import type { AttachedMetadata, ImageMetadata } from './imageMetadata';

const flags = { profile: 0x20, alpha: 0x10, exif: 0x08, xmp: 0x04 } as const;
const pixelChunks = ['ALPH', 'VP8 ', 'VP8L'];
const needed = new Set(['VP8X', 'ICCP', 'ANIM', 'ANMF', ...pixelChunks]);
/** Bytes of a frame before its chunks. */
const frameHeader = 16;

/** The pixels with what is needed to show them. They are not encoded again. Browsers don't turn WebP, so nothing has to. */
export function strippedWebp(bytes: Uint8Array): Uint8Array {
  return webpFileOf(
    webpFileChunks(bytes)
      .filter(({ name }) => needed.has(name))
      .map(withoutMetadata),
  );
}

function withoutMetadata({ name, data }: WebpChunk): WebpChunk {
  if (name === 'ANMF') {
    const pixels = webpChunks(data.subarray(frameHeader)).filter((chunk) => pixelChunks.includes(chunk.name));
    return { name, data: joinBytes([data.subarray(0, frameHeader), webpBytesOf(pixels)]) };
  }
  if (name !== 'VP8X') return { name, data };
  return { name, data: withFlags(data, (data[0] ?? 0) & ~(flags.exif | flags.xmp)) };
}

function withFlags(head: Uint8Array, value: number): Uint8Array {
  const changed = head.slice(0, 10);
  changed[0] = value;
  return changed;
}

/** The file up to the end of its image. */
export function cutWebp(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, webpEnd(bytes));
}

export function webpMetadata(bytes: Uint8Array): ImageMetadata {
  const chunks = webpFileChunks(bytes);
  const dataOf = (wanted: string): Uint8Array | undefined => chunks.find(({ name }) => name === wanted)?.data;
  const [profile, xmp] = [dataOf('ICCP'), dataOf('XMP ')];
  return { ...(profile && { profile }), ...(xmp && { xmp }), hasCredentials: dataOf('C2PA') !== undefined };
}

/** @param webp A still image without metadata. */
export function attachToWebp(webp: Uint8Array, { profile, xmp }: AttachedMetadata): Uint8Array {
  const facts = sniffImage(webp);
  if (!facts || (!profile && !xmp)) return webp;
  const chunks = webpFileChunks(webp);
  const head = chunks.find(({ name }) => name === 'VP8X')?.data ?? extendedHead(facts);
  const added = (profile ? flags.profile : 0) | (xmp ? flags.xmp : 0);
  return webpFileOf([
    { name: 'VP8X', data: withFlags(head, (head[0] ?? 0) | added) },
    ...(profile ? [{ name: 'ICCP', data: profile }] : []),
    ...chunks.filter(({ name }) => name !== 'VP8X'),
    ...(xmp ? [{ name: 'XMP ', data: xmp }] : []),
  ]);
}

function extendedHead({ width, height, hasAlpha }: { width: number; height: number; hasAlpha: boolean }): Uint8Array {
  const head = Buffer.alloc(10);
  head[0] = hasAlpha ? flags.alpha : 0;
  head.writeUIntLE(width - 1, 4, 3);
  head.writeUIntLE(height - 1, 7, 3);
  return head;
}
