/**
 * `node scripts/build.mjs [host|worker|webview|test|components …]`: builds these, by default the first three, which the .vsix
 * contains. Prints sizes and fails above the limits (scripts/limits.mjs), or when NOTICE doesn't name a package.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'vite';
import { limits } from './limits.mjs';
import { differenceOf, packagesOf } from './notice/bundledPackages.mjs';
import { filesBelow, sizesOf } from './sizes.mjs';

// Vite warns that the package is CommonJS, which VS Code requires, and its configuration isn't.
process.env['VITE_CONFIG_NATIVE_IGNORE_WARNING'] = 'true';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const shipped = ['host', 'worker', 'webview'];
const folders = { test: 'out/test/extension', components: 'out/test/components', webview: 'dist/webview' };

const wanted = process.argv.slice(2);
const modes = wanted.length > 0 ? wanted : shipped;
const known = [...new Set([...shipped, ...Object.keys(folders)])];
const unknown = modes.filter((mode) => !known.includes(mode));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Known: ${known.join(', ')}`);
  process.exit(2);
}

const written = [];
for (const mode of modes) written.push(...(await run(mode).catch((error) => fail(mode, error))));
if (shipped.every((mode) => modes.includes(mode))) removeOldFiles();
if (modes.some((mode) => shipped.includes(mode)) && existsSync(dist)) report();

/** @returns {Promise<string[]>} Absolute paths of what was written. */
async function run(mode) {
  const started = performance.now();
  const result = await build({ root, configFile: join(root, 'vite.config.ts'), mode, logLevel: 'warn' });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => one.output);
  if (shipped.includes(mode)) checkNotice(mode, outputs);
  console.log(`${mode}: ${outputs.length} files in ${Math.round(performance.now() - started)} ms`);
  return outputs.map((output) => join(root, folders[mode] ?? 'dist', output.fileName));
}

/** Fails when the list that NOTICE is made from isn't what was bundled. */
function checkNotice(mode, outputs) {
  const bundled = JSON.parse(readFileSync(join(import.meta.dirname, 'notice/bundled.json'), 'utf8'));
  const difference = differenceOf({ mode, found: packagesOf(outputs), listed: bundled[mode] });
  if (difference !== undefined) throw new Error(difference);
}

function fail(mode, error) {
  console.error(`${mode}: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

/** Removes files of earlier builds, which would be shipped. */
function removeOldFiles() {
  for (const name of filesBelow(dist)) {
    const path = join(dist, name);
    if (!written.includes(path)) rmSync(path);
  }
}

function report() {
  const sizes = sizesOf(dist);
  const lines = [
    ['host JavaScript, all of it', sizes.host, limits.host],
    ['  loaded at activation', sizes.activation, limits.activation],
    ['workers', sizes.worker],
    ['WebAssembly', sizes.wasm],
    ['webview scripts, gzipped', sizes.webviewScripts, limits.webviewScripts],
    ['webview styles, gzipped', sizes.webviewStyles, limits.webviewStyles],
  ];
  for (const [what, size, limit] of lines) {
    const bound = limit === undefined ? '' : ` of ${kilobytes(limit)}`;
    console.log(`${what.padEnd(28)} ${kilobytes(size).padStart(9)}${bound}`);
  }
  const tooLarge = lines.filter(([, size, limit]) => limit !== undefined && size > limit);
  if (tooLarge.length === 0) return;
  console.error(`Too large: ${tooLarge.map(([what]) => what.trim()).join(', ')} (in ${relative(root, dist)}/)`);
  process.exitCode = 1;
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
