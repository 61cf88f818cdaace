/** The admin page: found again, looked at, inserted, deleted and brought back, by clicks and by keys. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Frame, Locator } from 'playwright-core';
import { generate } from '../harness/easel/easel';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';

const password = 'demo-password';
const hostile = '<img src=x onerror=alert(1)> \u202ereversed fox';

/** Keeps every message that a page hears; VS Code rewrites the document, so listeners are wrapped as they come. */
function recordMessages(): void {
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

describe('admin page', () => {
  const fixture = useWorkbench({
    server: { settings: { 'easel.defaults.aspectRatio': '16:9' } },
    workbench: { width: 1500, height: 900 },
  });
  let simulator: QwenImageServiceSimulator;
  const view = (): Locator => fixture.workbench.webview().locator('#easel');
  const list = (): Locator => view().getByRole('listbox');
  const options = (): Locator => list().getByRole('option');
  const detail = (): Locator => view().getByRole('region', { name: 'Details' });
  const countIs = (count: number): Promise<unknown> =>
    until(`${count} entries`, async () => (await view().locator('.count').innerText()) === `Entries: ${count}`, {
      seen: () => view().locator('.count').innerText(),
    });
  async function frame(): Promise<Frame> {
    const found = await (await view().elementHandle())?.ownerFrame();
    assert.ok(found, 'the page has a frame');
    return found;
  }

  before(async () => {
    simulator = await startQwenImageService({ secondsPerImage: 0.1 });
    const { workbench, workspace } = fixture;
    await workbench.page.addInitScript(recordMessages);
    await workbench.runCommand('easel.addProvider');
    for (const [question, answer] of [
      ['Address of the service', simulator.url],
      ['User name', 'demo'],
      ['Password', password],
      ['Enter a name for this provider', 'Our GPU'],
    ] as const) {
      if (question === 'Address of the service') {
        await workbench.quickInput.waitForText('Select a service type');
        await workbench.quickInput.select('Qwen Image Service');
      }
      await workbench.quickInput.waitForText(question);
      await workbench.quickInput.answer(answer);
    }
    await workbench.notifications.waitFor(/Our GPU/);
    await workbench.editors.open(path.join(workspace, 'README.md'), { line: 7 });
    await generate(workbench, { prompt: 'a red fox in the snow', workspace });
    await generate(workbench, { prompt: hostile, workspace, count: 2 });
    await generate(workbench, { prompt: 'mountain lake at dawn', workspace, count: 3 });
  });

  after(() => simulator.stop());

  it('opens with the history: thumbnails of all images in their ratios', async () => {
    await fixture.workbench.runCommand('easel.openAdmin');
    await countIs(3);
    await until('three small pictures', () =>
      options()
        .locator('img')
        .evaluateAll((images) => {
          const all = images as HTMLImageElement[];
          return all.length === 3 && all.every(({ naturalWidth }) => naturalWidth > 0 && naturalWidth <= 320);
        }),
    );
    const [source, box] = [
      await options().locator('img').first().getAttribute('src'),
      await options().locator('img').first().boundingBox(),
    ];
    assert.match(source ?? '', /^data:image\/webp;base64,/, 'it came in a message');
    assert.ok(box && Math.abs(box.width / box.height - 16 / 9) < 0.05, 'true ratio');
  });

  it('shows a prompt full of markup as text', async () => {
    await options().nth(1).click();
    await until('the prompt', async () => (await detail().locator('.prompt').innerText()).includes('<img src=x'));
    assert.equal(await detail().locator('.prompt img').count(), 0);
  });

  it('moves the selection by keys, shows its details, and closes them on Escape', async () => {
    await list().press('End');
    await until('the fox', async () => (await detail().locator('.prompt').innerText()) === 'a red fox in the snow');
    await until('what came', async () => (await detail().innerText()).includes('16:9 as requested'));
    await list().press('Escape');
    await until('no detail', async () => (await detail().count()) === 0);
    await list().press('Enter');
    await detail().waitFor();
  });

  it('searches while typing', async () => {
    await list().press('/');
    await fixture.workbench.page.keyboard.type('lake');
    await countIs(1);
    await fixture.workbench.page.keyboard.press('ControlOrMeta+A');
    await fixture.workbench.page.keyboard.type('nothing like it');
    await view().getByText('Clear Search and Filters').click();
    await countIs(3);
  });

  it('marks a favorite and filters by it', async () => {
    await list().press('Home');
    await list().press('f');
    await until('a star', async () => (await options().locator('.star').count()) === 1);
    await view().getByRole('button', { name: 'Favorites only' }).click();
    await countIs(1);
    await view().getByRole('button', { name: 'Favorites only' }).click();
    await countIs(3);
  });

  it('selects several with Ctrl and Shift, deletes them, and restores them', async () => {
    await options().first().click();
    await options()
      .nth(1)
      .click({ modifiers: ['ControlOrMeta'] });
    await view().getByText('Selected: 2').waitFor();
    await options().first().click();
    await options()
      .nth(2)
      .click({ modifiers: ['Shift'] });
    await view().getByText('Selected: 3').waitFor();
    await list().press('Delete');
    await view().getByText('No images yet').waitFor();
    await view().getByRole('button', { name: 'Undo' }).click();
    await countIs(3);
  });

  it('restores with Ctrl+Z what a key deleted', async () => {
    await list().press('Home');
    await list().press('Delete');
    await countIs(2);
    await list().press('ControlOrMeta+z');
    await countIs(3);
  });

  it('selects all entries with Ctrl+A, and no text around them', async () => {
    const { workbench } = fixture;
    await list().press('ControlOrMeta+A');
    await view().getByText('Selected: 3').waitFor();
    // VS Code hears of keys in the order in which they are pressed: when this one has come, that one has.
    await list().press('F1');
    await workbench.quickInput.waitForText('Type the name of a command');
    await workbench.quickInput.close();
    assert.equal(await (await frame()).evaluate(() => getSelection()?.toString()), '');
    await view().getByRole('button', { name: 'Clear Selection' }).click();
    await until('nothing selected', async () => (await view().getByText('Selected: 3').count()) === 0);
  });

  it('inserts where the cursor was', async () => {
    await options().last().click();
    await list().press('i');
    const text = (await fixture.workbench.editors.waitForText('![')).replaceAll('\n', '');
    assert.match(text, /!\[a red fox in the snow\]\(images\/[^)]+\)/);
    await fixture.workbench.runCommand('easel.openAdmin');
    await countIs(3);
  });

  it('counts before a clean-up, keeps favorites, and restores what was deleted', async () => {
    await view().getByRole('button', { name: 'Clean Up…' }).click();
    await view().getByText('Nothing to delete.').waitFor();
    await view().getByRole('dialog').getByRole('combobox').selectOption('0');
    await view()
      .getByText(/Images: 2 \(/)
      .waitFor();
    await view().getByRole('button', { name: 'Cancel' }).click();
    await countIs(3);
    await view().getByRole('button', { name: 'Clean Up…' }).click();
    await view().getByRole('dialog').getByRole('combobox').selectOption('0');
    await view().getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await countIs(1);
    assert.equal(await options().locator('.star').count(), 1, 'what is left is the favorite');
    await view().getByRole('button', { name: 'Undo' }).click();
    await countIs(3);
  });

  it('shows the keyboard help on ?', async () => {
    await list().press('?');
    await view().getByRole('dialog').getByText('Search prompts').waitFor();
    await fixture.workbench.page.keyboard.press('Escape');
    await until('no dialog', async () => (await view().getByRole('dialog').count()) === 0);
  });

  it('has no serious accessibility violations on either tab', async () => {
    const engine = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const tab of ['Jobs', 'History']) {
      await view().getByRole('tab', { name: tab }).click();
      await (tab === 'Jobs' ? view().locator('.job').first() : options().first()).waitFor();
      const page = await frame();
      await page.evaluate(engine);
      const faults = await page.evaluate<string[]>(
        'axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => [impact, id, nodes[0].html].join(" ")))',
      );
      assert.deepEqual(
        faults.filter((fault) => /^(serious|critical)/.test(fault)),
        [],
      );
    }
  });

  it('shows jobs while they run and end', async () => {
    await view().getByRole('tab', { name: 'Jobs' }).click();
    await until('three jobs', async () => (await view().locator('.job').count()) === 3);
    assert.match(await view().locator('.job').first().innerText(), /mountain lake at dawn\s+Done\s+Our GPU/);
    await view().locator('.job').first().getByRole('button', { name: 'Open' }).click();
    await until('the picture in an editor', async () =>
      (await fixture.workbench.editors.tabs()).some((tab) => tab.includes('mountain-lake')),
    );
    await fixture.workbench.runCommand('easel.openAdmin');
  });

  it('stays responsive during ten thousand events per second', async () => {
    await view().getByRole('tab', { name: 'History' }).click();
    await countIs(3);
    const page = await frame();
    /** The longest pause between two of forty frames, in milliseconds. */
    const longestPause = (messages: number): Promise<number> =>
      page.evaluate(async (perFrame) => {
        let last = performance.now();
        let gap = 0;
        for (let frame = 0; frame < 40; frame += 1) {
          for (let sent = 0; sent < perFrame; sent += 1) {
            window.postMessage({ kind: 'event', event: { kind: 'history-changed' } });
          }
          await new Promise((resolve) => requestAnimationFrame(resolve));
          gap = Math.max(gap, performance.now() - last);
          last = performance.now();
        }
        return gap;
      }, messages);
    // Measured by what this machine can do at this moment.
    const atRest = await longestPause(0);
    const answers = (): Promise<number> =>
      page.evaluate(
        (kind) => (globalThis as unknown as { heard: string[] }).heard.filter((one) => one.includes(kind)).length,
        '"kind":"result"',
      );
    const before = await answers();
    const longest = await longestPause(250);
    console.log(`      longest pause ${Math.round(longest)} ms, at rest ${Math.round(atRest)} ms`);
    assert.ok(longest < 2_000 + 20 * atRest, `the page stood still for ${longest} ms, at rest for ${atRest} ms`);
    await countIs(3);
    const asked = (await answers()) - before;
    assert.ok(asked < 200, `ten thousand changes made the page ask ${asked} times`);
  });

  it('receives no password, and no local paths except in image URLs', async () => {
    const page = await frame();
    const heard = await page.evaluate<string[]>(
      'globalThis.heard.concat(document.getElementById("easel").dataset.start)',
    );
    assert.ok(heard.length > 3, 'messages were recorded');
    const all = heard.join('\n');
    assert.ok(!all.includes(password));
    const withoutAddresses = all.replace(/https:[^"]*?vscode-(resource|cdn)[^"]*/g, '');
    assert.ok(!withoutAddresses.includes(fixture.workspace), 'no path of the workspace');
  });

  it('restores its state after a reload', async () => {
    const { workbench } = fixture;
    await view().getByRole('tab', { name: 'History' }).click();
    await view().getByRole('button', { name: 'Favorites only' }).click();
    await countIs(1);
    await options().first().click();
    await detail().waitFor();
    const shown = await detail().locator('.prompt').innerText();
    // Saved, so that nothing asks; and reloaded by VS Code itself, which keeps what its editors show before it goes.
    await workbench.editors.open(path.join(fixture.workspace, 'README.md'));
    await workbench.editors.save();
    await workbench.runCommand('easel.openAdmin');
    await countIs(1);
    const before = await workbench.page.evaluate(() => performance.timeOrigin);
    await workbench.runCommand('Developer: Reload Window');
    await until('the window to be another', async () => {
      return (await workbench.page.evaluate(() => performance.timeOrigin)) !== before;
    });
    await until('the history again', async () => (await options().count()) === 1, { timeout: 120_000 });
    await until('the picture that was shown large', async () => (await detail().count()) === 1);
    assert.equal(await detail().locator('.prompt').innerText(), shown);
    assert.equal(
      await view().getByRole('button', { name: 'Favorites only' }).getAttribute('aria-pressed'),
      'true',
      'still filtered',
    );
  });
});
