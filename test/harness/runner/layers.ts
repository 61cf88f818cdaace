/** The layers of tests, each split into pieces that can run in parallel. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { runInHost } from './inHost';
import { type MochaRun, runMocha, type RunResult } from './mochaRun';
import { projectRoot } from '../files/paths';
import type { Need } from './queue';
import { floorServer } from '../vscode/serverPackages';

export type LayerName = 'unit' | 'components' | 'extension' | 'e2e' | 'floor';

export interface LayerOptions {
  /** Runs only tests whose titles match. */
  grep?: string;
}

interface Layer {
  title: string;
  pieces(options: LayerOptions): Piece[];
}

/** A separate process, independent of the others. */
export interface Piece {
  name: string;
  need: Need;
  run(): Promise<RunResult>;
}

/** Tests that mostly wait for their own processes and servers. */
const waitingTests = [['faults/faults'], ['windows/torture', 'windows/windows'], ['hundredJobs', 'windows/caps']].map(
  (names) => names.map((name) => `test/providers/${name}.test.ts`),
);

export const layers: Record<LayerName, Layer> = {
  unit: {
    title: 'unit and provider contract tests',
    pieces: (options) => {
      const run = { timeout: 120_000, ...options };
      const others = filesOf('test/providers/**/*.test.ts').filter((file) => !waitingTests.flat().includes(file));
      return [
        ...waitingTests.map((files) => ({
          ...mocha({ name: nameOf(files[0] ?? ''), files, ...run }),
          need: 'little' as const,
        })),
        mocha({ name: 'providers', files: others, ...run }),
        mocha({ name: 'unit', files: filesOf('test/unit/**/*.test.ts'), ...run }),
      ];
    },
  },
  components: {
    title: 'the page in a real browser, with a simulated host',
    pieces: (options) => [
      mocha({ name: 'components', files: filesOf('test/components/*.test.ts'), timeout: 120_000, ...options }),
    ],
  },
  extension: {
    title: 'inside the extension host of VS Code',
    pieces: (options) => [{ name: 'extension', need: 'editor', run: () => runInHost(options) }],
  },
  e2e: {
    title: 'from the packaged extension, through the user interface',
    pieces: ({ grep }) => {
      const run = { timeout: 300_000, hooks: 'test/harness/runner/failureEvidence.ts' };
      const files = filesOf('test/e2e/**/*.test.ts');
      // With grep, a single process finds the matching tests faster than one for each file.
      const pieces = grep
        ? [mocha({ name: 'e2e', files, ...run, grep })]
        : files.map((file) => mocha({ name: `e2e-${nameOf(file)}`, files: [file], ...run }));
      return pieces.map((piece) => ({ ...piece, need: 'editor' }));
    },
  },
  floor: {
    title: 'inside the oldest VS Code that the manifest claims',
    pieces: (options) => [
      { name: 'floor', need: 'editor', run: () => runInHost({ server: floorServer(), ...options }) },
    ],
  },
};

export function mergeResults(results: readonly RunResult[]): RunResult {
  const sum = (count: (result: RunResult) => number): number => results.reduce((all, result) => all + count(result), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: sum(({ skipped }) => skipped),
    failures: results.flatMap(({ failures }) => failures),
    output: results.map(({ output }) => output).join('\n'),
    report: results
      .map(({ report }) => report)
      .filter((report) => report !== '')
      .join('\n\n')
      .trim(),
  };
}

function mocha(run: MochaRun): Piece {
  return { name: run.name, need: 'core', run: () => runMocha(run) };
}

/** @throws Error if no file matches, because then nothing would be tested. */
function filesOf(pattern: string): string[] {
  const files = globSync(pattern, { cwd: projectRoot })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  if (files.length === 0) throw new Error(`no test file fits ${pattern}`);
  return files;
}

function nameOf(file: string): string {
  return path.basename(file, '.test.ts');
}
