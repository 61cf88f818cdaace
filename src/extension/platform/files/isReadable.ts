import * as vscode from 'vscode';

/** Whether a file or folder can be read; false after any error, also one of its file system. */
export async function isReadable(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
