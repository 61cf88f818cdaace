/** Loaded is not painted. */
import type { Locator } from 'playwright-core';

/** Waits until pictures that are loaded are decoded, and then for two frames; what can not be read is not waited for. */
export async function waitForPaint(images: Locator): Promise<void> {
  await images.evaluateAll(async (all) => {
    await Promise.all(all.map((one) => (one as HTMLImageElement).decode().catch(() => undefined)));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
