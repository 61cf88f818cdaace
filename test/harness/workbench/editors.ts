/** Text editors and their tabs. */
import type { Locator, Page } from 'playwright-core';
import { press } from './pointer';
import type { QuickInput } from './quickInput';
import type { StatusBar } from './statusBar';
import { type WaitOptions, until } from '../until';

export interface Position {
  /** 1-based, as in the status bar. */
  line: number;
  column: number;
}

export class Editors {
  private readonly page: Page;
  private readonly quickInput: QuickInput;
  private readonly statusBar: StatusBar;

  constructor(page: Page, quickInput: QuickInput, statusBar: StatusBar) {
    this.page = page;
    this.quickInput = quickInput;
    this.statusBar = statusBar;
  }

  /** Opens a file by its absolute path and sets the cursor. */
  async open(file: string, { line = 1, column = 1 }: Partial<Position> = {}): Promise<void> {
    const name = file.split('/').at(-1) ?? file;
    const isThere = async (): Promise<boolean> => {
      if (!(await this.activeTabs()).includes(name)) return false;
      const seen = await this.cursor();
      return seen.line === line && seen.column === column;
    };
    // An editor that opens late, for example after an insertion, takes the focus, which closes the input.
    await until(
      `${name} at ${line}:${column}`,
      async () => {
        await this.quickInput.close();
        await this.page.keyboard.press('ControlOrMeta+P');
        await this.quickInput.waitOpen({ timeout: 5_000 });
        await this.quickInput.type(`${file}:${line}:${column}`, { timeout: 5_000 });
        const row = (): Promise<true> => this.quickInput.pressRow(name).then(() => true);
        await until(`${name} in the list`, row, { timeout: 10_000 });
        return until('the cursor', isThere, { timeout: 15_000 });
      },
      { timeout: 90_000, seen: async () => `${(await this.tabs()).join(', ')} / ${await this.quickInput.shownText()}` },
    );
  }

  /** Labels of all tabs, in order. */
  async tabs(): Promise<string[]> {
    return this.page.locator('.tabs-container .tab').evaluateAll(readTabs);
  }

  async waitForTab(name: string | RegExp): Promise<void> {
    const matchesName = (tab: string): boolean => (typeof name === 'string' ? tab === name : name.test(tab));
    await until(`a tab ${String(name)}`, async () => (await this.activeTabs()).some(matchesName), {
      seen: async () => (await this.tabs()).join(', '),
    });
  }

  /** Closes the active tab, which must have this name, by its close button. */
  async closeTab(name: string): Promise<void> {
    const isThere = async (): Promise<boolean> => (await this.tabs()).includes(name);
    await until(`the tab ${name} to be closed`, async () => {
      if (!(await isThere())) return true;
      const tab = this.page.locator('.tabs-container .tab.active').filter({ hasText: name });
      await press({ locator: tab.locator('.tab-actions .action-label').first() });
      return !(await isThere());
    });
  }

  /** The rendered lines of the active editor, including unsaved changes. */
  async text(): Promise<string> {
    const lines = await this.frontEditor()
      .locator('.view-line')
      .evaluateAll((elements) =>
        elements
          .map((element) => ({ top: Number.parseFloat((element as HTMLElement).style.top), text: element.textContent }))
          .sort((one, other) => one.top - other.top)
          .map((line) => line.text),
      );
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  async waitForText(wanted: string | RegExp, options: WaitOptions = {}): Promise<string> {
    const isThere = (text: string): boolean => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));
    return until(
      `${String(wanted)} in the editor`,
      async () => {
        const text = await this.text();
        return isThere(text) ? text : undefined;
      },
      { ...options, seen: () => this.text() },
    );
  }

  /** Position of the cursor, from the status bar. */
  async cursor(): Promise<Position> {
    const text = (await this.statusBar.item('status.editor.selection').textContent({ timeout: 2_000 })) ?? '';
    const [line, column] = (text.match(/\d+/g) ?? []).map(Number);
    return { line: line ?? 0, column: column ?? 0 };
  }

  /** Types at the cursor of the active editor. */
  async type(text: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.insertText(text);
  }

  async press(keys: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(keys);
  }

  /** Saves the active file and waits until its tab isn't dirty. */
  async save(): Promise<void> {
    await this.press('ControlOrMeta+S');
    await until('the file to be saved', async () => (await this.page.locator('.tab.active.dirty').count()) === 0);
  }

  private async focus(): Promise<void> {
    const input = this.page
      .locator(
        '.editor-group-container.active .monaco-editor .native-edit-context, .editor-group-container.active .monaco-editor textarea.inputarea',
      )
      .first();
    await until('the editor in focus', async () => {
      await input.focus({ timeout: 2_000 });
      return input.evaluate((element) => element.matches(':focus'), null, { timeout: 2_000 });
    });
  }

  private frontEditor(): Locator {
    return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  private async activeTabs(): Promise<string[]> {
    return this.page.locator('.tabs-container .tab.active').evaluateAll(readTabs);
  }
}

/** Labels with the extension, which has its own element. Runs in the page. */
function readTabs(tabs: Element[]): string[] {
  return tabs.map((tab) =>
    [...tab.querySelectorAll('.label-name, .label-suffix')].map((part) => part.textContent.trim()).join(''),
  );
}
