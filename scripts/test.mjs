/** `npm test [-- unit|components|extension|floor|e2e …] [--grep words]`: every layer, or those that are named. */
import process from 'node:process';
import { endWith, setUp } from './setup.mjs';
import { ensurePackage, ensureSuite } from './setup/build.mjs';
import { setUpFloor } from './setup/floor.mjs';
import { launch } from './setup/launch.mjs';

try {
  const argumentList = process.argv.slice(2);
  const named = argumentList.filter((one, at) => !one.startsWith('-') && argumentList[at - 1] !== '--grep');
  const areOnly = (...layers) => named.length > 0 && named.every((one) => layers.includes(one));
  const isQuick = areOnly('unit', 'components');
  const build = async () => {
    await ensurePackage();
    await ensureSuite();
  };
  await setUp({ server: !isQuick, browser: !areOnly('unit') }, isQuick ? undefined : build);
  if (named.includes('floor')) await setUpFloor();
  process.exitCode = await launch('test/harness/programs/test.ts', argumentList);
} catch (error) {
  endWith(error);
}
