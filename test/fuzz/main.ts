/** `npm run fuzz [-- inputs [seed]]`: a million corrupted inputs by default. */
import { plainArguments, runProgram } from '../harness/programs/program';
import { fuzz, fuzzTable } from './fuzz';

async function main(argumentList: string[]): Promise<number> {
  const [inputs = '1000000', seed = '1'] = plainArguments(argumentList, []);
  const start = performance.now();
  const results = await fuzz({ inputs: Number(inputs), seed: Number(seed), longest: 50 });
  console.log(fuzzTable(results).join('\n'));
  const faults = results.flatMap(({ name, faults: list }) => list.map((fault) => `${name}: ${fault}`));
  for (const fault of faults) console.log(`  ✘ ${fault}`);
  console.log(`${((performance.now() - start) / 1000).toFixed(0)} s, ${faults.length} faults`);
  return faults.length > 0 ? 1 : 0;
}

void runProgram(() => main(process.argv.slice(2)));
