/**
 * `npm run test:desktop`: the suite of test/extension in a desktop VS Code. Downloads one for the test, unless `VSCODE_PATH`
 * names an installed one. Where nothing can be downloaded, `npm run test:extension` runs the same suite in the server.
 */
import process from 'node:process';
import { endWith, setUp } from './setup.mjs';
import { ensurePackage, ensureSuite } from './setup/build.mjs';
import { launch } from './setup/launch.mjs';

try {
  await setUp({ server: false, browser: false }, async () => {
    await ensurePackage();
    await ensureSuite();
  });
  process.exitCode = await launch('test/harness/programs/testDesktop.ts', process.argv.slice(2));
} catch (error) {
  endWith(error);
}
