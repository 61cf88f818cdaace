/** The edit commands: from menu and cursor, batches, variations, references, and results next to originals. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { pngOf } from '../fixtures/png';
import { until } from '../harness/until';
import { bytesOf, run, useEditService, waitUntilDone, writeImages } from './support/editFixture';
import { jobOf, namesIn, openDocument, openedEasel, useProviders, workspaceUri } from './support/host';

const editPath = '/image-edit';
const batchPath = '/image-edit/batch';

describe('edit commands', () => {
  const fixture = useEditService();
  const received = (path: string): number => fixture.service.received[path] ?? 0;

  it('save three edits next to their originals, with one notification', async () => {
    const uris = await writeImages('shots/a.png', 'shots/b.png', 'shots/deep/c.png');
    const before = await Promise.all(uris.map(bytesOf));
    const jobIds = await run('easel.editImage', { images: uris.map(String), prompt: 'make it snow' });
    await waitUntilDone(jobIds);
    assert.equal(jobIds?.length, 3);
    assert.deepEqual(await namesIn('shots'), ['a-edit.png', 'a.png', 'b-edit.png', 'b.png', 'deep']);
    assert.deepEqual(await namesIn('shots/deep'), ['c-edit.png', 'c.png']);
    assert.deepEqual(await Promise.all(uris.map(bytesOf)), before, 'an original was touched');
    const message = await fixture.messages.waitFor(/^3 images · 1024 × 1024 · Qwen/);
    assert.deepEqual(message.buttons, ['Choose Image…', 'Open', 'Replace Originals', 'Regenerate']);
    assert.equal(fixture.messages.shown.length, 1);
    const row = await jobOf(jobIds[0] ?? '');
    assert.equal(row.request.kind, 'edit');
    assert.equal(row.request.references[0]?.source, uris[0]?.toString());
  });

  it('number a second edit, and an edit of an edit', async () => {
    const [uri] = await writeImages('twice/fox.png');
    await waitUntilDone(await run('easel.editImage', { images: [String(uri)], prompt: 'one' }));
    await waitUntilDone(
      await run('easel.editImage', { images: [String(workspaceUri('twice', 'fox-edit.png'))], prompt: 'two' }),
    );
    assert.deepEqual(await namesIn('twice'), ['fox-edit-2.png', 'fox-edit.png', 'fox.png']);
  });

  it('skip a file that is not an image, and edit the rest', async () => {
    const [good] = await writeImages('mixed/good.png');
    const bad = workspaceUri('mixed', 'bad.png');
    await vscode.workspace.fs.writeFile(bad, Buffer.from('not a picture'));
    const jobIds = await run('easel.editImage', { images: [String(good), String(bad)], prompt: 'snow' });
    const message = await fixture.messages.waitFor(/^Skipped bad\.png/);
    assert.equal(message.level, 'warning');
    await waitUntilDone(jobIds);
    assert.equal(jobIds?.length, 1);
    assert.ok((await namesIn('mixed')).includes('good-edit.png'));
  });

  it('send several prompts as one batch, and number the results', async () => {
    const [uri] = await writeImages('batch/fox.png');
    const before = received(batchPath);
    await waitUntilDone(await run('easel.batchEdit', { images: [String(uri)], prompts: ['night', 'snow', 'ink'] }));
    assert.equal(received(batchPath), before + 1);
    assert.deepEqual(await namesIn('batch'), ['fox-edit-1.png', 'fox-edit-2.png', 'fox-edit-3.png', 'fox.png']);
  });

  it('apply two prompts to two images', async () => {
    const uris = await writeImages('both/a.png', 'both/b.png');
    await waitUntilDone(await run('easel.batchEdit', { images: uris.map(String), prompts: ['night', 'snow'] }));
    assert.deepEqual(await namesIn('both'), [
      'a-edit-1.png',
      'a-edit-2.png',
      'a.png',
      'b-edit-1.png',
      'b-edit-2.png',
      'b.png',
    ]);
  });

  it('send single edits for prompts that contain the separator of batches', async () => {
    const [uri] = await writeImages('cut/fox.png');
    const before = [received(batchPath), received(editPath)] as const;
    const jobIds = await run('easel.batchEdit', { images: [String(uri)], prompts: ['night | day', 'snow'] });
    await waitUntilDone(jobIds);
    assert.deepEqual([received(batchPath), received(editPath)], [before[0], before[1] + 2]);
    assert.equal((await namesIn('cut')).length, 3);
  });

  it('send a default prompt for variations', async () => {
    const [uri] = await writeImages('vary/fox.png');
    const jobIds = await run('easel.makeVariations', { images: [String(uri)], count: 3 });
    await waitUntilDone(jobIds);
    assert.equal(jobIds?.length, 1);
    assert.equal((await jobOf(jobIds[0] ?? '')).request.prompt, 'A variation of this image');
    assert.deepEqual(await namesIn('vary'), [
      'fox-variation-1.png',
      'fox-variation-2.png',
      'fox-variation-3.png',
      'fox.png',
    ]);
  });

  it('send a reference image', async () => {
    const [fox, style] = await writeImages('refs/fox.png', 'refs/style.png');
    const given = { images: [String(fox)], references: [String(style)], prompt: 'in the style of the second' };
    const jobIds = await run('easel.editImage', given);
    await waitUntilDone(jobIds);
    const row = await jobOf(jobIds?.[0] ?? '');
    assert.deepEqual(
      row.request.references.map(({ name }) => name),
      ['fox.png', 'style.png'],
    );
  });

  it('reject too many references before anything is sent', async () => {
    const uris = await writeImages('many/a.png', 'many/b.png', 'many/c.png');
    const before = received(editPath);
    const [image, ...references] = uris.map(String);
    assert.deepEqual(await run('easel.editImage', { images: [image], references, prompt: 'all' }), []);
    const message = await fixture.messages.waitFor(/Qwen accepts 1 to 2 images here, not 3/);
    assert.equal(message.level, 'warning');
    assert.equal(received(editPath), before);
  });

  it('edit the image whose path is under the cursor', async () => {
    await writeImages('pages/img/fox.png');
    await openDocument('pages/page.md', '# Page\n\n![a f|ox](img/fox.png)\n');
    await waitUntilDone(await run('easel.editImage', { prompt: 'snow' }));
    assert.deepEqual(await namesIn('pages/img'), ['fox-edit.png', 'fox.png']);
  });

  it('insert the result below the line of the path', async () => {
    await writeImages('lines/fox.png');
    const editor = await openDocument('lines/page.md', '![a f|ox](fox.png)\n\nEnd\n');
    await waitUntilDone(await run('easel.editImage', { prompt: 'snow' }));
    (await fixture.messages.waitFor(/^fox-edit\.png/)).press('Insert');
    const wanted = '![a fox](fox.png)\n![snow](fox-edit.png)\n\nEnd\n';
    await until('the link', () => editor.document.getText() === wanted, { seen: () => editor.document.getText() });
  });

  it('edit the image of the active tab', async () => {
    const [uri] = await writeImages('front/fox.png');
    await vscode.commands.executeCommand('vscode.open', uri);
    await until('its tab', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'fox.png');
    await waitUntilDone(await run('easel.editImage', { prompt: 'snow' }));
    assert.deepEqual(await namesIn('front'), ['fox-edit.png', 'fox.png']);
  });

  it('save results next to originals outside of the workspace', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'easel-outside-'));
    try {
      const file = join(folder, 'fox.png');
      writeFileSync(file, pngOf(32, 32));
      const jobIds = await run('easel.editImage', { images: [vscode.Uri.file(file).toString()], prompt: 'snow' });
      await waitUntilDone(jobIds);
      const [image] = (await jobOf(jobIds?.[0] ?? '')).images;
      assert.equal(image?.deliveredTo, vscode.Uri.file(join(folder, 'fox-edit.png')).toString());
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('name the image whose edit failed, and retry only that one', async () => {
    const uris = await writeImages('partly/a.png', 'partly/b.png');
    fixture.service.failNext('CUDA out of memory');
    const jobIds = await run('easel.editImage', { images: uris.map(String), prompt: 'snow' });
    assert.equal(jobIds?.length, 2);
    const message = await fixture.messages.waitFor(/^1 of 2 jobs failed \([ab]\.png\)\. .*CUDA out of memory/);
    await fixture.messages.waitFor(/^[ab]-edit\.png/);
    const before = received(editPath);
    message.press('Try Again');
    await until('both results', async () => (await namesIn('partly')).length === 4);
    assert.equal(received(editPath), before + 1);
  });

  it('report differences between requested and actual images', async () => {
    await run('easel.generate', { prompt: 'a wide fox', aspectRatio: '5:4' });
    const message = await fixture.messages.waitFor(/a-wide-fox\.png/);
    assert.match(message.text, /Size \(pixels\): requested 1280 × 1024 \(5:4\), got 1000 × 1000 \(1:1\)/);
  });

  it('show the balance if the service reports it', async () => {
    const shown = vscode.commands.executeCommand<string>('easel.showBalance');
    const message = await fixture.messages.waitFor(/^Qwen: /);
    assert.match(message.text, /today/);
    assert.equal(await shown, message.text);
    await vscode.commands.executeCommand('easel.showBalance', 'sketch');
    await fixture.messages.waitFor(/doesn't report a balance/);
  });

  it('offer to add a provider if none can edit', async () => {
    await useProviders([{ type: 'sketch', enabled: false }]);
    const [uri] = await writeImages('nobody/fox.png');
    const asked = run('easel.editImage', { images: [String(uri)], prompt: 'snow' });
    const message = await fixture.messages.waitFor(/None of your providers can edit images/);
    assert.deepEqual(message.buttons, ['Add Provider…']);
    message.press('');
    assert.equal(await asked, undefined);
    await useProviders([fixture.entry()]);
    assert.ok((await openedEasel()).providers.limits('Qwen', 'edit'));
  });
});
