/**
 * `npm run check`: format, types, lint, Svelte, import rules and the other guards. Names as arguments run only these:
 * `node scripts/check.mjs types lint`. Two steps run at a time; a step that succeeds prints one line.
 */
import process from 'node:process';
import { runSteps } from './check/runSteps.mjs';
import { steps } from './check/steps.mjs';
import { endWith } from './setup.mjs';

const wanted = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : Object.keys(steps);
const failed = await runSteps(steps, { names, print: console.log }).catch(endWith);
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
