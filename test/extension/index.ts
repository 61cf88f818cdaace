/// <reference types="vite/client" />
/**
 * What VS Code's extension host loads as the tests: runs every suite of this folder with mocha and writes the result to a file.
 * Only that file counts, because a host that crashes reports success.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { format } from 'node:util';
import type Mocha from 'mocha';
import type { SuiteResult } from '../harness/runner/suiteResult';
import { recordActivation } from './support/activationSnapshot';

const suites = import.meta.glob('./**/*.test.ts');

/** Called by VS Code. @throws Error when a test failed or none ran */
export async function run(): Promise<void> {
  const { default: MochaRunner } = await import('mocha');
  const output = process.env['EASEL_TEST_OUTPUT'];
  if (output) {
    MochaRunner.reporters.Base.consoleLog = (...parts: unknown[]) => appendFileSync(output, `${format(...parts)}\n`);
  }
  const mocha = new MochaRunner({ ui: 'bdd', reporter: 'spec', timeout: 120_000, color: false, grep: wanted() });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  mocha.suite.beforeAll('activate the extension', recordActivation);
  for (const load of Object.values(suites)) await load();
  const result = await runAll(mocha);
  const file = process.env['EASEL_TEST_RESULT'];
  if (file) writeFileSync(file, JSON.stringify(result));
  if (result.failed > 0 || result.passed === 0) throw new Error(`${result.passed} passed, ${result.failed} failed`);
}

/** A part of the titles to be run alone, as with `mocha --grep`. */
function wanted(): string {
  return process.env['EASEL_TEST_GREP'] ?? '';
}

function runAll(mocha: Mocha): Promise<SuiteResult> {
  return new Promise((resolve) => {
    const result: SuiteResult = { passed: 0, failed: 0, skipped: 0, failures: [] };
    const runner = mocha.run(() => resolve(result));
    runner.on('pass', () => (result.passed += 1));
    runner.on('pending', () => (result.skipped += 1));
    runner.on('fail', (test, error: Error) => {
      result.failed += 1;
      result.failures.push({ title: test.fullTitle(), message: error.stack ?? error.message });
    });
  });
}
