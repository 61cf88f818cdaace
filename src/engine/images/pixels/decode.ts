/**
 * Decodes the bytes of an image file of any type. Images that are too large are rejected before they are decompressed.
 */
import { sniffImage } from '../formats/sniff';
import { sniffSvg } from '../formats/svg';
import { decodeBmp } from '../formats/bmp';
import type { Codecs } from './codecs';
import { decodeGif } from '../formats/gif';
import { upright } from '../formats/orientation';
import { maxPixels as defaultMaxPixels, PixelError, type PixelImage } from '../formats/pixelImage';
import { safeSvg } from '../formats/safeSvg';
import { firstWebpFrame } from '../formats/webpFrame';

export interface Decoders {
  codecs: Codecs;
  /** Draws an SVG in this size; gives a PNG. */
  drawSvg(svg: string, size: { width: number; height: number }): Promise<Uint8Array>;
  /** Left out: the default limit. */
  maxPixels?: number;
}

export interface Decoded {
  image: PixelImage;
  /** What was removed from an SVG, each once. */
  dropped: string[];
}

/** Minimum and maximum of the longer side in which an SVG is drawn, in pixels: an icon may declare 24 pixels. */
const minDrawing = 1024;
const maxDrawing = 4096;

/** @throws PixelError */
export async function decode(bytes: Uint8Array, decoders: Decoders): Promise<Decoded> {
  const { codecs, maxPixels = defaultMaxPixels } = decoders;
  const facts = sniffImage(bytes);
  if (!facts) return decodeSvg(bytes, decoders);
  const declared = Math.max(facts.width * facts.height, facts.mimeType === 'image/avif' ? maxPixelsOfAvif(bytes) : 0);
  if (declared > maxPixels) throw new PixelError('too-many-pixels', `${facts.width} × ${facts.height}`);
  const decoderOf = {
    'image/png': async () => upright(await codecs.decodePng(bytes), facts.orientation),
    'image/jpeg': () => codecs.decodeJpeg(bytes),
    'image/webp': () => codecs.decodeWebp(checkedFrame(bytes, maxPixels)),
    'image/gif': () => decodeGif(bytes),
    'image/bmp': () => decodeBmp(bytes),
    'image/avif': async () => upright(await codecs.decodeAvif(bytes), facts.orientation),
  };
  return { image: await decoderOf[facts.mimeType](), dropped: [] };
}

/** A frame has its own size, which may differ from the size of the file. */
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
  if (!facts) throw new PixelError('unreadable', 'no known image type');
  const size = drawingSize(facts);
  const { svg, dropped } = safeSvg(new TextDecoder().decode(bytes), { drawn: size, own: facts });
  return { image: await codecs.decodePng(await drawSvg(svg, size)), dropped };
}

/** The size in which an SVG is drawn: its own, unless that is too small or too large. */
export function drawingSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const longest = Math.max(width, height);
  const scale = Math.min(maxDrawing, Math.max(minDrawing, longest)) / longest;
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** An AVIF can contain several images; a small first one must not hide a huge one. */
function maxPixelsOfAvif(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let largest = 0;
  for (let at = 0; at + 8 <= bytes.length;) {
    const size = view.getUint32(at);
    const end = size < 8 ? bytes.length : Math.min(bytes.length, at + size);
    const isDescription = ['meta', 'moov'].includes(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
    if (isDescription) largest = Math.max(largest, maxPixelsIn(bytes.subarray(at, end)));
    at = end;
  }
  return largest;
}

/** The box `ispe` has the size. */
function maxPixelsIn(description: Uint8Array): number {
  const view = new DataView(description.buffer, description.byteOffset, description.byteLength);
  let largest = 0;
  for (let at = 0; at + 16 <= description.length; at += 1) {
    if (view.getUint32(at) === 0x69737065)
      largest = Math.max(largest, view.getUint32(at + 8) * view.getUint32(at + 12));
  }
  return largest;
}
