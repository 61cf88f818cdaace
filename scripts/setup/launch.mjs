/** Runs a TypeScript program of the project under the right Node, with the terminal handed on. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { findNode } from './node.mjs';
import { projectRoot } from './steps.mjs';

/**
 * @param {string} program path below the project
 * @param {string[]} argumentList
 * @param {NodeJS.ProcessEnv} [env] added to the environment
 * @returns {Promise<number>} the program's exit code
 */
export function launch(program, argumentList, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(findNode(), ['--import', 'tsx', program, ...argumentList], {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
    // The program cleans up; this process only waits for it. A terminal sends the signal to both, a supervisor to one.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
