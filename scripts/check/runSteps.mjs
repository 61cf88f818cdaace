import { SetupError } from '../setup/steps.mjs';

/** Steps that are done at a time. */
const atOnce = 2;

/**
 * Runs the steps and prints the output of those that fail.
 * @param {Record<string, () => Promise<{ ok: boolean, output: string }>>} steps
 * @param {{ names: string[], print: (line: string) => void }} options
 * @returns {Promise<string[]>} names of the steps that failed
 * @throws {SetupError} when there is no step of a name
 */
export async function runSteps(steps, { names, print }) {
  const unknown = names.filter((name) => !Object.hasOwn(steps, name));
  if (unknown.length > 0)
    throw new SetupError(`Unknown: ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}`);
  const queue = [...names];
  const failed = [];
  await Promise.all(Array.from({ length: atOnce }, work));
  return failed;

  async function work() {
    for (let name = queue.shift(); name; name = queue.shift()) {
      const started = performance.now();
      const { ok, output } = await steps[name]();
      print(`${ok ? '✓' : '✗'} ${name.padEnd(16)} ${((performance.now() - started) / 1000).toFixed(1)} s`);
      if (ok) continue;
      failed.push(name);
      print(output.trimEnd());
    }
  }
}
