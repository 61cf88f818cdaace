/** Simulators by provider type that can be started from the command line, found by the file `launcher.ts` in their folders. */
import { providerParts } from '../harness/providerParts';
import type { SimulatorLauncher, Flags, Running } from './launcher';

export const simulators = (): ReadonlyMap<string, SimulatorLauncher> => providerParts<SimulatorLauncher>('launcher');

/** Starts a simulator by name, and prints its address and the configuration for it. */
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

/** `--name value` and `--name=value` become a text, `--name` alone becomes true. */
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
