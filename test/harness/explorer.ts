/** The file tree. */
import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './menu';
import { until } from './until';

export class Explorer {
  private readonly page: Page;
  private readonly tree: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.locator('.explorer-folders-view');
  }

  /** Names of the rows that are drawn, folders and files alike. */
  async names(): Promise<string[]> {
    return this.tree
      .locator('.monaco-list-row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** Waits for a file by its path below the workspace; opens the folders on the way. */
  async reveal(file: string): Promise<Locator> {
    const parts = file.split('/');
    for (const folder of parts.slice(0, -1)) await this.expand(folder);
    return this.waitForRow(parts.at(-1) ?? file);
  }

  /** Right-click on one file, or on several that are selected first. */
  async contextMenu(...files: string[]): Promise<ContextMenu> {
    const rows: Locator[] = [];
    for (const file of files) rows.push(await this.reveal(file));
    await this.selectRows(rows);
    const menu = new ContextMenu(this.page);
    const last = rows.at(-1);
    if (last) await this.settled(last);
    await last?.click({ button: 'right' });
    await menu.waitOpen();
    return menu;
  }

  async open(file: string): Promise<void> {
    const row = await this.reveal(file);
    await row.dblclick();
  }

  /** Several are selected without opening any: what opens late would take the selection to itself. */
  private async selectRows(rows: readonly Locator[]): Promise<void> {
    if (rows.length === 1) return rows[0]?.click();
    const selected = async (): Promise<number> => this.tree.locator('.monaco-list-row[aria-selected="true"]').count();
    await until(
      'the rows to be selected',
      async () => {
        await rows[0]?.click({ modifiers: ['ControlOrMeta'], timeout: 2_000 });
        await this.page.keyboard.press('Escape');
        for (const row of rows) await row.click({ modifiers: ['ControlOrMeta'], timeout: 2_000 });
        const states = await Promise.all(rows.map((row) => row.getAttribute('aria-selected')));
        return states.every((state) => state === 'true') && (await selected()) === rows.length;
      },
      { every: 300, seen: async () => `${await selected()} selected` },
    );
  }

  /** Rows are used again for other files while the tree moves: what was opened or written just now still comes into it. */
  private async settled(row: Locator): Promise<void> {
    let before = '';
    await until(
      'the tree to stand still',
      async () => {
        const box = await row.boundingBox({ timeout: 1_000 });
        const now = `${JSON.stringify(box)} ${(await this.names()).join('|')}`;
        const isSame = box !== null && now === before;
        before = now;
        return isSame;
      },
      { every: 200 },
    );
  }

  /** A click opens or closes: it is repeated only when the one before surely did nothing. */
  private async expand(folder: string): Promise<void> {
    const row = await this.waitForRow(folder);
    const isOpen = async (): Promise<boolean> => (await row.getAttribute('aria-expanded')) === 'true';
    await until(
      `the folder ${folder} to open`,
      async () => {
        if (await isOpen()) return true;
        await row.click();
        return until(`the folder ${folder} to open after a click`, isOpen, { timeout: 4_000 }).then(
          () => true,
          () => false,
        );
      },
      { every: 200 },
    );
  }

  private async waitForRow(name: string): Promise<Locator> {
    const row = this.tree.locator(`.monaco-list-row[aria-label=${JSON.stringify(name)}]`).first();
    await until(`${name} in the explorer`, () => row.isVisible(), {
      seen: async () => (await this.names()).join(', '),
    });
    return row;
  }
}
