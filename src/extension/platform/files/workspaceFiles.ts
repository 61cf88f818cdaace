/** The workspace's files through `vscode.workspace.fs`, so that remote and virtual workspaces work like local ones. */
import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { EaselError, fail } from '../../../shared/model/easelError';
import type { WorkspaceFiles } from '../../../shared/platform/ports';
import { leadsOut } from './links';

export function createWorkspaceFiles(): WorkspaceFiles {
  // One write at a time: no other image may take the name between the check and the write.
  let last: Promise<unknown> = Promise.resolve();
  return {
    folders: () => (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.toString()),
    // Without a workspace folder, the path is absolute.
    resolve: (folder, relative) =>
      resolveFolder(folder === '' ? vscode.Uri.file('/') : vscode.Uri.parse(folder, true), relative).toString(),
    isFree: async (folder, name) => {
      const uri = vscode.Uri.parse(folder, true);
      try {
        return !(await exists(vscode.Uri.joinPath(uri, name)));
      } catch (thrown) {
        throw storageError(thrown, uri);
      }
    },
    writeNew: (folder, name, bytes) => {
      const written = last.then(() => writeNew(vscode.Uri.parse(folder, true), name, bytes));
      last = written.catch(() => undefined);
      return written;
    },
    complete: (folder, name, bytes) => complete(vscode.Uri.joinPath(vscode.Uri.parse(folder, true), name), bytes),
  };
}

/** A path below the folder, or an absolute path (`~` is the home folder) on the same machine. */
export function resolveFolder(folder: vscode.Uri, relative: string): vscode.Uri {
  const path = relative.trim();
  const atHome = /^~(?=$|[\\/])/.test(path) ? homedir() + path.slice(1) : path;
  if (isAbsolute(atHome) && folder.scheme === 'file') return vscode.Uri.file(atHome);
  if (atHome.startsWith('/')) return folder.with({ path: atHome });
  return path === '' ? folder : vscode.Uri.joinPath(folder, path.replace(/\\/g, '/'));
}

async function writeNew(folder: vscode.Uri, name: string, bytes: Uint8Array): Promise<string> {
  const file = vscode.Uri.joinPath(folder, name);
  try {
    if (vscode.workspace.fs.isWritableFileSystem(folder.scheme) === false) {
      throw fail('storage', { reason: 'read-only', values: { folder: shownPath(folder) } });
    }
    await refuseLink(folder);
    await makeFolder(folder);
    if (await exists(file)) throw fail('storage', { code: 'exists', values: { name } });
    await writeWhole(file, bytes);
    return file.toString();
  } catch (thrown) {
    throw storageError(thrown, folder);
  }
}

async function complete(file: vscode.Uri, bytes: Uint8Array): Promise<string | undefined> {
  try {
    await refuseLink(vscode.Uri.joinPath(file, '..'));
    if (!(await exists(file))) return undefined;
    const current = await vscode.workspace.fs.readFile(file);
    if (Buffer.compare(current, bytes.subarray(0, current.length)) !== 0) return undefined;
    if (current.length < bytes.length) await writeWhole(file, bytes);
    return file.toString();
  } catch (thrown) {
    throw storageError(thrown, vscode.Uri.joinPath(file, '..'));
  }
}

/** In an untrusted workspace, a link must not redirect images to another folder of this machine. */
async function refuseLink(folder: vscode.Uri): Promise<void> {
  if (vscode.workspace.isTrusted) return;
  const home = vscode.workspace.getWorkspaceFolder(folder)?.uri;
  if (!home || !(await leadsOut(folder, home))) return;
  throw fail('storage', { reason: 'leads-out', values: { folder: shownPath(folder) } });
}

/** Deletes the partial file that a full disk leaves. */
async function writeWhole(file: vscode.Uri, bytes: Uint8Array): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(file, bytes);
  } catch (thrown) {
    await deletePartial(file, bytes).catch(() => undefined);
    throw thrown;
  }
}

/** Deletes the file only if it is a prefix of our bytes. */
async function deletePartial(file: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const current = await vscode.workspace.fs.readFile(file);
  if (Buffer.compare(current, bytes.subarray(0, current.length)) === 0) await vscode.workspace.fs.delete(file);
}

/** Creates the folder, but never a workspace folder that is gone. */
async function makeFolder(folder: vscode.Uri): Promise<void> {
  if (await exists(folder)) return;
  const home = vscode.workspace.getWorkspaceFolder(folder)?.uri ?? vscode.Uri.joinPath(folder, '..');
  if (!(await exists(home))) throw fail('storage', { reason: 'no-folder', values: { folder: shownPath(home) } });
  await vscode.workspace.fs.createDirectory(folder);
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (thrown) {
    if (thrown instanceof vscode.FileSystemError && thrown.code === 'FileNotFound') return false;
    throw thrown;
  }
}

/** Converts what a file system threw. */
export function storageError(thrown: unknown, folder: vscode.Uri): EaselError {
  if (thrown instanceof EaselError) return thrown;
  const code = thrown instanceof vscode.FileSystemError ? thrown.code : '';
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const values = { folder: shownPath(folder) };
  if (/ENOSPC|EDQUOT|no space left/i.test(message)) return fail('storage', { reason: 'disk-full', values }, thrown);
  if (code === 'NoPermissions' || /EROFS|EACCES|EPERM|read-?only/i.test(message)) {
    return fail('storage', { reason: 'read-only', values }, thrown);
  }
  const isGone = ['FileNotFound', 'FileNotADirectory', 'Unavailable'].includes(code);
  if (isGone || /ENOENT|ENOTDIR|ENOPRO/i.test(message)) return fail('storage', { reason: 'no-folder', values }, thrown);
  if (code === 'FileExists') return fail('storage', { code: 'exists', values }, thrown);
  return fail('storage', { values, detail: message.slice(0, 200) }, thrown);
}

function shownPath(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri, false) || uri.path;
}
