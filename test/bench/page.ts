/**
 * Measures the admin page with 100,000 entries inside the real VS Code: time to the first page, search, smoothness of
 * scrolling, memory. `npm run bench -- page`. The browser renders in software.
 */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { openDatabase, type Database } from '../../src/engine/storage/database/database';
import { createEntries } from '../../src/engine/storage/history/entries';
import { createJobStore } from '../../src/engine/storage/stores/jobStore';
import { jobFrom, type Job } from '../../src/engine/domain/job';
import { systemClock } from '../../src/extension/platform/clock';
import { calendarOf } from '../../src/shared/model/calendar';
import { openBrowser } from '../harness/workbench/browser';
import { startEasel } from '../harness/easel/easel';
import { removeFolder, temporaryFolder } from '../harness/files/paths';
import { processorTime } from '../harness/processes/processorTime';
import { runProgram } from '../harness/programs/program';
import { until } from '../harness/until';
import { openWorkbench, type Workbench } from '../harness/workbench/workbench';
import { sampleWorkspace } from '../harness/files/workspace';
import { drawPng } from '../simulators/image';
import {
  frameWords,
  percentile,
  watchScrolling,
  watchFirstPage,
  workOf,
  type FirstPage,
  type Scrolled,
} from './scrolling';

const entries = 100_000;
const day = 86_400_000;
const perDay = 60;
const sizes = [
  [1664, 928],
  [928, 1664],
  [1328, 1328],
  [1472, 1104],
  [1104, 1472],
  [1584, 1056],
] as const;
const words = ['fox', 'snow', 'lake', 'dawn', 'city', 'night', 'storm', 'garden', 'robot', 'harbour', '森林', '狐狸'];

const sizeOf = (number: number): readonly [number, number] => sizes[number % sizes.length] ?? [1, 1];
const hashOf = (number: number): string => createHash('sha256').update(String(number)).digest('hex');

function job(number: number, now: number): Job {
  const rare = number % 997 === 0 ? ' lighthouse' : '';
  const prompt = `a ${words[number % 12]} and a ${words[(number * 7) % 11]} number ${number}${rare}`;
  const at = now - Math.floor((number * day) / perDay);
  return jobFrom({
    id: `job-${number}`,
    state: number % 20 === 0 ? 'failed' : 'done',
    request: { kind: 'generate', prompt, count: 1, references: [] },
    destination: {},
    providerId: 'sketch',
    providerName: 'sketch',
    providerType: 'sketch',
    model: 'sketch',
    plan: ['sketch'],
    attempts: [],
    warnings: [],
    createdAt: at,
    updatedAt: at,
    submittedAt: at,
    finishedAt: at + 900,
    cancelRequested: false,
    delivery: 'none',
    windowId: 'bench',
  });
}

function seedRows(database: Database): void {
  const store = createJobStore(database, systemClock);
  const now = Date.now();
  for (let first = 0; first < entries; first += 1000) {
    database.transaction(() => {
      store.insert(Array.from({ length: 1000 }, (_, index) => job(first + index, now)));
      for (let number = first; number < first + 1000; number += 1) {
        if (number % 20 === 0) continue;
        const [width, height] = sizeOf(number);
        const at = now - Math.floor((number * day) / perDay);
        database.run(
          `INSERT INTO images (id, job_id, position, prompt, hash, mime_type, extension, size, width, height, has_alpha,
             created_at, file_name) VALUES (?, ?, 0, ?, ?, 'image/png', 'png', 90000, ?, ?, 0, ?, ?)`,
          ...[`image-${number}`, `job-${number}`, `image ${number}`, hashOf(number), width, height, at],
          `image-${number}.png`,
        );
      }
    });
  }
}

/** A file for every image and every thumbnail; they are hard links, or the disk would be too small. */
async function seedFiles(storage: string): Promise<void> {
  const imageStore = path.join(storage, 'vault');
  const thumbnails = path.join(storage, 'thumbnails');
  const sources = path.join(storage, 'sources');
  for (const folder of [thumbnails, sources]) mkdirSync(folder, { recursive: true });
  for (let byte = 0; byte < 256; byte += 1) {
    mkdirSync(path.join(imageStore, byte.toString(16).padStart(2, '0')), { recursive: true });
  }
  const small = await drawThumbnails();
  for (const [index, bytes] of small.entries()) writeFileSync(path.join(sources, `${index}.webp`), bytes);
  for (const [index, [width, height]] of sizes.entries()) {
    writeFileSync(path.join(sources, `${index}.png`), drawPng(width, height, String(index)));
  }
  for (let number = 0; number < entries; number += 1) {
    if (number % 20 === 0) continue;
    const hash = hashOf(number);
    linkSync(
      path.join(sources, `${number % sizes.length}.png`),
      path.join(imageStore, hash.slice(0, 2), `${hash}.png`),
    );
    linkSync(path.join(sources, `${number % small.length}.webp`), path.join(thumbnails, `${hash}.webp`));
  }
}

