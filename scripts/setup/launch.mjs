/** Runs a program of the project under the Node of `findNode`, in the same terminal. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { findNode } from './node.mjs';
import { projectRoot } from './steps.mjs';

/**
 * @param {string[]} argumentList of Node: a program below the project, and its arguments
 * @returns {Promise<number>} the program's exit code
 */
export function launch(argumentList) {
  return new Promise((resolve, reject) => {
    const child = spawn(findNode(), argumentList, { cwd: projectRoot, stdio: 'inherit' });
    // The program cleans up and this process waits for it. A terminal signals both processes, a supervisor only this one.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** @param {string} program path of a `.ts` file below the project @param {string[]} argumentList */
export function launchTypeScript(program, argumentList) {
  return launch(['--import', 'tsx', program, ...argumentList]);
}
