/** Insert Image: what the package of a document decides, and documents that can't be edited. */
import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { after, afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { findSources } from '../../src/extension/workspaceImages/sources';
import { FoldersOnlyFileSystem } from './support/folders';
import { activated, openDocument, useSetting, workspaceUri } from './support/host';
import { watchMessages, type Messages } from './support/messages';

const jsx = 'export const A = () => <p>|</p>;\n';

describe('inserting an image', () => {
  let messages: Messages;

  beforeEach(() => {
    messages = watchMessages();
  });
  afterEach(async () => {
    messages.restore();
    await useSetting('output.folder', undefined);
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  async function write(path: string, text: string): Promise<vscode.Uri> {
    const uri = workspaceUri(...path.split('/'));
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    return uri;
  }

  /** @returns The ID of an image whose file is in the folder. */
  async function imageIn(folder: string): Promise<string> {
    await useSetting('output.folder', folder);
    const api = await activated();
    const [jobId = ''] = await api.generate({ prompt: 'a fox', seed: 3 });
    const [image] = (await api.finished(jobId)).images;
    assert.ok(image?.deliveredTo);
    return image.id;
  }

  /** @returns The whole text of the document afterwards. */
  async function inserted(imageId: string, name: string, marked: string): Promise<string> {
    const { document } = await openDocument(name, marked);
    await vscode.commands.executeCommand('easel.insertImage', imageId);
    return document.getText();
  }

  describe('in a package', () => {
    it('uses src of the import where the nearest package is one of Next.js or Astro', async () => {
      await write('next/package.json', '{"dependencies":{"next":"15.0.0"}}');
      await write('next/tools/package.json', '{"devDependencies":{"vite":"7.0.0"}}');
      await write('vite/package.json', '{"devDependencies":{"vite":"7.0.0"}}');
      await write('configured/package.json', '{}');
      await write('configured/next.config.mjs', 'export default {};\n');
      await write('astro/package.json', '{"dependencies":{"astro":"5.0.0"}}');
      const fox = await imageIn('images');
      assert.match(await inserted(fox, 'next/app/page.tsx', jsx), /src=\{aFox\w*Url\.src\}/);
      assert.match(await inserted(fox, 'configured/app/page.tsx', jsx), /src=\{aFox\w*Url\.src\}/);
      assert.match(await inserted(fox, 'astro/src/A.tsx', jsx), /src=\{aFox\w*Url\.src\}/);
      assert.match(await inserted(fox, 'vite/src/A.tsx', jsx), /src=\{aFox\w*Url\}/);
      assert.match(await inserted(fox, 'next/tools/src/A.tsx', jsx), /src=\{aFox\w*Url\}/);
    });

    it('starts the path of a served file at the nearest package, and finds the file again', async () => {
      await write('apps/web/package.json', '{}');
      await write('apps/docs/package.json', '{}');
      const fox = await imageIn('apps/web/public/img');
      const text = await inserted(fox, 'apps/web/src/A.tsx', jsx);
      assert.match(text, /src="\/img\/a-fox[^"/]*\.png"/);
      assert.doesNotMatch(text, /import/);
      const [file] = await vscode.workspace.findFiles('apps/web/public/img/*.png');
      const { document, selection } = await openDocument('apps/web/src/B.tsx', text.replace('src="', 'src="|'));
      assert.ok(file && document.offsetAt(selection.active) > 0);
      assert.deepEqual((await findSources([document.uri], ''))?.images.map(String), [String(file)]);
      const other = await inserted(fox, 'apps/docs/src/A.tsx', jsx);
      assert.match(other, /from '\.\.\/\.\.\/web\/public\/img\/a-fox[^'/]*\.png'/);
    });

    it('is the path on the server, or src of an import, in an Astro page', async () => {
      await write('site/package.json', '{"dependencies":{"astro":"5.0.0"}}');
      const page = "---\nconst title = 'x';\n---\n<p>|</p>\n";
      const served = await inserted(await imageIn('site/public'), 'site/src/pages/a.astro', page);
      assert.match(served, /<img src="\/a-fox[^"/]*\.png"/);
      const own = await imageIn('site/src/images');
      const imported = await inserted(own, 'site/src/pages/b.astro', page);
      assert.match(imported, /^---\nimport aFox\w*Url from '\.\.\/images\/a-fox[^']*\.png';\n/);
      assert.match(imported, /<p><img src=\{aFox\w*Url\.src\}/);
      const fence = await inserted(own, 'site/src/pages/c.astro', '---\n|\n---\n<p></p>\n');
      assert.match(fence, /^---\nimport aFox\w*Url from '\.\.\/images\/a-fox[^']*\.png';\n---\n<p><\/p>\n$/);
    });
  });

  describe('into a read-only document', () => {
    /** Inserts, reads the message, and copies the path by its button. */
    async function assertRefused(document: vscode.TextDocument): Promise<void> {
      const imageId = await imageIn('images');
      const before = document.getText();
      await vscode.env.clipboard.writeText('');
      const inserting = vscode.commands.executeCommand('easel.insertImage', imageId);
      const message = await messages.waitFor(/^This document is read-only/);
      assert.deepEqual(message.buttons, ['Copy Path']);
      message.press('Copy Path');
      await inserting;
      assert.equal(document.getText(), before);
      assert.match(await vscode.env.clipboard.readText(), /^images\/a-fox[^/]*\.png$/);
    }

    it('says so and offers to copy the path, for a virtual document', async () => {
      const provider = vscode.workspace.registerTextDocumentContentProvider('easel-virtual', {
        provideTextDocumentContent: () => 'text\n',
      });
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('easel-virtual:/a.md'));
      await vscode.window.showTextDocument(document);
      await assertRefused(document);
      provider.dispose();
    });

    it('says so and offers to copy the path, on a read-only file system', async () => {
      class Disk extends FoldersOnlyFileSystem {
        override stat(uri: vscode.Uri): vscode.FileStat {
          return { ...super.stat(vscode.Uri.parse('x:/')), ...(uri.path === '/a.md' ? { type: 1, size: 5 } : {}) };
        }
        override readFile(): Uint8Array {
          return Buffer.from('text\n');
        }
      }
      const disk = vscode.workspace.registerFileSystemProvider('easel-locked', new Disk(), { isReadonly: true });
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('easel-locked:/a.md'));
      await vscode.window.showTextDocument(document);
      await assertRefused(document);
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      disk.dispose();
    });

    it('says so and offers to copy the path, where the settings make a file read-only', async () => {
      const files = vscode.workspace.getConfiguration('files');
      const { Global } = vscode.ConfigurationTarget;
      const { document } = await openDocument('generated/api.md', 'text|\n');
      await files.update('readonlyInclude', { '**/generated/**': true }, Global);
      await assertRefused(document);
      await files.update('readonlyInclude', undefined, Global);
      await files.update('readonlyFromPermissions', true, Global);
      await chmod(document.uri.fsPath, 0o444);
      messages.restore();
      messages = watchMessages();
      await assertRefused(document);
      await files.update('readonlyFromPermissions', undefined, Global);
      await chmod(document.uri.fsPath, 0o644);
    });
  });
});
