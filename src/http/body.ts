import type { Readable } from 'node:stream';

/** What {@link readBody} throws when there is more than agreed. */
export class TooLargeError extends Error {}

/**
 * The whole body of an answer. A body that is announced as too large is not even begun.
 * @param limits.announced The `content-length`, if any: that of the bytes on the wire, packed ones included.
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
