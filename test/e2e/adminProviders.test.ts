/** The page Providers: added by a form, put in order, tried, switched, copied, removed and brought back, by clicks and keys. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Frame, Locator } from 'playwright-core';
import { openPrompt } from '../harness/easel/easel';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';

const password = 'demo-password';
const wrongPassword = 'not-the-password';

/** Hands out every message that a frame of the page hears or sends on: both directions pass through them. */
function recordMessages(): void {
  if (globalThis.top === globalThis.self) return;
  const tell = (message: unknown): void => {
    let text = '';
    try {
      text = JSON.stringify(message) ?? '';
    } catch {
      // What can't be written as JSON is handed on by the frame around the page, piece by piece.
    }
    void (globalThis as unknown as { tellMessage(text: string): Promise<void> }).tellMessage(text);
  };
  const listen = globalThis.addEventListener.bind(globalThis);
  globalThis.addEventListener = ((kind: string, listener: (event: Event) => void, options?: boolean) => {
    if (kind !== 'message' || typeof listener !== 'function') return listen(kind, listener, options);
    const wrapped = (event: Event): void => {
      tell((event as MessageEvent).data);
      listener(event);
    };
    return listen(kind, wrapped, options);
  }) as typeof globalThis.addEventListener;
  const post = Reflect.get(MessagePort.prototype, 'postMessage') as (...values: unknown[]) => void;
  MessagePort.prototype.postMessage = function (this: MessagePort, ...values: unknown[]): void {
    tell(values[0]);
    post.apply(this, values);
  };
}

