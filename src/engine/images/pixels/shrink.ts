/** Shrinks large images in one cheap step, because the resizer needs 16 bytes a pixel. */
import type { PixelImage } from '../formats/pixelImage';

/** How much larger than the target each side stays: the rest is left to the resizer. */
const margin = 1.3;

/** Gives an image that is still larger than `size`, or the same one if shrinking saves nothing. */
export function shrinkRoughly(image: PixelImage, size: { width: number; height: number }): PixelImage {
  const factor = Math.floor(Math.min(image.width / size.width, image.height / size.height) / margin);
  return factor >= 2 ? average(image, factor) : image;
}

/** Each pixel is the mean of `factor` × `factor` pixels, with colors weighted by alpha. */
function average({ data, width, height }: PixelImage, factor: number): PixelImage {
  const [columns, rows] = [Math.floor(width / factor), Math.floor(height / factor)];
  const smaller = new Uint8Array(columns * rows * 4);
  const count = factor * factor;
  let to = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let [red, green, blue, alpha] = [0, 0, 0, 0];
      for (let y = 0; y < factor; y += 1) {
        let from = ((row * factor + y) * width + column * factor) * 4;
        for (let x = 0; x < factor; x += 1, from += 4) {
          const weight = data[from + 3] ?? 0;
          red += (data[from] ?? 0) * weight;
          green += (data[from + 1] ?? 0) * weight;
          blue += (data[from + 2] ?? 0) * weight;
          alpha += weight;
        }
      }
      if (alpha > 0) {
        smaller[to] = Math.round(red / alpha);
        smaller[to + 1] = Math.round(green / alpha);
        smaller[to + 2] = Math.round(blue / alpha);
        smaller[to + 3] = Math.round(alpha / count);
      }
      to += 4;
    }
  }
  return { data: smaller, width: columns, height: rows };
}
