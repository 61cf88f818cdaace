/**
 * What the npm scripts run: `node scripts/run.mjs <name> [arguments]`. Installs what the program needs, then runs it under the
 * right Node. Node's built-ins only up to there, so that every npm script works on a bare clone.
 */
import { readdirSync } from 'node:fs';
import process from 'node:process';
import { endWith, setUp } from './setup.mjs';
import { ensurePackage, ensureSuite, recordPackage } from './setup/build.mjs';
import { setUpFloor } from './setup/floor.mjs';
import { launch, launchTypeScript } from './setup/launch.mjs';
import { SetupError } from './setup/steps.mjs';

const packagesOnly = { server: false, browser: false };

/** Each gives the exit code. @type {Record<string, (argumentList: string[]) => Promise<number>>} */
const programs = {
  build: tool('scripts/build.mjs'),
  watch: tool('scripts/watch.mjs'),
  package: makePackage,
  check: tool('scripts/check.mjs'),
  generate: tool('scripts/generate.mjs'),
  lint: tool('node_modules/eslint/bin/eslint.js', '.'),
  types: tool('node_modules/typescript/bin/tsc', '-b'),
  format: tool('node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', '.'),

  async start(argumentList) {
    await setUp({ server: !argumentList.includes('--desktop'), browser: false }, ensurePackage);
    return launchTypeScript('test/harness/programs/start.ts', argumentList);
  },
  test,
  async 'test:desktop'(argumentList) {
    await setUp(packagesOnly, ensureExtensionTests);
    return launchTypeScript('test/harness/programs/testDesktop.ts', argumentList);
  },
  demo: inVsCode('test/harness/programs/demo.ts'),
  screenshots: inVsCode('test/harness/programs/screenshots.ts'),
  async simulator(argumentList) {
    await setUp(packagesOnly);
    return launchTypeScript('test/harness/programs/simulator.ts', argumentList);
  },
  async compare(argumentList) {
    await setUp(packagesOnly);
    return launchTypeScript('test/harness/programs/compare.ts', argumentList);
  },
  bench,
  async fuzz(argumentList) {
    await setUp(packagesOnly);
    return launchTypeScript('test/fuzz/main.ts', argumentList);
  },
  async torture(argumentList) {
    const isHost = argumentList.includes('host');
    await setUp({ server: isHost, browser: isHost }, isHost ? ensurePackage : undefined);
    return launchTypeScript('test/torture/main.ts', argumentList);
  },
};

/** A program that needs the packages only. */
function tool(...command) {
  return async (argumentList) => {
    await setUp(packagesOnly);
    return launch([...command, ...argumentList]);
  };
}

/** Packs anew even when nothing changed; a test run after it uses this package. */
async function makePackage(argumentList) {
  await setUp(packagesOnly);
  const code = await launch(['scripts/package.mjs', ...argumentList]);
  if (code === 0) recordPackage();
  return code;
}

/** A program that drives the packaged extension in a VS Code server, through a browser. */
function inVsCode(program) {
  return async (argumentList) => {
    await setUp({}, ensurePackage);
    return launchTypeScript(program, argumentList);
  };
}

/** `[layer …] [--grep text]`: the named layers, by default all. */
async function test(argumentList) {
  const layers = argumentList.filter((one, at) => !one.startsWith('-') && argumentList[at - 1] !== '--grep');
  const areOnly = (...names) => layers.length > 0 && layers.every((layer) => names.includes(layer));
  const isQuick = areOnly('unit', 'components');
  await setUp({ server: !isQuick, browser: !areOnly('unit') }, isQuick ? undefined : ensureExtensionTests);
  if (layers.includes('floor')) await setUpFloor();
  return launchTypeScript('test/harness/programs/test.ts', argumentList);
}

/** `[name]`: one measurement of test/bench, by default all. */
async function bench([name]) {
  await setUp({}, ensurePackage);
  // `scrolling.ts` is a part of others.
  const names = readdirSync('test/bench')
    .filter((file) => file.endsWith('.ts') && file !== 'scrolling.ts')
    .map((file) => file.replace('.ts', ''));
  const wanted = name === undefined ? names : names.filter((one) => one === name);
  if (wanted.length === 0) throw new SetupError(`Unknown measurement: ${name}. Known: ${names.join(', ')}`);
  let worst = 0;
  for (const one of wanted) {
    console.log(`\n== ${one}`);
    worst = Math.max(worst, await launchTypeScript(`test/bench/${one}.ts`, []));
  }
  return worst;
}

async function ensureExtensionTests() {
  await ensurePackage();
  await ensureSuite();
}

const [name, ...argumentList] = process.argv.slice(2);
try {
  if (!Object.hasOwn(programs, name ?? '')) {
    throw new SetupError(`Usage: node scripts/run.mjs ${Object.keys(programs).join('|')} [arguments]`);
  }
  process.exitCode = await programs[name](argumentList);
} catch (error) {
  endWith(error);
}
