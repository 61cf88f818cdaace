/** Runs the steps of the set-up and reports those that have something to do. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Increase it when a step changes and has to run again where it has run before. */
const setupVersion = '1';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const cacheFolder = path.join(projectRoot, '.cache');
export const modulesFolder = path.join(projectRoot, 'node_modules');

/** A failure that the user can fix; `message` says how and is printed without a stack. */
export class SetupError extends Error {
  name = 'SetupError';
}

/** SHA-256 over the lockfile and the version of the set-up itself. */
export function lockHash() {
  const lock = readFileSync(path.join(projectRoot, 'package-lock.json'));
  return createHash('sha256').update(setupVersion).update(lock).digest('hex');
}

/**
 * Runs `work` once for each `key`, and again when one of the paths in `made` is missing.
 * @param {{ name: string, key: string, made: string[], work: () => Promise<void> }} step `made`: absolute paths.
 * @returns {Promise<boolean>} whether `work` was run
 */
export async function once({ name, key, made, work }) {
  const stamp = stampOf(name);
  const stamped = existsSync(stamp) && readFileSync(stamp, 'utf8') === key;
  if (stamped && made.every((one) => existsSync(one))) return false;
  rmSync(stamp, { force: true });
  await timed(name, work);
  recordStep({ name, key });
  return true;
}

/** Makes {@link once} skip the step until `key` changes. @param {{ name: string, key: string }} step */
export function recordStep({ name, key }) {
  const stamp = stampOf(name);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, key);
}

function stampOf(name) {
  return path.join(cacheFolder, 'setup', `${name.replace(/[^a-z0-9]+/gi, '-')}.stamp`);
}

/** Runs `work` and reports its duration. */
export async function timed(name, work) {
  const start = Date.now();
  printProgress(`${name} …`);
  const result = await work();
  printProgress(`${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/** Prints to standard error: the standard output of a script may be read by a program. */
export function printProgress(line) {
  process.stderr.write(`[setup] ${line}\n`);
}

/**
 * Runs a program and returns its output.
 * @param {string} command
 * @param {string[]} argumentList
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} options
 * @returns {Promise<string>} standard output and error together
 * @throws {SetupError} with the last lines of the output
 */
export function run(command, argumentList, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argumentList, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => reject(new SetupError(`${command}: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new SetupError(`${command} ${argumentList.join(' ')} ended with ${code}\n${lastLines(output, 15)}`));
    });
  });
}

/**
 * The environment for npm inside npm: without the variables that describe the outer run, with the user's own settings.
 * @param {string} [nodeFolder] folder that holds the `node` to be found first
 */
export function npmEnvironment(nodeFolder) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(lifecycle|package|command|config_(ignore_scripts|local_prefix|save_exact|nodedir))/i.test(name),
  );
  const environment = Object.fromEntries(kept);
  if (nodeFolder) {
    // Windows spells it `Path`; with both spellings set, one of them would be ignored.
    const name = Object.keys(environment).find((one) => one.toUpperCase() === 'PATH') ?? 'PATH';
    environment[name] = `${nodeFolder}${path.delimiter}${environment[name] ?? ''}`;
  }
  return environment;
}

/** Runs npm: the one that runs this process, if there is one. */
export function npm(argumentList, { cwd = projectRoot, env = npmEnvironment() } = {}) {
  const script = process.env.npm_execpath;
  if (script && /\.[cm]?js$/.test(script)) return run(process.execPath, [script, ...argumentList], { cwd, env });
  return run('npm', argumentList, { cwd, env, shell: process.platform === 'win32' });
}

export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
