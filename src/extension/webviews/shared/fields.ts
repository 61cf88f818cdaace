/** Schemas of what several pages send. */
import * as z from 'zod/mini';
import { isTimeZone } from '../../../shared/model/calendar';

/** Limits what a compromised webview can make the host do with one call. */
export const maxIds = 5_000;
export const maxEntries = 200;

export const id = z.string().check(z.minLength(1), z.maxLength(100));
export const idOrNull = z.nullable(id);
export const ids = z.array(id).check(z.maxLength(maxIds));
/** IDs whose answer has an item for each. */
export const fewIds = z.array(id).check(z.maxLength(maxEntries));
export const flag = z.boolean();
export const offset = z.int().check(z.minimum(0), z.maximum(100_000_000));
/** SHA-256 in lower-case hex. */
export const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** A next step after a failure; the failure decides which are allowed. */
export const stepAction = z.string().check(z.regex(/^[a-z-]{1,40}$/));
export const timeZone = z.string().check(z.maxLength(64), z.refine(isTimeZone));

export const maxThumbnailBytes = 126 * 1024;

/** A WebP file in Base64. */
export const thumbnail = z.string().check(
  z.maxLength((maxThumbnailBytes / 3) * 4),
  z.refine((text) => {
    const bytes = Buffer.from(text, 'base64');
    return isWebp(bytes) && bytes.toString('base64') === text;
  }),
);

/** `RIFF....WEBPVP8`, and as long as its header says. */
function isWebp(bytes: Uint8Array): boolean {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes.length < 20 || text(0, 4) !== 'RIFF' || text(8, 15) !== 'WEBPVP8') return false;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  return length + 8 === bytes.length;
}
