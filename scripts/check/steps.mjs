/** The steps of `npm run check`. Each one is shown to fail by the test that test/unit/guards/check.test.ts names. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findNode } from '../setup/node.mjs';
import { filesBelow } from '../sizes.mjs';

const root = join(import.meta.dirname, '../..');
const bin = (path) => join(root, 'node_modules', path);

/** @type {Promise<{ ok: boolean, output: string }> | undefined} */
let typesChecked;

/** @type {Record<string, () => Promise<{ ok: boolean, output: string }>>} */
export const steps = {
  types: () => (typesChecked ??= run(bin('typescript/bin/tsc'), ['-b'])),
  format: () =>
    run(bin('prettier/bin/prettier.cjs'), [
      '--check',
      '--cache',
      '--cache-location',
      '.cache/prettier',
      '--log-level',
      'warn',
      '.',
    ]),
  lint,
  svelte: () =>
    run(bin('svelte-check/bin/svelte-check'), [
      ...['--workspace', 'webview-ui', '--tsconfig', './tsconfig.json'],
      ...['--output', 'human', '--fail-on-warnings'],
    ]),
  'svelte-rejects': rejectsWrongComponent,
  generated: () => run(join(root, 'scripts/generate.mjs'), ['--check']),
  dependencies: () => run(join(root, 'scripts/dependencies.mjs')),
  words: () => run(join(root, 'scripts/words.mjs')),
  guards: () =>
    run(bin('mocha/bin/mocha.js'), ['--reporter', 'dot', 'test/unit/guards/**/*.test.ts'], ['--import', 'tsx']),
};

/**
 * Only files that changed are linted again, unless something changed that others see: the declarations that the type
 * check writes tell, so it goes first.
 */
async function lint() {
  await steps.types();
  const folder = join('.cache', 'eslint');
  const name = `${visibleTypes()}.json`;
  for (const old of filesBelow(join(root, folder))) if (old !== name) rmSync(join(root, folder, old));
  return run(bin('eslint/bin/eslint.js'), [
    ...['.', '--max-warnings', '0'],
    ...['--cache', '--cache-strategy', 'content', '--cache-location', join(folder, name)],
  ]);
}

function visibleTypes() {
  const hash = createHash('sha256');
  const declarations = filesBelow(join(root, '.cache/types')).filter((name) => name.endsWith('.d.ts'));
  const rules = ['eslint.config.mjs', 'package-lock.json', 'tsconfig.base.json'];
  const page = filesBelow(join(root, 'webview-ui')).map((name) => `webview-ui/${name}`);
  for (const name of [...declarations.map((file) => `.cache/types/${file}`), ...rules, ...page]) {
    hash.update(name).update(readFileSync(join(root, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** svelte-check must find both mistakes of the wrong fixture; if it doesn't, it checks nothing. */
async function rejectsWrongComponent() {
  const { output } = await run(bin('svelte-check/bin/svelte-check'), [
    ...['--workspace', 'test/fixtures', '--tsconfig', './tsconfig.json', '--output', 'machine'],
  ]);
  const found = [...output.matchAll(/ ERROR "wrong\.svelte" (\d+:\d+) /g)].map((match) => match[1]);
  const ok = found.join(' ') === '6:9 9:11';
  return { ok, output: `svelte-check should have reported 6:9 and 9:11 of test/fixtures/wrong.svelte:\n${output}` };
}

/** @returns {Promise<{ ok: boolean, output: string }>} */
function run(script, args = [], nodeArgs = []) {
  return new Promise((resolve) => {
    const child = spawn(findNode(), [...nodeArgs, script, ...args], { cwd: root });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ ok: false, output: String(error) }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
