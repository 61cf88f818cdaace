/**
 * `node scripts/dependencies.mjs`: who imports whom in `src` and `webview-ui`; a step of `npm run check`. Started by a Node that
 * lacks what the check needs, it starts again under the pinned one.
 */
import module from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { endWith } from './setup.mjs';
import { launch } from './setup/launch.mjs';

if (typeof module.registerHooks === 'function') await check();
else process.exitCode = await startAgain().catch(endWith);

async function check() {
  const { checkDependencies } = await import('./dependencies/check.mjs');
  const { modules, violations } = await checkDependencies(join(import.meta.dirname, '..'));
  for (const { rule, text } of violations) console.error(`${rule}: ${text}`);
  console.log(`${modules.length} modules, ${violations.length} violations`);
  if (modules.length === 0 || violations.length > 0) process.exitCode = 1;
}

/** @throws {SetupError} where there is no other Node */
async function startAgain() {
  return launch([import.meta.filename]);
}
