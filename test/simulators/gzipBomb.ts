/** JSON of which a thousandth goes over the wire: all but endless once it is unpacked. */
import { gzipSync } from 'node:zlib';

const piece = 1024 * 1024;
const packedSpaces = gzipSync(Buffer.alloc(piece, 0x20));
const bombs = new Map<number, Buffer>();

/** Made in pieces, and once: gzip may be several of itself in a row. @param bytes Unpacked, rounded up to megabytes. */
export function gzipBomb(bytes: number): Buffer {
  const made = bombs.get(bytes);
  if (made) return made;
  const rest = Array.from({ length: Math.ceil(bytes / piece) }, () => packedSpaces);
  const bomb = Buffer.concat([gzipSync('{"code":200,"msg":"'), ...rest]);
  bombs.set(bytes, bomb);
  return bomb;
}
