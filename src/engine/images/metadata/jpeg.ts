/** Metadata of JPEG. Source: ITU T.81 annex B; JFIF 1.02; ICC.1 annex B.4; XMP part 3, 1.1.3; C2PA 2.1, annex A.3.1. */
import { isStartOfFrame, jpegMarkers, jpegSegments, type JpegSegment } from '../../../http/files/jpegSegments';
import { exifOfOrientation, type Orientation } from '../formats/orientation';
import { asciiAt, joinBytes, latin1 } from './bytes';
import type { AttachedMetadata, ImageMetadata } from './imageMetadata';

const startOfImage = Uint8Array.of(0xff, 0xd8);
const endOfImage = Uint8Array.of(0xff, jpegMarkers.endOfImage);

/** How the data of application segments begins. */
const starts = {
  jfif: 'JFIF\0',
  exif: 'Exif\0\0',
  xmp: 'http://ns.adobe.com/xap/1.0/\0',
  profile: 'ICC_PROFILE\0',
  adobe: 'Adobe',
  /** A JUMBF box; the only ones in use are content credentials. */
  credentials: 'JP',
};

/** Maximum bytes of a segment's data. */
const maxData = 65_533;
/** Bytes of a profile in one segment, behind its start, its number and their count. */
const maxProfilePart = maxData - starts.profile.length - 2;
export const maxJpegXmp = maxData - starts.xmp.length;

/** Bytes of a JFIF segment without its thumbnail. */
const jfifLength = 18;

/** The pixels with what is needed to show them. They are not encoded again. */
export function strippedJpeg(bytes: Uint8Array, orientation: Orientation): Uint8Array {
  const kept = [...jpegSegments(bytes)].flatMap((segment) => neededPart(bytes, segment) ?? []);
  const turned = orientation === 1 ? [] : [segmentOf(0xe1, latin1(starts.exif), exifOfOrientation(orientation))];
  const hasJfif = kept[0]?.[1] === 0xe0;
  const [first, rest] = hasJfif ? [kept.slice(0, 1), kept.slice(1)] : [[], kept];
  // Without its end, some readers refuse an image that others show.
  const end = kept.at(-1)?.[1] === jpegMarkers.endOfImage ? [] : [endOfImage];
  return joinBytes([startOfImage, ...first, ...turned, ...rest, ...end]);
}

/** The file up to the end of its image, which is added if it is missing. */
export function cutJpeg(bytes: Uint8Array): Uint8Array {
  for (const { marker, end } of jpegSegments(bytes)) {
    if (marker === jpegMarkers.endOfImage) return bytes.subarray(0, end);
  }
  return joinBytes([bytes, endOfImage]);
}

function neededPart(bytes: Uint8Array, { marker, start, end }: JpegSegment): Uint8Array | undefined {
  const whole = bytes.subarray(start, end);
  if (isPartOfPixels(marker)) return whole;
  const has = (text: string): boolean => asciiAt(whole, 4, text.length) === text;
  if (marker === 0xe2 && has(starts.profile)) return whole;
  // The color transform of the pixels.
  if (marker === 0xee && has(starts.adobe)) return whole;
  if (marker !== 0xe0 || !has(starts.jfif) || whole.length < jfifLength) return undefined;
  const withoutThumbnail = whole.slice(0, jfifLength);
  withoutThumbnail.set([0, jfifLength - 2], 2);
  withoutThumbnail.set([0, 0], jfifLength - 2);
  return withoutThumbnail;
}

/** Frames and tables, scans, and the end. */
function isPartOfPixels(marker: number): boolean {
  const isTable = marker === 0xc4 || marker === 0xcc;
  return isStartOfFrame(marker) || isTable || (marker >= jpegMarkers.endOfImage && marker <= 0xdf);
}

export function jpegMetadata(bytes: Uint8Array): ImageMetadata {
  const found: ImageMetadata = { hasCredentials: false };
  const profileParts: Uint8Array[] = [];
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (isStartOfFrame(marker)) break;
    const data = bytes.subarray(start + 4, end);
    const has = (text: string): boolean => asciiAt(data, 0, text.length) === text;
    if (marker === 0xe1 && has(starts.xmp)) found.xmp ??= data.subarray(starts.xmp.length);
    if (marker === 0xe2 && has(starts.profile)) profileParts.push(data.subarray(starts.profile.length));
    if (marker === 0xeb && has(starts.credentials)) found.hasCredentials = true;
  }
  if (profileParts.length > 0) {
    profileParts.sort((one, other) => (one[0] ?? 0) - (other[0] ?? 0));
    found.profile = joinBytes(profileParts.map((part) => part.subarray(2)));
  }
  return found;
}

/** @param jpeg As encoders write it: JFIF comes first, and no metadata is there yet. */
export function attachToJpeg(jpeg: Uint8Array, { profile, xmp }: AttachedMetadata): Uint8Array {
  const [first] = jpegSegments(jpeg);
  const at = first?.marker === 0xe0 ? first.end : 2;
  const added = xmp ? [segmentOf(0xe1, latin1(starts.xmp), xmp)] : [];
  return joinBytes([jpeg.subarray(0, at), ...added, ...profileSegments(profile), jpeg.subarray(at)]);
}

function profileSegments(profile: Uint8Array = new Uint8Array()): Uint8Array[] {
  const count = Math.ceil(profile.length / maxProfilePart);
  return Array.from({ length: count }, (_, index) => {
    const part = profile.subarray(index * maxProfilePart, (index + 1) * maxProfilePart);
    return segmentOf(0xe2, latin1(starts.profile), Uint8Array.of(index + 1, count), part);
  });
}

function segmentOf(marker: number, ...data: readonly Uint8Array[]): Uint8Array {
  const length = 2 + data.reduce((sum, part) => sum + part.length, 0);
  return joinBytes([Uint8Array.of(0xff, marker, length >> 8, length & 0xff), ...data]);
}
