import type { Box } from '../drawing/canvas/svg';

/** Pixels of each side in which a mask is examined. */
const grid = 32;

/** The mask alone, as small as {@link openArea} wants its pixels. */
export function maskImage(href: string): { svg: string; width: number; height: number } {
  const image = `<image width="${grid}" height="${grid}" preserveAspectRatio="none" href="${href}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${grid}" height="${grid}">${image}</svg>`;
  return { svg, width: grid, height: grid };
}

/**
 * Where a mask lets something change (alpha 0), as shares of its sides.
 * @param pixels RGBA of {@link maskImage}, row by row.
 * @returns Undefined when nothing may change.
 */
export function openArea(pixels: Uint8Array): Box | undefined {
  const open = Array.from({ length: grid * grid }, (_, index) => index).filter(
    (index) => (pixels[index * 4 + 3] ?? 255) < 128,
  );
  if (open.length === 0) return undefined;
  const [xs, ys] = [open.map((index) => index % grid), open.map((index) => Math.floor(index / grid))];
  const [left, top] = [Math.min(...xs) / grid, Math.min(...ys) / grid];
  return { x: left, y: top, width: (Math.max(...xs) + 1) / grid - left, height: (Math.max(...ys) + 1) / grid - top };
}
