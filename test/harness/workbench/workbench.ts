/** The workbench in a browser, as a person uses it. Every verb waits for what it needs and for what it brings about. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { type OpenBrowser, openBrowser } from './browser';
import { Dialog } from './dialog';
import { Editors } from './editors';
import { Explorer } from './explorer';
import { type Language, paletteTitle } from '../vscode/manifest';
import { closeMenus } from './menu';
import { Notifications } from './notifications';
import { QuickInput } from './quickInput';
import type { VsCodeServer } from '../vscode/server';
import { StatusBar } from './statusBar';
import { until } from '../until';

export type Theme = 'dark' | 'light' | 'hc-dark' | 'hc-light';

export interface WorkbenchOptions {
  language?: Language;
  theme?: Theme;
  /** Pixels of the page; 1280 × 800 when left out. */
  width?: number;
  height?: number;
  /** Pixels of a screenshot for one of the page; 1 when left out. */
  scale?: number;
  /** Keep it (with the server's port) where secrets must survive; see {@link OpenBrowser}. */
  profileFolder?: string;
}

/** What a theme is called in the settings, and the class that it gives the workbench. */
const themes: Record<Theme, { setting: string; className: string }> = {
  dark: { setting: 'Dark Modern', className: 'vs-dark' },
  light: { setting: 'Light Modern', className: 'vs' },
  'hc-dark': { setting: 'Default High Contrast', className: 'hc-black' },
  'hc-light': { setting: 'Default High Contrast Light', className: 'hc-light' },
};

/** Milliseconds in which a window must have come up. */
const startTimeout = 120_000;

/** Those that are open now; what they show is kept when a test fails. */
export const openWorkbenches = new Set<Workbench>();

/** Opens the server's workspace in a new browser and waits until a person could work in it. */
export async function openWorkbench(server: VsCodeServer, options: WorkbenchOptions = {}): Promise<Workbench> {
  if (options.theme) server.updateSettings({ 'workbench.colorTheme': themes[options.theme].setting });
  const browser = await openBrowser({
    width: options.width ?? 1280,
    height: options.height ?? 800,
    scale: options.scale ?? 1,
    ...(options.profileFolder ? { profileFolder: options.profileFolder } : {}),
  });
  try {
    const { page } = browser;
    const workbench = new Workbench({ page, browser, server }, options.language ?? 'en');
    await workbench.open(server.url);
    openWorkbenches.add(workbench);
    return workbench;
  } catch (error) {
    await browser.close();
    throw new Error(`the workbench did not open; the server said last:\n${server.output()}`, { cause: error });
  }
}

export class Workbench {
  readonly page: Page;
  readonly language: Language;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly statusBar: StatusBar;
  readonly explorer: Explorer;
  readonly dialog: Dialog;
  readonly editors: Editors;
  readonly server: VsCodeServer;
  private readonly browser: OpenBrowser;
  private readonly consoleLines: string[] = [];

  constructor(
    { page, browser, server }: { page: Page; browser: OpenBrowser; server: VsCodeServer },
    language: Language,
  ) {
    this.page = page;
    this.browser = browser;
    this.server = server;
    this.language = language;
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.statusBar = new StatusBar(page);
    this.explorer = new Explorer(page);
    this.dialog = new Dialog(page);
    this.editors = new Editors(page, this.quickInput, this.statusBar);
  }

  async open(url: string): Promise<void> {
    this.page.on('console', (message) => this.keepConsole(`${message.type()}: ${message.text()}`));
    this.page.on('pageerror', (error) => this.keepConsole(`page error: ${error.message}`));
    this.page.on('dialog', (dialog) => void dialog.accept());
    // Functions that are run in the page carry the compiler's helper for their names.
    await this.page.addInitScript('globalThis.__name ??= (value) => value');
    // The server takes no display language; the workbench reads this global, and extensions get their language from it.
    if (this.language !== 'en') {
      const language = JSON.stringify(this.language);
      await this.page.addInitScript(
        `Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => ${language}, set() {} })`,
      );
    }
    await this.page.goto(url);
    await this.waitUntilReady();
  }

  /** Changes the theme; the page is loaded anew, because the user's settings are read once in a browser. */
  async useTheme(theme: Theme): Promise<void> {
    const { setting, className } = themes[theme];
    this.server.updateSettings({ 'workbench.colorTheme': setting });
    await this.reload();
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** Loads the page anew: every extension is deactivated and activated again, jobs have to survive it. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilReady();
  }

  /** Runs a command through the palette, once: an id of Easel's manifest, or the words that the palette shows. */
  async runCommand(idOrTitle: string): Promise<void> {
    const title = paletteTitle(idOrTitle, this.language);
    let attempt = 0;
    // The palette lists what was known when it opened, so it is opened anew until the extension is there.
    await until(`the command "${title}" in the palette`, () => this.tryCommand(title, (attempt += 1)), {
      timeout: 90_000,
      seen: async () => (await this.quickInput.items()).map((item) => item.label).join(', '),
    });
    await until('the palette to give way', async () => {
      const isPalette = (await this.quickInput.isOpen()) && (await this.quickInput.value()).startsWith('>');
      return !isPalette;
    });
  }

  /**
   * Closes whatever stands open and waits for an answer, so that a test begins where nothing is in its way, however the
   * one before it ended. A window that can not be brought to rest is loaded anew.
   */
  async reset(): Promise<void> {
    try {
      await closeMenus(this.page);
      await this.dialog.close();
      await this.quickInput.close();
      await this.notifications.clear();
    } catch (error) {
      console.log(`      the window is loaded anew: ${error instanceof Error ? error.message : String(error)}`);
      await this.reload();
    }
  }

  /** The document of the webview that is shown; of several, the last that was opened. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready >> nth=-1').frameLocator('iframe#active-frame');
  }

  async screenshot(file: string): Promise<void> {
    mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }

  /** What the page printed last: the workbench's own log goes there. */
  consoleTail(count = 15): string {
    return this.consoleLines.slice(-count).join('\n');
  }

  async close(): Promise<void> {
    openWorkbenches.delete(this);
    await this.browser.close();
  }

  private async waitUntilReady(): Promise<void> {
    for (const part of [
      '.monaco-workbench .part.editor',
      '.monaco-workbench .part.statusbar .statusbar-item',
      // A side bar that was closed stays closed.
      '.explorer-folders-view:visible, .explorer-viewlet .welcome-view:visible, .monaco-workbench.nosidebar',
    ]) {
      await this.page.locator(part).first().waitFor({ timeout: startTimeout });
    }
  }

  /** Looks for the command; true when it was pressed. On a slow machine later attempts leave the palette more time. */
  private async tryCommand(title: string, attempt: number): Promise<boolean> {
    const options = { timeout: Math.min(2_000 * attempt, 20_000) };
    await this.quickInput.close();
    await this.page.keyboard.press('F1');
    await this.quickInput.waitOpen(options);
    await this.quickInput.type(`>${title}`, options);
    await this.quickInput.waitForItems();
    const isListed = async (): Promise<boolean> => (await this.quickInput.row(title).count()) > 0;
    await until('the command', isListed, { timeout: 300 * attempt });
    await this.quickInput.pressRow(title);
    return true;
  }

  private keepConsole(line: string): void {
    this.consoleLines.push(line.slice(0, 500));
    if (this.consoleLines.length > 200) this.consoleLines.shift();
  }
}
