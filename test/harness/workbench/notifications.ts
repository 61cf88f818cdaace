/** Notifications: the toasts and the notification center. */
import type { Locator, Page } from 'playwright-core';
import { moveOnto, press, type ContainerText } from './pointer';
import { type WaitOptions, until } from '../until';

export interface Message {
  text: string;
  buttons: string[];
  severity: 'info' | 'warning' | 'error' | 'progress';
}

/** Milliseconds; the bell announces a new message shortly before it is rendered. */
const hiddenAfter = 3_000;

export class Notifications {
  /** Text and buttons of every message that was read. */
  readonly seen = new Set<string>();
  private readonly page: Page;
  /** When hidden messages were first noticed. */
  private hiddenSince: number | undefined;

  constructor(page: Page) {
    this.page = page;
  }

  /** The visible messages, newest first. */
  async list(): Promise<Message[]> {
    const messages = await this.all().evaluateAll(readMessages);
    for (const { text, buttons } of messages) this.seen.add([text, ...buttons].join('\n'));
    return messages;
  }

  /** Waits for a message with this text. */
  async waitFor(text: string | RegExp, options: WaitOptions = {}): Promise<Message> {
    return until(`a message ${String(text)}`, () => this.find(text), { ...options, seen: () => this.describe() });
  }

  /** Waits until no visible message has this text. */
  async waitGone(text: string | RegExp, options: WaitOptions = {}): Promise<void> {
    await until(`no message ${String(text)}`, async () => !(await this.list()).some((one) => matches(one.text, text)), {
      ...options,
      seen: () => this.describe(),
    });
  }

  /** Waits until no visible message shows progress. */
  async waitIdle(options: WaitOptions = {}): Promise<void> {
    await until('no progress', async () => !(await this.list()).some((one) => one.severity === 'progress'), {
      ...options,
      seen: () => this.describe(),
    });
  }

  /** Presses a button of the message with this text, once. */
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

  /** Dismisses all messages, including hidden ones, except those with progress. */
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

  /** Toasts hide after a while; hidden messages are shown in the notification center. */
  private async find(text: string | RegExp): Promise<Message | undefined> {
    if (!(await this.hasHidden())) this.hiddenSince = undefined;
    else this.hiddenSince ??= performance.now();
    if (this.hiddenSince !== undefined && performance.now() - this.hiddenSince > hiddenAfter) await this.pressBell();
    return (await this.list()).find((one) => matches(one.text, text));
  }

  /** The close button is rendered only on hover. */
  private async dismiss(message: Message, index: number): Promise<void> {
    const item = this.all().nth(index);
    await moveOnto(item.locator('.notification-list-item-message'));
    await press({ locator: item.locator('.codicon-notifications-clear').first(), container: containerOf(message) });
  }

  /** Whether there are messages that are not visible. */
  private async hasHidden(): Promise<boolean> {
    const shown = '.notifications-toasts.visible .notification-list-item, .notifications-center.visible';
    if ((await this.page.locator(shown).count()) > 0) return false;
    return (await this.bell().locator('.codicon-bell-dot').count()) > 0;
  }

  /** Closes the notification center if it is open. @returns Whether it was closed. */
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

/** Reads all messages at once. Runs in the page. */
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

/** Lists reuse their rows: an element belongs to the message only while the row has its text. */
function containerOf(message: Message): ContainerText {
  return { selector: '.notification-list-item', part: '.notification-list-item-message', text: message.text };
}

function matches(text: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
}
