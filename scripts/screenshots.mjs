/** `npm run screenshots`: makes the pictures of the README anew, into docs/images. */
import process from 'node:process';
import { endWith, setUp } from './setup.mjs';
import { ensurePackage } from './setup/build.mjs';
import { launch } from './setup/launch.mjs';

try {
  await setUp({}, ensurePackage);
  process.exitCode = await launch('test/harness/programs/screenshots.ts', process.argv.slice(2));
} catch (error) {
  endWith(error);
}
