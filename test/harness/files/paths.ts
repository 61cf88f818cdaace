/** Paths of the project, and temporary folders. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const projectRoot = path.resolve(import.meta.dirname, '..', '..', '..');
export const cacheFolder = path.join(projectRoot, '.cache');
export const vsixFile = path.join(projectRoot, 'out', 'easel.vsix');

/** A new temporary folder; its path is short, because it contains sockets. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `easel-${name}-`));
  return folder;
}

/** Deletes a temporary folder, with retries for files that are still being written. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
