/** Modal dialogs. */
import type { Locator, Page } from 'playwright-core';
import { press } from './pointer';
import { until } from '../until';

export class Dialog {
  private readonly page: Page;
  private readonly box: Locator;

  constructor(page: Page) {
    this.page = page;
    this.box = page.locator('.monaco-dialog-box');
  }

  async isOpen(): Promise<boolean> {
    return this.box.isVisible();
  }

  /** Waits for the dialog. @returns Its whole text. */
  async waitForText(): Promise<string> {
    return until('a dialog', async () => ((await this.isOpen()) ? this.box.innerText({ timeout: 2_000 }) : ''));
  }

  /** Presses the button with this exact name, once. */
  async press(name: string): Promise<void> {
    await until(
      `the button ${name} of the dialog`,
      async () => {
        await press({ locator: this.box.getByRole('button', { name, exact: true }).first() });
        return true;
      },
      { seen: () => this.box.innerText({ timeout: 2_000 }) },
    );
  }

  /** Closes it with Escape if it is open. */
  async close(): Promise<void> {
    await until('the dialog to close', async () => {
      if (!(await this.isOpen())) return true;
      await this.page.keyboard.press('Escape');
      return !(await this.isOpen());
    });
  }
}
