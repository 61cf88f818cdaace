/** Runs Mocha in a separate process. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { lastLines, startNode } from '../processes/childProcess';
import { cacheFolder, projectRoot } from '../files/paths';
import { readReport, reportVariable } from '../reporting/report';
import type { SuiteResult } from './suiteResult';
import { until } from '../until';

/** Result of a process that ran tests. */
export interface RunResult extends SuiteResult {
  /** Output of the reporter. */
  output: string;
  /** Lines of `report()`. */
  report: string;
}

export interface MochaRun {
  /** Name of its files in `.cache/tests`; unique among concurrent runs. */
  name: string;
  /** Relative to the project. */
  files: readonly string[];
  /** Milliseconds for one test. */
  timeout: number;
  /** Runs only tests whose titles match. */
  grep?: string;
  /** A module whose hooks are called around every test. */
  hooks?: string;
}

/** Milliseconds. */
const runTimeout = 60 * 60_000;

/** @throws Error with the last lines of output if Mocha didn't finish */
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
  // A handle that a test left open must not block the run, but is reported.
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

/** Ctrl-C reaches only this process, because the child has its own process group. */
function stopWithUs(stop: () => Promise<void>): () => void {
  const listener = (): void => void stop().then(() => process.exit(130));
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return () => {
    process.off('SIGINT', listener);
    process.off('SIGTERM', listener);
  };
}
