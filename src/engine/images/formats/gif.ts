/** Decodes the first frame of a GIF. Source: GIF89a specification. */
import { maxPixels, PixelError, type PixelImage } from './pixelImage';

/** Maximum bits of a code. */
const maxCodeBits = 12;

/** @throws PixelError `unreadable`. The missing part of a truncated file stays transparent. */
export function decodeGif(bytes: Uint8Array): PixelImage {
  const reader = new Reader(bytes);
  reader.skip(6);
  const [width, height] = [reader.word(), reader.word()];
  const flags = reader.byte();
  reader.skip(2);
  const globalColors = flags & 0x80 ? reader.take(3 * 2 ** ((flags & 7) + 1)) : undefined;
  let transparent = -1;
  while (!reader.isAtEnd()) {
    const block = reader.byte();
    if (block === 0x21) transparent = readExtension(reader) ?? transparent;
    else if (block === 0x2c) return readFrame(reader, { width, height, globalColors, transparent });
    else break;
  }
  throw new PixelError('unreadable', 'a GIF without an image');
}

interface Screen {
  width: number;
  height: number;
  globalColors: Uint8Array | undefined;
  /** Index of the transparent color, or -1. */
  transparent: number;
}

/** Gives the transparent color if the extension is a graphic control that has one. */
function readExtension(reader: Reader): number | undefined {
  const isControl = reader.byte() === 0xf9;
  const block = reader.blocks();
  return isControl && ((block[0] ?? 0) & 1) === 1 ? block[3] : undefined;
}

function readFrame(reader: Reader, screen: Screen): PixelImage {
  const [left, top, width, height] = [reader.word(), reader.word(), reader.word(), reader.word()];
  const flags = reader.byte();
  const colors = flags & 0x80 ? reader.take(3 * 2 ** ((flags & 7) + 1)) : screen.globalColors;
  if (!colors || width === 0 || height === 0) throw new PixelError('unreadable', 'a GIF frame without colors or size');
  if (width * height > maxPixels) throw new PixelError('too-many-pixels', `a GIF frame of ${width} × ${height}`);
  const firstBits = reader.byte();
  if (firstBits < 1 || firstBits > 8) throw new PixelError('unreadable', 'a GIF with an invalid code size');
  // A frame larger than the screen is cropped to it; indexes are needed up to the last visible row.
  const wanted = width * Math.min(height, Math.max(0, screen.height));
  const indexes = unpack(reader.blocks(), firstBits, (flags & 0x40) === 0 ? wanted : width * height);
  const data = new Uint8Array(screen.width * screen.height * 4);
  const rows = flags & 0x40 ? interlacedRows(height) : undefined;
  for (let row = 0; row * width < indexes.length && row < height; row += 1) {
    const y = top + (rows?.[row] ?? row);
    if (y >= screen.height) continue;
    for (let column = 0; column < width && left + column < screen.width; column += 1) {
      const index = indexes[row * width + column];
      if (index === undefined || index === screen.transparent || index * 3 + 2 >= colors.length) continue;
      const at = (y * screen.width + left + column) * 4;
      data.set(colors.subarray(index * 3, index * 3 + 3), at);
      data[at + 3] = 255;
    }
  }
  return { data, width: screen.width, height: screen.height };
}

/** For each row in the order of the file, its row in the image. */
function interlacedRows(height: number): Uint32Array {
  const rows = new Uint32Array(height);
  let next = 0;
  for (const [start, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const) {
    for (let y = start; y < height; y += step) rows[next++] = y;
  }
  return rows;
}

/** Decompresses LZW. Gives at most `count` indexes, fewer if the data ends early or is invalid. */
function unpack(data: Uint8Array, firstBits: number, count: number): Uint8Array {
  const clear = 2 ** firstBits;
  const end = clear + 1;
  const prefix = new Uint16Array(2 ** maxCodeBits);
  const last = new Uint8Array(2 ** maxCodeBits);
  const stack = new Uint8Array(2 ** maxCodeBits + 1);
  for (let code = 0; code < clear; code += 1) last[code] = code;
  // Each byte of data gives at most one maximum run, so that a small file can't claim a large image.
  const indexes = new Uint8Array(Math.min(count, data.length * 8 * 2 ** maxCodeBits));
  let [written, bits, next, previous] = [0, firstBits + 1, end + 1, -1];
  let [buffer, filled, first] = [0, 0, 0];
  for (const byte of data) {
    buffer |= byte << filled;
    filled += 8;
    while (filled >= bits) {
      const code = buffer & (2 ** bits - 1);
      buffer >>>= bits;
      filled -= bits;
      if (code === end) return indexes.subarray(0, written);
      if (code === clear) {
        [bits, next, previous] = [firstBits + 1, end + 1, -1];
        continue;
      }
      if (code > next || (code === next && previous < 0)) return indexes.subarray(0, written);
      let depth = 0;
      let at = code;
      if (code === next) {
        stack[depth++] = first;
        at = previous;
      }
      while (at >= clear) {
        stack[depth++] = last[at] ?? 0;
        at = prefix[at] ?? 0;
      }
      first = last[at] ?? 0;
      stack[depth++] = first;
      if (previous >= 0 && next < 2 ** maxCodeBits) {
        prefix[next] = previous;
        last[next] = first;
        next += 1;
        if (next === 2 ** bits && bits < maxCodeBits) bits += 1;
      }
      previous = code;
      while (depth > 0 && written < indexes.length) indexes[written++] = stack[--depth] ?? 0;
      if (written === indexes.length) return indexes;
    }
  }
  return indexes.subarray(0, written);
}

/** Reads forward; past the end, everything is 0. */
class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  word(): number {
    return this.byte() | (this.byte() << 8);
  }

  skip(count: number): void {
    this.#at += count;
  }

  take(count: number): Uint8Array {
    const taken = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += count;
    return taken;
  }

  /** The blocks up to the empty one, concatenated. */
  blocks(): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let length = this.byte(); length > 0 && !this.isAtEnd(); length = this.byte()) parts.push(this.take(length));
    return Buffer.concat(parts);
  }
}
