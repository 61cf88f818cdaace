/**
 * Makes a bare clone ready: packages, the VS Code server, the browser that tests drive. Node's built-ins only, so that it
 * runs before anything is installed; safe to run again at any time, and quick when nothing is to be done.
 * By hand: `node scripts/setup.mjs`.
 */
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { installBrowser } from './setup/browser.mjs';
import { installCodeServer } from './setup/codeServer.mjs';
import { exclusively } from './setup/lock.mjs';
import { isPinnedPlatform, requireOwnNode } from './setup/node.mjs';
import { installPackages } from './setup/packages.mjs';
import { SetupError } from './setup/steps.mjs';

/**
 * @param {{ server?: boolean, browser?: boolean }} needs what beside the packages; both by default
 * @param {() => Promise<void>} [meanwhile] work that needs only the packages, done while the server is being made ready
 */
export async function setUp({ server = true, browser = true } = {}, meanwhile = async () => {}) {
  if (!isPinnedPlatform) requireOwnNode();
  await exclusively(async () => {
    await installPackages();
    const steps = [meanwhile()];
    if (server) steps.push(installCodeServer());
    if (browser) steps.push(installBrowser());
    await allOrFirstError(steps);
  });
}

/** Waits for every step before it fails: a half-done step would go on writing after the message. */
async function allOrFirstError(steps) {
  const failed = (await Promise.allSettled(steps)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Ends the process with a message that a person can use; a stack only for what nobody foresaw. */
export function endWith(error) {
  process.stderr.write(`${error instanceof SetupError ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setUp().catch(endWith);
}
