/** Several images: one message, and a page that shows them side by side. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { generate } from '../harness/easel/easel';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { filesIn } from '../harness/files/workspace';

describe('images panel', () => {
  const fixture = useWorkbench({
    server: { settings: { 'easel.defaults.aspectRatio': '16:9', 'easel.defaults.count': 3 } },
    workbench: { width: 1400 },
  });
  const options = (): Locator => fixture.workbench.webview().getByRole('option');
  const chosen = (): Promise<string | null> =>
    fixture.workbench.webview().locator('[aria-selected="true"] .name').getAttribute('title');

  it('shows all images of the job, with differences from the request', async () => {
    const { workspace, workbench } = fixture;
    await workbench.editors.open(path.join(workspace, 'README.md'), { line: 7 });
    await generate(workbench, { prompt: 'mountain lake at dawn', workspace, count: 3 });
    await workbench.notifications.click(/3 images/, 'Choose Image…');
    await until('three images', async () => (await options().count()) === 3);
    await until('all images loaded', () =>
      options()
        .locator('img')
        .evaluateAll((images) => images.every((image) => (image as HTMLImageElement).naturalWidth > 0)),
    );
    assert.match(await options().first().innerText(), /16:9 as requested/);
    const frame = await options().first().locator('img').boundingBox();
    assert.ok(frame && Math.abs(frame.width / frame.height - 16 / 9) < 0.05, 'true ratio');
  });

  it('moves the selection with the arrow keys', async () => {
    const names = filesIn(path.join(fixture.workspace, 'images')).map((file) => path.basename(file));
    const first = await chosen();
    await options().first().press('ArrowRight');
    await until('another picture is chosen', async () => (await chosen()) !== first);
    assert.ok(names.includes((await chosen()) ?? ''), 'named as the file in the workspace');
  });

  it('inserts the selected image on Enter where the cursor was', async () => {
    const { workbench } = fixture;
    const name = (await chosen()) ?? '';
    await fixture.workbench.webview().locator('[aria-selected="true"]').press('Enter');
    // Beside the page the editor is narrow and breaks the line.
    const text = (await workbench.editors.waitForText('![')).replaceAll('\n', '');
    assert.ok(text.includes(`](images/${name})`), text);
  });

  it('has an icon on its tab', async () => {
    const tab = fixture.workbench.page.locator('.tabs-container .tab', { hasText: 'Images' });
    const icon = tab.locator('.monaco-icon-label-iconpath');
    assert.match((await icon.getAttribute('style')) ?? '', /images(Light|Dark)\.svg/);
  });

  it('restores its images and selection after a reload', async () => {
    const { workbench } = fixture;
    const name = await chosen();
    // Saved, so that nothing asks; and reloaded by VS Code itself, which keeps what its editors show before it goes.
    await workbench.editors.open(path.join(fixture.workspace, 'README.md'));
    await workbench.editors.save();
    const before = await workbench.page.evaluate(() => performance.timeOrigin);
    await workbench.runCommand('Developer: Reload Window');
    await until('the window to be another', async () => {
      return (await workbench.page.evaluate(() => performance.timeOrigin)) !== before;
    });
    await until('three images', async () => (await options().count()) === 3, { timeout: 120_000 });
    assert.equal(await chosen(), name);
    await fixture.workbench.webview().locator('[aria-selected="true"]').press('Enter');
    await until('the picture to stand there twice', async () => {
      const text = (await workbench.editors.text()).replaceAll('\n', '');
      return text.split(`](images/${name})`).length === 3;
    });
  });

  it('closes on Escape', async () => {
    const { workbench } = fixture;
    await options().first().click();
    await options().first().press('Escape');
    await until('the page is closed', async () => !(await workbench.editors.tabs()).includes('Images'));
  });
});
