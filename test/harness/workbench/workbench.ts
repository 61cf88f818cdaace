/** The workbench in a browser, used like a user would. Every method waits for its preconditions and for its effect. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { type OpenBrowser, openBrowser } from './browser';
import { Dialog } from './dialog';
import { Editors } from './editors';
import { Explorer } from './explorer';
import { type Language, paletteTitle } from '../vscode/manifest';
import { addLatency, type Latency } from './latency';
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
  /** Pixels of the page. Default: 1280 × 800. */
  width?: number;
  height?: number;
  /** Device pixels per CSS pixel. Default: 1. */
  scale?: number;
  /** For tests in which secrets must survive a restart, together with a fixed port. */
  profileFolder?: string;
  /** Whether messages to and from the server can be made late, as with a remote host, by {@link Workbench.latency}. */
  withLatency?: boolean;
}

/** Name of each theme in the settings, and its CSS class. */
const themes: Record<Theme, { setting: string; className: string }> = {
  dark: { setting: 'Dark Modern', className: 'vs-dark' },
  light: { setting: 'Light Modern', className: 'vs' },
  'hc-dark': { setting: 'Default High Contrast', className: 'hc-black' },
  'hc-light': { setting: 'Default High Contrast Light', className: 'hc-light' },
};

/** Milliseconds for a window to open. */
const startTimeout = 120_000;

/** The open workbenches, of which screenshots are saved when a test fails. */
export const openWorkbenches = new Set<Workbench>();

/** Opens the server's workspace in a new browser and waits until it is ready. */
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
    if (options.withLatency) workbench.latency = await addLatency(page);
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
  latency: Latency | undefined;
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
    // Functions that run in the page reference this helper of the compiler.
    await this.page.addInitScript('globalThis.__name ??= (value) => value');
    // The server has no display language; the workbench and its extensions use this global.
    if (this.language !== 'en') {
      const language = JSON.stringify(this.language);
      await this.page.addInitScript(
        `Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => ${language}, set() {} })`,
      );
    }
    await this.page.goto(url);
    await this.waitUntilReady();
  }

  /** Changes the theme and reloads, because a browser reads user settings only once. */
  async useTheme(theme: Theme): Promise<void> {
    const { setting, className } = themes[theme];
    this.server.updateSettings({ 'workbench.colorTheme': setting });
    await this.reload();
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
  }

  /** Reloads the page, which deactivates and activates every extension. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilReady();
  }

  /** Runs a command from the palette, once, by an ID of Easel's manifest or the palette's title. */
  async runCommand(idOrTitle: string): Promise<void> {
    const title = paletteTitle(idOrTitle, this.language);
    let attempt = 0;
    // The palette lists the commands known when it opened, so it is reopened until the extension is ready.
    await until(`the command "${title}" in the palette`, () => this.tryCommand(title, (attempt += 1)), {
      timeout: 90_000,
      seen: async () => (await this.quickInput.items()).map((item) => item.label).join(', '),
    });
    await until('the palette to close', async () => {
      const isPalette = (await this.quickInput.isOpen()) && (await this.quickInput.value()).startsWith('>');
      return !isPalette;
    });
  }

  /**
   * Closes all menus, dialogs, inputs and messages, so that a test doesn't depend on how the previous one ended. Reloads the
   * window if that fails.
   */
  async reset(): Promise<void> {
    try {
      await closeMenus(this.page);
      await this.dialog.close();
      await this.quickInput.close();
      await this.notifications.clear();
    } catch (error) {
      console.log(`      the window is reloaded: ${error instanceof Error ? error.message : String(error)}`);
      await this.reload();
    }
  }

  /** The document of the visible webview; of several, the last one opened. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready >> nth=-1').frameLocator('iframe#active-frame');
  }

  async screenshot(file: string): Promise<void> {
    mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }

  /** The last console output of the page, which contains the workbench's log. */
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
      // The sidebar may have been closed.
      '.explorer-folders-view:visible, .explorer-viewlet .welcome-view:visible, .monaco-workbench.nosidebar',
    ]) {
      await this.page.locator(part).first().waitFor({ timeout: startTimeout });
    }
  }

  /** Tries to run the command once. Later attempts have longer timeouts, for slow machines. */
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
