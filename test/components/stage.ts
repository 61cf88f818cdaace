/** Opens the real page in a real browser, as VS Code would: the same policy, the same protocol, another host. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, afterEach, before } from 'mocha';
import type { Page, Route } from 'playwright-core';
import { adminStrings } from '../../src/extension/webviews/admin/adminStrings';
import { contentPolicy } from '../../src/extension/webviews/shared/contentPolicy';
import { openBrowser, type OpenBrowser } from '../harness/workbench/browser';
import { projectRoot } from '../harness/files/paths';
import { drawPng } from '../simulators/image';
import type { Stage, StageOptions } from './page/options';

const origin = 'https://easel.test';
const built = path.join(projectRoot, 'out', 'test', 'components');
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

type PageName = NonNullable<StageOptions['page']>;

export interface OpenPage {
  page: Page;
  /** Reads or does something in the page's stage. */
  stage<Result>(run: (stage: Stage) => Result): Promise<Result>;
  /** Values of the calls of a method so far. */
  calls(method: string): Promise<unknown[][]>;
}

export interface Components {
  open(options: StageOptions, size?: { width: number; height: number }): Promise<OpenPage>;
}

/** To be called in the body of a `describe`. */
export function useComponents(): Components {
  let browser: OpenBrowser;
  const pages: Page[] = [];
  before(async function () {
    this.timeout(240_000);
    buildOnce();
    browser = await openBrowser({ width: 1000, height: 700, scale: 1 });
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.close();
  });
  after(() => browser.close());

  return {
    open: async (options, size = { width: 1000, height: 700 }) => {
      const page = await browser.context.newPage();
      pages.push(page);
      await page.setViewportSize(size);
      await openStage(page, options);
      const stage = <Result>(run: (stage: Stage) => Result): Promise<Result> =>
        page.evaluate<Result>(`(${run.toString()})(globalThis.stage)`);
      return {
        page,
        stage,
        calls: async (method) => {
          const all = await stage(({ calls }) => calls);
          return all.filter((call) => call.method === method).map(({ values }) => values);
        },
      };
    },
  };
}

let isBuilt = false;

/** What the pages are made of; it stays as it is while this process tests it. */
function buildOnce(): void {
  if (isBuilt) return;
  execFileSync(process.execPath, ['scripts/build.mjs', 'components'], { cwd: projectRoot, stdio: 'pipe' });
  isBuilt = true;
}

/** Waits until the first image of the history is there. */
export async function shown(page: Page): Promise<void> {
  await page.locator('#entry-0 img.shown').waitFor();
}

/** Scrolls sideways: what is meant to is named `wide`, the room of a painter pans. */
export async function widerThanTheirPlace(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (one: Element): boolean =>
      one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX);
    return [document.documentElement, ...document.querySelectorAll('#easel *')]
      .filter((one) => scrolls(one) && one.scrollWidth > one.clientWidth + 1 && !one.matches('.wide, .room, textarea'))
      .map((one) => {
        const { right } = one.getBoundingClientRect();
        const out = [...one.querySelectorAll('*')].filter(
          (inner) => inner.children.length === 0 && inner.getBoundingClientRect().right > right + 1,
        );
        const names = out.slice(0, 3).map((inner) => inner.outerHTML.slice(0, 80));
        return `${one.tagName}.${one.className} ${one.scrollWidth} in ${one.clientWidth}: ${names.join(' ')}`;
      });
  });
}

/** What an accessibility engine finds; colours come from the theme, of which there is none here. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate<string[]>(
    `axe.run({ rules: { 'color-contrast': { enabled: false } } }).then(({ violations }) =>
      violations.map(({ id, impact, nodes }) => [impact, id, nodes[0].html].join(' ')))`,
  );
}

/** Goes to the page; what it is made of has to be built before. */
export async function openStage(page: Page, options: StageOptions): Promise<void> {
  await page.addInitScript('globalThis.__name ??= (value) => value');
  await page.addInitScript(keysAsInVsCode);
  await page.route(`${origin}/**`, (route) => serve(route, options.page ?? 'admin'));
  await page.goto(`${origin}/?options=${encodeURIComponent(JSON.stringify(options))}`);
}

/** The frame around a page of VS Code listens at the window before the page does, and takes the browser's own keys from it. */
function keysAsInVsCode(): void {
  addEventListener('keydown', (event) => {
    const isTaken = (event.ctrlKey || event.metaKey) && ['z', 'y', 'p', 'f', 's'].includes(event.key.toLowerCase());
    if (isTaken) event.preventDefault();
  });
}

async function serve(route: Route, shown: PageName): Promise<void> {
  const url = new URL(route.request().url());
  if (url.pathname === '/') return route.fulfill({ contentType: 'text/html', body: emptyPage(shown) });
  if (url.pathname.startsWith('/images/')) {
    const [width, height] = [Number(url.searchParams.get('width')), Number(url.searchParams.get('height'))];
    const body = Buffer.from(drawPng(width, height, url.searchParams.get('text') ?? url.pathname));
    return route.fulfill({ contentType: 'image/png', body, headers: { 'access-control-allow-origin': '*' } });
  }
  const contentType = types[path.extname(url.pathname)];
  if (contentType === undefined) return route.abort();
  return route.fulfill({ contentType, body: readFileSync(path.join(built, path.basename(url.pathname))) });
}

function emptyPage(page: PageName): string {
  const start = JSON.stringify({ page, strings: adminStrings((text) => text), first: [] });
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${contentPolicy(origin)}"><title>Easel</title>
    <link rel="stylesheet" href="/main.css"></head><body>
    <div id="easel" data-start="${start.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></div>
    <script type="module" src="/main.js"></script></body></html>`;
}
