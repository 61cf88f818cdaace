import type { Readable } from 'node:stream';

/** The body has more bytes than the caller's limit. */
export class TooLargeError extends Error {}

/** The stream ended in the middle of a line. */
export class CutStreamError extends Error {}

/**
 * The whole body of an answer. Nothing is read when the announced length is over the limit.
 * @param limits.announced The `content-length` header, if any. It counts the bytes on the wire, before decompression.
 * @throws TooLargeError, or whatever the stream ends with.
 */
export async function readBody(
  stream: Readable,
  { announced, maxBytes }: { announced: unknown; maxBytes: number },
): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    if (Number(announced) > maxBytes) throw new TooLargeError();
    for await (const piece of stream as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > maxBytes) throw new TooLargeError();
      pieces.push(piece);
    }
  } finally {
    stream.destroy();
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
