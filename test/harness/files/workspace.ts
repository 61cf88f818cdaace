/** Workspace folders and their files. */
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { projectRoot, temporaryFolder } from './paths';
import { type WaitOptions, until } from '../until';

const sample = path.join(projectRoot, 'scripts', 'sample');

/** A copy of the sample workspace; creates `folder` if it is missing. */
export function sampleWorkspace(folder: string = temporaryFolder('workspace')): string {
  mkdirSync(folder, { recursive: true });
  cpSync(sample, folder, { recursive: true });
  return folder;
}

/** Paths of the files below a folder, newest last; empty if there is no folder. */
export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs);
}

/** Waits until a folder has at least `count` non-empty files. @returns Their paths, newest last. */
export async function waitForFiles(folder: string, count: number, options: WaitOptions = {}): Promise<string[]> {
  return until(
    `${count} files in ${folder}`,
    () => {
      const files = filesIn(folder).filter((file) => statSync(file).size > 0);
      return files.length >= count ? files : undefined;
    },
    { every: 10, ...options, seen: () => filesIn(folder).join(', ') || 'none' },
  );
}