describe('Providers page', () => {
  const fixture = useWorkbench({
    server: { settings: { 'easel.defaults.aspectRatio': '16:9' } },
    workbench: { width: 1500, height: 900 },
  });
  let first: QwenImageServiceSimulator;
  let second: QwenImageServiceSimulator;
  const messages: string[] = [];
  const view = (): Locator => fixture.workbench.webview().locator('#easel');
  const row = (name: string): Locator => view().locator('[data-provider]').filter({ hasText: name });
  const form = (): Locator => view().locator('aside form');
  const field = (label: string): Locator => form().getByLabel(label, { exact: true });
  const entries = (): Record<string, unknown>[] =>
    (fixture.server.settings()['easel.providers'] ?? []) as Record<string, unknown>[];
  const entry = (name: string): Record<string, unknown> | undefined => entries().find((one) => one['name'] === name);
  const names = (): Promise<string[]> => view().locator('[data-provider] strong').allInnerTexts();
  const orderIs = (...wanted: string[]): Promise<unknown> =>
    until(`the order ${wanted.join(', ')}`, async () => (await names()).join() === wanted.join(), {
      seen: async () => (await names()).join(),
    });
  const says = (name: string, words: RegExp): Promise<unknown> =>
    until(`${name} to say ${String(words)}`, async () => words.test(await row(name).innerText()), {
      seen: () => row(name).innerText(),
    });

  async function frame(): Promise<Frame> {
    const found = await (await view().elementHandle())?.ownerFrame();
    assert.ok(found, 'the page has a frame');
    return found;
  }

  async function openPage(): Promise<void> {
    await fixture.workbench.runCommand('easel.openAdmin');
    await view().getByRole('tab', { name: 'Providers' }).click();
    await view().getByRole('button', { name: 'Add Provider…' }).waitFor();
  }

  async function menu(name: string, item: string): Promise<void> {
    await row(name).getByRole('button', { name: /^More/ }).click();
    await view().getByRole('menuitem', { name: item }).click();
  }

  async function faults(): Promise<string[]> {
    const page = await frame();
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const all = await page.evaluate<string[]>(
      'axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => [impact, id, nodes[0].html].join(" ")))',
    );
    return all.filter((fault) => /^(serious|critical)/.test(fault));
  }

  before(async () => {
    first = await startQwenImageService({ loginsPerMinute: 100 });
    second = await startQwenImageService({ loginsPerMinute: 100 });
    await fixture.workbench.page.exposeFunction('tellMessage', (text: string) => void messages.push(text));
    await fixture.workbench.page.addInitScript(recordMessages);
    await fixture.workbench.reload();
  });

  after(async () => {
    await first.stop();
    await second.stop();
  });

  it('starts with sketch alone, and says what to do', async () => {
    await openPage();
    await view().getByText('Add a provider to generate real images.').waitFor();
    await says('sketch', /Ready[^]*Offline, free/);
  });

  it('adds a service by a form, and shows a wrong password with the next step', async () => {
    await view().getByRole('button', { name: 'Add Provider…' }).click();
    await view()
      .getByRole('button', { name: /^Qwen Image Service/ })
      .click();
    await field('Name').fill('First');
    await field('Address').fill('not an address');
    await field('User name').fill('demo');
    await form().locator('input[type=password]').fill(wrongPassword);
    await form().getByRole('button', { name: 'Add and Test' }).click();
    await until(
      'the mistake at its field',
      async () =>
        (await field('Address').getAttribute('aria-invalid')) === 'true' &&
        (await form().innerText()).includes('"not an address" isn\'t a valid address.'),
    );
    assert.deepEqual(entries(), [], 'nothing wrong is written');
    await field('Address').fill(first.url);
    await form().getByRole('button', { name: 'Add and Test' }).click();
    await says('First', /rejected the password/);
    const written = entry('First');
    assert.deepEqual(written, {
      type: 'qwen-image-service',
      name: 'First',
      baseUrl: first.url,
      options: { username: 'demo' },
      id: 'qwen-image-service',
    });
    await form()
      .getByRole('alert')
      .getByText(/rejected the password/)
      .waitFor();
    const isInPassword = (): Promise<unknown> =>
      until('the cursor in the password', () =>
        form()
          .locator('input[type=password]')
          .evaluate((input) => input === document.activeElement),
      );
    await isInPassword();
    await fixture.workbench.page.keyboard.press('Escape');
    await until('no form', async () => (await form().count()) === 0);
    await openPage();
    await says('First', /Password rejected/);
    await row('First').getByRole('button', { name: 'Set Password' }).click();
    await isInPassword();
    assert.equal(await form().locator('input[type=password]').inputValue(), '', 'a password does not come back');
    await fixture.workbench.page.keyboard.type(password);
    await fixture.workbench.page.keyboard.press('Enter');
    await says('First', /First is working · Qwen Image Service/);
    await says('First', /Ready/);
  });

  it('distinguishes a second one of the same type by its address', async () => {
    await view().getByRole('button', { name: 'Add Provider…' }).click();
    await view()
      .getByRole('button', { name: /^Qwen Image Service/ })
      .click();
    await field('Name').fill('Second');
    await field('Address').fill(second.url);
    await field('User name').fill('demo');
    await form().getByRole('button', { name: 'Save', exact: true }).click();
    await says('Second', /Password missing/);
    await row('Second').getByRole('button', { name: /^Edit/ }).click();
    await form().getByText('Not set').waitFor();
    await form().locator('input[type=password]').fill(password);
    await form().getByRole('button', { name: 'Save and Test' }).click();
    await says('Second', /Second is working/);
  });

  it('asks for the key again when the address changes', async () => {
    await row('First').getByRole('button', { name: /^Edit/ }).click();
    await form().getByText('Set', { exact: true }).waitFor();
    await field('Address').fill(second.url);
    await form().getByText(`The saved value is for ${first.url}`).waitFor();
    // What is not saved is not thrown away by a key.
    await fixture.workbench.page.keyboard.press('Escape');
    await form().getByText('You have unsaved changes.').waitFor();
    await form().getByRole('button', { name: 'Discard Changes' }).click();
    await until('no form', async () => (await form().count()) === 0);
    assert.equal(entry('First')?.['baseUrl'], first.url);
  });

  it('reorders by keys, in the settings and in the fallback order', async () => {
    await menu('Second', 'Duplicate');
    await field('Name').fill('Third');
    await form().getByText('Not set').waitFor();
    await form().locator('input[type=password]').fill(password);
    await form().getByRole('button', { name: 'Save', exact: true }).click();
    await says('Third', /Third is working/);
    await orderIs('First', 'Second', 'Third', 'sketch');
    const grip = row('Third').locator('.grip');
    await grip.focus();
    while ((await names())[0] !== 'Third') {
      const place = (await names()).indexOf('Third');
      await fixture.workbench.page.keyboard.press('Alt+ArrowUp');
      await until('one place further up', async () => (await names()).indexOf('Third') === place - 1);
    }
    await until('the place to be told', async () =>
      (await view().locator('[aria-live]').allInnerTexts()).join().includes('Third is now number 1 of 4.'),
    );
    assert.ok(await grip.evaluate((one) => one === document.activeElement), 'the focus stays with what is moved');
    await until('priorities that say so', () => {
      const figure = (name: string): number => Number(entry(name)?.['priority'] ?? 0);
      return figure('Third') > figure('First') && figure('Third') > figure('Second');
    });
    await row('First').getByRole('checkbox', { name: 'First: Default' }).check();
    await until('one default', () => entry('First')?.['default'] === true);
    first.misbehave({ path: /text-to-image/, fault: { kind: 'html', status: 502 }, times: 50 });
    await openPrompt(fixture.workbench);
    await fixture.workbench.quickInput.type('a red fox');
    await fixture.workbench.quickInput.accept();
    await openPage();
    await view().getByRole('tab', { name: 'Jobs' }).click();
    await until('the next in the order to have taken it', async () =>
      /First 502 → Third ✓/.test(await view().locator('.job').first().innerText()),
    );
    first.behave();
    await view().getByRole('tab', { name: 'Providers' }).click();
    await says('First', /Last request failed[^]*Last error/);
  });

  it('disables a provider, and reorders by dragging', async () => {
    await row('Second').getByRole('checkbox', { name: 'Second: Enabled' }).uncheck();
    await says('Second', /\bDisabled\b/);
    await until('the setting', () => entry('Second')?.['enabled'] === false);
    await row('Second').getByRole('checkbox', { name: 'Second: Enabled' }).check();
    await says('Second', /Ready/);
    const order = await names();
    await row('Third')
      .locator('.grip')
      .dragTo(row(order.at(-1) ?? ''), { targetPosition: { x: 200, y: 50 } });
    await orderIs(...order.slice(1), 'Third');
  });

  it('duplicates without the key, removes, and restores with the key', async () => {
    await menu('Third', 'Remove');
    await view().getByText('Removed "Third".').waitFor();
    await until('the entry to be gone', () => entry('Third') === undefined);
    await view().getByRole('button', { name: 'Undo' }).click();
    await until('the entry again', () => entry('Third') !== undefined);
    await says('Third', /Ready/);
    await row('Third').getByRole('button', { name: /^Test/ }).click();
    await says('Third', /Third is working/);
    await menu('Third', 'Balance');
    await says('Third', /images left today|unlimited images today/);
  });

  it('exports without keys, and validates imports like the settings', async () => {
    const { workbench, workspace } = fixture;
    const file = path.join(workspace, 'easel-providers.json');
    await view().getByRole('button', { name: 'Export…' }).click();
    await workbench.quickInput.waitOpen();
    await workbench.quickInput.answer(file);
    await view().getByText("Providers exported: 3. Keys and passwords aren't included.").waitFor();
    const text = readFileSync(file, 'utf8');
    assert.deepEqual((JSON.parse(text) as Record<string, unknown>)['easel.providers'], entries());
    assert.ok(!text.includes(password));
    const list = [
      entries()[0],
      { type: 'kie', name: 'Imported', apiKey: 'k-123', default: true },
      { type: 'nano-banana-edits', name: 'Nowhere', hosts: { domestic: 'ftp://x' } },
    ];
    writeFileSync(file, JSON.stringify(list));
    await view().getByRole('button', { name: 'Import…' }).click();
    await workbench.quickInput.waitOpen();
    await workbench.quickInput.answer(file);
    await view().getByText('Imported: Imported.').waitFor();
    for (const words of ['"First" already exists.', 'apiKey: Unknown property', 'Use an http or https address.']) {
      await view().getByText(words).first().waitFor();
    }
    assert.deepEqual(entry('Imported'), { type: 'kie', name: 'Imported', id: 'kie' });
    await says('Imported', /Key missing/);
  });

  it('shows an invalid entry, and fixes it by its form', async () => {
    const all = entries();
    fixture.server.updateSettings({
      'easel.providers': all.map((one) => (one['name'] === 'Imported' ? { ...one, pollSeconds: 9999 } : one)),
    });
    await view().getByText("has an error and isn't used.").waitFor();
    await view().locator('.invalid').getByRole('button', { name: 'Edit…' }).click();
    await form().getByText('More settings').click();
    await until(
      'the mistake at its field',
      async () => (await field('Polling interval (seconds)').getAttribute('aria-invalid')) === 'true',
    );
    await field('Polling interval (seconds)').fill('5');
    assert.deepEqual(await faults(), []);
    await form().getByRole('button', { name: 'Save', exact: true }).click();
    await says('Imported', /Key missing/);
    assert.equal(await view().locator('.invalid').count(), 0);
  });

  it('has no serious accessibility violations', async () => {
    assert.deepEqual(await faults(), []);
  });

  it('sends a password once, in the call that saves it, and never receives one', async () => {
    const page = await frame();
    const shown = await page.evaluate<string>('document.documentElement.outerHTML');
    const isSecret = (text: string): boolean => text.includes(password) || text.includes(wrongPassword);
    assert.ok(
      messages.some((text) => text.includes('"kind":"result"')),
      'what the host sends was recorded',
    );
    assert.ok(!isSecret(shown));
    const writes = messages.filter(isSecret);
    const calls = new Set(writes.map((text) => /"method":"(\w+)"/.exec(text)?.[1] ?? text));
    assert.deepEqual(
      [...calls],
      ['providerSecret'],
      'what the page sends was recorded, and only that call has a password',
    );
    assert.ok(writes.every((text) => !text.includes('"kind":"result"')));
  });

  it('keeps the fields of a form, but no key, while its tab is hidden', async () => {
    await row('First').getByRole('button', { name: 'Edit First' }).click();
    await field('Name').fill('First of all');
    await form().locator('input[type=password]').fill(password);
    await fixture.workbench.editors.open(path.join(fixture.workspace, 'README.md'));
    await fixture.workbench.runCommand('easel.openAdmin');
    await until('what was typed', async () => (await field('Name').inputValue()) === 'First of all');
    assert.equal(await form().locator('input[type=password]').inputValue(), '');
    await fixture.workbench.page.keyboard.press('Escape');
  });
});
