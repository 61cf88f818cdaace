/** Whether a path below a folder stays in it when links are resolved. */
import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';

export function isBelow(uri: vscode.Uri, folder: vscode.Uri): boolean {
  const base = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  const isSameHost = uri.scheme === folder.scheme && uri.authority === folder.authority;
  return isSameHost && (uri.path.startsWith(base) || `${uri.path}/` === base);
}

/** Whether a link on the path leads out of the folder. @param uri Below the folder; it need not exist. */
export async function leadsOut(uri: vscode.Uri, folder: vscode.Uri): Promise<boolean> {
  if (uri.scheme !== 'file') return false;
  const home = await realpath(folder.fsPath).catch(() => folder.fsPath);
  for (let at = uri; isBelow(at, folder); at = vscode.Uri.joinPath(at, '..')) {
    const real = await realpath(at.fsPath).catch(() => undefined);
    if (real !== undefined) return !isBelow(vscode.Uri.file(real), vscode.Uri.file(home));
    if (at.path === '/') break;
  }
  return false;
}
