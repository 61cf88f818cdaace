/** The admin page as a page object, and steps that tests of its tabs share. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Locator } from 'playwright-core';
import { message } from '../vscode/manifest';
import { until } from '../until';
import type { Workbench } from '../workbench/workbench';

export class AdminPage {
  private readonly workbench: Workbench;

  constructor(workbench: Workbench) {
    this.workbench = workbench;
  }

  /** Root element of the page. */
  view(): Locator {
    return this.workbench.webview().locator('#easel');
  }

  /** Opens the page, clicks a tab, and waits until it is selected. */
  async open(tab: string): Promise<void> {
    await this.workbench.runCommand('easel.openAdmin');
    const button = this.view().getByRole('tab', { name: tab });
    // The page may still be loading or load again, so the tab is clicked until it is selected.
    await until(
      `the tab ${tab}`,
      async () => {
        if ((await button.getAttribute('aria-selected', { timeout: 5_000 })) === 'true') return true;
        await button.click({ timeout: 5_000 });
        return false;
      },
      { timeout: 60_000 },
    );
  }

  region(name: string | RegExp): Locator {
    return this.view().getByRole('region', { name });
  }

  async frame(): Promise<Frame> {
    const found = await (await this.view().elementHandle())?.ownerFrame();
    assert.ok(found, 'the page has a frame');
    return found;
  }

  /** Serious and critical violations found by axe-core, one line each. */
  async seriousFaults(): Promise<string[]> {
    const engine = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const page = await this.frame();
    await page.evaluate(engine);
    const faults = await page.evaluate<string[]>(
      'axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => [impact, id, nodes[0].html].join(" ")))',
    );
    return faults.filter((fault) => /^(serious|critical)/.test(fault));
  }

  /** Whether the page scrolls horizontally. */
  async overflows(): Promise<boolean> {
    return (await this.frame()).evaluate(() => document.documentElement.scrollWidth > innerWidth);
  }

  /** Buttons that are much taller than their content. */
  async stretched(): Promise<string[]> {
    return (await this.frame()).evaluate(() => {
      const ordinaryPadding = 30;
      const inside = document.createRange();
      const isStretched = (one: Element): boolean => {
        inside.selectNodeContents(one);
        return one.getBoundingClientRect().height > inside.getBoundingClientRect().height + ordinaryPadding;
      };
      return [...document.querySelectorAll('button')].filter(isStretched).map((one) => one.outerHTML.slice(0, 120));
    });
  }

  /** All messages that the page got from the host, recorded by {@link recordMessages}. */
  async messagesFromHost(): Promise<string> {
    const heard = await (
      await this.frame()
    ).evaluate<string[]>('globalThis.heard.concat(document.getElementById("easel").dataset.start)');
    assert.ok(heard.length > 3, 'messages were recorded');
    return heard.join('\n');
  }
}

/**
 * Init script that records every message of a page. VS Code rewrites the document, so listeners are wrapped when they are
 * added.
 */
export function recordMessages(): void {
  const heard: string[] = [];
  Object.assign(globalThis, { heard });
  const listen = globalThis.addEventListener.bind(globalThis);
  globalThis.addEventListener = ((kind: string, listener: (event: Event) => void, options?: boolean) => {
    if (kind !== 'message' || typeof listener !== 'function') return listen(kind, listener, options);
    const wrapped = (event: Event): void => {
      heard.push(JSON.stringify((event as MessageEvent).data) ?? '');
      listener(event);
    };
    return listen(kind, wrapped, options);
  }) as typeof globalThis.addEventListener;
}

/** Adds a Qwen Image Service through the steps of Add Provider. */
export async function addQwenService(
  workbench: Workbench,
  service: { url: string; user: string; password: string; name: string },
): Promise<void> {
  const { quickInput, notifications, language } = workbench;
  await workbench.runCommand('easel.addProvider');
  await quickInput.waitForText(message('Select a service type', language));
  await quickInput.select(message('Qwen Image Service', language));
  for (const [question, answer] of [
    ['Address of the service, including the port', service.url],
    ['User name', service.user],
    ['Password', service.password],
    ['Enter a name for this provider', service.name],
  ] as const) {
    await quickInput.waitForText(message(question, language));
    await quickInput.answer(answer);
  }
  await notifications.waitFor(new RegExp(service.name));
}
