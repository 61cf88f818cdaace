/** Chooses the next quality and size when an encoded image exceeds its maximum bytes. Pure. */

/** One try: the factor for both sides (0 to 1), and the quality (1 to 100; ignored for PNG). */
export interface EncodeAttempt {
  scale: number;
  quality: number;
}

export interface EncodeOutcome {
  /** Bytes of the last try. */
  bytes: number;
  maxBytes: number;
  /** False for PNG: only a smaller image makes a smaller file. */
  isLossy: boolean;
}

/** Below this quality, a smaller image looks better than a worse one. */
const minQuality = 70;
/** Maximum quality of a scaled-down image. */
const qualityWhenScaled = 85;
/** Margin below the limit, because the size is estimated; with a lower quality as well, none is needed. */
const margin = 0.9;
const marginWithLowerQuality = 1.1;

/**
 * The try after one that was too big: first one or two lower qualities, where experience says that they may suffice,
 * then a smaller size.
 */
export function nextAttempt(
  { scale, quality }: EncodeAttempt,
  { bytes, maxBytes, isLossy }: EncodeOutcome,
): EncodeAttempt {
  const excess = bytes / maxBytes;
  if (isLossy && scale === 1 && quality > minQuality) {
    if (excess <= 1.35 && quality > 80) return { scale, quality: 80 };
    if (excess <= 2.2) return { scale, quality: minQuality };
  }
  const lowersQuality = isLossy && scale === 1 && quality > qualityWhenScaled;
  const smaller = Math.sqrt((lowersQuality ? marginWithLowerQuality : margin) / excess);
  return {
    scale: scale * Math.min(0.9, Math.max(0.2, smaller)),
    quality: Math.min(quality, scale === 1 ? qualityWhenScaled : quality),
  };
}
