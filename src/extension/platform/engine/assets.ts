import * as vscode from 'vscode';
import type { Assets } from '../../../shared/platform/ports';

/** The files below `media/`. */
export function createAssets(extensionUri: vscode.Uri): Assets {
  return { read: async (path) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'media', path)) };
}
