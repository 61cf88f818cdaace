/** Walks the segments of a JPEG. Every step moves forward and their number is limited, so any bytes are answered quickly. */

export interface JpegSegment {
  /** The second byte of the marker; the first is 0xff. */
  marker: number;
  /** Offset of the marker. */
  start: number;
  /** Offset behind the segment, with the compressed data that follows the header of a scan. */
  end: number;
}

export const jpegMarkers = { endOfImage: 0xd9, startOfScan: 0xda, comment: 0xfe } as const;

/** More than any real image has before its last scan. */
const maxSegments = 20_000;

/**
 * The segments behind the start of the image, up to and with the end of the image. Nothing is left out but fill bytes and, behind
 * the start of the frame, bytes that belong to no segment. Ends early where the bytes end or aren't those of a JPEG.
 * Source: ITU T.81, annex B.
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment, void> {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) return;
  let hasFrame = false;
  let at = 2;
  for (let count = 0; at + 2 <= bytes.length && count < maxSegments; count += 1) {
    if (bytes[at] !== 0xff) {
      if (!hasFrame) return;
      at = nextMarker(bytes, at);
      continue;
    }
    const marker = bytes[at + 1] ?? 0;
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = endOfSegment(bytes, at, marker);
    yield { marker, start: at, end };
    if (marker === jpegMarkers.endOfImage) return;
    hasFrame ||= isStartOfFrame(marker);
    at = end;
  }
}

/** Whether a marker starts a frame. C4, C8 and CC in the range have other meanings. */
export function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/**
 * Whether the image ends, given its frame. The end marker counts behind the frame only, because thumbnails have one too. What
 * follows it (padding, a video) is no part of the image.
 */
export function hasJpegEnd(bytes: Uint8Array, frame: JpegSegment): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('\xff\xd9', frame.start, 'latin1');
}

function endOfSegment(bytes: Uint8Array, at: number, marker: number): number {
  const hasNoLength = marker <= 0x01 || (marker >= 0xd0 && marker <= jpegMarkers.endOfImage);
  if (hasNoLength) return at + 2;
  const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  const end = Math.min(bytes.length, at + 2 + Math.max(2, length));
  return marker === jpegMarkers.startOfScan ? nextMarker(bytes, end) : end;
}

/** In compressed data, 0xff is followed by 0 or by a restart marker unless it starts a segment. */
function nextMarker(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) {
      at += 1;
      continue;
    }
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
    at += next === 0xff ? 1 : 2;
  }
  return bytes.length;
}
