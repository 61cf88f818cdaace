import { inflateSync } from 'node:zlib';
import type { Box } from '../drawing/canvas/svg';

/** Pixels of each side in which a mask is looked at. */
export const maskGrid = 32;

const bytesPerPixel = 4;
const rowLength = maskGrid * bytesPerPixel;
const opaqueEnough = 128;

/**
 * Where a mask lets something change (alpha 0), as shares of its sides.
 * @param bytes RGBA with 8 bits, not interlaced, {@link maskGrid} pixels wide and high, as our own codec writes it.
 * @returns Undefined when nothing may change, or when it is another kind of PNG.
 */
export function openArea(bytes: Uint8Array): Box | undefined {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [bits, colorType, interlace] = [png[24], png[25], png[28]];
  if (png.readUInt32BE(16) !== maskGrid || bits !== 8 || colorType !== 6 || interlace !== 0) return undefined;
  const rows = unfilter(inflateSync(compressedData(png)));
  const open = Array.from({ length: maskGrid * maskGrid }, (_, index) => index).filter(
    (index) => (rows[index * bytesPerPixel + 3] ?? 255) < opaqueEnough,
  );
  if (open.length === 0) return undefined;
  const [xs, ys] = [open.map((index) => index % maskGrid), open.map((index) => Math.floor(index / maskGrid))];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const size = { width: Math.max(...xs) - left + 1, height: Math.max(...ys) - top + 1 };
  return { x: left / maskGrid, y: top / maskGrid, width: size.width / maskGrid, height: size.height / maskGrid };
}

function compressedData(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return Buffer.concat(parts);
}

/** Undoes the filters of the rows (https://www.w3.org/TR/png-3/#9Filters). */
function unfilter(rows: Uint8Array): Uint8Array {
  const out = new Uint8Array(maskGrid * rowLength);
  for (let at = 0; at < out.length; at++) {
    const [y, x] = [Math.floor(at / rowLength), at % rowLength];
    const before = (distance: number): number => out[at - distance] ?? 0;
    const a = x >= bytesPerPixel ? before(bytesPerPixel) : 0;
    const b = y > 0 ? before(rowLength) : 0;
    const c = x >= bytesPerPixel && y > 0 ? before(rowLength + bytesPerPixel) : 0;
    const predicted = [0, a, b, (a + b) >> 1, paeth(a, b, c)][rows[y * (rowLength + 1)] ?? 0] ?? 0;
    out[at] = (rows[y * (rowLength + 1) + 1 + x] ?? 0) + predicted;
  }
  return out;
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}
