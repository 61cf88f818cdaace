/**
 * `npm run torture [-- runs]`: kills the engine at every point of its life and looks whether anything was lost or paid twice.
 * `npm run torture -- host [runs]`: the same with the extension host of a real VS Code.
 */
import process from 'node:process';
import { endWith, setUp } from './setup.mjs';
import { ensurePackage } from './setup/build.mjs';
import { launch } from './setup/launch.mjs';

try {
  const isHost = process.argv.includes('host');
  await setUp({ server: isHost, browser: isHost }, isHost ? ensurePackage : undefined);
  process.exitCode = await launch('test/torture/main.ts', process.argv.slice(2));
} catch (error) {
  endWith(error);
}
