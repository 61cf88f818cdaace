/** Editing as a person does it: right-click on pictures, prompts, variations, replacing and back, and all of it by keys alone. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { press } from '../harness/workbench/pointer';
import { useWorkbench } from '../harness/easel/workbenchFixture';
import { until } from '../harness/until';
import { filesIn, waitForFiles } from '../harness/files/workspace';
import { drawPng } from '../simulators/image';
import { type QwenImageServiceSimulator, startQwenImageService } from '../simulators/qwenImageService';

const pictures: Record<string, string[]> = {
  shots: ['harbour.png', 'lake.png', 'street.png'],
  batch: ['fox.png'],
  vary: ['boat.png'],
  replace: ['cat.png'],
  gallery: ['a.png', 'b.png', 'a-edit.png'],
  tab: ['moon.png'],
  keys: ['owl.png'],
};

function drawAll(workspace: string): void {
  for (const [folder, files] of Object.entries(pictures)) {
    mkdirSync(path.join(workspace, folder));
    for (const file of files) writeFileSync(path.join(workspace, folder, file), drawPng(640, 360, file));
  }
}

describe('edits from the Explorer', () => {
  let simulator: QwenImageServiceSimulator;
  const fixture = useWorkbench({ prepare: drawAll });
  const names = (folder: string): string[] =>
    filesIn(path.join(fixture.workspace, folder))
      .map((file) => path.basename(file))
      .sort();
  before(async () => {
    simulator = await startQwenImageService({ auth: 'open' });
    const entry = { type: 'qwen-image-service', name: 'Qwen', hosts: { domestic: simulator.url }, default: true };
    fixture.server.updateSettings({ 'easel.providers': [entry] });
  });
  after(() => simulator.stop());

  it('saves three results for three images and one prompt', async () => {
    const { workbench, workspace } = fixture;
    const { quickInput } = workbench;
    const menu = await workbench.explorer.contextMenu('shots/harbour.png', 'shots/lake.png', 'shots/street.png');
    await menu.choose('Easel', 'Edit Image…');
    await quickInput.waitForText('Edit Image');
    await quickInput.waitForText('→');
    assert.match(
      await quickInput.message(),
      /harbour\.png, lake\.png, street\.png · Qwen · 3 images · free → next to the originals/,
    );
    assert.deepEqual(await quickInput.buttons(), ['Add Reference Images…', 'Options', 'Recent Prompts', 'Provider']);
    await quickInput.answer('make it a snowy night');
    await waitForFiles(path.join(workspace, 'shots'), 6);
    assert.deepEqual(names('shots'), [
      'harbour-edit.png',
      'harbour.png',
      'lake-edit.png',
      'lake.png',
      'street-edit.png',
      'street.png',
    ]);
    assert.equal(simulator.received['/image-edit'], 3);
    await workbench.notifications.waitFor(/^3 images/);
  });

  it('adds prompts one by one, and splits a paste', async () => {
    const { workbench, workspace } = fixture;
    const { quickInput, page } = workbench;
    const menu = await workbench.explorer.contextMenu('batch/fox.png');
    await menu.choose('Easel', 'Batch Edit…');
    await quickInput.waitForText('Batch Edit: fox.png');
    await quickInput.type('make it night');
    await until('the offer to add', async () => (await quickInput.items())[0]?.label === 'make it night');
    await quickInput.accept();
    await until('an empty box', async () => (await quickInput.value()) === '');
    await page.evaluate(() => navigator.clipboard.writeText('- as a watercolour\n- as a pencil drawing'));
    await quickInput.press('ControlOrMeta+V');
    await until('three prompts', async () => (await quickInput.items())[0]?.label === 'Start with 3 prompts', {
      seen: async () => JSON.stringify(await quickInput.items()),
    });
    assert.deepEqual(
      (await quickInput.items()).slice(1).map((item) => item.label),
      ['1. make it night', '2. as a watercolour', '3. as a pencil drawing'],
    );
    await until('what it comes to', async () => /3 images · free/.test((await quickInput.items())[0]?.detail ?? ''), {
      seen: async () => JSON.stringify(await quickInput.items()),
    });
    await quickInput.accept();
    await waitForFiles(path.join(workspace, 'batch'), 4);
    assert.deepEqual(names('batch'), ['fox-edit-1.png', 'fox-edit-2.png', 'fox-edit-3.png', 'fox.png']);
    assert.equal(simulator.received['/image-edit/batch'], 1);
    await workbench.notifications.waitFor(/^3 images/);
  });

  it('generates variations with one Enter', async () => {
    const { workbench, workspace } = fixture;
    const { quickInput } = workbench;
    const menu = await workbench.explorer.contextMenu('vary/boat.png');
    await menu.choose('Easel', 'Make Variations…');
    await quickInput.waitForText('Select how many variations');
    await until('four to be offered', async () => {
      return (await quickInput.items()).find((item) => item.focused)?.label === '4';
    });
    await quickInput.accept();
    await waitForFiles(path.join(workspace, 'vary'), 5);
    assert.deepEqual(names('vary').slice(0, 2), ['boat-variation-1.png', 'boat-variation-2.png']);
    await workbench.notifications.waitFor(/^4 images/);
  });

  it('replaces the original only on request, and restores it', async () => {
    const { workbench, workspace } = fixture;
    const original = path.join(workspace, 'replace', 'cat.png');
    const before = readFileSync(original);
    const menu = await workbench.explorer.contextMenu('replace/cat.png');
    await menu.choose('Easel', 'Edit Image…');
    await workbench.quickInput.waitForText('→');
    await workbench.quickInput.answer('in autumn');
    await workbench.notifications.waitFor(/^cat-edit\.png/);
    assert.deepEqual(readFileSync(original), before);
    await workbench.notifications.click(/^cat-edit\.png/, 'Replace Original');
    await workbench.notifications.waitFor(/^Replaced cat\.png/);
    assert.notDeepEqual(readFileSync(original), before);
    await workbench.notifications.click(/^Replaced cat\.png/, 'Undo');
    await workbench.notifications.waitFor(/^Restored/);
    assert.deepEqual(readFileSync(original), before);
  });

  it('confirms the number of calls for a whole folder', async () => {
    const { workbench, workspace } = fixture;
    const menu = await workbench.explorer.contextMenu('gallery');
    await menu.choose('Easel', 'Edit All Images…');
    await workbench.quickInput.waitForText('→');
    await workbench.quickInput.answer('with a thin white frame');
    const words = await workbench.dialog.waitForText();
    assert.match(words, /Edit the images in "gallery"\?/);
    assert.match(words, /2 calls to Qwen\. Free\./);
    assert.match(words, /Results of earlier edits skipped: 1/);
    await workbench.dialog.press('Edit 2 Images');
    await waitForFiles(path.join(workspace, 'gallery'), 5);
    assert.deepEqual(names('gallery'), ['a-edit-2.png', 'a-edit.png', 'a.png', 'b-edit.png', 'b.png']);
    await workbench.notifications.waitFor(/^2 images/);
  });

  it('has a button on the tab of an image', async () => {
    const { workbench, workspace } = fixture;
    await workbench.explorer.open('tab/moon.png');
    await workbench.editors.waitForTab('moon.png');
    await workbench.statusBar.waitFor('640x360');
    // A preview that is drawn late takes the focus, and that closes the input: then it is asked for again.
    await until('the edit to be asked for', async () => {
      await press({
        locator: workbench.page.locator('.editor-actions .action-label[aria-label^="Edit Image…"]').first(),
      });
      await workbench.quickInput.waitForText('moon.png', { timeout: 10_000 });
      await workbench.quickInput.answer('a full moon', { timeout: 5_000 });
      return true;
    });
    await waitForFiles(path.join(workspace, 'tab'), 2);
    await workbench.notifications.waitFor(/^moon-edit\.png/);
  });

  it('works by keyboard alone', async () => {
    const { workbench, workspace } = fixture;
    const { page, quickInput, explorer } = workbench;
    const menu = await explorer.contextMenuByKeys('keys/owl.png');
    await menu.chooseByKeys('Easel', 'Edit Image…');
    await quickInput.waitForText('owl.png');
    await until('the input in focus', () => quickInput.input.evaluate((input) => input.matches(':focus')));
    await page.keyboard.insertText('with its eyes shut');
    await quickInput.accept();
    await waitForFiles(path.join(workspace, 'keys'), 2);
    assert.deepEqual(names('keys'), ['owl-edit.png', 'owl.png']);
  });
});
