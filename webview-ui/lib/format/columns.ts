/** How the images of a job are laid out, so that they can be compared: all of one size, in rows that are about even. */

/** Pixels between two cards. */
export const gap = 6;
/** Width below which a square image is too small to judge, in pixels. */
const least = 176;

/**
 * Cards in a row. Four stand as four, as two and two or one below the other, never as three and a big one.
 * @param ratios Width by height of each image. Undefined: they differ, and rows of one height suit them better.
 * @param width Pixels that there are.
 */
export function columnsFor(ratios: readonly number[], width: number): number | undefined {
  const [first = 1] = ratios;
  if (ratios.length === 0 || ratios.some((ratio) => Math.abs(ratio / first - 1) > 0.02)) return undefined;
  // Of equal area, so that tall ones and wide ones are judged alike.
  const card = least * Math.sqrt(first);
  const most = Math.max(1, Math.floor((width + gap) / (card + gap)));
  const rows = Math.ceil(ratios.length / most);
  return Math.ceil(ratios.length / rows);
}
