/** `npm run torture [-- runs] [--seed N] [--width N] [--only N] [--events WORDS]`, and `npm run torture -- host|disk [runs] [--seed N]`. */
import { optionOf, plainArguments, runProgram } from '../harness/programs/program';
import { diskTableOf, isApart, runApart, tortureDisk } from './fullDisk';
import { tortureHost, type HostResult } from './host';
import type { RunResult } from './run';
import { tortureEvents } from './events';
import { hostTableOf, tableOf, torture } from './torture';

async function main(argumentList: string[]): Promise<number> {
  const plain = plainArguments(argumentList, ['--seed', '--width', '--only', '--events']);
  if (plain[0] === 'host') return killHosts(plain[1], argumentList);
  if (plain[0] === 'disk') return fillDisks(plain[1], argumentList);
  return killEngines(plain[0], argumentList);
}

async function fillDisks(runs = '20', argumentList: string[]): Promise<number> {
  if (!isApart()) return runApart(argumentList);
  const seed = seedOf(argumentList);
  const results = await tortureDisk({ runs: Number(runs), seed, onRun: tellFaults });
  console.log(diskTableOf(results).join('\n'));
  return results.every((result) => result.faults.length === 0) ? 0 : 1;
}

function seedOf(argumentList: string[]): number {
  const seed = Number(optionOf(argumentList, '--seed') ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  return seed;
}

function tellFaults({ run, faults }: { run: number; faults: string[] }): void {
  for (const fault of faults) console.log(`run ${run}: ${fault}`);
}

async function killHosts(runs = '10', argumentList: string[]): Promise<number> {
  const seed = seedOf(argumentList);
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
  const seed = seedOf(argumentList);
  const width = Number(optionOf(argumentList, '--width') ?? 6);
  const only = optionOf(argumentList, '--only');
  const words = optionOf(argumentList, '--events');
  const events = tortureEvents.filter((event) => words !== undefined && event.includes(words));
  if (words !== undefined && events.length === 0) {
    console.error(`No event has "${words}" in its name. There are: ${tortureEvents.join(', ')}.`);
    return 2;
  }
  const started = performance.now();
  const onRun = (result: RunResult): void => {
    if (result.faults.length === 0) return;
    console.log(
      `run ${result.run}, killed ${result.kills.join(', ')}; ${result.events.join(', ')}; left in ${result.folder}`,
    );
    for (const fault of result.faults) console.log(`  ${fault}`);
  };
  const results = await torture({
    runs: Number(runs),
    width,
    seed,
    onRun,
    ...(only ? { only: Number(only) } : {}),
    ...(words === undefined ? {} : { events }),
  });
  console.log(tableOf(results).join('\n'));
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
  return results.every((result) => result.faults.length === 0) ? 0 : 1;
}

void runProgram(() => main(process.argv.slice(2)));
