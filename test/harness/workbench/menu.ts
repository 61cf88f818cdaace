/** A context menu with its submenus. */
import type { Locator, Page } from 'playwright-core';
import { moveOnto, press, pressKeyIn } from './pointer';
import { until } from '../until';

/** Milliseconds during which a new menu entry ignores the pointer; 100 in VS Code. */
const ignoredFor = 150;

export class ContextMenu {
  private readonly page: Page;
  private readonly reopen: () => Promise<void>;

  /** @param reopen opens the menu; it is called again when the menu closed before something was chosen */
  constructor(page: Page, reopen: () => Promise<void>) {
    this.page = page;
    this.reopen = reopen;
  }

  /** Labels of the menu and its open submenus. */
  async items(): Promise<string[]> {
    const labels = await this.page
      .locator('.monaco-menu .action-item:not(.disabled) > .action-menu-item > .action-label')
      .allTextContents();
    return labels.map((label) => label.trim()).filter(Boolean);
  }

  async has(label: string): Promise<boolean> {
    return (await this.items()).includes(label);
  }

  /**
   * Chooses an entry by way of its submenus: `choose('Easel', 'Edit…')`. Starts again if a menu closes or a submenu doesn't
   * open, but never chooses the entry twice.
   */
  async choose(...labels: string[]): Promise<void> {
    await this.untilChosen(labels, () => this.tryChoose(labels));
  }

  /** The same by keyboard. */
  async chooseByKeys(...labels: string[]): Promise<void> {
    await this.untilChosen(labels, () => this.tryChooseByKeys(labels));
  }

  close(): Promise<void> {
    return closeMenus(this.page);
  }

  private async untilChosen(labels: readonly string[], attempt: () => Promise<void>): Promise<void> {
    let seen = '';
    await until(
      `"${labels.join(' › ')}" to be chosen`,
      async () => {
        try {
          if (!(await isMenuOpen(this.page))) await this.reopen();
          await attempt();
          return true;
        } catch (error) {
          seen = (await this.items()).join(', ');
          await closeMenus(this.page);
          throw error;
        }
      },
      { timeout: 60_000, every: 100, seen: () => seen },
    );
  }

  private async tryChoose(labels: readonly string[]): Promise<void> {
    let entries = this.page.locator('.monaco-menu').first();
    for (const [depth, label] of labels.entries()) {
      const entry = entryOf(entries, label);
      if ((await entry.count()) === 0) throw new Error(`there is no "${label}"`);
      if (depth === labels.length - 1) await this.pressEntry(entry, label);
      else entries = await openSubmenu(entry, label);
    }
  }

  private async tryChooseByKeys(labels: readonly string[]): Promise<void> {
    const focused = this.page.locator('.monaco-menu .action-item.focused > .action-menu-item').last();
    const label = async (): Promise<string> => {
      const texts = await focused.locator('.action-label').allTextContents();
      return texts[0]?.trim() ?? '';
    };
    for (const [depth, wanted] of labels.entries()) {
      for (let steps = 0; (await label()) !== wanted; steps += 1) {
        if (steps > 60) throw new Error(`no way to "${wanted}"`);
        await this.page.keyboard.press('ArrowDown');
      }
      if (depth === labels.length - 1) break;
      await this.page.keyboard.press('ArrowRight');
      await until(`"${wanted}" to open`, async () => (await label()) !== wanted, { timeout: 5_000 });
    }
    const part = { selector: '.action-label', text: labels.at(-1) ?? '' };
    await pressKeyIn({ locator: focused, part }, 'Enter');
    await this.expectClosed(part.text);
  }

  /** VS Code closes the menu before it runs the entry, so nothing ran while the menu is open. */
  private async pressEntry(entry: Locator, label: string): Promise<void> {
    const locator = entry.locator('> .action-menu-item');
    const part = { selector: '.action-label', text: label };
    await press({ locator, part }, { decisive: 'mouseup', ignoredFor });
    await this.expectClosed(label);
  }

  private async expectClosed(label: string): Promise<void> {
    // The entry runs shortly after the event.
    await this.page.evaluate((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)), 20);
    if (await isMenuOpen(this.page)) throw new Error(`"${label}" did nothing`);
  }
}

/** Closes every menu, by Escape or by a click outside. */
export async function closeMenus(page: Page): Promise<void> {
  let tries = 0;
  await until('the menus to close', async () => {
    if (!(await isMenuOpen(page))) return true;
    tries += 1;
    if (tries % 4 === 0) await page.mouse.click(1, 1);
    else await page.keyboard.press('Escape');
    return !(await isMenuOpen(page));
  });
}

/** Whether a menu, or the overlay that blocks clicks, is visible. */
export async function isMenuOpen(page: Page): Promise<boolean> {
  return (await page.locator('.monaco-menu:visible, .context-view-block:visible').count()) > 0;
}

/** Submenus open on hover; one that has closed opens only when the pointer enters again. */
async function openSubmenu(entry: Locator, label: string): Promise<Locator> {
  const submenu = entry.locator('> .monaco-submenu');
  const first = submenu.locator('.action-item').first();
  await moveOnto(entry.locator('> .action-menu-item'));
  await first.waitFor({ timeout: 5_000 }).catch(() => {
    throw new Error(`"${label}" did not open`);
  });
  return submenu;
}

function entryOf(entries: Locator, label: string): Locator {
  const own = entries.page().locator(':scope > .action-menu-item > .action-label', { hasText: exactly(label) });
  return entries.locator('.action-item:not(.disabled)').filter({ has: own }).first();
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
