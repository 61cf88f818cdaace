/** Runs the suite of test/extension in a desktop VS Code. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { cacheFolder, projectRoot, removeFolder } from '../files/paths';
import type { SuiteResult } from '../runner/suiteResult';
import { sampleWorkspace } from '../files/workspace';
import { optionOf, runProgram } from './program';

async function main(argumentList: string[]): Promise<number> {
  const folder = path.join(cacheFolder, 'in-host', 'desktop');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const resultFile = path.join(folder, 'result.json');
  const installed = process.env['VSCODE_PATH'];
  const workspace = sampleWorkspace();
  try {
    await runTests({
      ...(installed ? { vscodeExecutablePath: installed } : { version: 'stable' }),
      cachePath: path.join(cacheFolder, 'desktop'),
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: path.join(projectRoot, 'out', 'test', 'extension', 'index.js'),
      extensionTestsEnv: { EASEL_TEST_RESULT: resultFile, EASEL_TEST_GREP: optionOf(argumentList, '--grep') ?? '' },
      launchArgs: [
        workspace,
        '--disable-workspace-trust',
        '--disable-extensions',
        '--user-data-dir',
        path.join(folder, 'user'),
      ],
    }).catch((error: unknown) => {
      if (!existsSync(resultFile)) throw error;
    });
    const { passed, failed } = JSON.parse(readFileSync(resultFile, 'utf8')) as SuiteResult;
    console.log(`\n${passed} passed, ${failed} failed`);
    return failed > 0 || passed === 0 ? 1 : 0;
  } finally {
    removeFolder(workspace);
  }
}

void runProgram(() => main(process.argv.slice(2)));
