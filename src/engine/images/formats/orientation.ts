/**
 * The orientation in which an image is shown, as browsers read it: from EXIF in JPEG and PNG, from `irot` and `imir` in
 * AVIF. Browsers don't turn WebP. Source: EXIF 2.32, tag 0x0112; ISO/IEC 23008-12, 6.5.10 and 6.5.12.
 */
import type { PixelImage } from './pixelImage';

/** 1 is upright; 2 to 4 are mirrored or upside down; from 5 on, width and height are swapped. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Maximum entries of an EXIF directory to look through. */
const maxEntries = 1000;

/** @param tiff The TIFF structure in EXIF, without `Exif\0\0`. */
export function orientationOfExif(tiff: Uint8Array): Orientation {
  if (tiff.length < 14) return 1;
  const data = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const order = data.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const isLittle = order === 0x4949;
  const start = data.getUint32(4, isLittle);
  if (start + 2 > tiff.length) return 1;
  const entries = Math.min(maxEntries, data.getUint16(start, isLittle));
  for (let at = start + 2, left = entries; left > 0 && at + 12 <= tiff.length; at += 12, left -= 1) {
    if (data.getUint16(at, isLittle) === 0x0112) return orientationFrom(data.getUint16(at + 8, isLittle));
  }
  return 1;
}

/** A TIFF structure, without `Exif\0\0`, that has nothing but the orientation. */
export function exifOfOrientation(orientation: Orientation): Uint8Array {
  // Big-endian; the directory follows the header and has one entry, with one 16-bit number.
  const header = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8];
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  return Uint8Array.of(...header, 0, 1, ...entry, 0, 0, 0, 0);
}

function orientationFrom(value: number): Orientation {
  return value >= 1 && value <= 8 ? (value as Orientation) : 1;
}

/** By quarter turns counterclockwise, which come before mirroring. */
const turned: readonly Orientation[] = [1, 8, 3, 6];
const turnedThenFlipped: readonly Orientation[] = [4, 5, 2, 7];
const turnedThenMirrored: readonly Orientation[] = [2, 7, 4, 5];

/** @param head The beginning of an AVIF, which has its properties. */
export function orientationOfAvif(head: Uint8Array): Orientation {
  const angle = (propertyOf(head, 'irot') ?? 0) & 3;
  const axis = propertyOf(head, 'imir');
  const orientations = axis === undefined ? turned : axis & 1 ? turnedThenMirrored : turnedThenFlipped;
  return orientations[angle] ?? 1;
}

/** The value of a box that has nothing but one byte. */
function propertyOf(head: Uint8Array, name: string): number | undefined {
  const at = Buffer.from(head.buffer, head.byteOffset, head.length).indexOf(`\0\0\0\x09${name}`, 0, 'latin1');
  return at < 0 ? undefined : head[at + 8];
}

/** The size in which an image of this orientation is shown. */
export function shownSize<Size extends { width: number; height: number }>(size: Size, orientation: Orientation): Size {
  return orientation < 5 ? size : { ...size, width: size.height, height: size.width };
}

/** Turns the pixels upright. */
export function upright(image: PixelImage, orientation: Orientation): PixelImage {
  if (orientation === 1) return image;
  const { width, height } = shownSize({ width: image.width, height: image.height }, orientation);
  const from = new Uint32Array(
    image.data.buffer.slice(image.data.byteOffset, image.data.byteOffset + image.data.length),
  );
  const to = new Uint32Array(from.length);
  const isSwapped = orientation >= 5;
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [column, row] = isSwapped ? [y, x] : [x, y];
      const sourceX = fromRight ? image.width - 1 - column : column;
      const sourceY = fromBottom ? image.height - 1 - row : row;
      to[y * width + x] = from[sourceY * image.width + sourceX] ?? 0;
    }
  }
  return { data: new Uint8Array(to.buffer), width, height };
}
