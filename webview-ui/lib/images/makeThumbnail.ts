/** Makes thumbnails, a few at a time. */
const longest = 320;
const atOnce = 2;

/** An image with its size in pixels. */
export interface LargeImageSource {
  url: string;
  width: number;
  height: number;
}

interface ThumbnailRequest {
  run: () => Promise<void>;
  signal: AbortSignal;
}
const waiting: ThumbnailRequest[] = [];
let running = 0;

/** Whether an image is large enough to need a thumbnail. */
export function needsThumbnail({ width, height }: Pick<LargeImageSource, 'width' | 'height'>): boolean {
  return Math.max(width, height) > longest;
}

/**
 * A WebP of at most 320 pixels on its longer side, in Base64.
 * @param signal Aborted when the image scrolls out of view: a request that has not begun is dropped.
 */
export function shrinkImage(image: LargeImageSource, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const drop = (): void => reject(new DOMException('', 'AbortError'));
    if (signal.aborted) return drop();
    signal.addEventListener('abort', drop, { once: true });
    const run = (): Promise<void> => shrink(image).then(resolve, reject);
    waiting.push({ run, signal });
    runNext();
  });
}

function runNext(): void {
  while (running < atOnce) {
    // The latest request is most likely still in view.
    const request = waiting.pop();
    if (!request) return;
    if (request.signal.aborted) continue;
    running += 1;
    void request.run().finally(() => {
      running -= 1;
      runNext();
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
