/**
 * `npm run generate` writes every file that is made from others; with `--check` it writes nothing and fails when one of them
 * is stale. Each file of `scripts/generate/` exports a generator (see generateFiles.mjs).
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { applyChanges, changesOf } from './generateFiles.mjs';

const root = join(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');
const folder = join(import.meta.dirname, 'generate');
const stale = [];

for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith('.mjs')) continue;
  const { generator } = await import(pathToFileURL(join(folder, file)).href);
  const changes = await changesOf(generator, root);
  stale.push(...Object.keys(changes.write), ...changes.remove);
  if (!isCheck) applyChanges(changes, root);
}

if (stale.length > 0) console.log(`${isCheck ? 'Stale; run "npm run generate"' : 'Written'}: ${stale.join(', ')}`);
if (isCheck && stale.length > 0) process.exitCode = 1;
