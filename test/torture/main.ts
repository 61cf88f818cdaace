/** `npm run torture [-- runs] [--seed N] [--width N] [--only N]`. */
import { optionOf, plainArguments, runProgram } from '../harness/programs/program';
import type { RunResult } from './run';
import { tableOf, torture } from './torture';

async function main(argumentList: string[]): Promise<number> {
  const [runs = '300'] = plainArguments(argumentList, ['--seed', '--width', '--only']);
  const seed = Number(optionOf(argumentList, '--seed') ?? Date.now() % 1_000_000);
  const width = Number(optionOf(argumentList, '--width') ?? 6);
  const only = optionOf(argumentList, '--only');
  console.log(`seed ${seed}`);
  const started = performance.now();
  const onRun = (result: RunResult): void => {
    if (result.faults.length === 0) return;
    console.log(`run ${result.run}, killed ${result.kills.join(', ')}; left in ${result.folder}`);
    for (const fault of result.faults) console.log(`  ${fault}`);
  };
  const results = await torture({ runs: Number(runs), width, seed, onRun, ...(only ? { only: Number(only) } : {}) });
  console.log(tableOf(results).join('\n'));
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
  return results.every((result) => result.faults.length === 0) ? 0 : 1;
}

void runProgram(() => main(process.argv.slice(2)));
