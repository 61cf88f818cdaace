/** Extracts the first frame of an animated WebP as a WebP of its own: the decoder accepts only still images. */
import { webpChunks, webpFileOf, webpHeaderLength } from './webpChunks';

/** Gives the bytes unchanged if the image is not animated. Source: RFC 9649. */
export function firstWebpFrame(bytes: Uint8Array): Uint8Array {
  const top = webpChunks(bytes.subarray(webpHeaderLength));
  const head = top.find(({ name }) => name === 'VP8X');
  if (!head || ((head.data[0] ?? 0) & 2) === 0) return bytes;
  const frame = top.find(({ name }) => name === 'ANMF');
  if (!frame) return bytes;
  const inner = webpChunks(frame.data.subarray(16)).filter(({ name }) => /^(ALPH|VP8 |VP8L)$/.test(name));
  // Bytes 6 to 11 of the frame are its size, encoded like the size of the whole image.
  const size = frame.data.subarray(6, 12);
  const flags = inner.some(({ name }) => name !== 'VP8 ') ? 0x10 : 0;
  return webpFileOf([{ name: 'VP8X', data: Uint8Array.of(flags, 0, 0, 0, ...size) }, ...inner]);
}
