/** The page Create: a prompt, what the model has, pictures to start from, and what comes of it beside them. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { AdminPage, recordMessages } from '../harness/adminPages/adminPage';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { filesIn, waitForFiles } from '../harness/files/workspace';
import { type OpenAiImagesSimulator, startOpenAiImages } from '../simulators/openai';
import { drawPng } from '../simulators/image';

const moderated = JSON.stringify({
  error: {
    message: 'Your request was rejected by the safety system.',
    type: 'image_generation_user_error',
    code: 'moderation_blocked',
  },
});

describe('Create page', () => {
  const fixture = useWorkbench({
    workbench: { width: 1500, height: 1000 },
    prepare: (workspace) => {
      writeFileSync(path.join(workspace, 'harbour.png'), drawPng(320, 200, 'harbour'));
      writeFileSync(path.join(workspace, 'drawing.png'), drawPng(200, 200, 'drawing'));
      writeFileSync(path.join(workspace, 'broken.png'), 'no picture at all');
    },
  });
  let simulator: OpenAiImagesSimulator;
  let admin: AdminPage;
  const view = (): Locator => admin.view();
  const prompt = (): Locator => view().locator('textarea');
  const line = (): Locator => view().locator('.line');
  const results = (): Locator => view().locator('li[data-job]');
  const pictures = (): Locator => results().locator('img');
  const references = (): Locator => view().getByRole('region', { name: 'Input images' }).locator('li img');
  const start = (): Locator => view().locator('button.main');
  const provider = (): Locator => view().getByRole('combobox', { name: 'Provider' });
  const names = async (): Promise<string[]> =>
    view()
      .locator('.fields label')
      .allInnerTexts()
      .then((all) => all.map((one) => one.trim()));
  const lineSays = (words: RegExp): Promise<unknown> =>
    until(`a line with ${String(words)}`, async () => words.test(await line().innerText()), {
      seen: () => line().innerText(),
    });
  const hasResults = (count: number): Promise<unknown> =>
    until(
      `${count} pictures that are drawn`,
      async () =>
        (await pictures().evaluateAll(
          (all) => (all as HTMLImageElement[]).filter(({ naturalWidth }) => naturalWidth > 0).length,
        )) === count,
      { timeout: 120_000, seen: () => results().allInnerTexts().then(String) },
    );
  const hasReferences = (count: number): Promise<unknown> =>
    until(`${count} input images`, async () => (await references().count()) === count, {
      seen: () => view().innerText(),
    });
  /** As the workbench does when files are dropped while Shift is held. */
  async function drop(uris: string[]): Promise<void> {
    await (
      await admin.frame()
    ).evaluate((list) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/uri-list', list.join('\r\n'));
      document.querySelector('.create')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
    }, uris);
  }

  before(async () => {
    simulator = await startOpenAiImages({ key: false });
    const images = {
      type: 'nano-banana-edits',
      name: 'Images',
      hosts: { domestic: `${simulator.url}/v1` },
      model: 'gpt-image-1.5',
    };
    fixture.server.updateSettings({ 'easel.providers': [{ type: 'sketch', default: true }, images] });
    admin = new AdminPage(fixture.workbench);
    await fixture.workbench.page.addInitScript(recordMessages);
    await admin.open('Create');
    await provider().waitFor();
  });

  after(() => simulator.stop());

  it('shows hints while empty, and starts nothing without a prompt', async () => {
    await view().getByText('Describe an image and press Ctrl+Enter').waitFor();
    assert.equal(await start().isDisabled(), true);
    await prompt().press('ControlOrMeta+Enter');
    assert.equal(await results().count(), 0);
  });

  it('shows exactly the parameters of the model', async () => {
    assert.deepEqual(await names(), [
      ...['Provider', 'Aspect ratio', 'Size (pixels)', 'Number of images', 'Negative prompt', 'Seed', 'Background'],
    ]);
    await provider().selectOption({ label: 'Images' });
    await lineSays(/^Images/);
    assert.deepEqual(await names(), [
      ...['Provider', 'Aspect ratio', 'Number of images', 'Quality', 'Background', 'File format', 'Model'],
    ]);
    await view().getByRole('combobox', { name: 'Quality' }).selectOption('high');
    await view().getByRole('combobox', { name: 'Model' }).selectOption('nano-banana');
    await until('the parameters of the other model', async () => !(await names()).includes('Quality'));
    await provider().selectOption({ label: 'sketch' });
    await lineSays(/^sketch · 1:1 · 1 image · free → images\//);
  });

  it('generates an image on Ctrl+Enter, and shows the next one beside it', async () => {
    await prompt().fill('a red fox in the snow');
    await prompt().press('ControlOrMeta+Enter');
    await hasResults(1);
    await view().getByRole('combobox', { name: 'Aspect ratio' }).selectOption('16:9');
    await lineSays(/16:9/);
    await prompt().fill('a red fox in the rain');
    await prompt().press('ControlOrMeta+Enter');
    await hasResults(2);
    assert.match(await results().first().innerText(), /a red fox in the rain\s+Done\s+sketch/);
    const [newer, older] = await Promise.all([results().nth(0).boundingBox(), results().nth(1).boundingBox()]);
    assert.ok(newer && older && newer.x < older.x && newer.y === older.y, 'side by side');
    assert.equal((await waitForFiles(path.join(fixture.workspace, 'images'), 2)).length, 2);
  });

  it('shows why a value is invalid, and starts nothing with it', async () => {
    const count = view().getByRole('textbox', { name: 'Number of images' });
    await count.fill('many');
    await view().getByText('Enter a whole number from 1 to 10.').waitFor();
    assert.equal(await start().isDisabled(), true);
    assert.equal(await count.inputValue(), 'many');
    await count.fill('6');
    await lineSays(/6 images · free/);
    await count.fill('');
    await lineSays(/1 image /);
  });

  it('cycles through earlier prompts with the arrow keys, and back to the draft', async () => {
    await prompt().fill('half a thought');
    await prompt().press('ArrowUp');
    await until('the prompt before', async () => (await prompt().inputValue()) === 'a red fox in the rain');
    await prompt().press('ArrowUp');
    await until('the one before it', async () => (await prompt().inputValue()) === 'a red fox in the snow');
    await prompt().press('ArrowDown');
    await prompt().press('ArrowDown');
    await until('what was written', async () => (await prompt().inputValue()) === 'half a thought');
  });

  it('edits a result: kind, destination and button change', async () => {
    await results().last().getByRole('button', { name: 'Use as Reference' }).click();
    await hasReferences(1);
    await lineSays(/^sketch · 1 image · free → next to the original/);
    assert.equal(await start().innerText(), 'Edit Image');
    await prompt().fill('make it night');
    await start().click();
    await hasResults(3);
    await until('the file beside its original', () =>
      filesIn(path.join(fixture.workspace, 'images')).some((file) => file.endsWith('-edit.png')),
    );
  });

  it('accepts dropped files, and names those that are not images or outside of the workspace', async () => {
    const uri = (name: string): string => `file://${path.join(fixture.workspace, name)}`;
    // On a remote machine the window names them by the scheme of the way there.
    const remote = `vscode-remote://127.0.0.1${path.join(fixture.workspace, 'harbour.png')}`;
    await drop([remote, uri('broken.png'), 'file:///etc/hostname.png']);
    await hasReferences(2);
    await view().getByText('Skipped hostname.png, broken.png').waitFor();
    await drop([`${uri('images')}/../../elsewhere.png`]);
    await view().getByText('Skipped elsewhere.png').waitFor();
    assert.equal(await references().count(), 2);
  });

  it('reorders and removes input images', async () => {
    const order = (): Promise<(string | null)[]> =>
      references().evaluateAll((all) => all.map((image) => image.getAttribute('alt')));
    assert.equal((await order())[1], 'harbour.png');
    await view().getByRole('button', { name: 'Move Earlier: harbour.png' }).click();
    await until('the harbour first', async () => (await order())[0] === 'harbour.png');
    await view().getByRole('button', { name: 'Remove harbour.png' }).click();
    await hasReferences(1);
  });

  it('accepts a pasted image', async () => {
    const { page } = fixture.workbench;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.bringToFront();
    await page.locator('body').evaluate(
      async (_body, base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const blob = new Blob([bytes], { type: 'image/png' });
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
      },
      Buffer.from(drawPng(120, 90, 'pasted')).toString('base64'),
    );
    await prompt().focus();
    await page.keyboard.press('ControlOrMeta+V');
    await hasReferences(2);
    assert.equal(await prompt().inputValue(), 'make it night');
  });

  it('says why it cannot start with too many input images', async () => {
    const [one, two, three] = ['b', 'c', 'd'].map((name) => path.join(fixture.workspace, `${name}.png`));
    for (const file of [one, two, three]) if (file) writeFileSync(file, drawPng(64, 48, file));
    await drop([one, two, three].map((file) => `file://${file}`));
    await hasReferences(5);
    await view().getByRole('alert').filter({ hasText: /3/ }).waitFor();
    assert.equal(await start().isDisabled(), true);
    for (let left = 4; left >= 1; left -= 1) {
      await view()
        .getByRole('button', { name: /^Remove / })
        .last()
        .click();
      await hasReferences(left);
    }
  });

  it('shows why a job failed, with the next step', async () => {
    await provider().selectOption({ label: 'Images' });
    await lineSays(/^Images/);
    simulator.misbehave({ method: 'POST', path: /images/, fault: { kind: 'answer', status: 400, body: moderated } });
    await prompt().fill('something that is refused');
    await prompt().press('ControlOrMeta+Enter');
    const failed = results().first();
    await until('the reason', async () => (await failed.innerText()).includes('Failed'), {
      seen: () => failed.innerText(),
    });
    await prompt().fill('something else');
    await failed.getByRole('button', { name: 'Edit Prompt' }).click();
    await until('the prompt again', async () => (await prompt().inputValue()) === 'something that is refused');
    simulator.behave();
  });

  it('has no serious accessibility violations', async () => {
    assert.deepEqual(await admin.seriousFaults(), []);
    assert.equal(await admin.overflows(), false);
  });

  it('receives no local paths except in image URLs', async () => {
    const withoutAddresses = (await admin.messagesFromHost()).replace(/https:[^"]*?vscode-(resource|cdn)[^"]*/g, '');
    assert.ok(withoutAddresses.includes('harbour.png'), 'the name of a file was told');
    assert.ok(!withoutAddresses.includes(fixture.workspace), 'no path of the workspace');
  });

  it('restores its state after another tab and after a reload', async () => {
    const { workbench } = fixture;
    await prompt().fill('a thought that is not finished');
    const before = await results().count();
    await admin.open('Jobs');
    await admin.open('Create');
    await provider().waitFor();
    assert.equal(await prompt().inputValue(), 'a thought that is not finished');
    await hasReferences(1);
    const origin = await workbench.page.evaluate(() => performance.timeOrigin);
    await workbench.runCommand('Developer: Reload Window');
    await until('the window to be another', async () => {
      return (await workbench.page.evaluate(() => performance.timeOrigin)) !== origin;
    });
    await until('the page again', async () => (await prompt().count()) === 1, { timeout: 120_000 });
    assert.equal(await prompt().inputValue(), 'a thought that is not finished');
    await hasReferences(1);
    await lineSays(/^Images/);
    await until('the results', async () => (await results().count()) === before);
  });

  it('accepts a file dragged from the Explorer while Shift is held', async () => {
    const { page, explorer } = fixture.workbench;
    const row = await (await explorer.reveal('drawing.png')).boundingBox();
    const field = await prompt().boundingBox();
    assert.ok(row && field);
    await page.mouse.move(row.x + 40, row.y + 8);
    await page.mouse.down();
    await page.mouse.move(row.x + 60, row.y + 20, { steps: 4 });
    await page.keyboard.down('Shift');
    await page.mouse.move(row.x + 100, row.y + 60, { steps: 6 });
    await page.mouse.move(field.x + 60, field.y + 40, { steps: 20 });
    await page.mouse.move(field.x + 64, field.y + 44, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await hasReferences(2);
  });
});
