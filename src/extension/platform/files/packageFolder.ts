import * as vscode from 'vscode';
import { isReadable } from './isReadable';

/** The nearest folder with a `package.json`, up to the workspace folder, or that folder; undefined outside the workspace. */
export async function packageFolderOf(file: vscode.Uri): Promise<vscode.Uri | undefined> {
  const root = vscode.workspace.getWorkspaceFolder(file)?.uri;
  if (!root) return undefined;
  let folder = vscode.Uri.joinPath(file, '..');
  while (folder.path.length > root.path.length) {
    if (await isReadable(vscode.Uri.joinPath(folder, 'package.json'))) return folder;
    folder = vscode.Uri.joinPath(folder, '..');
  }
  return root;
}
