/** Makes small pictures from large ones, a few at a time and off the main path. */
const longest = 320;
const atOnce = 2;

/** A picture with the size that it has, in pixels. */
export interface LargeImageSource {
  url: string;
  width: number;
  height: number;
}

interface ImageRequestInput {
  run: () => Promise<void>;
  signal: AbortSignal;
}
const waiting: ImageRequestInput[] = [];
let running = 0;

/** Whether a picture is worth a small one of its own. */
export function needsThumbnail({ width, height }: Pick<LargeImageSource, 'width' | 'height'>): boolean {
  return Math.max(width, height) > longest;
}

/**
 * A WebP of at most 320 pixels on its longer side, in Base64.
 * @param signal Who asked has scrolled away: wishes that have not begun are dropped.
 */
export function shrinkImage(picture: LargeImageSource, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const drop = (): void => reject(new DOMException('', 'AbortError'));
    if (signal.aborted) return drop();
    signal.addEventListener('abort', drop, { once: true });
    const run = (): Promise<void> => shrink(picture).then(resolve, reject);
    waiting.push({ run, signal });
    next();
  });
}

function next(): void {
  while (running < atOnce) {
    // Who asked last is most likely still seen.
    const imageRequest = waiting.pop();
    if (!imageRequest) return;
    if (imageRequest.signal.aborted) continue;
    running += 1;
    void imageRequest.run().finally(() => {
      running -= 1;
      next();
    });
  }
}

async function shrink({ url, width, height }: LargeImageSource): Promise<string> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = url;
  await image.decode();
  const scale = Math.min(1, longest / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const bitmap = await createImageBitmap(image, {
    resizeWidth: size.width,
    resizeHeight: size.height,
    resizeQuality: 'medium',
  });
  const canvas = new OffscreenCanvas(size.width, size.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return base64Of(await canvas.convertToBlob({ type: 'image/webp', quality: 0.82 }));
}

function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).replace(/^.*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(blob);
  });
}
