/** What leads out of the history and into it: dragged into a text, compared, found from a file of the explorer, too large. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { AdminPage } from '../harness/adminPages/adminPage';
import { generate } from '../harness/easel/easel';
import { cacheFolder } from '../harness/files/paths';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { filesIn } from '../harness/files/workspace';

interface WebviewApi {
  postMessage(message: unknown): void;
}

/** Init script that keeps what pages send: VS Code sets the way to it before the scripts of a page run. */
function recordSent(): void {
  const sent: string[] = [];
  let acquire: (() => WebviewApi) | undefined;
  Object.assign(globalThis, { sent });
  Object.defineProperty(globalThis, 'acquireVsCodeApi', {
    configurable: true,
    get: () => acquire,
    set: (real: () => WebviewApi) => {
      acquire = () => {
        const api = real();
        const postMessage = (message: unknown): void => {
          sent.push(JSON.stringify(message) ?? '');
          api.postMessage(message);
        };
        return { ...api, postMessage };
      };
    },
  });
}

describe('history and workspace', () => {
  const fixture = useWorkbench({
    server: { settings: { 'easel.defaults.aspectRatio': '16:9', 'workbench.editor.enablePreview': false } },
    workbench: { width: 1500, height: 900 },
  });
  let admin: AdminPage;
  let made: string[];
  const options = (): Locator => admin.view().getByRole('listbox').getByRole('option');
  const captions = (): Promise<string[]> => admin.view().locator('.caption strong').allInnerTexts();
  const inImages = (file: string): string => `images/${path.basename(file)}`;

  before(async () => {
    const { workbench, workspace } = fixture;
    admin = new AdminPage(workbench);
    await workbench.page.addInitScript(recordSent);
    await workbench.editors.open(path.join(workspace, 'README.md'), { line: 7 });
    await generate(workbench, { prompt: 'a red fox in the snow', workspace });
    const all = await generate(workbench, { prompt: 'mountain lake at dawn', workspace, count: 2 });
    made = all.files;
    await workbench.notifications.waitIdle();
  });

  it('inserts a dragged image where it is dropped, in the document’s syntax', async () => {
    const { workbench } = fixture;
    await workbench.runCommand('easel.openAdmin');
    await workbench.runCommand('View: Move Editor into Next Group');
    await options().nth(1).locator('img').waitFor();
    const { mouse } = workbench.page;
    // Groups move while they are opened: a picture that was dropped beside the text is dragged again.
    const drag = async (): Promise<string> => {
      const from = (await options().nth(1).boundingBox())!;
      const line = (await workbench.page.locator('.monaco-editor .view-line').nth(5).boundingBox())!;
      await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
      await mouse.down();
      await mouse.move(from.x + from.width / 2 - 10, from.y + from.height / 2, { steps: 3 });
      await mouse.move(line.x + 200, line.y + 8, { steps: 12 });
      await mouse.up();
      return workbench.editors.waitForText('![', { timeout: 15_000 });
    };
    const text = (await until('the picture in the text', drag, { timeout: 60_000 })).replaceAll('\n', '');
    assert.match(text, /!\[a red fox in the snow\]\(images\/[^)]+\)/);
  });

  it('compares two images of the Explorer, by keys too, without accessibility violations', async () => {
    const { workbench } = fixture;
    const [fox = '', lake = ''] = made;
    const menu = await workbench.explorer.contextMenu(inImages(fox), inImages(lake));
    await menu.choose('Easel', 'Compare');
    const line = admin.view().getByRole('slider');
    await line.waitFor();
    await line.press('ArrowRight');
    await until('the line to move', async () => (await line.getAttribute('aria-valuenow')) === '51');
    assert.deepEqual((await captions()).sort(), [path.basename(fox), path.basename(lake)].sort());
    assert.deepEqual(await admin.seriousFaults(), []);
    assert.equal(await admin.overflows(), false);
    await workbench.page.keyboard.press('d');
    await admin
      .view()
      .getByText(/of pixels differ/)
      .waitFor();
    await workbench.page.keyboard.press('Escape');
    await options().first().waitFor();
  });

  it('shows the entry of a file, even after it was moved', async () => {
    const { workbench, workspace } = fixture;
    cpSync(made[0] ?? '', path.join(workspace, 'moved.png'));
    const menu = await workbench.explorer.contextMenu('moved.png');
    await menu.choose('Easel', 'Show in History');
    const prompt = admin.region('Details').locator('.prompt');
    await until('the fox', async () => (await prompt.innerText()) === 'a red fox in the snow');
    await until('its tile', async () => (await options().nth(1).getAttribute('aria-selected')) === 'true');
  });

  it('says so when an image is not in the history', async () => {
    const { workbench, workspace } = fixture;
    cpSync(path.join(import.meta.dirname, '../../media/icon.png'), path.join(workspace, 'strange.png'));
    const menu = await workbench.explorer.contextMenu('strange.png');
    await menu.choose('Easel', 'Show in History');
    await workbench.notifications.waitFor(/isn't in the history/);
  });

  it('warns above the size limit and offers the clean-up, without deleting anything', async () => {
    const { workbench, server } = fixture;
    const imageStore = path.join(server.userDataFolder, 'User', 'globalStorage', 'easel.easel', 'vault');
    const kept = filesIn(imageStore).sort();
    assert.ok(kept.length >= 2, 'the pictures are in the vault');
    server.updateSettings({ 'easel.history.maxSizeMB': 0.001 });
    const message = await workbench.notifications.waitFor(/Images in the history use .* MB.*limit of 0\.001 MB/);
    assert.deepEqual(message.buttons, ['Clean Up…', 'Change Limit…']);
    await workbench.screenshot(path.join(cacheFolder, 'shots', 'size-limit.png'));
    await workbench.notifications.click(/Images in the history/, 'Clean Up…');
    await admin.view().getByRole('heading', { name: 'Clean Up History' }).waitFor();
    await workbench.screenshot(path.join(cacheFolder, 'shots', 'size-limit-clean-up.png'));
    assert.deepEqual(filesIn(imageStore).sort(), kept);
    await workbench.page.keyboard.press('Escape');
  });

  it('sends IDs, and no local paths', async () => {
    const sent = await (await admin.frame()).evaluate<string[]>('globalThis.sent');
    const calls = sent.filter((message) => message.includes('"kind":"call"'));
    assert.ok(
      calls.some((call) => call.includes('"detail"')),
      'calls were recorded',
    );
    assert.deepEqual(
      calls.filter((call) => call.includes(fixture.workspace)),
      [],
    );
  });
});
