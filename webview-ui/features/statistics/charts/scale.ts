/** Axes that begin at zero and end at a round figure. */

/** The end of an axis for values up to `most`: 1, 2 or 5 with zeros. @param least Smallest end. */
export function topOf(most: number, least: number): number {
  if (!(most > least)) return least;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 5, 10].find((one) => one * power >= most * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** Which bars get a label: every nth, so that labels do not overlap. */
export function labelled(count: number, width: number, labelWidth: number): number[] {
  const room = Math.max(1, Math.floor(width / labelWidth));
  const step = Math.max(1, Math.ceil(count / room));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

/** Fill of a bar. Each has a pattern too, so that parts differ by more than color. */
export const tones = 5;
