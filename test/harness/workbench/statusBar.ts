/** The line at the bottom. */
import type { Locator, Page } from 'playwright-core';
import { type WaitOptions, until } from '../until';

export class StatusBar {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** An item by the id that its extension gave it (`publisher.name.id`), or by words that it shows. */
  item(idOrWords: string): Locator {
    const id = JSON.stringify(idOrWords);
    return this.page.locator(`.statusbar-item[id=${id}], .statusbar-item[id$=${JSON.stringify(`.${idOrWords}`)}]`);
  }

  /** Text of every item that is shown. */
  async texts(): Promise<string[]> {
    const texts = await this.page.locator('.part.statusbar .statusbar-item').allTextContents();
    return texts.map((text) => text.replaceAll('\u00a0', ' ').trim()).filter(Boolean);
  }

  /** Waits until some item shows these words, and gives its whole text. */
  async waitFor(wanted: string | RegExp, options: WaitOptions = {}): Promise<string> {
    const matchesText = (text: string): boolean =>
      typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
    return until(`${String(wanted)} in the status bar`, async () => (await this.texts()).find(matchesText), {
      ...options,
      seen: async () => (await this.texts()).join(' | '),
    });
  }

  /** Waits until no item shows these words. */
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
