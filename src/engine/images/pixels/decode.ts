/** From the bytes of a file to pixels, whatever its type; what would be too much is refused before it is unpacked. */
import { sniffImage } from '../formats/sniff';
import { sniffSvg } from '../formats/svg';
import { decodeBmp } from '../formats/bmp';
import type { Codecs } from './codecs';
import { decodeGif } from '../formats/gif';
import { maxPixels as usualMostPixels, PixelError, type PixelImage } from '../formats/pixelImage';
import { safeSvg } from '../formats/safeSvg';
import { firstWebpFrame } from '../formats/webpFrame';

export interface Decoders {
  codecs: Codecs;
  /** Draws an SVG in a size; gives a PNG. */
  drawSvg(svg: string, size: { width: number; height: number }): Promise<Uint8Array>;
  /** Left out: what a machine can be asked for. */
  maxPixels?: number;
}

export interface Decoded {
  picture: PixelImage;
  /** What of an SVG was left out, each once. */
  dropped: string[];
}

/** A drawing without a size of its own that matters (an icon of 24 pixels) is drawn at least so large. Pixels. */
const smallestDrawing = 1024;
const largestDrawing = 4096;

/** @throws PixelError */
export async function decode(bytes: Uint8Array, decoders: Decoders): Promise<Decoded> {
  const { codecs, maxPixels = usualMostPixels } = decoders;
  const facts = sniffImage(bytes);
  if (!facts) return decodeSvg(bytes, decoders);
  const declared = Math.max(facts.width * facts.height, facts.mimeType === 'image/avif' ? largestAvif(bytes) : 0);
  if (declared > maxPixels) throw new PixelError('too-many-pixels', `${facts.width} × ${facts.height}`);
  const ways = {
    'image/png': () => codecs.decodePng(bytes),
    'image/jpeg': () => codecs.decodeJpeg(bytes),
    'image/webp': () => codecs.decodeWebp(checkedFrame(bytes, maxPixels)),
    'image/gif': () => decodeGif(bytes),
    'image/bmp': () => decodeBmp(bytes),
    'image/avif': () => codecs.decodeAvif(bytes),
  };
  return { picture: await ways[facts.mimeType](), dropped: [] };
}

/** A frame has a size of its own, whatever the whole says. */
function checkedFrame(bytes: Uint8Array, maxPixels: number): Uint8Array {
  const frame = firstWebpFrame(bytes);
  const facts = sniffImage(frame);
  if (!facts) throw new PixelError('unreadable', 'a WebP frame without a size');
  if (facts.width * facts.height > maxPixels)
    throw new PixelError('too-many-pixels', `a WebP frame of ${facts.width} × ${facts.height}`);
  return frame;
}

async function decodeSvg(bytes: Uint8Array, { codecs, drawSvg }: Decoders): Promise<Decoded> {
  const facts = sniffSvg(bytes);
  if (!facts) throw new PixelError('unreadable', 'no known type of picture');
  const size = drawingSize(facts);
  const { svg, dropped } = safeSvg(new TextDecoder().decode(bytes), { drawn: size, own: facts });
  return { picture: await codecs.decodePng(await drawSvg(svg, size)), dropped };
}

/** The size in which a drawing is drawn: its own, unless that is too small to be of use, or too large. */
export function drawingSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const longest = Math.max(width, height);
  const scale = Math.min(largestDrawing, Math.max(smallestDrawing, longest)) / longest;
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** An AVIF can hold several pictures; a small first one must not hide a huge one. */
function largestAvif(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let largest = 0;
  for (let at = 0; at + 8 <= bytes.length;) {
    const size = view.getUint32(at);
    const end = size < 8 ? bytes.length : Math.min(bytes.length, at + size);
    const isDescription = ['meta', 'moov'].includes(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
    if (isDescription) largest = Math.max(largest, largestIn(bytes.subarray(at, end)));
    at = end;
  }
  return largest;
}

/** `ispe` is the box that holds a size. */
function largestIn(description: Uint8Array): number {
  const view = new DataView(description.buffer, description.byteOffset, description.byteLength);
  let largest = 0;
  for (let at = 0; at + 16 <= description.length; at += 1) {
    if (view.getUint32(at) === 0x69737065)
      largest = Math.max(largest, view.getUint32(at + 8) * view.getUint32(at + 12));
  }
  return largest;
}
