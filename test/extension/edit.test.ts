/** The doors for editing: menu, cursor, batch, variations, folders; results beside originals; replacing and back again. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { pngOf } from '../fixtures/png';
import { until } from '../harness/until';
import { startQwenImageService, type QwenImageServiceSimulator } from '../simulators/qwenImageService';
import { activated, namesIn, openDocument, openedEasel, jobOf, useProviders, workspaceUri } from './support/host';
import { watchMessages, type Messages } from './support/messages';

const editPath = '/image-edit';
const batchPath = '/image-edit/batch';

describe('edit commands', () => {
  let service: QwenImageServiceSimulator;
  let messages: Messages;

  const entry = (): object => ({
    id: 'Qwen',
    type: 'qwen-image-service',
    name: 'Qwen',
    hosts: { domestic: service.url },
    options: { ratios: { '5:4': [1280, 1024] } },
    pollSeconds: 0.2,
    retry: false,
    default: true,
  });

  before(async () => {
    service = await startQwenImageService({ auth: false, moreRatios: { '5:4': [1000, 1000] } });
    await useProviders([entry()]);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await service.stop();
    await useProviders([]);
  });
  beforeEach(() => {
    messages = watchMessages();
  });
  afterEach(() => {
    messages.restore();
    service.behave();
  });

  /** Writes pictures of different colours and gives their URIs. */
  async function writeImages(...paths: string[]): Promise<vscode.Uri[]> {
    const uris = paths.map((path) => workspaceUri(...path.split('/')));
    for (const [index, uri] of uris.entries())
      await vscode.workspace.fs.writeFile(uri, pngOf(64, 36, [200, 40 * index, 40]));
    return uris;
  }

  async function waitUntilDone(jobIds: readonly string[] | undefined): Promise<void> {
    const api = await activated();
    assert.ok(jobIds && jobIds.length > 0, 'nothing was started');
    for (const jobId of jobIds) assert.equal((await api.finished(jobId)).state, 'done');
  }

  const run = (command: string, ...values: unknown[]): Thenable<string[] | undefined> =>
    vscode.commands.executeCommand<string[] | undefined>(command, ...values);
  const bytesOf = async (uri: vscode.Uri): Promise<string> =>
    Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('base64');
  const received = (path: string): number => service.received[path] ?? 0;

  it('save three edits next to their originals, with one notification', async () => {
    const uris = await writeImages('shots/a.png', 'shots/b.png', 'shots/deep/c.png');
    const before = await Promise.all(uris.map(bytesOf));
    const jobIds = await run('easel.editImage', { images: uris.map(String), prompt: 'make it snow' });
    await waitUntilDone(jobIds);
    assert.equal(jobIds?.length, 3);
    assert.deepEqual(await namesIn('shots'), ['a-edit.png', 'a.png', 'b-edit.png', 'b.png', 'deep']);
    assert.deepEqual(await namesIn('shots/deep'), ['c-edit.png', 'c.png']);
    assert.deepEqual(await Promise.all(uris.map(bytesOf)), before, 'an original was touched');
    const message = await messages.waitFor(/^3 images · 1024 × 1024 · Qwen/);
    assert.deepEqual(message.buttons, ['Choose Image…', 'Open', 'Replace Originals', 'Regenerate']);
    assert.equal(messages.shown.length, 1);
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
    const message = await messages.waitFor(/^Skipped bad\.png/);
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
    const message = await messages.waitFor(/Qwen accepts 1 to 2 images here, not 3/);
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
    (await messages.waitFor(/^fox-edit\.png/)).press('Insert');
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

  it('replace the original on request, and restore it', async () => {
    const [uri] = await writeImages('replace/fox.png');
    assert.ok(uri);
    const original = await bytesOf(uri);
    await waitUntilDone(await run('easel.editImage', { images: [String(uri)], prompt: 'snow' }));
    const result = await bytesOf(workspaceUri('replace', 'fox-edit.png'));
    (await messages.waitFor(/^fox-edit\.png/)).press('Replace Original');
    const message = await messages.waitFor(/^Replaced fox\.png/);
    assert.deepEqual(message.buttons, ['Undo', 'Open']);
    assert.equal(await bytesOf(uri), result);
    assert.deepEqual(await namesIn('replace'), ['fox.png']);
    message.press('Undo');
    await messages.waitFor(/^Restored fox\.png/);
    assert.equal(await bytesOf(uri), original);
    assert.deepEqual(await namesIn('replace'), ['fox-edit.png', 'fox.png']);
  });

  it('restore several originals in one step after the notification was closed', async () => {
    const uris = await writeImages('later/a.png', 'later/b.png');
    const originals = await Promise.all(uris.map(bytesOf));
    await waitUntilDone(await run('easel.editImage', { images: uris.map(String), prompt: 'snow' }));
    (await messages.waitFor(/^2 images/)).press('Replace Originals');
    (await messages.waitFor(/^Replaced a\.png, b\.png/)).press('');
    assert.notDeepEqual(await Promise.all(uris.map(bytesOf)), originals);
    assert.equal(await vscode.commands.executeCommand('easel.undoReplace'), true);
    assert.deepEqual(await Promise.all(uris.map(bytesOf)), originals);
    assert.equal(await vscode.commands.executeCommand('easel.undoReplace'), false);
    await messages.waitFor(/Nothing to undo/);
  });

  it('ask before restoring an original that was changed since', async () => {
    const [uri] = await writeImages('changed/fox.png');
    assert.ok(uri);
    await waitUntilDone(await run('easel.editImage', { images: [String(uri)], prompt: 'snow' }));
    (await messages.waitFor(/^fox-edit\.png/)).press('Replace Original');
    (await messages.waitFor(/^Replaced /)).press('');
    await vscode.workspace.fs.writeFile(uri, pngOf(8, 8));
    const changed = await bytesOf(uri);
    const undone = vscode.commands.executeCommand('easel.undoReplace');
    (await messages.waitFor(/fox\.png changed after the replacement/)).press('');
    assert.equal(await undone, false);
    assert.equal(await bytesOf(uri), changed);
    const again = vscode.commands.executeCommand('easel.undoReplace');
    await until(
      'the second question',
      () => messages.shown.filter((one) => /changed after the replacement/.test(one.text)).length === 2,
    );
    messages.shown.findLast((one) => /changed after the replacement/.test(one.text))?.press('Restore');
    assert.equal(await again, true);
    assert.notEqual(await bytesOf(uri), changed);
  });

  it('convert the result to the type of the original', async () => {
    const uri = workspaceUri('format', 'fox.jpg');
    await vscode.workspace.fs.writeFile(uri, pngOf(64, 36));
    await waitUntilDone(await run('easel.editImage', { images: [String(uri)], prompt: 'snow' }));
    (await messages.waitFor(/^fox-edit\.png/)).press('Replace Original');
    (await messages.waitFor(/^Replaced fox\.jpg/)).press('');
    assert.deepEqual(await namesIn('format'), ['fox.jpg']);
    const bytes = await vscode.workspace.fs.readFile(uri);
    assert.deepEqual([...bytes.slice(0, 3)], [0xff, 0xd8, 0xff]);
    assert.equal(await vscode.commands.executeCommand('easel.undoReplace'), true);
    assert.deepEqual(await namesIn('format'), ['fox-edit.png', 'fox.jpg']);
  });

  it('ask before replacing the original by a file of another type', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"><rect width="64" height="36"/></svg>';
    const uri = workspaceUri('drawn', 'logo.svg');
    await vscode.workspace.fs.writeFile(uri, Buffer.from(svg));
    await waitUntilDone(await run('easel.editImage', { images: [String(uri)], prompt: 'snow' }));
    (await messages.waitFor(/^logo-edit\.png/)).press('Replace Original');
    const question = await messages.waitFor(
      /The result is in PNG format, so logo\.svg is deleted and replaced by logo\.png/,
    );
    question.press('Replace Anyway');
    (await messages.waitFor(/^Replaced logo\.png/)).press('');
    assert.deepEqual(await namesIn('drawn'), ['logo.png']);
    assert.equal(await vscode.commands.executeCommand('easel.undoReplace'), true);
    assert.deepEqual(await namesIn('drawn'), ['logo-edit.png', 'logo.svg']);
    assert.equal(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString(), svg);
  });

  it('name the image whose edit failed, and retry only that one', async () => {
    const uris = await writeImages('partly/a.png', 'partly/b.png');
    service.failNext('CUDA out of memory');
    const jobIds = await run('easel.editImage', { images: uris.map(String), prompt: 'snow' });
    assert.equal(jobIds?.length, 2);
    const message = await messages.waitFor(/^1 of 2 jobs failed \([ab]\.png\)\. .*CUDA out of memory/);
    await messages.waitFor(/^[ab]-edit\.png/);
    const before = received(editPath);
    message.press('Try Again');
    await until('both results', async () => (await namesIn('partly')).length === 4);
    assert.equal(received(editPath), before + 1);
  });

  it('report differences between requested and actual images', async () => {
    await run('easel.generate', { prompt: 'a wide fox', aspectRatio: '5:4' });
    const message = await messages.waitFor(/a-wide-fox\.png/);
    assert.match(message.text, /Size \(pixels\): requested 1280 × 1024 \(5:4\), got 1000 × 1000 \(1:1\)/);
  });

  it('show the balance if the service reports it', async () => {
    const shown = vscode.commands.executeCommand<string>('easel.showBalance');
    const message = await messages.waitFor(/^Qwen: /);
    assert.match(message.text, /today/);
    assert.equal(await shown, message.text);
    await vscode.commands.executeCommand('easel.showBalance', 'sketch');
    await messages.waitFor(/doesn't report a balance/);
  });

  it('offer to add a provider if none can edit', async () => {
    await useProviders([{ type: 'sketch', enabled: false }]);
    const [uri] = await writeImages('nobody/fox.png');
    const asked = run('easel.editImage', { images: [String(uri)], prompt: 'snow' });
    const message = await messages.waitFor(/None of your providers can edit images/);
    assert.deepEqual(message.buttons, ['Add Provider…']);
    message.press('');
    assert.equal(await asked, undefined);
    await useProviders([entry()]);
    assert.ok((await openedEasel()).providers.limits('Qwen', 'edit'));
  });
});
