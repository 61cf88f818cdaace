/** Messages at the lower right: those that show by themselves, and the centre that keeps them. */
import type { Locator, Page } from 'playwright-core';
import { moveOnto, press, type ContainerText } from './pointer';
import { type WaitOptions, until } from '../until';

export interface Message {
  text: string;
  buttons: string[];
  severity: 'info' | 'warning' | 'error' | 'progress';
}

/** Milliseconds; a new message is announced a moment before it is drawn. */
const hiddenAfter = 3_000;

export class Notifications {
  /** Every message that was ever looked at, whole. */
  readonly seen = new Set<string>();
  private readonly page: Page;
  /** When it was first seen that there are messages which nothing shows. */
  private hiddenSince: number | undefined;

  constructor(page: Page) {
    this.page = page;
  }

  /** The messages that are shown, newest first. */
  async list(): Promise<Message[]> {
    const messages = await this.all().evaluateAll(readMessages);
    for (const { text, buttons } of messages) this.seen.add([text, ...buttons].join('\n'));
    return messages;
  }

  /** Waits for a message with these words. */
  async waitFor(text: string | RegExp, options: WaitOptions = {}): Promise<Message> {
    return until(`a message ${String(text)}`, () => this.find(text), { ...options, seen: () => this.describe() });
  }

  /** Waits until no shown message has these words. */
  async waitGone(text: string | RegExp, options: WaitOptions = {}): Promise<void> {
    await until(`no message ${String(text)}`, async () => !(await this.list()).some((one) => matches(one.text, text)), {
      ...options,
      seen: () => this.describe(),
    });
  }

  /** Waits until no shown message tells of work under way. */
  async waitIdle(options: WaitOptions = {}): Promise<void> {
    await until('no progress', async () => !(await this.list()).some((one) => one.severity === 'progress'), {
      ...options,
      seen: () => this.describe(),
    });
  }

  /** Presses a button of the message with these words, once. */
  async click(text: string | RegExp, button: string | RegExp): Promise<void> {
    await until(
      `a button ${String(button)} on the message ${String(text)}`,
      async () => {
        const message = await this.find(text);
        if (!message) return false;
        const index = (await this.list()).findIndex((one) => one.text === message.text);
        const buttons = this.all().nth(index).locator('.monaco-button, .monaco-text-button');
        await press({ locator: buttons.filter({ hasText: button }).first(), container: containerOf(message) });
        return true;
      },
      { seen: () => this.describe() },
    );
  }

  /** Takes every message away, those too that hid themselves; those that tell of work under way stay. */
  async clear(): Promise<void> {
    let wasOpened = false;
    await until(
      'the messages to be cleared',
      async () => {
        const messages = await this.list();
        const index = messages.findIndex((one) => one.severity !== 'progress');
        const message = messages[index];
        if (message) {
          await this.dismiss(message, index);
          return false;
        }
        if (!wasOpened && (await this.hasHidden())) {
          await this.pressBell();
          wasOpened = true;
          return false;
        }
        return this.isCenterClosed();
      },
      { every: 20, seen: () => this.describe() },
    );
  }

  /** Messages hide themselves after a while; those that did are brought back in the centre. */
  private async find(text: string | RegExp): Promise<Message | undefined> {
    if (!(await this.hasHidden())) this.hiddenSince = undefined;
    else this.hiddenSince ??= performance.now();
    if (this.hiddenSince !== undefined && performance.now() - this.hiddenSince > hiddenAfter) await this.pressBell();
    return (await this.list()).find((one) => matches(one.text, text));
  }

  /** Its cross is drawn only under the pointer. */
  private async dismiss(message: Message, index: number): Promise<void> {
    const item = this.all().nth(index);
    await moveOnto(item.locator('.notification-list-item-message'));
    await press({ locator: item.locator('.codicon-notifications-clear').first(), container: containerOf(message) });
  }

  /** Whether there are messages that came while nothing showed them, or that hid themselves since. */
  private async hasHidden(): Promise<boolean> {
    const shown = '.notifications-toasts.visible .notification-list-item, .notifications-center.visible';
    if ((await this.page.locator(shown).count()) > 0) return false;
    return (await this.bell().locator('.codicon-bell-dot').count()) > 0;
  }

  /** Closes the centre, where it is open. */
  private async isCenterClosed(): Promise<boolean> {
    if ((await this.page.locator('.notifications-center.visible').count()) === 0) return true;
    await this.pressBell();
    return false;
  }

  private async pressBell(): Promise<void> {
    await press({ locator: this.bell().locator('.statusbar-item-label').first() });
  }

  private bell(): Locator {
    return this.page.locator('.statusbar-item[id="status.notifications"]');
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

/** Lists use their rows again: a part of a message is what it seems only as long as the message around it is the same. */
function containerOf(message: Message): ContainerText {
  return { selector: '.notification-list-item', part: '.notification-list-item-message', text: message.text };
}

function matches(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}
