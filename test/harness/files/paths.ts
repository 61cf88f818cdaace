/** Places in the project, and folders that are made for one run and deleted after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const projectRoot = path.resolve(import.meta.dirname, '..', '..', '..');
export const cacheFolder = path.join(projectRoot, '.cache');
export const vsixFile = path.join(projectRoot, 'out', 'easel.vsix');

/** A new empty folder outside the project; short, because sockets are made below it. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `easel-${name}-`));
  return folder;
}

/** Deletes a folder that is ours; a file that is still being written is tried again for a while. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
