/** A disk that fills up while an original is replaced: the original is kept or can be restored. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { pngOf } from '../fixtures/png';
import { FoldersOnlyFileSystem } from './support/folders';
import { activated } from './support/host';
import { watchMessages, type Messages } from './support/messages';

/** Its files are cut after so many bytes while the disk is full. */
class CuttingDisk extends FoldersOnlyFileSystem {
  readonly files = new Map<string, Uint8Array>();
  /** Writes that are cut from now on, and what each leaves of its file. */
  cuts = 0;
  room = 10;

  override stat(uri: vscode.Uri): vscode.FileStat {
    const there = this.files.get(uri.path);
    return there ? { type: vscode.FileType.File, ctime: 0, mtime: 0, size: there.length } : super.stat(uri);
  }
  override readFile(uri: vscode.Uri): Uint8Array {
    return this.files.get(uri.path) ?? super.readFile(uri);
  }
  // A promise, as real ones are: VS Code's queue of writes does not survive one that throws at once.
  override async writeFile(uri?: vscode.Uri, content?: Uint8Array): Promise<void> {
    await Promise.resolve();
    if (!uri || !content) return;
    const isCut = this.cuts > 0;
    if (isCut) this.cuts -= 1;
    this.files.set(uri.path, isCut ? content.slice(0, this.room) : content);
    if (isCut) throw new Error('ENOSPC: no space left on device');
  }
  override delete(uri?: vscode.Uri): void {
    if (uri) this.files.delete(uri.path);
  }
}

describe('replacing an original on a full disk', () => {
  const disk = new CuttingDisk();
  const uri = vscode.Uri.parse('easel-cutting:/images/fox.png');
  const original = pngOf(64, 36, [200, 40, 40]);
  let registered: vscode.Disposable;
  let messages: Messages;

  before(() => {
    registered = vscode.workspace.registerFileSystemProvider('easel-cutting', disk);
  });
  after(() => void registered.dispose());
  beforeEach(() => {
    messages = watchMessages();
    disk.cuts = 0;
    disk.files.clear();
    disk.files.set(uri.path, original);
  });
  afterEach(() => messages.restore());

  /** Makes an edit, and presses Replace Original where so many writes are cut. */
  async function replaceWith(cuts: number): Promise<void> {
    const jobIds = await vscode.commands.executeCommand<string[] | undefined>('easel.editImage', {
      images: [String(uri)],
      prompt: 'snow',
    });
    const api = await activated();
    for (const jobId of jobIds ?? []) assert.equal((await api.finished(jobId)).state, 'done');
    const message = await messages.waitFor(/^fox-edit\.png/);
    assert.ok(message.buttons.includes('Replace Original'), message.buttons.join(', '));
    disk.cuts = cuts;
    message.press('Replace Original');
    await messages.waitFor(/space|disk/i);
  }

  it('keeps the original, and has nothing to undo', async () => {
    await replaceWith(1);
    assert.deepEqual(Buffer.from(disk.files.get(uri.path) ?? []), Buffer.from(original));
    assert.equal(await vscode.commands.executeCommand('easel.undoReplace'), false);
  });

  it('restores a damaged original by Undo', async () => {
    await replaceWith(2);
    assert.equal(disk.files.get(uri.path)?.length, disk.room);
    const undone = vscode.commands.executeCommand('easel.undoReplace');
    (await messages.waitFor(/fox\.png changed after the replacement/)).press('Restore');
    assert.equal(await undone, true);
    assert.deepEqual(Buffer.from(disk.files.get(uri.path) ?? []), Buffer.from(original));
  });
});
