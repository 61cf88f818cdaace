/** The built-in provider, from the request to the file and its insertion. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { until } from '../harness/until';
import {
  activated,
  namesIn,
  openDocument,
  openedEasel,
  jobOf,
  useProviders,
  useSetting,
  workspaceUri,
} from './support/host';
import { watchMessages, type Messages } from './support/messages';

const pngStart = [0x89, 0x50, 0x4e, 0x47];

describe('image from sketch', () => {
  let messages: Messages;

  before(() => useProviders([]));
  beforeEach(() => {
    messages = watchMessages();
  });
  afterEach(async () => {
    messages.restore();
    await useSetting('afterGenerate', undefined);
    await useSetting('output.folder', undefined);
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is saved to the workspace when generated through the API', async () => {
    const api = await activated();
    const [jobId = ''] = await api.generate({ prompt: 'a red fox in the snow', aspectRatio: '16:9', seed: 7 });
    const job = await api.finished(jobId);
    assert.equal(job.state, 'done', JSON.stringify(job.failure));
    const [image] = job.images;
    assert.ok(image?.deliveredTo);
    assert.equal(image.fileName, 'a-red-fox-in-the-snow.png');
    assert.ok(Math.abs(image.width / image.height - 16 / 9) < 0.02, `${image.width} × ${image.height}`);
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(image.deliveredTo));
    assert.deepEqual([...bytes.slice(0, 4)], pngStart);
    assert.deepEqual(Buffer.from(await api.readImage(image.id)), Buffer.from(bytes));
    assert.equal(messages.shown.length, 0, 'nobody waited for it');
  });

  it('never overwrites a file', async () => {
    const api = await activated();
    await vscode.workspace.fs.writeFile(workspaceUri('images', 'mine.png'), Buffer.from('mine'));
    const [jobId = ''] = await api.generate({ prompt: 'anything', fileName: 'mine' });
    const job = await api.finished(jobId);
    assert.notEqual(job.images[0]?.fileName, 'mine.png');
    assert.equal(
      Buffer.from(await vscode.workspace.fs.readFile(workspaceUri('images', 'mine.png'))).toString(),
      'mine',
    );
  });

  it('is announced with a notification, and inserted where the cursor was', async () => {
    const editor = await openDocument('notes.md', '# Notes\n\n|\n\nEnd\n');
    await vscode.commands.executeCommand('easel.generate', { prompt: 'mountain lake at dawn' });
    const message = await messages.waitFor(/^mountain-lake-at-dawn\.png · \d+ × \d+ · /);
    assert.equal(message.level, 'information');
    assert.deepEqual(message.buttons, ['Insert', 'Open', 'Reveal', 'Regenerate']);
    // What is typed meanwhile moves the place; where the cursor went does not.
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'Above\n'));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    message.press('Insert');
    const wanted = 'Above\n# Notes\n\n![mountain lake at dawn](images/mountain-lake-at-dawn.png)\n\nEnd\n';
    await until('the link', () => editor.document.getText() === wanted, { seen: () => editor.document.getText() });
  });

  it('is inserted without a question if set so', async () => {
    await useSetting('afterGenerate', 'insert');
    const editor = await openDocument('page.html', '<main>|</main>');
    await vscode.commands.executeCommand('easel.generate', { prompt: 'a "quiet" harbour' });
    await until('the image', async () => (await namesIn('images')).includes('a-quiet-harbour.png'));
    const [image] = (await openedEasel()).images.list({ text: 'harbour', limit: 1 });
    const size = `width="${image?.width ?? 0}" height="${image?.height ?? 0}"`;
    const wanted = `<main><img src="images/a-quiet-harbour.png" alt="a &quot;quiet&quot; harbour" ${size}></main>`;
    await until('the element', () => editor.document.getText() === wanted, { seen: () => editor.document.getText() });
    assert.equal(messages.shown.length, 0);
  });

  it('is inserted in the syntax of the document by Insert Image', async () => {
    const easel = await openedEasel();
    const [image] = easel.images.list({ text: 'mountain', limit: 1 });
    assert.ok(image);
    const cases: [name: string, before: string, after: string][] = [
      ['deep/page.md', '|', '![mountain lake at dawn](../images/mountain-lake-at-dawn.png)'],
      ['style2.css', 'a { background: |; }', 'a { background: url("images/mountain-lake-at-dawn.png"); }'],
      ['lib.ts', '|', "import mountainLakeAtDawnUrl from './images/mountain-lake-at-dawn.png';"],
      [
        'Card.tsx',
        "import './a.css';\nexport const Card = () => <p>|</p>;\n",
        "import './a.css';\nimport mountainLakeAtDawnUrl from './images/mountain-lake-at-dawn.png';\n" +
          'export const Card = () => <p><img src={mountainLakeAtDawnUrl} alt="mountain lake at dawn"' +
          ` width={${image.width}} height={${image.height}} /></p>;\n`,
      ],
      ['list.txt', 'See |.', 'See images/mountain-lake-at-dawn.png.'],
    ];
    for (const [name, marked, wanted] of cases) {
      const editor = await openDocument(name, marked);
      await vscode.commands.executeCommand('easel.insertImage', image.id);
      assert.equal(editor.document.getText(), wanted, name);
    }
    await useSetting('insert.size', false);
    const editor = await openDocument('unsized.html', '<p>|</p>');
    await vscode.commands.executeCommand('easel.insertImage', image.id);
    await useSetting('insert.size', undefined);
    const unsized = '<p><img src="images/mountain-lake-at-dawn.png" alt="mountain lake at dawn"></p>';
    assert.equal(editor.document.getText(), unsized);
  });

  it('is inserted below a selected prompt, not over it', async () => {
    const editor = await openDocument('draft.md', '- a tiny lighthouse| by night\n');
    editor.selection = new vscode.Selection(0, 2, 0, 19);
    await useSetting('afterGenerate', 'insert');
    await vscode.commands.executeCommand('easel.generate', { prompt: 'a tiny lighthouse' });
    const wanted = '- a tiny lighthouse by night\n![a tiny lighthouse](images/a-tiny-lighthouse.png)\n';
    await until('the link', () => editor.document.getText() === wanted, { seen: () => editor.document.getText() });
  });

  it('fails with a message for an unsupported ratio, and stays in the history', async () => {
    const api = await activated();
    await assert.rejects(
      api.generate({ prompt: 'odd shape', aspectRatio: '5:77' }),
      /doesn't support the aspect ratio 5:77\. Supported: .*16:9/,
    );
    const [row] = (await openedEasel()).jobs.list({ text: 'odd', limit: 1 });
    assert.equal(row?.state, 'failed');
    assert.equal(row.failure?.reason, 'ratio-unknown');
  });

  it('is kept when the folder cannot be written', async () => {
    await vscode.workspace.fs.writeFile(workspaceUri('blocked'), Buffer.from('a file, not a folder'));
    await useSetting('output.folder', 'blocked');
    const editor = await openDocument('safe.md', '|');
    const [jobId = ''] =
      (await vscode.commands.executeCommand<string[]>('easel.generate', { prompt: 'safe and sound' })) ?? [];
    const message = await messages.waitFor(/kept in Easel's history.*blocked/);
    assert.equal(message.level, 'warning');
    assert.deepEqual(message.buttons.slice(0, 2), ['Save As…', 'Insert']);
    const row = await jobOf(jobId);
    assert.equal(row.state, 'done');
    assert.equal(row.images[0]?.deliveredTo, undefined);
    await useSetting('output.folder', 'elsewhere');
    message.press('Insert');
    await until('the link', () => editor.document.getText() === '![safe and sound](elsewhere/safe-and-sound.png)', {
      seen: () => editor.document.getText(),
    });
    assert.deepEqual(await namesIn('elsewhere'), ['safe-and-sound.png']);
  });
});
