/**
 * Installs what a bare clone lacks: packages, the VS Code server, the browser of the tests. Uses Node's built-ins only, as it
 * runs before anything is installed. Can be run again at any time: steps that are done are skipped.
 * By hand: `node scripts/setup.mjs`.
 */
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { installBrowser } from './setup/browser.mjs';
import { installCodeServer } from './setup/codeServer.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { isPinnedPlatform, requireOwnNode } from './setup/node.mjs';
import { installPackages } from './setup/packages.mjs';
import { SetupError } from './setup/steps.mjs';

/**
 * @param {{ server?: boolean, browser?: boolean }} needs what is installed besides the packages; both by default
 * @param {() => Promise<void>} [meanwhile] work that needs only the packages, run while the server is installed
 */
export async function setUp({ server = true, browser = true } = {}, meanwhile = async () => {}) {
  if (!isPinnedPlatform) requireOwnNode();
  await withSetupLock(async () => {
    await installPackages();
    const steps = [meanwhile()];
    if (server) steps.push(installCodeServer());
    if (browser) steps.push(installBrowser());
    await allOrFirstError(steps);
  });
}

/** Waits for all steps before it throws, so that none of them writes after the error message. */
async function allOrFirstError(steps) {
  const failed = (await Promise.allSettled(steps)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Ends the process: prints the message of a `SetupError`, and the stack of any other error. */
export function endWith(error) {
  process.stderr.write(`${error instanceof SetupError ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setUp().catch(endWith);
}
