/** The view in the side bar: nothing before it is seen, then jobs and pictures, by clicks and by keys. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Frame, Locator } from 'playwright-core';
import { generate, openPrompt } from '../harness/easel/easel';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';

const hostile = '<img src=x onerror=alert(1)> fox';

describe('sidebar view', () => {
  let simulator: QwenImageServiceSimulator;
  before(async () => {
    simulator = await startQwenImageService({ auth: 'open', secondsPerImage: 60 });
  });
  after(() => simulator.stop());
  const fixture = useWorkbench({
    server: { settings: { 'easel.defaults.aspectRatio': '16:9' } },
    workbench: { width: 1400, height: 800 },
  });
  let frame: Frame;
  const view = (): Locator => frame.locator('#easel');
  const tiles = (): Locator => view().locator('.tile');
  const jobs = (): Locator => view().locator('.job');

  /** The frame of the page that shows `page`; others may be open beside it. */
  async function frameOf(page: 'side' | 'admin'): Promise<Frame> {
    return until(`the page ${page}`, async () => {
      for (const one of fixture.workbench.page.frames()) {
        const start = await one
          .evaluate(() => document.getElementById('easel')?.dataset['start'] ?? '')
          .catch(() => '');
        if (start.startsWith(`{"page":"${page}"`)) return one;
      }
      return undefined;
    });
  }

  async function toggle(): Promise<void> {
    await fixture.workbench.page.locator('.activitybar .action-label[aria-label^="Easel"]').click();
  }

  function hasDatabase(folder: string): boolean {
    return (
      existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => String(file).endsWith('easel.db'))
    );
  }

  it('loads nothing before it is visible', async () => {
    const { workbench, server } = fixture;
    const icon = workbench.page.locator('.activitybar .action-label[aria-label^="Easel"]');
    await icon.waitFor();
    assert.equal(await workbench.page.locator('iframe.webview').count(), 0);
    assert.equal(hasDatabase(server.userDataFolder), false);
    await toggle();
    frame = await frameOf('side');
    await view().getByText('No images yet.').waitFor();
    assert.equal(hasDatabase(server.userDataFolder), true);
  });

  it('starts with one sentence and one button', async () => {
    assert.equal(await view().getByRole('button').count(), 1);
    await view().getByRole('button', { name: 'Generate Image…' }).click();
    await fixture.workbench.quickInput.waitForText('→');
    await fixture.workbench.quickInput.close();
  });

  it('shows thumbnails of the latest images, and prompts as plain text', async () => {
    const { workbench, workspace } = fixture;
    await workbench.editors.open(path.join(workspace, 'README.md'), { line: 7 });
    await generate(workbench, { prompt: 'a red fox in the snow', workspace });
    await generate(workbench, { prompt: hostile, workspace, count: 2 });
    await generate(workbench, { prompt: 'mountain lake at dawn', workspace, count: 3 });
    await until('three small pictures', () =>
      tiles()
        .locator('img')
        .evaluateAll((images) => {
          const all = images as HTMLImageElement[];
          return all.length === 3 && all.every(({ naturalWidth }) => naturalWidth > 0 && naturalWidth <= 320);
        }),
    );
    assert.equal(await tiles().nth(1).getAttribute('title'), hostile);
    assert.match((await tiles().first().locator('img').getAttribute('src')) ?? '', /^data:image\/webp;base64,/);
  });

  it('moves the selection with arrow keys, inserts with I, opens with Enter', async () => {
    const { workbench } = fixture;
    await tiles().first().focus();
    await workbench.page.keyboard.press('End');
    await until('the last one', () =>
      tiles()
        .last()
        .evaluate((one) => one === document.activeElement),
    );
    await workbench.page.keyboard.press('i');
    await workbench.editors.waitForText(/!\[a red fox in the snow\]\(images\//);
    // The editor that was inserted into may take the focus once more.
    await until('the picture in a tab', async () => {
      await tiles().last().press('Enter', { timeout: 5_000 });
      return (await workbench.editors.tabs()).some((tab) => tab.includes('a-red-fox-in-the-snow'));
    });
    await workbench.editors.waitForTab(/a-red-fox-in-the-snow/);
  });

  it('shows a running job with its state and time, and cancels it', async () => {
    const { workbench, server } = fixture;
    server.updateSettings({
      'easel.providers': [
        { type: 'qwen-image-service', name: 'Slow', hosts: { domestic: simulator.url }, default: true },
      ],
    });
    // What is being made can not be stopped there; what waits behind it can.
    for (const prompt of ['a slow harbour', 'a waiting harbour']) {
      // The input shows the settings as of its opening.
      await until('an input for Slow', async () => {
        await openPrompt(workbench);
        if ((await workbench.quickInput.shownText()).includes('Slow')) return true;
        await workbench.quickInput.close();
        return false;
      });
      await workbench.quickInput.type(prompt);
      await workbench.quickInput.accept();
      await until(`a line for ${prompt}`, async () => (await view().innerText()).includes(prompt));
    }
    const slow = jobs().filter({ hasText: 'a slow harbour' });
    await until('its line', async () => /Generating…[^]*·[^]*\d+ s/.test(await slow.innerText()));
    const before = await slow.locator('.facts').first().innerText();
    await until('its time to go on', async () => (await slow.locator('.facts').first().innerText()) !== before);
    assert.deepEqual(await faults(), []);
    await view().getByRole('button', { name: 'Cancel: a waiting harbour' }).click();
    await until(
      'one job under way',
      async () => (await jobs().allInnerTexts()).join().includes('waiting harbour') === false,
    );
    assert.equal(await slow.count(), 1);
  });

  it('opens the admin page from its menu, headings and title buttons', async () => {
    const { workbench } = fixture;
    await tiles().last().click({ button: 'right' });
    await view().getByRole('menuitem', { name: 'Show in Easel' }).click();
    const admin = await frameOf('admin');
    const prompt = admin.getByRole('region', { name: 'Details' }).locator('.prompt');
    await until('the fox', async () => (await prompt.innerText()) === 'a red fox in the snow');
    await view().getByRole('button', { name: 'View All', exact: true }).last().click();
    for (const name of ['Generate Image…', 'Open Easel']) {
      await workbench.page.locator(`.part.sidebar .action-label[aria-label*="${name}"]`).first().waitFor();
    }
  });

  it('fits a narrow width', async () => {
    for (const width of [170, 300, 600]) {
      const isCut = await frame.evaluate((pixels) => {
        document.body.style.width = `${pixels}px`;
        return document.querySelector('main')?.scrollWidth !== document.querySelector('main')?.clientWidth;
      }, width);
      assert.equal(isCut, false, `${width} pixels`);
    }
  });

  it('has no serious accessibility violations', async () => {
    assert.deepEqual(await faults(), []);
  });

  async function faults(): Promise<string[]> {
    await frame.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const all = await frame.evaluate<string[]>(
      'axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => [impact, id, nodes[0].html].join(" ")))',
    );
    return all.filter((fault) => /^(serious|critical)/.test(fault));
  }
});
