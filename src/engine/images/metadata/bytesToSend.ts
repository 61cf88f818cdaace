/** What a service gets of an input image. */
import { sniffImage, type ImageFacts } from '../formats/sniff';
import { cutJpeg, strippedJpeg } from './jpeg';
import { cutPng, strippedPng } from './png';
import { cutWebp, strippedWebp } from './webp';

export interface SendingRule {
  /** False: only what is needed to show the image right is sent. */
  keepMetadata: boolean;
}

/** The types that are sent; images of other types are converted to one of them. */
const strippers: Partial<Record<ImageFacts['mimeType'], { cut: Cut; strip: Strip }>> = {
  'image/jpeg': { cut: cutJpeg, strip: strippedJpeg },
  'image/png': { cut: cutPng, strip: strippedPng },
  'image/webp': { cut: cutWebp, strip: strippedWebp },
};
type Cut = (bytes: Uint8Array) => Uint8Array;
type Strip = (bytes: Uint8Array, orientation: ImageFacts['orientation']) => Uint8Array;

/**
 * The image without its metadata (EXIF with the place where a photo was taken, XMP, IPTC, texts, credentials, thumbnails), and
 * in any case without the bytes behind its end, such as the video of a photo. The pixels stay as they are, with their color
 * profile and orientation.
 */
export function bytesToSend(bytes: Uint8Array, { keepMetadata }: SendingRule): Uint8Array {
  const facts = sniffImage(bytes);
  const found = facts && strippers[facts.mimeType];
  if (!found) return bytes;
  return keepMetadata ? found.cut(bytes) : found.strip(bytes, facts.orientation);
}
