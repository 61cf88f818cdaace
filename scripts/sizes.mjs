/** Measures the files that were built. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Files below a folder, sorted, as paths relative to it. @param {string} folder @returns {string[]} */
export function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** @param {string} dist @returns {import('./sizes.mjs').Sizes} */
export function sizesOf(dist) {
  const sum = { host: 0, activation: 0, worker: 0, wasm: 0, webviewScripts: 0, webviewStyles: 0 };
  for (const name of filesBelow(dist)) {
    const path = join(dist, name);
    const size = statSync(path).size;
    if (name.startsWith('webview/')) {
      sum[name.endsWith('.css') ? 'webviewStyles' : 'webviewScripts'] += gzipSync(readFileSync(path)).length;
    } else if (name.endsWith('.wasm')) sum.wasm += size;
    else if (name.endsWith('Worker.js')) sum.worker += size;
    else if (name.endsWith('.js')) sum.host += size;
  }
  for (const name of loadedAtActivation(dist)) sum.activation += statSync(join(dist, name)).size;
  return sum;
}

/** The files that `extension.js` loads, found by loading it. @param {string} dist @returns {string[]} */
export function loadedAtActivation(dist) {
  if (!existsSync(join(dist, 'extension.js'))) return [];
  const script = join(import.meta.dirname, 'loadedAtActivation.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, dist], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`dist/extension.js could not be loaded:\n${stderr}`);
  return JSON.parse(stdout);
}
