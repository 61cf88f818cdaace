/**
 * Text in a PNG file: `tEXt` for Latin-1, `iTXt` for the rest (https://www.w3.org/TR/png-3/#11textinfo).
 */

const signatureLength = 8;
/** Length, type and CRC of a chunk. */
const chunkFrame = 12;

/** CRC-32 table of the PNG specification, annex D. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 as PNG and ZIP use it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * Puts text behind the header of a PNG.
 * @param png Bytes of a PNG whose first chunk is `IHDR`, as every valid one's is.
 */
export function withText(png: Uint8Array, entries: Readonly<Record<string, string>>): Uint8Array {
  const headerLength = new DataView(png.buffer, png.byteOffset, png.byteLength).getUint32(signatureLength);
  const at = signatureLength + chunkFrame + headerLength;
  const chunks = Object.entries(entries).map(([keyword, text]) => textChunk(keyword, text));
  const added = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const result = new Uint8Array(png.length + added);
  result.set(png.subarray(0, at));
  let offset = at;
  for (const chunk of chunks) {
    result.set(chunk, offset);
    offset += chunk.length;
  }
  result.set(png.subarray(at), offset);
  return result;
}

function textChunk(keyword: string, text: string): Uint8Array {
  const isLatin = /^[\x20-\x7e\xa1-\xff\n]*$/.test(text);
  if (isLatin) return chunk('tEXt', latin(`${keyword}\0${text}`));
  // Not compressed, no language, no translated keyword.
  const head = latin(`${keyword}\0\0\0\0\0`);
  const body = new TextEncoder().encode(text);
  const data = new Uint8Array(head.length + body.length);
  data.set(head);
  data.set(body, head.length);
  return chunk('iTXt', data);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + chunkFrame);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(latin(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
