/** Axes that begin at zero and end at a round figure. */

/** The round figure at which an axis for values up to `most` ends: 1, 2 or 5 with zeros. @param least Its smallest end. */
export function topOf(most: number, least: number): number {
  if (!(most > least)) return least;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 5, 10].find((one) => one * power >= most * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** Which of so many bars have room for a label below them: the first, and then every so many. */
export function labelled(count: number, width: number, labelWidth: number): number[] {
  const room = Math.max(1, Math.floor(width / labelWidth));
  const step = Math.max(1, Math.ceil(count / room));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

/** What a bar is filled with. Each tone has a pattern of its own too, so that colour is never all that tells parts apart. */
export const tones = 5;
