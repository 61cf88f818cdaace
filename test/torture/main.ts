/** `npm run torture [-- runs] [--seed N] [--width N] [--only N]`, and `npm run torture -- host [runs] [--seed N]`. */
import { optionOf, plainArguments, runProgram } from '../harness/programs/program';
import { tortureHost, type HostResult } from './host';
import type { RunResult } from './run';
import { hostTableOf, tableOf, torture } from './torture';

async function main(argumentList: string[]): Promise<number> {
  const plain = plainArguments(argumentList, ['--seed', '--width', '--only']);
  return plain[0] === 'host' ? killHosts(plain[1], argumentList) : killEngines(plain[0], argumentList);
}

async function killHosts(runs = '10', argumentList: string[]): Promise<number> {
  const seed = Number(optionOf(argumentList, '--seed') ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const onRun = ({ run, returns, faults }: HostResult): void => {
    console.log(`run ${run}: ${returns.join(', ')}${faults.length === 0 ? '' : ', not clean'}`);
    for (const fault of faults) console.log(`  ${fault}`);
  };
  const started = performance.now();
  const results = await tortureHost({ runs: Number(runs), seed, onRun });
  console.log(hostTableOf(results).join('\n'));
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
  return results.every((result) => result.faults.length === 0) ? 0 : 1;
}

async function killEngines(runs = '300', argumentList: string[]): Promise<number> {
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
