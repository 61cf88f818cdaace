/** The layers of tests, each run apart and each with a result that counts. */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { lastLines, startNode } from './childProcess';
import { runInHost } from './inHost';
import { cacheFolder, projectRoot } from './paths';
import { readReport, reportVariable } from './report';
import { floorServer } from './serverPackages';
import type { SuiteResult } from './suiteResult';
import { until } from './until';

export type LayerName = 'unit' | 'components' | 'extension' | 'e2e' | 'floor';

export interface LayerOptions {
  /** Part of the titles to be run alone. */
  grep?: string;
  /** Whether every test is to be named, not only those that failed. */
  isVerbose: boolean;
}

interface Layer {
  title: string;
  run(options: LayerOptions): Promise<LayerResult>;
}

interface LayerResult extends SuiteResult {
  /** What the reporter printed. */
  output: string;
  /** What suites reported besides. */
  report: string;
}

export const layers: Record<LayerName, Layer> = {
  unit: {
    title: 'unit and provider contract tests',
    // Side by side: those of the providers wait for simulators most of the time.
    run: async (options) =>
      together(
        await Promise.all([
          runMocha('unit', { patterns: ['test/unit/**/*.test.ts'], timeout: 120_000, ...options }),
          runMocha('providers', { patterns: ['test/providers/**/*.test.ts'], timeout: 120_000, ...options }),
        ]),
      ),
  },
  components: {
    title: 'the page in a real browser, with a host of numbers behind it',
    run: (options) => runMocha('components', { patterns: ['test/components/*.test.ts'], timeout: 120_000, ...options }),
  },
  extension: {
    title: 'inside the extension host of VS Code',
    run: ({ grep }) => runInHost({ ...(grep ? { grep } : {}) }),
  },
  e2e: {
    title: 'from the packaged extension, through the user interface',
    run: (options) => runMocha('e2e', { patterns: ['test/e2e/**/*.test.ts'], timeout: 300_000, ...options }),
  },
  floor: {
    title: 'inside the oldest VS Code that the manifest claims',
    run: ({ grep }) => runInHost({ server: floorServer(), ...(grep ? { grep } : {}) }),
  },
};

function together(results: readonly LayerResult[]): LayerResult {
  const sum = (count: (result: LayerResult) => number): number =>
    results.reduce((all, result) => all + count(result), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    failures: results.flatMap(({ failures }) => failures),
    output: results.map(({ output }) => output).join('\n'),
    report: results
      .map(({ report }) => report)
      .join('\n\n')
      .trim(),
  };
}

interface MochaRun extends LayerOptions {
  patterns: string[];
  /** Milliseconds for one test. */
  timeout: number;
}

/** Milliseconds. */
const longestLayer = 60 * 60_000;

/** @throws Error with the last lines when mocha did not come to its end */
async function runMocha(name: LayerName | 'providers', { patterns, timeout, grep }: MochaRun): Promise<LayerResult> {
  const folder = path.join(cacheFolder, 'tests');
  const resultFile = path.join(folder, `${name}-${process.pid}.json`);
  const reportFile = path.join(folder, `${name}-${process.pid}-report.txt`);
  mkdirSync(folder, { recursive: true });
  for (const file of [resultFile, reportFile]) rmSync(file, { force: true });
  if (name === 'e2e') rmSync(path.join(cacheFolder, 'failures'), { recursive: true, force: true });
  const files = globSync(patterns, { cwd: projectRoot }).sort();
  if (files.length === 0) throw new Error(`no test file fits ${patterns.join(', ')}`);
  const child = startNode({
    node: process.execPath,
    cwd: projectRoot,
    env: { ...process.env, EASEL_TEST_RESULT: resultFile, [reportVariable]: reportFile },
    logFile: path.join(folder, `${name}.txt`),
    argumentList: [
      ...['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'node_modules/mocha/bin/mocha.js'],
      ...['--reporter', 'test/harness/layerReporter.cjs', '--no-color', '--timeout', String(timeout)],
      ...(name === 'e2e' ? ['--require', 'test/harness/evidence.ts'] : []),
      ...(grep ? ['--grep', grep] : []),
      ...files,
    ],
  });
  const release = stopWithUs(() => child.stop());
  await until(`${name} to be done`, () => child.hasEnded() || existsSync(resultFile), {
    timeout: longestLayer,
    every: 200,
  });
  // What a test forgot to close must not hold the run up; it is said all the same.
  await until('the process to end', () => child.hasEnded(), { timeout: 15_000 }).catch(() =>
    console.log(`   ${name}: its tests were done, but something held its process open`),
  );
  release();
  await child.stop();
  const code = await child.ended;
  try {
    const result = JSON.parse(readFileSync(resultFile, 'utf8')) as SuiteResult;
    return { ...result, output: child.output(), report: readReport(reportFile) };
  } catch {
    throw new Error(`mocha ended with ${code} before it was done; it said last:\n${lastLines(child.output(), 40)}`);
  } finally {
    for (const file of [resultFile, reportFile]) rmSync(file, { force: true });
  }
}

/** Ctrl-C in the terminal reaches only us: the layer has a process group of its own. */
function stopWithUs(stop: () => Promise<void>): () => void {
  const listener = (): void => void stop().then(() => process.exit(130));
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return () => {
    process.off('SIGINT', listener);
    process.off('SIGTERM', listener);
  };
}
