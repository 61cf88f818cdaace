/** How often a property is tried in `npm test`: the same inputs in every run, so that a red run is red again. */
import process from 'node:process';

interface Runs {
  numRuns: number;
  seed: number;
}

/**
 * For `fc.assert`. `EASEL_SEED` changes the inputs and `EASEL_RUNS` multiplies their number, to search for new failures:
 * `EASEL_SEED=7 EASEL_RUNS=20 npm test -- unit --grep "corrupted answers"`.
 */
export function runs(count: number): Runs {
  return { numRuns: Math.ceil(count * figure('EASEL_RUNS', 1)), seed: figure('EASEL_SEED', 20_261_120) };
}

/** @throws Error for what is no number: nobody should believe that another run was made than was. */
function figure(name: string, usual: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return usual;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} is a number above 0, not ${text}`);
  return value;
}
