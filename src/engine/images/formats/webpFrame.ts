/** Extracts the first frame of an animated WebP as a WebP of its own: the decoder accepts only still images. */

interface Chunk {
  name: string;
  /** Without header and padding. */
  data: Uint8Array;
}

/** Gives the bytes unchanged if the image is not animated. Source: RFC 9649. */
export function firstWebpFrame(bytes: Uint8Array): Uint8Array {
  const top = chunksOf(bytes.subarray(12));
  const head = top.find(({ name }) => name === 'VP8X');
  if (!head || ((head.data[0] ?? 0) & 2) === 0) return bytes;
  const frame = top.find(({ name }) => name === 'ANMF');
  if (!frame) return bytes;
  const inner = chunksOf(frame.data.subarray(16)).filter(({ name }) => /^(ALPH|VP8 |VP8L)$/.test(name));
  // Bytes 6 to 11 of the frame are its size, encoded like the size of the whole image.
  const size = frame.data.subarray(6, 12);
  const flags = inner.some(({ name }) => name !== 'VP8 ') ? 0x10 : 0;
  return riff([{ name: 'VP8X', data: Uint8Array.of(flags, 0, 0, 0, ...size) }, ...inner]);
}

function chunksOf(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    chunks.push({ name, data: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

function riff(chunks: readonly Chunk[]): Uint8Array {
  const parts = chunks.map(({ name, data }) =>
    Buffer.concat([Buffer.from(name, 'latin1'), littleEndian(data.length), data, Buffer.alloc(data.length % 2)]),
  );
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...parts]);
  return new Uint8Array(Buffer.concat([Buffer.from('RIFF', 'latin1'), littleEndian(body.length), body]));
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
