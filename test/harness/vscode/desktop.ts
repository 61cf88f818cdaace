/** Starts an installed desktop VS Code with Easel, separate from the user's settings and extensions. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { vsixFile } from '../files/paths';
import { quietSettings, writeSettings } from './settings';

export interface DesktopOptions {
  workspace: string;
  /** Folder for user data and extensions. */
  dataFolder: string;
}

/** Installs the `.vsix` and opens a window. @returns The exit code of `code`, which returns immediately. */
export function startDesktop({ workspace, dataFolder }: DesktopOptions): number {
  const code = findDesktop();
  const userDataFolder = path.join(dataFolder, 'user');
  writeSettings(userDataFolder, quietSettings, 'desktop');
  const folders = ['--user-data-dir', userDataFolder, '--extensions-dir', path.join(dataFolder, 'extensions')];
  run(code, [...folders, '--install-extension', vsixFile, '--force']);
  run(code, [...folders, '--disable-workspace-trust', '--new-window', workspace]);
  console.log(`VS Code with Easel, in ${workspace}; its own settings and extensions are in ${dataFolder}.`);
  return 0;
}

/** @throws Error when no desktop VS Code is on the path */
function findDesktop(): string {
  const suffixes = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    for (const name of ['code', 'code-insiders', 'codium']) {
      const found = suffixes.map((suffix) => path.join(folder, name + suffix)).find((file) => existsSync(file));
      if (found) return found;
    }
  }
  throw new Error(
    'No desktop VS Code was found: there is no "code" on the PATH. In VS Code, run "Shell Command: Install \'code\' command in PATH", ' +
      'or leave --desktop out to use the server.',
  );
}

function run(command: string, argumentList: string[]): void {
  const { status, error } = spawnSync(command, argumentList, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`${command} ${argumentList.join(' ')} ended with ${error?.message ?? status}`);
}
