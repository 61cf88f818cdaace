/** Feeds every target with spoilt input and tells what broke and what was slow. */
import { seeded } from '../torture/seeded';
import { answerTargets } from './answerTargets';
import { fileTargets } from './fileTargets';
import type { AnyTarget } from './target';
import { valueTargets } from './valueTargets';

export interface FuzzResult {
  name: string;
  inputs: number;
  /** Milliseconds that the slowest input took, each time that it was tried. */
  slowest: number;
  /** What broke, with the number of the input; the first few. */
  faults: string[];
}

export const targets: readonly AnyTarget[] = [...fileTargets, ...valueTargets, ...answerTargets];

/** Longest that one input may take, in milliseconds. */
export const longest = 50;
const mostFaults = 5;
/** Between two looks at whether there is anything else to do in this process. */
const breath = 2_000;

/** @param seed The same seed gives the same inputs. */
export async function fuzz(inputs: number, seed: number): Promise<FuzzResult[]> {
  const results: FuzzResult[] = [];
  for (const [index, one] of targets.entries()) {
    results.push(await feed(one, { inputs: Math.max(1, Math.round(inputs * one.share)), seed: seed + index }));
  }
  return results;
}

async function feed(one: AnyTarget, { inputs, seed }: { inputs: number; seed: number }): Promise<FuzzResult> {
  const random = seeded(seed);
  const result: FuzzResult = { name: one.name, inputs, slowest: 0, faults: [] };
  for (let number = 0; number < inputs && result.faults.length < mostFaults; number += 1) {
    const input = one.make(random);
    try {
      result.slowest = Math.max(result.slowest, await timeOf(one, input));
    } catch (thrown) {
      const { message, stack = '' } = thrown instanceof Error ? thrown : new Error(String(thrown));
      const where = /at .*?(src\/[\w/.]+:\d+)/.exec(stack)?.[1] ?? '';
      result.faults.push(`input ${number} of seed ${seed}: ${message.slice(0, 200)} ${where}`.trimEnd());
    }
    if (number % breath === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  if (result.slowest > longest) result.faults.push(`an input took ${Math.round(result.slowest)} ms`);
  return result;
}

/** What is slow once may have had to wait for the machine; what is slow every time is a hang. */
async function timeOf(one: AnyTarget, input: unknown): Promise<number> {
  let shortest = Infinity;
  for (let turn = 0; turn < 5; turn += 1) {
    const start = performance.now();
    await one.run(input);
    shortest = Math.min(shortest, performance.now() - start);
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
