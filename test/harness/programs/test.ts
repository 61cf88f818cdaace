/** Runs layers of tests one after the other; the last line is the sum. */
import path from 'node:path';
import { type LayerName, layers } from '../layers';
import { forgetLeaks, leakReport, searchLines, watchForLeaks } from '../leaks';
import { cacheFolder } from '../paths';
import { optionOf, plainArguments, runProgram } from './program';

const usual: LayerName[] = ['unit', 'components', 'extension', 'e2e'];

async function main(argumentList: string[]): Promise<number> {
  const named = plainArguments(argumentList, ['--grep']);
  const unknown = named.filter((name) => !(name in layers));
  if (unknown.length > 0) {
    throw new Error(`There is no layer ${unknown.join(', ')}. There are: ${Object.keys(layers).join(', ')}`);
  }
  const wanted = named.length > 0 ? (named as LayerName[]) : usual;
  const grep = optionOf(argumentList, '--grep');
  const total = { passed: 0, failed: 0 };
  watchForLeaks(path.join(cacheFolder, 'tests'));
  for (const name of wanted) {
    const counts = await runLayer(name, { isVerbose: wanted.length === 1, ...(grep ? { grep } : {}) });
    total.passed += counts.passed;
    total.failed += counts.failed;
  }
  const isClean = tellLeaks();
  if (isClean) total.passed += 1;
  else total.failed += 1;
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

/** Says what was searched, and where a secret was found. */
function tellLeaks(): boolean {
  const { secrets, files, bytes, leaks } = leakReport();
  forgetLeaks();
  console.log('\n== leaks: keys, passwords and tokens in what the run left behind');
  for (const leak of leaks) console.log(`\n  ✘ a secret stands in ${leak}`);
  const size = (bytes / 1024 / 1024).toFixed(0);
  console.log(`   ${secrets} secrets, ${files} files, ${size} MB searched: ${leaks.length} leaks`);
  return leaks.length === 0;
}

/** A layer that crashes or runs no test counts as one failure. */
async function runLayer(
  name: LayerName,
  options: { isVerbose: boolean; grep?: string },
): Promise<{ passed: number; failed: number }> {
  const start = performance.now();
  console.log(`\n== ${name}: ${layers[name].title}`);
  try {
    const result = await layers[name].run(options);
    const told = result.failures.flatMap(({ title, message }) => [title, message]);
    searchLines(`what ${name} printed`, [result.output, result.report, ...told]);
    if (options.isVerbose) console.log(result.output.trimEnd());
    else for (const failure of result.failures) console.log(`\n  ✘ ${failure.title}\n${indent(failure.message)}`);
    if (result.report !== '') console.log(`\n${result.report}\n`);
    const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : '';
    console.log(`   ${result.passed} passed, ${result.failed} failed${skipped} in ${seconds(start)}`);
    if (result.passed + result.failed > 0) return result;
    console.log('   no test ran: counted as a failure');
  } catch (error) {
    console.log(indent(error instanceof Error ? error.message : String(error)));
    console.log(`   the layer did not come to its end after ${seconds(start)}: counted as a failure`);
  }
  return { passed: 0, failed: 1 };
}

function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}

void runProgram(() => main(process.argv.slice(2)));
