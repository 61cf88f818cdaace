/** Facts of picture files, read by the tests themselves and not by the code under test. */
import { readFileSync } from 'node:fs';

const pngSignature = '89504e470d0a1a0a';

/** Size of a PNG in pixels, from its header. @throws Error when it is none */
export function measure(file: string): { width: number; height: number } {
  const bytes = readFileSync(file);
  if (bytes.subarray(0, 8).toString('hex') !== pngSignature) throw new Error(`${file} is no PNG`);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
