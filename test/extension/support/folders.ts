import * as vscode from 'vscode';

/** A file system in memory of folders alone; `full` refuses to keep anything. */
export class FoldersOnlyFileSystem implements vscode.FileSystemProvider {
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changes.event;

  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }
  stat(uri: vscode.Uri): vscode.FileStat {
    if (uri.path !== '/' && uri.path !== '/images') throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
  }
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }
  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
  readFile(uri: vscode.Uri): Uint8Array {
    throw vscode.FileSystemError.FileNotFound(uri);
  }
  writeFile(_uri?: vscode.Uri, _content?: Uint8Array): void | Promise<void> {
    throw new Error('ENOSPC: no space left on device');
  }
  delete(_uri?: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions();
  }
  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}
