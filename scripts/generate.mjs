/**
 * `npm run generate` writes every file that is made from others; with `--check` it writes nothing and fails when one of them
 * is stale. Each file of `scripts/generate/` exports a generator: its name, the files that it owns, and `run`, which gives
 * their contents by path.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');
const folder = join(import.meta.dirname, 'generate');
const stale = [];

for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith('.mjs')) continue;
  const { generator } = await import(pathToFileURL(join(folder, file)).href);
  const contents = await generator.run();
  for (const [path, text] of Object.entries(contents)) {
    const full = join(root, path);
    if (existsSync(full) && readFileSync(full, 'utf8') === text) continue;
    stale.push(path);
    if (isCheck) continue;
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
  for (const path of generator.files().filter((one) => !(one in contents))) {
    stale.push(path);
    if (!isCheck) rmSync(join(root, path));
  }
}

if (stale.length > 0) console.log(`${isCheck ? 'Stale; run "npm run generate"' : 'Written'}: ${stale.join(', ')}`);
process.exit(isCheck && stale.length > 0 ? 1 : 0);
