/** Quick picks and input boxes. */
import type { Locator, Page } from 'playwright-core';
import { press, pressKeyIn } from './pointer';
import { type WaitOptions, until } from '../until';

/** Milliseconds to find an element; callers retry. */
const findTimeout = 2_000;

export interface QuickItem {
  label: string;
  /** Beside the label. */
  description: string;
  /** Below the label. */
  detail: string;
  checked: boolean;
  /** Whether it has the keyboard focus. */
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

  async waitOpen(options: WaitOptions = {}): Promise<void> {
    await until('the quick input to open', () => this.isOpen(), options);
  }

  async waitClosed(): Promise<void> {
    await until('the quick input to close', async () => !(await this.isOpen()), { seen: () => this.shownText() });
  }

  /** Closes it with Escape if it is open. */
  async close(): Promise<void> {
    await until(
      'the quick input to close',
      async () => {
        if (!(await this.isOpen())) return true;
        // A list without an input box.
        await pressKeyIn({ locator: this.input }, 'Escape').catch(() => this.page.keyboard.press('Escape'));
        return !(await this.isOpen());
      },
      { seen: () => this.shownText() },
    );
  }

  /** Waits for an input whose title, placeholder or message has this text, such as the next step of several. */
  async waitForText(text: string | RegExp, options: WaitOptions = {}): Promise<void> {
    await until(`an input that says ${String(text)}`, async () => matches(await this.shownText(), text), {
      ...options,
      seen: () => this.shownText(),
    });
  }

  /** All visible text except the list, read at once: title, description, placeholder, message. */
  async shownText(): Promise<string> {
    return this.widget.evaluateAll(readShownText);
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
    if ((await this.input.count()) === 0) return '';
    return (await this.input.getAttribute('placeholder', { timeout: findTimeout })) ?? '';
  }

  async value(): Promise<string> {
    return this.input.inputValue({ timeout: findTimeout });
  }

  /** Replaces the text in the box. */
  async type(text: string, options: WaitOptions = {}): Promise<void> {
    await until(
      `"${text}" in the box`,
      async () => {
        await this.input.fill(text, { timeout: findTimeout });
        return (await this.value()) === text;
      },
      { ...options, seen: () => this.shownText() },
    );
  }

  /** Presses Enter, once. */
  async accept(): Promise<void> {
    await this.press('Enter');
  }

  /** Presses keys in the box, once. */
  async press(keys: string): Promise<void> {
    await until(`${keys} to be taken`, () => pressKeyIn({ locator: this.input }, keys).then(() => true), {
      seen: () => this.shownText(),
    });
  }

  /** Types, then presses Enter, once and only if the box has the text. */
  async answer(text: string, options: WaitOptions = {}): Promise<void> {
    await until(
      `the answer "${text}"`,
      async () => {
        await this.type(text, { timeout: 5_000 });
        await pressKeyIn({ locator: this.input, value: text }, 'Enter');
        return true;
      },
      { ...options, seen: () => this.shownText() },
    );
  }

  /** Names of the buttons in the title bar and beside the box. */
  async buttons(): Promise<string[]> {
    return this.buttonLocator().evaluateAll((buttons) => buttons.map((one) => one.getAttribute('aria-label') ?? ''));
  }

  async clickButton(name: string | RegExp): Promise<void> {
    await until(
      `a button ${String(name)}`,
      async () => {
        const names = await this.buttons();
        const index = names.findIndex((one) => matches(one, name));
        if (index < 0) return false;
        const locator = this.buttonLocator().nth(index);
        await press({ locator, attributes: { 'aria-label': names[index] ?? '' } });
        return true;
      },
      { seen: async () => (await this.buttons()).join(', ') },
    );
  }

  /** The rendered rows, which are only a part of a long list. */
  async items(): Promise<QuickItem[]> {
    if (!(await this.isOpen())) return [];
    return this.rows().evaluateAll(readRows);
  }

  /** Waits for an item and chooses it, once; `label` in full, or a pattern. */
  async select(label: string | RegExp): Promise<void> {
    await this.onRow(label, (name) => this.pressRow(name));
  }

  /** Clicks the row with this label. @throws Error if the click wasn't accepted */
  async pressRow(label: string): Promise<void> {
    await press({ locator: this.row(label).first(), part: { selector: '.label-name', text: label } });
  }

  /** Ticks the check box of an item, without pressing Enter. */
  async tick(label: string | RegExp): Promise<void> {
    await this.onRow(label, async (text) => {
      const locator = this.row(text).first().locator('.quick-input-list-checkbox, .monaco-custom-toggle').first();
      await press({ locator, container: { selector: '.monaco-list-row', part: '.label-name', text } });
    });
  }

  /** The row with exactly this label, if it is rendered. */
  row(label: string): Locator {
    return this.rows().filter({ has: this.page.locator('.label-name', { hasText: exactly(label) }) });
  }

  /** Waits until the list has been filled for the current text. */
  async waitForItems(): Promise<void> {
    await until('the list to be filled', async () => {
      if ((await this.widget.locator('.monaco-progress-container.active').count()) > 0) return false;
      return (await this.rows().count()) > 0;
    });
  }

  /** Rows move while a list is being filled, so a failed click is repeated. */
  private async onRow(label: string | RegExp, act: (label: string) => Promise<void>): Promise<void> {
    const matchesLabel = (item: QuickItem): boolean =>
      typeof label === 'string' ? item.label === label : label.test(item.label);
    await until(
      `an item ${String(label)}`,
      async () => {
        const item = (await this.items()).find(matchesLabel);
        if (!item) return false;
        await act(item.label);
        return true;
      },
      { seen: async () => (await this.items()).map((one) => one.label).join(', ') || (await this.shownText()) },
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

/** Reads the visible text at once. Runs in the page. */
function readShownText([widget]: Element[]): string {
  const isShown = (element: Element): boolean => element.getClientRects().length > 0;
  if (!widget || !isShown(widget)) return '(closed)';
  const texts = ['title', 'description', 'message'].map((name) => {
    const part = [...widget.querySelectorAll(`.quick-input-${name}`)].find(isShown);
    return (part?.textContent ?? '').replaceAll('\u00a0', ' ').trim();
  });
  const placeholder = widget.querySelector('.quick-input-box input')?.getAttribute('placeholder') ?? '';
  return [texts[0], texts[1], placeholder, texts[2]].filter(Boolean).join(' | ');
}

/** Reads all rows at once. Runs in the page. */
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

/** Text of an element that may be missing. VS Code renders spaces as no-break spaces. */
async function textOf(locator: Locator): Promise<string> {
  const texts = await locator.allTextContents();
  return (texts[0] ?? '').replaceAll('\u00a0', ' ').trim();
}

function matches(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}

function exactly(text: string): RegExp {
  // A row with an icon has a space before its text.
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s')}\\s*$`);
}
