/** A fresh copy of the sample workspace in `.cache/launch`, for the launch configurations of VS Code. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, projectRoot } from './setup/steps.mjs';

const folder = join(cacheFolder, 'launch');
rmSync(folder, { recursive: true, force: true });
cpSync(join(projectRoot, 'scripts', 'sample'), folder, { recursive: true });
