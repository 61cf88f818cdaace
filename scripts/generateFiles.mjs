/** Compares what a generator makes with the files that are there, and writes them. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @typedef {object} Generator
 * @property {string} name
 * @property {() => string[]} files that it owns and that exist
 * @property {() => Promise<Record<string, string>>} run contents by path
 */

/**
 * @param {Generator} generator @param {string} root folder of its paths
 * @returns {Promise<{ write: Record<string, string>, remove: string[] }>} what has to change
 */
export async function changesOf(generator, root) {
  const contents = await generator.run();
  const isStale = ([path, text]) => {
    const full = join(root, path);
    return !existsSync(full) || readFileSync(full, 'utf8') !== text;
  };
  return {
    write: Object.fromEntries(Object.entries(contents).filter(isStale)),
    remove: generator.files().filter((path) => !(path in contents)),
  };
}

/** @param {{ write: Record<string, string>, remove: string[] }} changes @param {string} root */
export function applyChanges({ write, remove }, root) {
  for (const [path, text] of Object.entries(write)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of remove) rmSync(join(root, path));
}
