/** Runs layers of tests, with as many pieces in parallel as the machine allows; the last line is the total. */
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type LayerName, layers, type Piece, mergeResults } from '../runner/layers';
import { deleteLeakLists, leakReport, searchLines, startLeakSearch } from '../reporting/leaks';
import type { RunResult } from '../runner/mochaRun';
import { cacheFolder } from '../files/paths';
import { Queue } from '../runner/queue';
import { optionOf, plainArguments, runProgram } from './program';

const defaultLayers: LayerName[] = ['unit', 'components', 'extension', 'e2e'];

/** With more than this, VS Codes slow each other down. */
const maxEditors = 4;

async function main(argumentList: string[]): Promise<number> {
  const named = plainArguments(argumentList, ['--grep']);
  const unknown = named.filter((name) => !(name in layers));
  if (unknown.length > 0) {
    throw new Error(`There is no layer ${unknown.join(', ')}. There are: ${Object.keys(layers).join(', ')}`);
  }
  const wanted = named.length > 0 ? (named as LayerName[]) : defaultLayers;
  const grep = optionOf(argumentList, '--grep');
  startLeakSearch(path.join(cacheFolder, 'tests'));
  rmSync(path.join(cacheFolder, 'failures'), { recursive: true, force: true });
  const requested = wanted.map((name) => ({ name, pieces: layers[name].pieces(grep ? { grep } : {}) }));
  const cores = availableParallelism();
  const queue = new Queue<TimedResult>({ slots: cores + 1, editors: Math.min(cores, maxEditors) });
  // All layers are queued at once and reported in order, so that none waits for another to end.
  const running = requested.map(({ name, pieces }) => ({
    name,
    ended: Promise.all(pieces.map((piece) => queue.run(piece.need, () => runPiece(piece)))),
  }));
  const total = { passed: 0, failed: 0 };
  for (const { name, ended } of running) {
    const counts = reportLayer(name, await ended, wanted.length === 1);
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  const isClean = reportLeaks();
  if (isClean) total.passed += 1;
  else total.failed += 1;
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

interface TimedResult extends RunResult {
  name: string;
  seconds: number;
}

/** A piece that crashes counts as one failure. */
async function runPiece({ name, run }: Piece): Promise<TimedResult> {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  try {
    return { ...(await run()), name, seconds: seconds() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const failures = [{ title: 'did not finish', message }];
    return { passed: 0, failed: 1, skipped: 0, failures, output: '', report: '', name, seconds: seconds() };
  }
}

/** A layer in which no test ran counts as one failure. */
function reportLayer(
  name: LayerName,
  results: readonly TimedResult[],
  isVerbose: boolean,
): { passed: number; failed: number } {
  const { passed, failed, skipped, failures, output, report } = mergeResults(results);
  console.log(`\n== ${name}: ${layers[name].title}`);
  searchLines(`what ${name} printed`, [output, report, ...failures.flatMap(({ title, message }) => [title, message])]);
  if (isVerbose) console.log(output.trimEnd());
  else for (const failure of failures) console.log(`\n  ✘ ${failure.title}\n${indent(failure.message)}`);
  if (report !== '') console.log(`\n${report}\n`);
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  const times = results.map((one) => `${one.name} ${one.seconds.toFixed(0)} s`).join(', ');
  console.log(`   ${passed} passed, ${failed} failed${left} (${times})`);
  if (passed + failed > 0) return { passed, failed };
  console.log('   no test ran: counted as a failure');
  return { passed: 0, failed: 1 };
}

/** Prints what was searched, and where secrets were found. */
function reportLeaks(): boolean {
  const { secrets, files, bytes, leaks } = leakReport();
  deleteLeakLists();
  console.log('\n== leaks: keys, passwords and tokens in what the run left behind');
  for (const leak of leaks) console.log(`\n  ✘ a secret is in ${leak}`);
  const size = (bytes / 1024 / 1024).toFixed(0);
  console.log(`   ${secrets} secrets, ${files} files, ${size} MB searched: ${leaks.length} leaks`);
  return leaks.length === 0;
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}

void runProgram(() => main(process.argv.slice(2)));
