/** Layout of the images of a job for comparison: all of one size, in rows of about the same length. */

/** Pixels between two cards. */
export const gap = 6;
/** Width below which a square image is too small to judge, in pixels. */
const least = 176;

/**
 * Number of cards in a row: four images are four, two and two, or one below the other, never three and one.
 * @param ratios Width by height of each image.
 * @param width Available pixels.
 * @returns Undefined if the ratios differ: then rows of one height are better.
 */
export function columnsFor(ratios: readonly number[], width: number): number | undefined {
  const [first = 1] = ratios;
  if (ratios.length === 0 || ratios.some((ratio) => Math.abs(ratio / first - 1) > 0.02)) return undefined;
  // Cards have the same area, so that tall and wide images are equally visible.
  const card = least * Math.sqrt(first);
  const most = Math.max(1, Math.floor((width + gap) / (card + gap)));
  const rows = Math.ceil(ratios.length / most);
  return Math.ceil(ratios.length / rows);
}
