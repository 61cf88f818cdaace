/** A context menu with its submenus. */
import type { Locator, Page } from 'playwright-core';
import { until } from './until';

export class ContextMenu {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async waitOpen(): Promise<void> {
    await this.entries().first().waitFor();
  }

  /** What the menu says, the submenus that are open included. */
  async items(): Promise<string[]> {
    const labels = await this.entries().locator('.action-label').allTextContents();
    return labels.map((label) => label.trim()).filter(Boolean);
  }

  async has(label: string): Promise<boolean> {
    return (await this.items()).includes(label);
  }

  /** Goes through submenus to an entry and chooses it: `choose('Easel', 'Edit…')`. */
  async choose(...labels: string[]): Promise<void> {
    for (const [depth, label] of labels.entries()) {
      const isLast = depth === labels.length - 1;
      if (isLast) await this.press(label);
      else await this.openSubmenu(label, labels[depth + 1] ?? '');
    }
  }

  /** Opens a submenu by its name and waits for one of its entries. */
  async openSubmenu(label: string, expected: string): Promise<void> {
    await until(
      `"${expected}" below "${label}"`,
      async () => {
        await this.entry(label).first().hover({ timeout: 1_000 });
        return (await this.entry(expected).count()) > 0;
      },
      { every: 150, seen: async () => (await this.items()).join(', ') },
    );
  }

  async close(): Promise<void> {
    await until('the menu to close', async () => {
      if ((await this.entries().count()) === 0) return true;
      await this.page.keyboard.press('Escape');
      return false;
    });
  }

  /** A click right after the menu opened is ignored by VS Code, so it is repeated until the menu is gone. */
  private async press(label: string): Promise<void> {
    let wasTried = false;
    await until(
      `"${label}" in the menu`,
      async () => {
        // A submenu lies inside of the entry that opened it, so of two that have the words the inner one is meant.
        const entry = this.entry(label).last();
        if ((await entry.count()) === 0) return wasTried;
        wasTried = true;
        await entry.click({ timeout: 3_000 });
        return this.gone(entry);
      },
      { every: 150, seen: async () => (await this.items()).join(', ') },
    );
  }

  private async gone(entry: Locator): Promise<boolean> {
    return entry.waitFor({ state: 'hidden', timeout: 500 }).then(
      () => true,
      () => false,
    );
  }

  private entry(label: string): Locator {
    return this.entries().filter({
      has: this.page.locator('.action-label', { hasText: new RegExp(`^\\s*${escape(label)}\\s*$`) }),
    });
  }

  private entries(): Locator {
    return this.page.locator('.monaco-menu .action-item:not(.disabled)');
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
