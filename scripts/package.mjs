/**
 * `npm run package`: packs `out/easel.vsix` and reports its sizes. vsce runs `vscode:prepublish` first, which builds. Options are
 * handed to vsce: `-- --githubBranch v1.2.3` takes the images of the README from that tag.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { unzipSync } from 'fflate';
import { limits } from './limits.mjs';
import { npmEnvironment } from './setup/steps.mjs';

const root = join(import.meta.dirname, '..');
const vsix = join(root, 'out/easel.vsix');

mkdirSync(join(root, 'out'), { recursive: true });
const vsce = [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', '--no-dependencies', '--out', vsix];
const { status, error } = spawnSync(process.execPath, [...vsce, ...process.argv.slice(2)], {
  cwd: root,
  // vsce runs npm, which runs the first `node` on the path: this one.
  env: npmEnvironment(dirname(process.execPath)),
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (error) throw error;
if (status !== 0) process.exit(status ?? 1);
checkPackage();

function checkPackage() {
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
  const pixels = files.filter(({ name }) => /\/dist\/(?!resvg)\w+\.wasm$|\/pixelsWorker\.js$/.test(name));
  const pixelsZipped = pixels.reduce((sum, { size }) => sum + size, 0);
  console.log(`pixel code, zipped: ${kilobytes(pixelsZipped)} of ${kilobytes(limits.pixelsZipped)}`);
  const missing = readmeImages().filter((path) => !existsSync(join(root, path)));
  if (missing.length > 0) stop(`README.md shows missing images: ${missing.join(', ')}`);
  const maps = files.filter(({ name }) => name.endsWith('.map'));
  if (maps.length > 0) stop(`source maps: ${maps.map(({ name }) => name).join(', ')}`);
  const native = files.filter(({ name }) => /\.(node|dll|so|dylib)$/.test(name));
  if (native.length > 0) stop(`native modules: ${native.map(({ name }) => name).join(', ')}`);
  if (sketchZipped > limits.sketchZipped) stop('the data of sketch is too large');
  if (pixelsZipped > limits.pixelsZipped) stop('the code that works on pixels is too large');
}

/** Images of the project in the README. They are not packed: vsce turns their paths into URLs of the repository. */
function readmeImages() {
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
