/** PNG without an alpha channel, and text in a PNG (https://www.w3.org/TR/png-3/). */
import { crc32, deflateSync } from 'node:zlib';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Filter "Sub": each byte as the difference from the pixel to its left; suits drawings, and costs little. */
const sub = 1;

/**
 * A PNG without an alpha channel: an image that has nothing transparent should not look as if it had.
 * @param pixels RGBA, four bytes each, row by row.
 * @returns Undefined when a pixel is not opaque.
 */
export function encodeOpaquePng(pixels: Uint8Array, width: number, height: number): Uint8Array | undefined {
  const rows = new Uint8Array((width * 3 + 1) * height);
  let to = 0;
  for (let y = 0; y < height; y++) {
    rows[to++] = sub;
    for (let from = y * width * 4; from < (y + 1) * width * 4; from += 4) {
      if (pixels[from + 3] !== 255) return undefined;
      const isFirst = from === y * width * 4;
      for (let channel = 0; channel < 3; channel++)
        rows[to++] = (pixels[from + channel] ?? 0) - (isFirst ? 0 : (pixels[from + channel - 4] ?? 0));
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // 8 bits, RGB, the only compression, filtering and order that fit.
  header.set([8, 2, 0, 0, 0], 8);
  const data = deflateSync(rows, { level: 5 });
  return joined([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', new Uint8Array())]);
}

/**
 * Puts text behind the header of a PNG: `tEXt` for Latin-1, `iTXt` for the rest.
 * @param png Bytes of a PNG whose first chunk is `IHDR`, as every valid one's is.
 */
export function withText(png: Uint8Array, entries: Readonly<Record<string, string>>): Uint8Array {
  const headerLength = new DataView(png.buffer, png.byteOffset, png.byteLength).getUint32(signature.length);
  const at = signature.length + 12 + headerLength;
  const texts = Object.entries(entries).map(([keyword, text]) => textChunk(keyword, text));
  return joined([png.subarray(0, at), ...texts, png.subarray(at)]);
}

function textChunk(keyword: string, text: string): Uint8Array {
  const isLatin = /^[\x20-\x7e\xa1-\xff\n]*$/.test(text);
  if (isLatin) return chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));
  // Not compressed, no language, no translated keyword.
  return chunk('iTXt', joined([Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text)]));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, data.length);
  const body = joined([Buffer.from(type, 'latin1'), data]);
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, crc32(body));
  return joined([length, body, sum]);
}

/** In a buffer of its own: the thread hands it over. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
