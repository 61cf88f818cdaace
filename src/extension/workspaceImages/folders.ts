/** Finds the images in folders. */
import * as vscode from 'vscode';
import { pick } from '../quickInput/pick';
import { t } from '../platform/translate';
import { imageGlob, isImagePath, withoutResults } from './imageFiles';

export interface FolderImages {
  folders: vscode.Uri[];
  /** Directly in the folders. */
  direct: vscode.Uri[];
  /** In their subfolders. */
  below: vscode.Uri[];
  /** Number of results of earlier edits, which aren't edited again. */
  results: number;
}

const maxFiles = 2000;

export async function findFolders(folders: readonly vscode.Uri[]): Promise<FolderImages> {
  const found = new Map<string, vscode.Uri>();
  for (const folder of folders) {
    const pattern = new vscode.RelativePattern(folder, imageGlob);
    for (const uri of await vscode.workspace.findFiles(pattern, '**/node_modules/**', maxFiles))
      found.set(uri.toString(), uri);
  }
  const all = [...found.values()].filter((uri) => isImagePath(uri.path));
  const originals = withoutResults(all, (uri) => uri.path).sort((one, other) => one.path.localeCompare(other.path));
  const own = new Set(folders.map((folder) => withoutSlash(folder.path)));
  const isDirect = (uri: vscode.Uri): boolean => own.has(uri.path.slice(0, uri.path.lastIndexOf('/')));
  return {
    folders: [...folders],
    direct: originals.filter(isDirect),
    below: originals.filter((uri) => !isDirect(uri)),
    results: all.length - originals.length,
  };
}

/** Lets the user select a workspace folder that contains images. Undefined if dismissed. */
export async function pickFolder(title: string): Promise<vscode.Uri[] | undefined> {
  const uris = await vscode.workspace.findFiles(imageGlob, '**/node_modules/**', maxFiles);
  const counts = new Map<string, { uri: vscode.Uri; count: number }>();
  for (const uri of uris) {
    const folder = vscode.Uri.joinPath(uri, '..');
    const entry = counts.get(folder.toString()) ?? { uri: folder, count: 0 };
    counts.set(folder.toString(), { ...entry, count: entry.count + 1 });
  }
  if (counts.size === 0) {
    void vscode.window.showInformationMessage(t('No images in this workspace.'));
    return undefined;
  }
  const items = [...counts.values()]
    .map(({ uri, count }) => ({
      label: `$(folder) ${folderLabel(uri)}`,
      description: count === 1 ? t('1 image') : t('{count} images', { count }),
      uri,
    }))
    .sort((one, other) => one.label.localeCompare(other.label));
  const picked = await pick({ title, placeholder: t('Select a folder'), items });
  return picked.kind === 'item' ? [picked.item.uri] : undefined;
}

/** The path inside the workspace; of a workspace folder itself, its name. */
function folderLabel(uri: vscode.Uri): string {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder && withoutSlash(folder.uri.path) === withoutSlash(uri.path)) return folder.name;
  return vscode.workspace.asRelativePath(uri);
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}