/** Real WebP files as the page would make them: ten images of each size. */
async function drawThumbnails(): Promise<Buffer[]> {
  const browser = await openBrowser({ width: 400, height: 400, scale: 1 });
  try {
    const page = await browser.context.newPage();
    const drawn = await page.evaluate(
      async (all) => {
        const texts: string[] = [];
        for (let index = 0; index < all.length * 10; index += 1) {
          const [across = 1, down = 1] = all[index % all.length] ?? [];
          const scale = 320 / Math.max(across, down);
          const canvas = document.createElement('canvas');
          Object.assign(canvas, { width: Math.round(across * scale), height: Math.round(down * scale) });
          const context = canvas.getContext('2d')!;
          for (let spot = 0; spot < 80; spot += 1) {
            context.fillStyle = `hsl(${(index * 37 + spot * 11) % 360} 60% ${20 + ((spot * 7) % 60)}%)`;
            context.fillRect((spot * 53) % 320, (spot * 31) % 320, 90, 60);
          }
          texts.push(canvas.toDataURL('image/webp', 0.82).split(',')[1] ?? '');
        }
        return texts;
      },
      sizes as unknown as number[][],
    );
    return drawn.map((text) => Buffer.from(text, 'base64'));
  } finally {
    await browser.close();
  }
}

async function pageFrame(workbench: Workbench): Promise<Frame> {
  const root = workbench.webview().locator('#easel');
  await root.waitFor({ timeout: 60_000 });
  const frame = await (await root.elementHandle())?.ownerFrame();
  if (!frame) throw new Error('the page has no frame');
  return frame;
}

/** Waits until VS Code's start is over: until a second with less than a tenth of work. */
async function started(page: Page): Promise<void> {
  const isQuiet = async (): Promise<true | undefined> => {
    const worked = await workOf(page);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return (await worked()) < 100 || undefined;
  };
  await until('VS Code to have started', isQuiet, { timeout: 120_000 });
}

/** Opens the page; gives the milliseconds to its first page of images, from the command and from its document. */
async function open(workbench: Workbench): Promise<{ fromCommand: number; fromDocument: number }> {
  const pressed = Date.now();
  await workbench.runCommand('easel.openAdmin');
  const frame = await pageFrame(workbench);
  const { sinceStart, at } = await until(
    'the first page',
    () => frame.evaluate<FirstPage | undefined>('globalThis.firstPage'),
    {
      timeout: 60_000,
      seen: () =>
        frame.evaluate<string>(
          '[...document.querySelectorAll(".tile")].slice(0, 9).map((one) => one.outerHTML).join()',
        ),
    },
  );
  return { fromCommand: at - pressed, fromDocument: sinceStart };
}

/** Goes to another tab of the page and back; gives the milliseconds from the click to the first page of images. */
async function comeBack(workbench: Workbench): Promise<number> {
  const frame = await pageFrame(workbench);
  await workbench.webview().locator('#tab-jobs').click();
  await workbench.webview().locator('.tile').first().waitFor({ state: 'detached' });
  return frame.evaluate(async () => {
    const pressed = performance.now();
    document.getElementById('tab-history')!.click();
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const seen = [...document.querySelectorAll('.tile')].filter(
        (tile) => tile.getBoundingClientRect().top < innerHeight,
      );
      const isThere = seen.length >= 5 && seen.every((tile) => tile.querySelector('img.shown, .none') !== null);
      if (isThere) return performance.now() - pressed;
    }
  });
}

