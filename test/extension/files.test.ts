/** Writing to workspaces that are read-only, full or gone, through file system providers. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { EaselError } from '../../src/shared/model/easelError';
import type { Failure } from '../../src/shared/model/failure';
import { createWorkspaceFiles, resolveFolder, storageError } from '../../src/extension/platform/files/workspaceFiles';
import { FoldersOnlyFileSystem } from './support/folders';
import { workspaceUri } from './support/host';

const bytes = Buffer.from('picture');

/** A file system whose disk is full after so many bytes of a file: what came before that is kept. */
class SmallDisk extends FoldersOnlyFileSystem {
  readonly kept = new Map<string, Uint8Array>();
  room = 3;
  /** What others do between our look and our write. */
  before: () => void = () => undefined;

  override stat(uri: vscode.Uri): vscode.FileStat {
    const there = this.kept.get(uri.path);
    return there ? { type: vscode.FileType.File, ctime: 0, mtime: 0, size: there.length } : super.stat(uri);
  }
  override readFile(uri: vscode.Uri): Uint8Array {
    return this.kept.get(uri.path) ?? super.readFile(uri);
  }
  override writeFile(uri?: vscode.Uri, content?: Uint8Array): void {
    if (!uri || !content) return;
    this.before();
    if (!this.kept.has('/images/locked.png')) this.kept.set(uri.path, content.slice(0, this.room));
    if (content.length > this.room) throw new Error('ENOSPC: no space left on device');
  }
  override delete(uri?: vscode.Uri): void {
    if (uri) this.kept.delete(uri.path);
  }
}

describe('workspace files', () => {
  const files = createWorkspaceFiles();
  const registered: vscode.Disposable[] = [];
  const small = new SmallDisk();

  before(() => {
    registered.push(
      vscode.workspace.registerFileSystemProvider('easel-readonly', new FoldersOnlyFileSystem(), { isReadonly: true }),
      vscode.workspace.registerFileSystemProvider('easel-full', new FoldersOnlyFileSystem()),
      vscode.workspace.registerFileSystemProvider('easel-small', small),
    );
  });
  after(() => registered.forEach((one) => void one.dispose()));

  async function failureOf(work: Promise<unknown>): Promise<Failure> {
    const thrown: unknown = await work.then(
      () => assert.fail('it was written'),
      (error: unknown) => error,
    );
    assert.ok(thrown instanceof EaselError, String(thrown));
    return thrown.failure;
  }

  it('are written to new folders', async () => {
    const folder = files.resolve(workspaceUri().toString(), 'made/for it');
    assert.equal(await files.isFree(folder, 'a b#c.png'), true);
    const uri = await files.writeNew(folder, 'a b#c.png', bytes);
    assert.deepEqual(Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri))), bytes);
    assert.equal(await files.isFree(folder, 'a b#c.png'), false);
  });

  it('are never overwritten', async () => {
    const folder = files.resolve(workspaceUri().toString(), 'race');
    const all = await Promise.allSettled([1, 2, 3].map((one) => files.writeNew(folder, 'x.png', Buffer.from([one]))));
    assert.deepEqual(
      all.map(({ status }) => status),
      ['fulfilled', 'rejected', 'rejected'],
    );
    assert.equal((await failureOf(files.writeNew(folder, 'x.png', bytes))).code, 'exists');
  });

  it('fail with a reason on a read-only file system', async () => {
    const failure = await failureOf(files.writeNew('easel-readonly:/images', 'x.png', bytes));
    assert.equal(failure.reason, 'read-only');
  });

  it('fail with a reason on a full disk', async () => {
    assert.equal((await failureOf(files.writeNew('easel-full:/images', 'x.png', bytes))).reason, 'disk-full');
  });

  it('are deleted if the disk fills up while one is written', async () => {
    const failure = await failureOf(files.writeNew('easel-small:/images', 'x.png', bytes));
    assert.equal(failure.reason, 'disk-full');
    assert.deepEqual([...small.kept.keys()], []);
    // One that a crash has left half, and for whose rest there is no room either.
    small.kept.set('/images/half.png', bytes.subarray(0, 2));
    assert.equal((await failureOf(files.complete('easel-small:/images', 'half.png', bytes))).reason, 'disk-full');
    assert.deepEqual([...small.kept.keys()], []);
  });

  it('are not deleted if another program wrote them', async () => {
    small.before = () => void small.kept.set('/images/locked.png', Buffer.from('other'));
    assert.equal((await failureOf(files.writeNew('easel-small:/images', 'locked.png', bytes))).reason, 'disk-full');
    assert.deepEqual([...small.kept.keys()], ['/images/locked.png']);
    small.before = () => undefined;
    small.kept.clear();
  });

  it('fail with a reason if the folder cannot be created', async () => {
    assert.equal((await failureOf(files.writeNew('easel-full:/new', 'x.png', bytes))).reason, 'read-only');
  });

  it('fail if the workspace folder is gone, without recreating it', async () => {
    const gone = vscode.Uri.joinPath(workspaceUri(), '..', 'vanished-workspace', 'images');
    assert.equal((await failureOf(files.writeNew(gone.toString(), 'x.png', bytes))).reason, 'no-folder');
    await assert.rejects(async () => vscode.workspace.fs.stat(vscode.Uri.joinPath(gone, '..')));
  });

  it('fail with a reason for an unknown scheme', async () => {
    assert.equal((await failureOf(files.writeNew('easel-unknown:/images', 'x.png', bytes))).kind, 'storage');
  });

  it('are resolved against the folder of the setting', () => {
    const root = vscode.Uri.parse('vscode-vfs://github/owner/repo');
    assert.equal(resolveFolder(root, 'docs\\images').toString(), 'vscode-vfs://github/owner/repo/docs/images');
    assert.equal(resolveFolder(root, '').toString(), root.toString());
    assert.equal(resolveFolder(vscode.Uri.file('/w'), '/srv/pictures').fsPath, '/srv/pictures');
    assert.match(resolveFolder(vscode.Uri.file('/w'), '~/pictures').path, /^\/.+\/pictures$/);
  });

  it('keep a failure that is already specific', () => {
    const known = new EaselError({ kind: 'storage', reason: 'no-folder' });
    assert.equal(storageError(known, vscode.Uri.file('/w')), known);
  });
});
