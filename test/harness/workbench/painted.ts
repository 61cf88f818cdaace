import type { Locator } from 'playwright-core';

/** Waits until loaded images are decoded, and then for two frames. Ignores images that can't be decoded. */
export async function waitForPaint(images: Locator): Promise<void> {
  await images.evaluateAll(async (all) => {
    await Promise.all(all.map((one) => (one as HTMLImageElement).decode().catch(() => undefined)));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
