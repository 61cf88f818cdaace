/** The browser that shows the workbench. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { cacheFolder, removeFolder, temporaryFolder } from '../files/paths';

interface BrowserFacts {
  executable: string;
  /** Folder with libraries that aren't installed on this machine. */
  libraries?: string;
  /** Font configuration with Chinese glyphs. */
  fonts?: string;
}

export interface BrowserOptions {
  width: number;
  height: number;
  /** Device pixels per CSS pixel. */
  scale: number;
  /** Kept afterwards, because it contains a server's encrypted secrets. Default: a temporary one. */
  profileFolder?: string;
}

export interface OpenBrowser {
  context: BrowserContext;
  /** The first page. */
  page: Page;
  close(): Promise<void>;
}

/** Factor by which the page's CPU is throttled, to try the tests on a slow machine. */
const slowdownVariable = 'EASEL_SLOWDOWN';

const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium: `EASEL_CHROMIUM`, the one unpacked by setup, or an installed Chrome. */
export async function openBrowser({ width, height, scale, profileFolder }: BrowserOptions): Promise<OpenBrowser> {
  const facts = readFacts();
  const profile = profileFolder ?? temporaryFolder('profile');
  const context = await chromium.launchPersistentContext(profile, {
    ...(facts ? { executablePath: facts.executable } : { channel: 'chrome' }),
    headless: true,
    args: quietFlags,
    env: browserEnvironment(facts),
    viewport: { width, height },
    deviceScaleFactor: scale,
    permissions: ['clipboard-read', 'clipboard-write'],
    // Otherwise, the server compresses megabytes: a second of CPU time at every start.
    extraHTTPHeaders: { 'Accept-Encoding': 'identity' },
  });
  return {
    context,
    page: await firstPage(context),
    close: async () => {
      await context.close();
      if (profileFolder === undefined) removeFolder(profile);
    },
  };
}

/** Milliseconds. Retried actions have shorter timeouts of their own. */
const actionTimeout = 60_000;
const navigationTimeout = 120_000;

async function firstPage(context: BrowserContext): Promise<Page> {
  context.setDefaultTimeout(actionTimeout);
  context.setDefaultNavigationTimeout(navigationTimeout);
  const page = context.pages()[0] ?? (await context.newPage());
  const slowdown = Number(process.env[slowdownVariable] ?? 1);
  if (slowdown > 1) {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  }
  return page;
}

function readFacts(): BrowserFacts | undefined {
  const chosen = process.env['EASEL_CHROMIUM'];
  if (chosen) return { executable: chosen };
  const file = path.join(cacheFolder, 'chromium', 'facts.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BrowserFacts) : undefined;
}

function browserEnvironment(facts: BrowserFacts | undefined): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(inherited),
    ...(facts?.fonts ? { FONTCONFIG_FILE: facts.fonts } : {}),
    ...(facts?.libraries ? { LD_LIBRARY_PATH: facts.libraries } : {}),
  };
}
