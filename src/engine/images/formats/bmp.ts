/** BMP, as Windows and OS/2 write it: 1 to 32 bits, packed or not. Source: Microsoft, "Bitmap Storage". */
import { PixelError, type PixelImage } from './pixelImage';

interface Header {
  width: number;
  height: number;
  /** Most BMPs start with the lowest row. */
  isTopDown: boolean;
  bits: number;
  compression: number;
  /** The palette of images with 1 to 8 bits, four bytes each: blue, green, red. */
  palette: Uint8Array;
  /** Bytes of one color of the palette: 3 in OS/2 files. */
  paletteStep: number;
  masks: readonly [red: number, green: number, blue: number, alpha: number];
  pixels: Uint8Array;
}

/** @throws PixelError `unreadable`. What a cut-off file does not have is black. */
export function decodeBmp(bytes: Uint8Array): PixelImage {
  const header = readHeader(bytes);
  const { width, height, bits, compression } = header;
  const data = new Uint8Array(width * height * 4);
  if (compression === 1 || compression === 2) drawRuns(header, data);
  else if (bits <= 8) drawIndexes(header, data);
  else drawColors(header, data);
  // Most programs leave the fourth byte empty and mean an opaque image.
  if (isAllTransparent(data)) for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return { data, width, height };
}

function readHeader(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unreadable = (what: string): PixelError => new PixelError('unreadable', `a BMP with ${what}`);
  if (bytes.length < 30) throw unreadable('no header');
  const pixelsAt = view.getUint32(10, true);
  const length = view.getUint32(14, true);
  const isOld = length === 12;
  if (!isOld && (length < 40 || 14 + length > bytes.length)) throw unreadable('a wrong header');
  const width = isOld ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = isOld ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(isOld ? 24 : 28, true);
  const compression = isOld ? 0 : view.getUint32(30, true);
  if (width <= 0 || signedHeight === 0) throw unreadable('no size');
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw unreadable(`${bits} bits`);
  const isKnown =
    compression === 0 ||
    (compression === 1 && bits === 8) ||
    (compression === 2 && bits === 4) ||
    ((compression === 3 || compression === 6) && (bits === 16 || bits === 32));
  if (!isKnown) throw unreadable(`compression ${compression}`);
  const hasMasks = compression === 3 || compression === 6;
  const masksBehind = hasMasks && length === 40 ? (compression === 6 ? 16 : 12) : 0;
  const paletteAt = 14 + length + masksBehind;
  return {
    width,
    height: Math.abs(signedHeight),
    isTopDown: signedHeight < 0,
    bits,
    compression,
    palette: bytes.subarray(paletteAt, Math.max(paletteAt, pixelsAt)),
    paletteStep: isOld ? 3 : 4,
    masks: hasMasks ? readMasks(view, { hasAlpha: length >= 56 || compression === 6 }) : defaultMasks(bits),
    pixels: bytes.subarray(Math.min(pixelsAt, bytes.length)),
  };
}

function readMasks(view: DataView, { hasAlpha }: { hasAlpha: boolean }): Header['masks'] {
  const at = (offset: number): number => (offset + 4 <= view.byteLength ? view.getUint32(offset, true) : 0);
  return [at(54), at(58), at(62), hasAlpha ? at(66) : 0];
}

function defaultMasks(bits: number): Header['masks'] {
  return bits === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, bits === 32 ? 0xff000000 : 0];
}

/** Offset of a row of the file in the pixels, in bytes. */
function rowStart({ isTopDown, height, width }: Header, row: number): number {
  return (isTopDown ? row : height - 1 - row) * width * 4;
}

function paint(header: Header, data: Uint8Array, { at, index }: { at: number; index: number }): void {
  const color = index * header.paletteStep;
  data[at] = header.palette[color + 2] ?? 0;
  data[at + 1] = header.palette[color + 1] ?? 0;
  data[at + 2] = header.palette[color] ?? 0;
  data[at + 3] = 255;
}

function drawIndexes(header: Header, data: Uint8Array): void {
  const { width, height, bits, pixels } = header;
  const rowLength = Math.ceil((width * bits) / 32) * 4;
  const mask = 2 ** bits - 1;
  for (let row = 0; row < height; row += 1) {
    const start = rowStart(header, row);
    for (let x = 0; x < width; x += 1) {
      const bit = x * bits;
      const byte = pixels[row * rowLength + (bit >> 3)] ?? 0;
      paint(header, data, { at: start + x * 4, index: (byte >> (8 - bits - (bit & 7))) & mask });
    }
  }
}

function drawColors(header: Header, data: Uint8Array): void {
  const { width, height, bits, pixels } = header;
  const pixelBytes = bits / 8;
  const rowLength = Math.ceil((width * pixelBytes) / 4) * 4;
  const [red, green, blue, alpha] = header.masks.map(channelOf);
  if (!red || !green || !blue) return;
  for (let row = 0; row < height; row += 1) {
    let to = rowStart(header, row);
    for (let x = 0; x < width; x += 1, to += 4) {
      const from = row * rowLength + x * pixelBytes;
      let value = 0;
      for (let byte = pixelBytes - 1; byte >= 0; byte -= 1) value = ((value << 8) | (pixels[from + byte] ?? 0)) >>> 0;
      data[to] = red(value);
      data[to + 1] = green(value);
      data[to + 2] = blue(value);
      data[to + 3] = alpha && header.masks[3] !== 0 ? alpha(value) : 255;
    }
  }
}

/** Gives a function that extracts the bits of a mask from a value, scaled to 0 … 255. */
function channelOf(mask: number): (value: number) => number {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const max = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / max);
}

/** Draws run-length encoded pixels. Skipped pixels stay black. */
function drawRuns(header: Header, data: Uint8Array): void {
  const { width, height, pixels, bits } = header;
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  let [x, row, at] = [0, 0, 0];
  const put = (index: number): void => {
    if (x < width && row < height) paint(header, data, { at: rowStart(header, row) + x * 4, index });
    x += 1;
  };
  const half = (byte: number, position: number): number =>
    bits === 8 ? byte : position % 2 === 0 ? byte >> 4 : byte & 15;
  while (at + 1 < pixels.length && row < height) {
    const [count = 0, value = 0] = [pixels[at], pixels[at + 1]];
    at += 2;
    if (count > 0) {
      for (let index = 0; index < count; index += 1) put(half(value, index));
    } else if (value === 0) [x, row] = [0, row + 1];
    else if (value === 1) return;
    else if (value === 2) {
      x += pixels[at] ?? 0;
      row += pixels[at + 1] ?? 0;
      at += 2;
    } else {
      const length = bits === 8 ? value : Math.ceil(value / 2);
      for (let index = 0; index < value; index += 1)
        put(half(pixels[at + (bits === 8 ? index : index >> 1)] ?? 0, index));
      at += length + (length % 2);
    }
  }
}

function isAllTransparent(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) return false;
  return true;
}
