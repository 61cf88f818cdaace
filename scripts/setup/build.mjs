/** Builds and packages when the content of a source has changed since the last time. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { findNode } from './node.mjs';
import { npmEnvironment, once, projectRoot, recordStep, run } from './steps.mjs';

/** What the `.vsix` is made from; folders with everything in them. */
const shipped = [
  'src',
  'webview-ui',
  'media',
  'l10n',
  'scripts/build.mjs',
  'scripts/package.mjs',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
  'package.nls.json',
  'package.nls.zh-cn.json',
  '.vscodeignore',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'NOTICE',
];

/** What the suite that runs inside VS Code is made from, besides what is shipped. */
const tested = ['test/extension', 'test/simulators', 'test/fixtures', 'test/providers', 'test/harness'];

const vsix = path.join(projectRoot, 'out', 'easel.vsix');
const suite = path.join(projectRoot, 'out', 'test', 'extension', 'index.js');

/** Makes `out/easel.vsix`, unless it is up to date. */
export async function ensurePackage() {
  await once({
    ...packageStep(),
    made: [vsix, path.join(projectRoot, 'dist', 'extension.js')],
    work: () => run(findNode(), ['scripts/package.mjs'], { cwd: projectRoot, env: npmEnvironment() }),
  });
}

/** Tells {@link ensurePackage} that `out/easel.vsix` has just been made: a release publishes the file that was tested. */
export function recordPackage() {
  recordStep(packageStep());
}

function packageStep() {
  return { name: 'build and package', key: hashOf(shipped) };
}

/** Makes the bundle of tests that is run inside VS Code. */
export async function ensureSuite() {
  await once({
    name: 'bundle of tests',
    key: hashOf([...shipped, ...tested]),
    made: [suite],
    work: () => run(findNode(), ['scripts/build.mjs', 'test'], { cwd: projectRoot, env: npmEnvironment() }),
  });
}

function hashOf(entries) {
  const hash = createHash('sha256');
  for (const file of entries.flatMap((entry) => filesOf(path.join(projectRoot, entry)))) {
    hash.update(path.relative(projectRoot, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesOf(entry) {
  if (!existsSync(entry)) return [];
  if (statSync(entry).isFile()) return [entry];
  return readdirSync(entry, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name))
    .sort();
}
