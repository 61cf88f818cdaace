/** Runs every target with corrupted inputs, and reports errors and slow inputs. */
import { processorTime } from '../harness/processes/processorTime';
import { seeded } from '../torture/seeded';
import { answerTargets } from './answerTargets';
import { fileTargets } from './fileTargets';
import type { AnyTarget } from './target';
import { valueTargets } from './valueTargets';

export interface FuzzResult {
  name: string;
  inputs: number;
  /** Milliseconds of processor time of the slowest input, at its fastest try. */
  slowest: number;
  /** The first errors, with the number of the input. */
  faults: string[];
}

export const targets: readonly AnyTarget[] = [...fileTargets, ...valueTargets, ...answerTargets];

const maxFaults = 5;
/** Inputs between two yields to the event loop. */
const yieldInterval = 2_000;

export interface Feeding {
  inputs: number;
  /** The same seed gives the same inputs. */
  seed: number;
  /** Milliseconds of processor time that one input may take. */
  longest: number;
}

export async function fuzz({ inputs, seed, longest }: Feeding): Promise<FuzzResult[]> {
  const results: FuzzResult[] = [];
  for (const [index, one] of targets.entries()) {
    const share = Math.max(1, Math.round(inputs * one.share));
    results.push(await feed(one, { inputs: share, seed: seed + index, longest }));
  }
  return results;
}

async function feed(one: AnyTarget, { inputs, seed, longest }: Feeding): Promise<FuzzResult> {
  const random = seeded(seed);
  const result: FuzzResult = { name: one.name, inputs, slowest: 0, faults: [] };
  for (let number = 0; number < inputs && result.faults.length < maxFaults; number += 1) {
    const input = one.make(random);
    try {
      result.slowest = Math.max(result.slowest, await workOf(one, input, longest));
    } catch (thrown) {
      const { message, stack = '' } = thrown instanceof Error ? thrown : new Error(String(thrown));
      const where = /at .*?(src\/[\w/.]+:\d+)/.exec(stack)?.[1] ?? '';
      result.faults.push(`input ${number} of seed ${seed}: ${message.slice(0, 200)} ${where}`.trimEnd());
    }
    if (number % yieldInterval === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  if (result.slowest > longest) result.faults.push(`an input took ${Math.round(result.slowest)} ms`);
  return result;
}

/** One slow run may be a garbage collection, so only an input that is slow every time counts. */
async function workOf(one: AnyTarget, input: unknown, longest: number): Promise<number> {
  let shortest = Infinity;
  for (let turn = 0; turn < 5; turn += 1) {
    const start = processorTime();
    await one.run(input);
    shortest = Math.min(shortest, processorTime() - start);
    if (shortest <= longest) break;
  }
  return shortest;
}

export function fuzzTable(results: readonly FuzzResult[]): string[] {
  const sum = results.reduce((all, { inputs }) => all + inputs, 0);
  const wide = Math.max(...results.map(({ name }) => name.length));
  return [
    `${'fuzzed'.padEnd(wide)}     inputs  slowest  faults`,
    ...results.map(({ name, inputs, slowest, faults }) =>
      [name.padEnd(wide), String(inputs).padStart(10), `${slowest.toFixed(1)} ms`.padStart(8), faults.length].join(' '),
    ),
    `${'in all'.padEnd(wide)} ${String(sum).padStart(10)}`,
  ];
}
