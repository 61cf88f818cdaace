import type { Box } from '../drawing/canvas/svg';

/** Pixels of each side in which a mask is looked at. */
export const maskGrid = 32;

const bytesPerPixel = 4;
const opaqueEnough = 128;

/**
 * Where a mask lets something change (alpha 0), as shares of its sides.
 * @param png RGBA with 8 bits, not interlaced, {@link maskGrid} pixels wide and high, as our own codec writes it.
 * @returns Undefined when nothing may change, or when it is another kind of PNG.
 */
export async function openArea(png: Uint8Array): Promise<Box | undefined> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [bits, colorType, interlace] = [png[24], png[25], png[28]];
  if (view.getUint32(16) !== maskGrid || bits !== 8 || colorType !== 6 || interlace !== 0) return undefined;
  const rows = unfilter(await inflate(compressedData(png, view)));
  let [left, top, right, bottom] = [maskGrid, maskGrid, -1, -1];
  for (let y = 0; y < maskGrid; y++) {
    for (let x = 0; x < maskGrid; x++) {
      const alpha = rows[(y * maskGrid + x) * bytesPerPixel + 3] ?? 255;
      if (alpha >= opaqueEnough) continue;
      [left, top] = [Math.min(left, x), Math.min(top, y)];
      [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
    }
  }
  if (right < left) return undefined;
  return {
    x: left / maskGrid,
    y: top / maskGrid,
    width: (right - left + 1) / maskGrid,
    height: (bottom - top + 1) / maskGrid,
  };
}

function compressedData(png: Uint8Array, view: DataView): Uint8Array<ArrayBuffer> {
  const parts: number[] = [];
  for (let at = 8; at + 12 <= png.length;) {
    const length = view.getUint32(at);
    if (String.fromCharCode(...png.subarray(at + 4, at + 8)) === 'IDAT')
      parts.push(...png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return Uint8Array.from(parts);
}

async function inflate(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Undoes the filters of the rows (https://www.w3.org/TR/png-3/#9Filters). */
function unfilter(rows: Uint8Array): Uint8Array {
  const length = maskGrid * bytesPerPixel;
  const out = new Uint8Array(maskGrid * length);
  for (let y = 0; y < maskGrid; y++) {
    const filter = rows[y * (length + 1)] ?? 0;
    for (let x = 0; x < length; x++) {
      const at = y * length + x;
      const a = x >= bytesPerPixel ? (out[at - bytesPerPixel] ?? 0) : 0;
      const b = y > 0 ? (out[at - length] ?? 0) : 0;
      const c = x >= bytesPerPixel && y > 0 ? (out[at - length - bytesPerPixel] ?? 0) : 0;
      const predicted = [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter] ?? 0;
      out[at] = (rows[y * (length + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return out;
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}
