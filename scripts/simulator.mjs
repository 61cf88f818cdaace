/** `npm run simulator -- openai [--port N]`: a stand-in for a service, to be used by hand. */
import process from 'node:process';
import { endWith, setUp } from './setup.mjs';
import { launch } from './setup/launch.mjs';

try {
  await setUp({ server: false, browser: false });
  process.exitCode = await launch('test/harness/programs/simulator.ts', process.argv.slice(2));
} catch (error) {
  endWith(error);
}
