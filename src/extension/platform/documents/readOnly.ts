import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';

/** The owner's permission to write, in the mode of a file. */
const writable = 0o200;

/** Whether a document can't be edited: because of its file system, its file, or the settings `files.readonly…`. */
export async function isReadOnly(document: vscode.TextDocument): Promise<boolean> {
  const { uri, isUntitled } = document;
  if (isUntitled || uri.scheme === 'vscode-notebook-cell') return false;
  const isWritable = vscode.workspace.fs.isWritableFileSystem(uri.scheme);
  // A scheme without a file system is that of a virtual document, such as the old side of a comparison.
  if (isWritable !== true) return true;
  const files = vscode.workspace.getConfiguration('files', uri);
  if (isIn(files.get('readonlyExclude'), document)) return false;
  if (isIn(files.get('readonlyInclude'), document)) return true;
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
    if ((permissions & vscode.FilePermission.Readonly) !== 0) return true;
    if (files.get('readonlyFromPermissions') !== true || uri.scheme !== 'file') return false;
    return ((await stat(uri.fsPath)).mode & writable) === 0;
  } catch {
    return false;
  }
}

/** @param globs The setting: glob patterns, each with whether it applies. */
function isIn(globs: unknown, document: vscode.TextDocument): boolean {
  if (typeof globs !== 'object' || globs === null) return false;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return Object.entries(globs).some(([glob, applies]) => {
    const pattern = folder && !glob.startsWith('/') ? new vscode.RelativePattern(folder, glob) : glob;
    return applies === true && vscode.languages.match({ pattern }, document) > 0;
  });
}
