/** JSON that decompresses to a thousand times its size. */
import { gzipSync } from 'node:zlib';

const piece = 1024 * 1024;
const packedSpaces = gzipSync(Buffer.alloc(piece, 0x20));
const bombs = new Map<number, Buffer>();

/** Cached, and built from members: a gzip file may consist of several. @param bytes Decompressed size, rounded up to megabytes. */
export function gzipBomb(bytes: number): Buffer {
  const made = bombs.get(bytes);
  if (made) return made;
  const rest = Array.from({ length: Math.ceil(bytes / piece) }, () => packedSpaces);
  const bomb = Buffer.concat([gzipSync('{"code":200,"msg":"'), ...rest]);
  bombs.set(bytes, bomb);
  return bomb;
}
