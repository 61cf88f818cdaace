/** Messages at the lower right: those that show by themselves, and the centre that keeps them. */
import type { Locator, Page } from 'playwright-core';
import { type Patience, until } from './until';

export interface Message {
  text: string;
  buttons: string[];
  severity: 'info' | 'warning' | 'error' | 'progress';
}

export class Notifications {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The messages that are shown, newest first. */
  async list(): Promise<Message[]> {
    return this.all().evaluateAll(readMessages);
  }

  /** Waits for a message with these words. */
  async waitFor(words: string | RegExp, patience: Patience = {}): Promise<Message> {
    return until(
      `a message ${String(words)}`,
      async () => (await this.list()).find((one) => matches(one.text, words)),
      {
        ...patience,
        seen: () => this.describe(),
      },
    );
  }

  /** Waits until no shown message has these words. */
  async waitGone(words: string | RegExp, patience: Patience = {}): Promise<void> {
    await until(
      `no message ${String(words)}`,
      async () => !(await this.list()).some((one) => matches(one.text, words)),
      {
        ...patience,
        seen: () => this.describe(),
      },
    );
  }

  /** Waits until no shown message tells of work under way. */
  async waitIdle(patience: Patience = {}): Promise<void> {
    await until('no progress', async () => !(await this.list()).some((one) => one.severity === 'progress'), {
      ...patience,
      seen: () => this.describe(),
    });
  }

  /** Presses a button of the message with these words. */
  async click(words: string | RegExp, button: string | RegExp): Promise<void> {
    let wasTried = false;
    await until(
      `a button ${String(button)} on the message ${String(words)}`,
      async () => {
        const place = (await this.list()).findIndex((one) => matches(one.text, words));
        // On a busy machine a click may have done its work and still run out of time: then the message is gone.
        if (place < 0) return wasTried;
        const buttons = this.all().nth(place).locator('.monaco-button, .monaco-text-button');
        const wanted = buttons.filter({ hasText: button }).first();
        if ((await wanted.count()) === 0) return false;
        wasTried = true;
        await wanted.click({ timeout: 3_000 });
        return true;
      },
      { seen: () => this.describe() },
    );
  }

  /** Takes every shown message away. */
  async clear(): Promise<void> {
    for (const message of await this.all().all()) {
      await message.hover({ timeout: 1_000 }).catch(() => undefined);
      await message
        .locator('.codicon-notifications-clear')
        .first()
        .click({ timeout: 1_000 })
        .catch(() => undefined);
    }
  }

  private all(): Locator {
    return this.page.locator(
      '.notifications-toasts.visible .notification-list-item, .notifications-center.visible .notification-list-item',
    );
  }

  private async describe(): Promise<string> {
    return (
      (await this.list()).map((one) => `[${one.severity}] ${one.text} (${one.buttons.join(', ')})`).join(' / ') ||
      'none'
    );
  }
}

/** Reads all messages at one moment; runs in the page. */
function readMessages(items: Element[]): Message[] {
  return items.map((item) => {
    const icon = item.querySelector('.notification-list-item-icon')?.className ?? '';
    const buttons = [...item.querySelectorAll('.notification-list-item-buttons-container .monaco-text-button')];
    const isRunning = item.querySelector('.monaco-progress-container.active') !== null;
    const severity = icon.includes('codicon-error') ? 'error' : icon.includes('codicon-warning') ? 'warning' : 'info';
    return {
      text: (item.querySelector('.notification-list-item-message')?.textContent ?? '').replaceAll('\u00a0', ' ').trim(),
      buttons: buttons.map((button) => button.textContent.trim()).filter((label) => label !== ''),
      severity: isRunning ? 'progress' : severity,
    };
  });
}

function matches(text: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? text.includes(words) : words.test(text);
}
