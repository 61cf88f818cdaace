/** Reads image files independently of the code under test. */
import { readFileSync } from 'node:fs';

const pngSignature = '89504e470d0a1a0a';

/** Size of a PNG in pixels, from its header. @throws Error if it isn't a PNG */
export function measure(file: string): { width: number; height: number } {
  const bytes = readFileSync(file);
  if (bytes.subarray(0, 8).toString('hex') !== pngSignature) throw new Error(`${file} isn't a PNG`);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
