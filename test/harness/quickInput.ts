/** The one-line input and the pick list at the top of the window. */
import type { Locator, Page } from 'playwright-core';
import { type Patience, until } from './until';

export interface QuickItem {
  label: string;
  /** Beside the label. */
  description: string;
  /** Below the label. */
  detail: string;
  checked: boolean;
  /** Under the keyboard's cursor. */
  focused: boolean;
}

export class QuickInput {
  private readonly page: Page;
  readonly widget: Locator;
  readonly input: Locator;

  constructor(page: Page) {
    this.page = page;
    this.widget = page.locator('.quick-input-widget');
    this.input = this.widget.locator('.quick-input-box input');
  }

  async isOpen(): Promise<boolean> {
    return this.widget.isVisible();
  }

  async waitOpen(patience: Patience = {}): Promise<void> {
    await this.widget.waitFor({ state: 'visible', timeout: patience.timeout ?? 20_000 });
  }

  async waitClosed(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** Closes it with Escape where it is open. */
  async close(): Promise<void> {
    await until('the quick input to close', async () => {
      if (!(await this.isOpen())) return true;
      await this.page.keyboard.press('Escape');
      return !(await this.isOpen());
    });
  }

  /** Waits for an input whose title, placeholder or message has these words: the next step of several has come. */
  async waitForText(words: string | RegExp, patience: Patience = {}): Promise<void> {
    await until(`an input that says ${String(words)}`, async () => matches(await this.words(), words), {
      ...patience,
      seen: () => this.words(),
    });
  }

  /** Everything that it says outside its list: title, description, placeholder, message. */
  async words(): Promise<string> {
    if (!(await this.isOpen())) return '(closed)';
    const parts = [await this.title(), await this.description(), await this.placeholder(), await this.message()];
    return parts.filter(Boolean).join(' | ');
  }

  async title(): Promise<string> {
    return textOf(this.widget.locator('.quick-input-title:visible'));
  }

  /** The line above the box. */
  async description(): Promise<string> {
    return textOf(this.widget.locator('.quick-input-description:visible'));
  }

  /** The line under the box: prompt or validation message. */
  async message(): Promise<string> {
    return textOf(this.widget.locator('.quick-input-message:visible'));
  }

  async placeholder(): Promise<string> {
    return (await this.input.count()) > 0 ? ((await this.input.getAttribute('placeholder')) ?? '') : '';
  }

  async value(): Promise<string> {
    return this.input.inputValue();
  }

  /** Replaces what stands in the box. */
  async type(text: string, { timeout = 30_000 }: Patience = {}): Promise<void> {
    await this.input.fill(text, { timeout });
  }

  /** Presses Enter. */
  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  /** Types, then presses Enter. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** Names of the buttons in the title bar and beside the box. */
  async buttons(): Promise<string[]> {
    return this.buttonLocator().evaluateAll((buttons) => buttons.map((one) => one.getAttribute('aria-label') ?? ''));
  }

  async clickButton(name: string | RegExp): Promise<void> {
    const button = await until(
      `a button ${String(name)}`,
      async () => {
        const names = await this.buttons();
        const place = names.findIndex((one) => matches(one, name));
        return place < 0 ? undefined : this.buttonLocator().nth(place);
      },
      { seen: async () => (await this.buttons()).join(', ') },
    );
    await button.click();
  }

  /** The rows that are drawn; of a long list those further down are not. */
  async items(): Promise<QuickItem[]> {
    if (!(await this.isOpen())) return [];
    return this.rows().evaluateAll(readRows);
  }

  /** Waits for an item and chooses it; `label` in full, or a pattern. */
  async select(label: string | RegExp): Promise<void> {
    await this.onRow(label, (row) => row.click({ timeout: 3_000 }));
  }

  /** Ticks items of a list with check boxes; Enter is the caller's. */
  async tick(label: string | RegExp): Promise<void> {
    await this.onRow(label, (row) =>
      row.locator('.quick-input-list-checkbox, .monaco-custom-toggle').first().click({ timeout: 3_000 }),
    );
  }

  /** The row with exactly this label, if it is drawn. */
  row(label: string): Locator {
    return this.rows().filter({ has: this.page.locator('.label-name', { hasText: exactly(label) }) });
  }

  /** Waits until the list answers what was typed last. */
  async settled(): Promise<void> {
    await until('the list to be filled', async () => {
      if ((await this.widget.locator('.monaco-progress-container.active').count()) > 0) return false;
      return (await this.rows().count()) > 0;
    });
  }

  /**
   * Rows move while a list is being filled, so one that could not be clicked is looked for again. On a busy machine a click
   * may have done its work and still run out of time: then the row is gone.
   */
  private async onRow(label: string | RegExp, act: (row: Locator) => Promise<void>): Promise<void> {
    const isMeant = (item: QuickItem): boolean =>
      typeof label === 'string' ? item.label === label : label.test(item.label);
    let wasTried = false;
    await until(
      `an item ${String(label)}`,
      async () => {
        const place = (await this.items()).findIndex(isMeant);
        if (place < 0) return wasTried;
        wasTried = true;
        await act(this.rows().nth(place));
        return true;
      },
      { seen: async () => (await this.items()).map((item) => item.label).join(', ') },
    );
  }

  private rows(): Locator {
    return this.widget.locator('.quick-input-list .monaco-list-row:has(.quick-input-list-entry)');
  }

  private buttonLocator(): Locator {
    return this.widget.locator(
      ['.quick-input-titlebar', '.quick-input-header']
        .map((bar) => `${bar} .monaco-action-bar .action-label`)
        .join(', '),
    );
  }
}

/** Reads all rows at one moment; runs in the page. */
function readRows(rows: Element[]): QuickItem[] {
  const text = (row: Element, selector: string): string =>
    (row.querySelector(selector)?.textContent ?? '').replaceAll('\u00a0', ' ').trim();
  return rows.map((row) => ({
    label: text(row, '.label-name'),
    description: text(row, '.label-description'),
    detail: text(row, '.quick-input-list-label-meta'),
    checked: row.querySelector('.monaco-custom-toggle.checked, input:checked') !== null,
    focused: row.classList.contains('focused'),
  }));
}

/** Text of an element that may be missing; VS Code draws spaces as no-break spaces. */
async function textOf(locator: Locator): Promise<string> {
  const texts = await locator.allTextContents();
  return (texts[0] ?? '').replaceAll('\u00a0', ' ').trim();
}

function matches(text: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? text.includes(words) : words.test(text);
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s')}$`);
}
