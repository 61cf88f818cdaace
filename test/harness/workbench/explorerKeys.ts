/** The Explorer's file tree by keyboard. */
import type { Locator, Page } from 'playwright-core';
import { closeMenus, isMenuOpen } from './menu';
import { until } from '../until';

/** Moves the focus to a file, expanding its folders, and opens its context menu. */
export async function openMenuByKeys(page: Page, tree: Locator, file: string): Promise<void> {
  const walk = new Walk(page, tree, file.split('/'));
  await until(
    `the menu of ${file} by keys`,
    async () => {
      await closeMenus(page);
      await walk.enterTree();
      await until(`the focus on ${file}`, () => walk.step(), { timeout: 60_000 });
      await page.keyboard.press('Shift+F10');
      await until('the menu to open', () => isMenuOpen(page), { timeout: 10_000 });
      return true;
    },
    { timeout: 90_000, seen: async () => (await walk.focused()) ?? 'nothing in focus' },
  );
}

class Walk {
  private readonly page: Page;
  private readonly tree: Locator;
  private readonly row: Locator;
  private readonly parts: readonly string[];

  constructor(page: Page, tree: Locator, parts: readonly string[]) {
    this.page = page;
    this.tree = tree;
    this.row = tree.locator('.monaco-list-row.focused').first();
    this.parts = parts;
  }

  /** Focuses the tree by way of an editor, because the shortcut would leave a focused tree. */
  async enterTree(): Promise<void> {
    await until('the tree in focus', async () => {
      await this.page.keyboard.press('ControlOrMeta+1');
      await this.page.keyboard.press('ControlOrMeta+Shift+E');
      const isInside = async (): Promise<boolean> => (await this.tree.locator('.monaco-list:focus-within').count()) > 0;
      return until('the keys to work', isInside, { timeout: 3_000 });
    });
  }

  /** Name of the focused row. */
  async focused(): Promise<string | undefined> {
    if ((await this.row.count()) === 0) return undefined;
    return (await this.row.getAttribute('aria-label', { timeout: 2_000 })) ?? undefined;
  }

  /** Presses one key towards the file. @returns Whether the file has the focus. */
  async step(): Promise<boolean> {
    const name = await this.focused();
    if (name !== undefined && name === this.parts.at(-1)) return true;
    const isOnTheWay = name !== undefined && this.parts.slice(0, -1).includes(name);
    if (isOnTheWay && (await this.expanded()) === 'false') {
      await this.page.keyboard.press('ArrowRight');
      await until('the folder to open', async () => (await this.expanded()) === 'true', { timeout: 5_000 });
      return false;
    }
    await this.page.keyboard.press('ArrowDown');
    const hasMoved = await until('the focus to move', async () => (await this.focused()) !== name, {
      timeout: 3_000,
      every: 10,
    }).catch(() => false);
    // At the end of the tree, the focus doesn't move.
    if (!hasMoved) await this.page.keyboard.press('Home');
    return false;
  }

  private expanded(): Promise<string | null> {
    return this.row.getAttribute('aria-expanded', { timeout: 2_000 });
  }
}
