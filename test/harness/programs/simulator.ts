/** Runs a simulator until it is interrupted. */
import { runSimulator, simulators } from '../../simulators/index';
import { runProgram, stopSignal } from './program';

async function main(argumentList: string[]): Promise<number> {
  const [name, ...flags] = argumentList;
  if (name === undefined) throw new Error(`Which one? npm run simulator -- ${[...simulators().keys()].join(' | ')}`);
  const stop = stopSignal();
  const running = await runSimulator(name, flags);
  await stop;
  await running.stop();
  return 0;
}

void runProgram(() => main(process.argv.slice(2)));
