/** The Explorer's file tree. */
import type { Locator, Page } from 'playwright-core';
import { openMenuByKeys } from './explorerKeys';
import { closeMenus, ContextMenu, isMenuOpen } from './menu';
import { moveOnto, press } from './pointer';
import { until } from '../until';

export class Explorer {
  private readonly page: Page;
  private readonly tree: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.locator('.explorer-folders-view');
  }

  /** Names of the rendered rows, both folders and files. */
  async names(): Promise<string[]> {
    return this.namesOf('.monaco-list-row');
  }

  /** Waits for a file by its path relative to the workspace, expanding its folders. */
  async reveal(file: string): Promise<Locator> {
    const parts = file.split('/');
    for (const folder of parts.slice(0, -1)) await this.expand(folder);
    return this.waitForRow(nameOf(file));
  }

  /** Opens the context menu of one file, or of several that are selected first. */
  async contextMenu(...files: string[]): Promise<ContextMenu> {
    const open = (): Promise<void> => this.openMenu(files);
    await open();
    return new ContextMenu(this.page, open);
  }

  async open(file: string): Promise<void> {
    await until(`${file} to be opened`, async () => {
      const locator = await this.reveal(file);
      await press({ locator, attributes: { 'aria-label': nameOf(file) } }, { decisive: 'dblclick' });
      return true;
    });
  }

  /** Opens the context menu of a file by keyboard. */
  async contextMenuByKeys(file: string): Promise<ContextMenu> {
    const open = (): Promise<void> => openMenuByKeys(this.page, this.tree, file);
    await open();
    return new ContextMenu(this.page, open);
  }

  private async openMenu(files: readonly string[]): Promise<void> {
    await until(
      `the menu of ${files.join(', ')}`,
      async () => {
        await closeMenus(this.page);
        for (const file of files) await this.reveal(file);
        await this.select(files);
        const name = nameOf(files.at(-1) ?? '');
        await press({ locator: this.row(name), attributes: { 'aria-label': name } }, { decisive: 'contextmenu' });
        await until('the menu to open', () => isMenuOpen(this.page), { timeout: 10_000 });
        return files.length < 2 || (await this.isSelected(files));
      },
      { timeout: 60_000, every: 100, seen: async () => (await this.names()).join(', ') },
    );
  }

  /**
   * Selects several files without opening any, because an editor that opens late would change the selection. A single file
   * isn't selected: a right-click applies to its row unless that is part of a larger selection.
   */
  private async select(files: readonly string[]): Promise<void> {
    const selected = await this.selected();
    const isAlone = files.length === 1 && !(selected.length > 1 && selected.includes(nameOf(files[0] ?? '')));
    if (isAlone || (await this.isSelected(files))) return;
    await this.toggle(files[0] ?? '');
    await this.page.keyboard.press('Escape');
    await until('no row to be selected', async () => (await this.selected()).length === 0, { timeout: 5_000 });
    if (files.length === 1) return;
    for (const file of files) await this.toggle(file);
    await until('the rows to be selected', () => this.isSelected(files), { timeout: 5_000 });
  }

  private async toggle(file: string): Promise<void> {
    const name = nameOf(file);
    await press({ locator: this.row(name), attributes: { 'aria-label': name } }, { isControlHeld: true });
  }

  private async isSelected(files: readonly string[]): Promise<boolean> {
    const selected = await this.selected();
    return selected.length === files.length && files.every((file) => selected.includes(nameOf(file)));
  }

  private selected(): Promise<string[]> {
    return this.namesOf('.monaco-list-row[aria-selected="true"]');
  }

  private async namesOf(rows: string): Promise<string[]> {
    return this.tree
      .locator(rows)
      .evaluateAll((elements) => elements.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** A click toggles the folder, so it is repeated only if the previous one had no effect. */
  private async expand(folder: string): Promise<void> {
    const row = await this.waitForRow(folder);
    const isOpen = async (): Promise<boolean> =>
      (await row.getAttribute('aria-expanded', { timeout: 2_000 })) === 'true';
    await until(`the folder ${folder} to open`, async () => {
      if (await isOpen()) return true;
      await press({ locator: row, attributes: { 'aria-label': folder, 'aria-expanded': 'false' } });
      return until(`the folder ${folder} to open after a click`, isOpen, { timeout: 5_000 });
    });
  }

  /**
   * Waits for a row, scrolling if it isn't rendered. VS Code doesn't notice files that are written before its watcher has
   * started, so the tree is refreshed from time to time.
   */
  private async waitForRow(name: string): Promise<Locator> {
    const row = this.row(name);
    let looks = 0;
    await until(
      `${name} in the explorer`,
      async () => {
        if (await row.isVisible()) return true;
        looks += 1;
        if (looks % 20 === 0) await this.scroll(looks % 200 === 0 ? -10_000 : 200);
        if (looks % 50 === 0) await this.refresh();
        return false;
      },
      { seen: async () => (await this.names()).join(', ') },
    );
    return row;
  }

  /** By its button, which is rendered only on hover. */
  private async refresh(): Promise<void> {
    await moveOnto(this.tree);
    await press({ locator: this.page.locator('.explorer-viewlet [aria-label^="Refresh Explorer"]').first() });
  }

  private async scroll(pixels: number): Promise<void> {
    const box = await this.tree.boundingBox();
    if (!box) return;
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await this.page.mouse.wheel(0, pixels);
  }

  private row(name: string): Locator {
    return this.tree.locator(`.monaco-list-row[aria-label=${JSON.stringify(name)}]`).first();
  }
}

function nameOf(file: string): string {
  return file.split('/').at(-1) ?? file;
}