async function scroll(workbench: Workbench, pixelsPerSecond: number): Promise<void> {
  const frame = await pageFrame(workbench);
  const list = await workbench.webview().locator('.viewport').boundingBox();
  if (!list) throw new Error('there is no list');
  await workbench.page.mouse.move(list.x + list.width / 2, list.y + list.height / 2);
  await frame.evaluate(watchScrolling);
  const worked = await workOf(workbench.page);
  const end = performance.now() + 5_000;
  let last = performance.now();
  while (performance.now() < end) {
    const now = performance.now();
    await workbench.page.mouse.wheel(0, ((now - last) * pixelsPerSecond) / 1000);
    last = now;
  }
  const busy = await worked();
  const scrolled = await frame.evaluate<Scrolled>('globalThis.scrolled()');
  console.log(`${frameWords(scrolled)}; ${(busy / scrolled.frames.length).toFixed(1)} ms of processor for each frame`);
}

/** Frames of an idle page: the baseline of the machine. */
async function rest(workbench: Workbench): Promise<void> {
  const frame = await pageFrame(workbench);
  const frames = await frame.evaluate(async () => {
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
    `at rest: frames ${percentile(frames, 0.5).toFixed(1)} ms median, ${percentile(frames, 0.95).toFixed(1)} ms 95th, ` +
      `${Math.max(...frames).toFixed(0)} ms longest`,
  );
}

/** Scrolls through the whole history, and reports memory and DOM size. */
async function walk(workbench: Workbench): Promise<void> {
  const frame = await pageFrame(workbench);
  const session = await workbench.page.context().newCDPSession(workbench.page);
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    return frame.evaluate<number>('performance.memory.usedJSHeapSize / 1e6');
  };
  const before = await heap();
  const most = await frame.evaluate(async () => {
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
    `after a walk through all entries: heap ${before.toFixed(1)} → ${after.toFixed(1)} MB (workbench and page together), ` +
      `at most ${most} elements in the page`,
  );
}

function benchSearch(database: Database): void {
  const history = createEntries(database);
  const { dayOf } = calendarOf('Europe/Berlin');
  const asked: [string, object][] = [
    ['everything', {}],
    ['fox', { text: 'fox' }],
    ['lighthouse', { text: 'lighthouse' }],
    ['狐狸', { text: '狐狸' }],
    ['number (all entries)', { text: 'number' }],
    ['failed ones', { states: ['failed'] }],
    ['one provider (all)', { providerIds: ['sketch'] }],
  ];
  const start = performance.now();
  history.outline({}, dayOf);
  console.log(
    `search in the host, cold: ${(performance.now() - start).toFixed(0)} ms; then, median of 9, promised 50 ms:`,
  );
  for (const [name, query] of asked) {
    const times = Array.from({ length: 9 }, (_, run) => {
      // A new query each time: no cached answer is used.
      const fresh = { ...query, from: run };
      const began = processorTime();
      history.outline(fresh, dayOf);
      history.list({ ...fresh, limit: 60 });
      history.list({ ...fresh, limit: 60, offset: 50_000 });
      return processorTime() - began;
    });
    console.log(`  ${name.padEnd(24)} ${percentile(times, 0.5).toFixed(1)} ms; promised 50 ms`);
  }
}

async function main(): Promise<number> {
  const dataFolder = temporaryFolder('page');
  const workspace = sampleWorkspace();
  try {
    const storage = path.join(dataFolder, 'user', 'User', 'globalStorage', 'easel.easel');
    mkdirSync(storage, { recursive: true });
    const database = openDatabase(storage);
    seedRows(database);
    await seedFiles(storage);
    benchSearch(database);
    database.close();
    const server = await startEasel({ workspace, dataFolder });
    try {
      const workbench = await openWorkbench(server, { width: 1500, height: 900 });
      try {
        await workbench.page.addInitScript(watchFirstPage);
        await started(workbench.page);
        const first = await open(workbench);
        await workbench.runCommand('View: Close Editor');
        const second = await open(workbench);
        const words = ({ fromDocument }: typeof first): string => `${Math.round(fromDocument)} ms`;
        console.log(`first page of images: ${words(first)}, again: ${words(second)}; promised 300 ms`);
        const back = [await comeBack(workbench), await comeBack(workbench), await comeBack(workbench)];
        console.log(
          `coming back to the tab: ${back.map((one) => `${Math.round(one)} ms`).join(', ')}; promised 300 ms`,
        );
        await rest(workbench);
        for (const speed of [600, 2_000, 6_000]) await scroll(workbench, speed);
        await walk(workbench);
      } finally {
        await workbench.close();
      }
    } finally {
      await server.stop();
    }
  } finally {
    removeFolder(dataFolder);
    removeFolder(workspace);
  }
  return 0;
}

void runProgram(main);
