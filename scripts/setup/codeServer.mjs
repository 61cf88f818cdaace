/**
 * Installs VS Code as a server, from npm. Its own install script requires one version of Node and builds every native module;
 * here its inner packages are installed without scripts, and only the two native modules that the server needs are built.
 */
import { existsSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { findNode, headersFolder } from './node.mjs';
import { lastLines, lockHash, modulesFolder, npm, npmEnvironment, once, printProgress } from './steps.mjs';

export const codeServerFolder = path.join(modulesFolder, 'code-server');

/** Prepares the installed package, so that the server starts. */
export async function installCodeServer() {
  await prepareCodeServer({
    folder: codeServerFolder,
    name: 'VS Code server',
    key: lockHash(),
    node: findNode(),
    headers: headersFolder(),
  });
}

/**
 * @param {{ folder: string, name: string, key: string, node: string, headers: string | undefined }} server
 *   `folder` of the code-server package, `node` that will run it, `headers` for building against it
 */
export async function prepareCodeServer({ folder, name, key, node, headers }) {
  const inner = path.join(folder, 'lib', 'vscode');
  const extensions = path.join(inner, 'extensions');
  const environment = npmEnvironment(path.dirname(node));
  const install = ['install', '--omit=dev', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  const installed = path.join(inner, 'node_modules', '.package-lock.json');
  await once({
    name: `${name}, packages`,
    key,
    made: [installed, path.join(extensions, 'node_modules')],
    work: async () => {
      await npm(install, { cwd: inner, env: environment });
      await npm(install, { cwd: extensions, env: environment });
      linkHelpers(path.join(inner, 'bin'));
    },
  });
  await once({
    name: `${name}, native modules`,
    // The key is the installation and no file is expected: without a compiler there is none, and each run would try again.
    key: `${key} ${statSync(installed).mtimeMs}`,
    made: [],
    work: () => buildNative(inner, headers, environment),
  });
}

/** The modules for log files and the watchdog are native. Without a compiler the server starts, with empty log channels. */
async function buildNative(inner, headers, environment) {
  const argumentList = ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', '--ignore-scripts=false'];
  const env = { ...environment, JOBS: 'max', ...(headers ? { npm_config_nodedir: headers } : {}) };
  try {
    await npm(argumentList, { cwd: inner, env });
  } catch (error) {
    const cause = lastLines(error.message, 1);
    printProgress(
      `no native modules (a C++ compiler, make and python3 build them): log channels stay empty. Cause: ${cause}`,
    );
  }
}

/** The last step of its install script: links for `code` in the server's terminal and for opening a browser. */
function linkHelpers(bin) {
  if (process.platform === 'win32' || !existsSync(bin)) return;
  const system = process.platform === 'darwin' ? 'darwin' : 'linux';
  const links = [
    ['remote-cli', `code-${system}.sh`, 'code-server'],
    ['helpers', `browser-${system}.sh`, 'browser.sh'],
  ];
  for (const [folder, target, link] of links) {
    const place = path.join(bin, folder);
    if (!existsSync(place) || !readdirSync(place).includes(target)) continue;
    rmSync(path.join(place, link), { force: true });
    symlinkSync(target, path.join(place, link));
  }
}
