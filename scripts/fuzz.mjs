/** `npm run fuzz [-- inputs [seed]]`: feeds everything that reads foreign input with spoilt input. */
import process from 'node:process';
import { endWith, setUp } from './setup.mjs';
import { launch } from './setup/launch.mjs';

try {
  await setUp({ server: false, browser: false });
  process.exitCode = await launch('test/fuzz/main.ts', process.argv.slice(2));
} catch (error) {
  endWith(error);
}
