/** How a picture is made to fit into a number of bytes: which quality and which size are tried next. Pure. */

/** One try: the share of the sides that is kept (0 to 1), and the quality (1 to 100; no meaning for PNG). */
export interface Rung {
  scale: number;
  quality: number;
}

export interface Climb {
  /** Bytes that the last try came to. */
  bytes: number;
  maxBytes: number;
  /** False for PNG: only a smaller picture makes a smaller file. */
  isLossy: boolean;
}

/** Below this, a smaller picture is better than a worse one. */
const lowestQuality = 70;
/** Of a picture that was made smaller: what is left of it shall be good. */
const qualityWhenSmaller = 85;
/** Some room below the limit, for the estimate is one; none is needed where a lower quality helps as well. */
const room = 0.9;
const roomWithLowerQuality = 1.1;

/**
 * What to try after a try that came out too big: first one or two lower qualities, where they can be enough by
 * experience, then smaller sides.
 */
export function nextRung({ scale, quality }: Rung, { bytes, maxBytes, isLossy }: Climb): Rung {
  const excess = bytes / maxBytes;
  if (isLossy && scale === 1 && quality > lowestQuality) {
    if (excess <= 1.35 && quality > 80) return { scale, quality: 80 };
    if (excess <= 2.2) return { scale, quality: lowestQuality };
  }
  const isWorse = isLossy && scale === 1 && quality > qualityWhenSmaller;
  const smaller = Math.sqrt((isWorse ? roomWithLowerQuality : room) / excess);
  return {
    scale: scale * Math.min(0.9, Math.max(0.2, smaller)),
    quality: Math.min(quality, scale === 1 ? qualityWhenSmaller : quality),
  };
}
