/** The status bar. */
import type { Locator, Page } from 'playwright-core';
import { type WaitOptions, until } from '../until';

export class StatusBar {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** An item by its ID, with or without the extension's ID in front (`publisher.name.id`). */
  item(idOrWords: string): Locator {
    const id = JSON.stringify(idOrWords);
    return this.page.locator(`.statusbar-item[id=${id}], .statusbar-item[id$=${JSON.stringify(`.${idOrWords}`)}]`);
  }

  /** Texts of all visible items. */
  async texts(): Promise<string[]> {
    const texts = await this.page.locator('.part.statusbar .statusbar-item').allTextContents();
    return texts.map((text) => text.replaceAll('\u00a0', ' ').trim()).filter(Boolean);
  }

  /** Waits until an item has this text. @returns The item's whole text. */
  async waitFor(wanted: string | RegExp, options: WaitOptions = {}): Promise<string> {
    const matchesText = (text: string): boolean =>
      typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
    return until(`${String(wanted)} in the status bar`, async () => (await this.texts()).find(matchesText), {
      ...options,
      seen: async () => (await this.texts()).join(' | '),
    });
  }

  /** Waits until no item has this text. */
  async waitGone(unwanted: string, options: WaitOptions = {}): Promise<void> {
    await until(
      `no ${unwanted} in the status bar`,
      async () => !(await this.texts()).some((text) => text.includes(unwanted)),
      {
        ...options,
        seen: async () => (await this.texts()).join(' | '),
      },
    );
  }
}
