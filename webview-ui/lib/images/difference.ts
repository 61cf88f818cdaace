/** Measures how much two images differ. */

/** Width in pixels at which images are compared: finer differences are noise. */
const across = 256;
/** Of 255. Differences by compression alone stay below. */
const tolerance = 12;

/** The share of different pixels, 0 to 1. Both images are scaled to one size. */
export async function differenceOf(one: string, other: string): Promise<number> {
  const [first, second] = await Promise.all([pixelsOf(one), pixelsOf(other)]);
  let differing = 0;
  for (let at = 0; at < first.length; at += 4) {
    const isOther = [0, 1, 2, 3].some(
      (channel) => Math.abs((first[at + channel] ?? 0) - (second[at + channel] ?? 0)) > tolerance,
    );
    if (isOther) differing += 1;
  }
  return differing / (first.length / 4);
}

async function pixelsOf(url: string): Promise<Uint8ClampedArray> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = url;
  await image.decode();
  const context = new OffscreenCanvas(across, across).getContext('2d');
  if (!context) throw new Error('There is no canvas.');
  context.drawImage(image, 0, 0, across, across);
  return context.getImageData(0, 0, across, across).data;
}
