/** `npm start [-- folder] [--desktop] [--port N]`: a VS Code with Easel in it, from a bare clone. */
import process from 'node:process';
import { endWith, setUp } from './setup.mjs';
import { ensurePackage } from './setup/build.mjs';
import { launch } from './setup/launch.mjs';

try {
  const argumentList = process.argv.slice(2);
  const server = !argumentList.includes('--desktop');
  await setUp({ server, browser: false }, ensurePackage);
  process.exitCode = await launch('test/harness/programs/start.ts', argumentList);
} catch (error) {
  endWith(error);
}
