/**
 * Measures the history page with 100,000 entries in a real browser, with a fake host: time to its first images,
 * scrolling, memory. `npm run bench -- wall`; `page` measures the same inside VS Code.
 */
import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { openStage } from '../components/stage';
import { openBrowser } from '../harness/workbench/browser';
import { projectRoot } from '../harness/files/paths';
import { runProgram } from '../harness/programs/program';
import { until } from '../harness/until';
import {
  frameWords,
  percentile,
  watchFirstPage,
  watchScrolling,
  workOf,
  type FirstPage,
  type Scrolled,
} from './scrolling';

async function scroll(page: Page, pixelsPerSecond: number): Promise<void> {
  await page.mouse.move(500, 500);
  await page.evaluate(watchScrolling);
  const worked = await workOf(page);
  const end = performance.now() + 5_000;
  let last = performance.now();
  while (performance.now() < end) {
    const now = performance.now();
    await page.mouse.wheel(0, ((now - last) * pixelsPerSecond) / 1000);
    last = now;
  }
  const busy = await worked();
  const scrolled = await page.evaluate<Scrolled>('globalThis.scrolled()');
  console.log(`${frameWords(scrolled)}; ${(busy / scrolled.frames.length).toFixed(1)} ms of processor for each frame`);
}

async function rest(page: Page): Promise<void> {
  const frames = await page.evaluate(async () => {
    const times: number[] = [];
    let last = performance.now();
    while (times.length < 120) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      times.push(performance.now() - last);
      last = performance.now();
    }
    return times;
  });
  console.log(
    `at rest: frames ${percentile(frames, 0.5).toFixed(1)} ms median, ${percentile(frames, 0.95).toFixed(1)} ms 95th`,
  );
}

/** Scrolls through the whole history, and reports memory and DOM size. */
async function walk(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize / 1e6;
  };
  const before = await heap();
  const most = await page.evaluate(async () => {
    const view = document.querySelector('.viewport')!;
    let elements = 0;
    for (let step = 0; step <= 400; step += 1) {
      view.scrollTop = ((view.scrollHeight - view.clientHeight) * step) / 400;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      elements = Math.max(elements, document.querySelectorAll('*').length);
    }
    return elements;
  });
  const after = await heap();
  console.log(
    `after a walk through all entries: heap ${before.toFixed(1)} → ${after.toFixed(1)} MB (its host of numbers included), ` +
      `at most ${most} elements`,
  );
}

async function main(): Promise<number> {
  execFileSync(process.execPath, ['scripts/build.mjs', 'components'], { cwd: projectRoot, stdio: 'pipe' });
  const browser = await openBrowser({ width: 1500, height: 900, scale: 1 });
  try {
    const times: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const page = await browser.context.newPage();
      await page.addInitScript(watchFirstPage);
      await openStage(page, { entries: 100_000 });
      const read = (): Promise<FirstPage | undefined> => page.evaluate('globalThis.firstPage');
      times.push((await until('the first page', read, { timeout: 60_000 })).sinceStart);
      if (run < 2) await page.close();
      else {
        console.log(`first page of images: ${times.map(Math.round).join(', ')} ms from the document; promised 300 ms`);
        await rest(page);
        for (const speed of [600, 2_000, 6_000]) await scroll(page, speed);
        await walk(page);
      }
    }
  } finally {
    await browser.close();
  }
  return 0;
}

void runProgram(main);
