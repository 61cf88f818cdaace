/** `npm run demo -- "a prompt"`: from the palette to a picture, in a real VS Code without a screen. */
import process from 'node:process';
import { endWith, setUp } from './setup.mjs';
import { ensurePackage } from './setup/build.mjs';
import { launch } from './setup/launch.mjs';

try {
  await setUp({}, ensurePackage);
  process.exitCode = await launch('test/harness/programs/demo.ts', process.argv.slice(2));
} catch (error) {
  endWith(error);
}
