import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** The body has more bytes than the caller's limit. */
export class TooLargeError extends Error {}

/** The stream ended in the middle of a line. */
export class CutStreamError extends Error {}

/** Bytes that may come from any number of compressed ones. */
const freelyDecompressed = 4 * 1024 * 1024;
/** Bytes per compressed byte beyond that. Answers with images have less than 2, long lists about 20; deflate can have 1000. */
const maxCompressionRatio = 100;

/** Bytes that are copied before other work has its turn: the first write to new memory is slow. */
const copiedAtOnce = 1024 * 1024;

/**
 * The whole body of an answer. Nothing is read when the announced length is over the limit.
 * @param stream A stream of `zlib` if the body is compressed.
 * @param limits.announced The `content-length` header, if any. It counts the bytes on the wire, before decompression.
 * @throws TooLargeError, or whatever the stream ends with.
 */
export async function readBody(
  stream: Readable,
  { announced, maxBytes }: { announced: unknown; maxBytes: number },
): Promise<Uint8Array> {
  let length = 0;
  let pausedAt = 0;
  try {
    if (Number(announced) > maxBytes) throw new TooLargeError();
    let body = new Uint8Array(Number(announced) || 0);
    for await (const piece of stream as AsyncIterable<Buffer>) {
      const end = length + piece.length;
      if (end > Math.min(maxBytes, decompressionLimit(stream))) throw new TooLargeError();
      if (end > body.length) body = grown(body, Math.min(maxBytes, Math.max(end, 2 * body.length)));
      body.set(piece, length);
      length = end;
      if (length - pausedAt < copiedAtOnce) continue;
      pausedAt = length;
      await nextTurn();
    }
    return length === body.length ? body : body.slice(0, length);
  } finally {
    stream.destroy();
  }
}

function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}

/** Bytes that the compressed ones read so far may become. */
function decompressionLimit(stream: Readable): number {
  // `bytesWritten` of a zlib stream counts its input.
  if (!('bytesWritten' in stream) || typeof stream.bytesWritten !== 'number') return Infinity;
  return Math.max(freelyDecompressed, stream.bytesWritten * maxCompressionRatio);
}
