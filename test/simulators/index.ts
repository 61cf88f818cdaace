/** Simulators by provider type, to be started by hand. Each is found by the file `launcher.ts` in its folder. */
import { providerParts } from '../harness/providerParts';
import type { SimulatorLauncher, Flags, Running } from './launcher';

export const simulators = (): ReadonlyMap<string, SimulatorLauncher> => providerParts<SimulatorLauncher>('launcher');

/** Starts one by name, says on standard output where it is and how Easel is told, and gives the way to stop it. */
export async function runSimulator(name: string, argv: readonly string[]): Promise<Running> {
  const known = simulators();
  const simulator = known.get(name);
  if (!simulator) throw new Error(`No simulator named "${name}". There are: ${[...known.keys()].join(', ')}`);
  const running = await simulator.start(flagsOf(argv));
  const lines = [
    running.url,
    '',
    'Easel finds it with this in the user settings (or with "Easel: Add Provider…"):',
    `  "easel.providers": [${JSON.stringify({ type: name, ...running.entry })}]`,
    ...running.lines,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return running;
}

/** `--name value` or `--name=value` gives a text, `--name` alone gives true. */
function flagsOf(argv: readonly string[]): Flags {
  const flags: Flags = {};
  for (const [index, argument] of argv.entries()) {
    const [, name, value] = /^--([\w-]+)(?:=(.*))?$/.exec(argument) ?? [];
    if (name === undefined) continue;
    const next = argv[index + 1];
    flags[name] = value ?? (next === undefined || next.startsWith('--') ? true : next);
  }
  return flags;
}
