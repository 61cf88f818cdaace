/** Mocha in a process of its own, with its result as figures. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { lastLines, startNode } from '../processes/childProcess';
import { cacheFolder, projectRoot } from '../files/paths';
import { readReport, reportVariable } from '../reporting/report';
import type { SuiteResult } from './suiteResult';
import { until } from '../until';

/** What a process that ran tests came to. */
export interface RunResult extends SuiteResult {
  /** What the reporter printed. */
  output: string;
  /** What suites reported besides. */
  report: string;
}

export interface MochaRun {
  /** Names the files that it leaves in `.cache/tests`; no two that run at once have the same. */
  name: string;
  /** Relative to the project. */
  files: readonly string[];
  /** Milliseconds for one test. */
  timeout: number;
  /** Part of the titles to be run alone. */
  grep?: string;
  /** A module whose hooks are called around every test. */
  hooks?: string;
}

/** Milliseconds. */
const runTimeout = 60 * 60_000;

/** @throws Error with the last lines when mocha did not come to its end */
export async function runMocha({ name, files, timeout, grep, hooks }: MochaRun): Promise<RunResult> {
  const folder = path.join(cacheFolder, 'tests');
  const resultFile = path.join(folder, `${name}-${process.pid}.json`);
  const reportFile = path.join(folder, `${name}-${process.pid}-report.txt`);
  mkdirSync(folder, { recursive: true });
  for (const file of [resultFile, reportFile]) rmSync(file, { force: true });
  const child = startNode({
    node: process.execPath,
    cwd: projectRoot,
    env: { ...process.env, EASEL_TEST_RESULT: resultFile, [reportVariable]: reportFile },
    logFile: path.join(folder, `${name}.txt`),
    argumentList: [
      ...['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'node_modules/mocha/bin/mocha.js'],
      ...['--reporter', 'test/harness/runner/layerReporter.cjs', '--no-color', '--timeout', String(timeout)],
      ...(hooks ? ['--require', hooks] : []),
      ...(grep ? ['--grep', grep] : []),
      ...files,
    ],
  });
  const release = stopWithUs(() => child.stop());
  await until(`${name} to be done`, () => child.hasEnded() || existsSync(resultFile), {
    timeout: runTimeout,
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
