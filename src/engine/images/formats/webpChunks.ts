/** The chunks of WebP. Source: RFC 9649, RIFF little-endian. */

export interface WebpChunk {
  name: string;
  /** Without header and padding. */
  data: Uint8Array;
}

/** More than any animation has frames. */
const maxChunks = 20_000;

/** Offset of the first chunk in a file. */
export const webpHeaderLength = 12;

/** The chunks of a file, without what follows its end. */
export function webpFileChunks(bytes: Uint8Array): WebpChunk[] {
  return webpChunks(bytes.subarray(webpHeaderLength, webpEnd(bytes)));
}

/** Offset behind the image. */
export function webpEnd(bytes: Uint8Array): number {
  const announced = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true);
  return Math.min(bytes.length, 8 + announced + (announced % 2));
}

export function webpChunks(bytes: Uint8Array): WebpChunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: WebpChunk[] = [];
  for (let at = 0; at + 8 <= bytes.length && chunks.length < maxChunks;) {
    const length = view.getUint32(at + 4, true);
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    chunks.push({ name, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

export function webpFileOf(chunks: readonly WebpChunk[]): Uint8Array {
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), webpBytesOf(chunks)]);
  return new Uint8Array(Buffer.concat([Buffer.from('RIFF', 'latin1'), littleEndian(body.length), body]));
}

export function webpBytesOf(chunks: readonly WebpChunk[]): Uint8Array {
  return Buffer.concat(
    chunks.flatMap(({ name, data }) => [
      Buffer.from(name, 'latin1'),
      littleEndian(data.length),
      data,
      Buffer.alloc(data.length % 2),
    ]),
  );
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
