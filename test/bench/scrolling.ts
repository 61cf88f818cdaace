/** Measures a page that scrolls. Functions marked as running in the page must not use anything outside themselves. */
import type { Page } from 'playwright-core';

/**
 * Notes when a document first shows a page of images, in milliseconds since its start and since 1970. Runs in every
 * document before its own scripts.
 */
export function watchFirstPage(): void {
  const look = (): void => {
    // Reading the layout is work too, so only once there is something to see.
    if (document.querySelector('.tile img.shown') === null) return;
    const tiles = [...document.querySelectorAll('.tile')];
    const seen = tiles.filter((tile) => tile.getBoundingClientRect().top < innerHeight);
    const isThere = seen.length >= 5 && seen.every((tile) => tile.querySelector('img.shown, .none') !== null);
    if (!isThere) return;
    clearInterval(timer);
    Object.assign(globalThis, { firstPage: { sinceStart: performance.now(), at: Date.now() } });
  };
  // A document that is written again, as VS Code does, gets no animation frames.
  const timer = setInterval(look, 5);
}

export interface FirstPage {
  sinceStart: number;
  at: number;
}

export interface Scrolled {
  frames: number[];
  /** Milliseconds for which visible tiles had no image. */
  blanks: number[];
  pixels: number;
}

/** Observes frames and tiles until stopped. Runs in the page. */
export function watchScrolling(): void {
  const frames: number[] = [];
  const blanks: number[] = [];
  const since = new Map<string, number>();
  const view = document.querySelector('.viewport')!;
  const start = view.scrollTop;
  let last = performance.now();
  let isOver = false;
  const look = (now: number): void => {
    frames.push(now - last);
    last = now;
    const seen = new Set<string>();
    for (const tile of document.querySelectorAll('.tile')) {
      const { top, bottom } = tile.getBoundingClientRect();
      if (bottom < 0 || top > innerHeight) continue;
      if (tile.querySelector('img.shown, .none') === null) seen.add(tile.id);
    }
    for (const id of seen) if (!since.has(id)) since.set(id, now);
    for (const [id, from] of since) {
      if (seen.has(id)) continue;
      blanks.push(now - from);
      since.delete(id);
    }
    if (!isOver) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  Object.assign(globalThis, {
    scrolled: () => {
      isOver = true;
      const rest = [...since.values()].map((from) => performance.now() - from);
      return { frames: frames.slice(2), blanks: [...blanks, ...rest], pixels: view.scrollTop - start };
    },
  });
}

/**
 * Gives the milliseconds that the page's thread has worked since: unlike elapsed time, this does not depend on how busy
 * the machine is.
 */
export async function workOf(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const start = await read();
  return async () => (await read()) - start;
}

/** @param part 0.95 for the 95th percentile. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** One line about the frames and tiles of a scroll. */
export function frameWords({ frames, blanks, pixels }: Scrolled): string {
  const long = blanks.filter((time) => time > 100);
  return (
    `scrolling ${Math.round(pixels / 5)} px/s: frames ${percentile(frames, 0.5).toFixed(1)} ms median, ` +
    `${percentile(frames, 0.95).toFixed(1)} ms 95th, ${Math.max(...frames).toFixed(0)} ms longest; ` +
    `visible tiles without their image: ${blanks.length}, longer than 100 ms: ${long.length}, ` +
    `longest ${Math.round(Math.max(0, ...blanks))} ms`
  );
}
