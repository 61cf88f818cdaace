/** `npm run torture [-- runs]`: kills the engine at every point of its life and looks whether anything was lost or paid twice. */
import process from 'node:process';
import { endWith, setUp } from './setup.mjs';
import { launch } from './setup/launch.mjs';

try {
  await setUp({ server: false, browser: false });
  process.exitCode = await launch('test/torture/main.ts', process.argv.slice(2));
} catch (error) {
  endWith(error);
}
