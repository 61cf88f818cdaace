/** What an insertion has to know about the package that a file belongs to. */
import * as vscode from 'vscode';
import { isReadable } from '../platform/files/isReadable';

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

/** Whether an imported image is an object with `src`, as in Next.js. */
export async function importsImagesAsObjects(document: vscode.Uri): Promise<boolean> {
  const folder = await packageFolderOf(document);
  if (!folder) return false;
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, 'package.json'));
    return dependsOnNext(new TextDecoder().decode(bytes));
  } catch {
    return false;
  }
}

function dependsOnNext(manifest: string): boolean {
  const { dependencies, devDependencies } = JSON.parse(manifest) as Record<string, Record<string, string> | undefined>;
  return dependencies?.next !== undefined || devDependencies?.next !== undefined;
}

/** Whether the document can't be edited, because of its file system or its file. */
export async function isReadOnly({ uri, isUntitled }: vscode.TextDocument): Promise<boolean> {
  if (isUntitled || uri.scheme === 'vscode-notebook-cell') return false;
  const isWritable = vscode.workspace.fs.isWritableFileSystem(uri.scheme);
  // A scheme without a file system is that of a virtual document, such as the old side of a comparison.
  if (isWritable !== true) return true;
  try {
    const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
    return (permissions & vscode.FilePermission.Readonly) !== 0;
  } catch {
    return false;
  }
}
