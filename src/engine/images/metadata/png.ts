/** Metadata of PNG. Source: PNG specification (third edition), 11.3; XMP part 3, 1.1.5; C2PA 2.1, annex A.3.2. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { exifOfOrientation, type Orientation } from '../formats/orientation';
import { asciiAt, joinBytes, latin1 } from './bytes';
import type { AttachedMetadata, ImageMetadata } from './imageMetadata';

interface Chunk {
  type: string;
  /** Without length, type and checksum. */
  data: Uint8Array;
  whole: Uint8Array;
}

const signatureLength = 8;
const maxChunks = 20_000;
/** Bytes that a compressed profile or text may have: more than any has. */
const maxInflated = 16 * 1024 * 1024;

/** Chunks without which the image looks different, those of animations among them. */
const needed = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT'.split(' '),
);
const colorChunks = new Set(['gAMA', 'cHRM', 'sRGB', 'cICP']);
const xmpKeyword = 'XML:com.adobe.xmp\0';

/** The pixels with what is needed to show them. They are not encoded again. */
export function strippedPng(bytes: Uint8Array, orientation: Orientation): Uint8Array {
  const kept: Uint8Array[] = [];
  let isTurned = orientation === 1;
  for (const { type, whole } of chunksOf(bytes)) {
    if (needed.has(type)) kept.push(whole);
    if (type !== 'eXIf' || isTurned) continue;
    isTurned = true;
    kept.push(chunkOf('eXIf', exifOfOrientation(orientation)));
  }
  return joinBytes([bytes.subarray(0, signatureLength), ...kept]);
}

/** The file up to the end of its image. */
export function cutPng(bytes: Uint8Array): Uint8Array {
  let end = signatureLength;
  for (const { whole } of chunksOf(bytes)) end += whole.length;
  return bytes.subarray(0, end);
}

export function pngMetadata(bytes: Uint8Array): ImageMetadata {
  const found: ImageMetadata = { hasCredentials: false };
  const colors: Chunk[] = [];
  for (const chunk of chunksOf(bytes)) {
    const { type, data } = chunk;
    const [profile, xmp] = [type === 'iCCP' && profileIn(data), type === 'iTXt' && xmpIn(data)];
    if (profile) found.profile = profile;
    if (xmp) found.xmp = xmp;
    if (colorChunks.has(type)) colors.push(chunk);
    if (type === 'caBX') found.hasCredentials = true;
  }
  if (!found.profile && !isPlainColor(colors)) found.colorChunks = colors.map(({ whole }) => whole);
  return found;
}

/** True for sRGB, and for no information about colors, which means sRGB. */
function isPlainColor(chunks: readonly Chunk[]): boolean {
  const dataOf = (name: string): Uint8Array | undefined => chunks.find(({ type }) => type === name)?.data;
  const cicp = dataOf('cICP');
  if (cicp) return cicp[0] === 1 && cicp[1] === 13;
  if (dataOf('sRGB')) return true;
  const isLike = (data: Uint8Array | undefined, wanted: readonly number[]): boolean =>
    !data || wanted.every((value, index) => Math.abs(numberAt(data, index * 4) - value) <= value * 0.01);
  return isLike(dataOf('gAMA'), [45_455]) && isLike(dataOf('cHRM'), whiteAndPrimariesOfSrgb);
}

const whiteAndPrimariesOfSrgb = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];

function numberAt(data: Uint8Array, at: number): number {
  return at + 4 > data.length ? 0 : new DataView(data.buffer, data.byteOffset, data.length).getUint32(at);
}

function profileIn(data: Uint8Array): Uint8Array | undefined {
  const nameEnd = data.indexOf(0);
  return nameEnd < 0 ? undefined : inflated(data.subarray(nameEnd + 2));
}

/** Keyword, flag and method of compression, language, translated keyword, text. */
function xmpIn(data: Uint8Array): Uint8Array | undefined {
  if (asciiAt(data, 0, xmpKeyword.length) !== xmpKeyword) return undefined;
  const languageEnd = data.indexOf(0, xmpKeyword.length + 2);
  const textAt = languageEnd < 0 ? 0 : data.indexOf(0, languageEnd + 1) + 1;
  if (textAt === 0) return undefined;
  const text = data.subarray(textAt);
  return data[xmpKeyword.length] === 1 ? inflated(text) : text;
}

function inflated(data: Uint8Array): Uint8Array | undefined {
  try {
    return inflateSync(data, { maxOutputLength: maxInflated });
  } catch {
    return undefined;
  }
}

export function attachToPng(png: Uint8Array, { profile, colorChunks: colors = [], xmp }: AttachedMetadata): Uint8Array {
  const added = [...colors];
  if (profile) added.push(chunkOf('iCCP', joinBytes([latin1('ICC profile\0\0'), deflateSync(profile)])));
  if (xmp) added.push(chunkOf('iTXt', joinBytes([latin1(`${xmpKeyword}\0\0\0\0`), xmp])));
  const [header] = chunksOf(png);
  const at = signatureLength + (header?.whole.length ?? 0);
  return joinBytes([png.subarray(0, at), ...added, png.subarray(at)]);
}

/** The chunk that names colors by the numbers of ITU-T H.273. */
export function colorChunkOf(primaries: number, transfer: number): Uint8Array {
  return chunkOf('cICP', Uint8Array.of(primaries, transfer, 0, 1));
}

/** The complete chunks, up to and with the end of the image. */
function* chunksOf(bytes: Uint8Array): Generator<Chunk> {
  for (let at = signatureLength, count = 0; at + 12 <= bytes.length && count < maxChunks; count += 1) {
    const end = at + 12 + numberAt(bytes, at);
    if (end > bytes.length) return;
    const type = asciiAt(bytes, at + 4, 4);
    yield { type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) };
    if (type === 'IEND') return;
    at = end;
  }
}

function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const body = joinBytes([latin1(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return joinBytes([length, body, sum]);
}
