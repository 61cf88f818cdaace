/** How set-up steps are run and told: one line when a step works, nothing when there is nothing to do. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Raise it when a step changes in a way that must run again on machines that are set up. */
const setupVersion = '1';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const cacheFolder = path.join(projectRoot, '.cache');
export const modulesFolder = path.join(projectRoot, 'node_modules');

/** A step failed in a way that a person can do something about; `message` is all they need. */
export class SetupError extends Error {
  name = 'SetupError';
}

/** SHA-256 over the lockfile and the version of the set-up itself. */
export function lockHash() {
  const lock = readFileSync(path.join(projectRoot, 'package-lock.json'));
  return createHash('sha256').update(setupVersion).update(lock).digest('hex');
}

/**
 * Runs `work` once for every `key`; what it made is looked at too, so that a deleted folder is made again.
 * @param {{ name: string, key: string, made: string[], work: () => Promise<void> }} step `made`: absolute paths.
 * @returns {Promise<boolean>} whether it had to work
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

/** Runs `work` and says how long it took. */
export async function timed(name, work) {
  const start = Date.now();
  say(`${name} …`);
  const result = await work();
  say(`${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/** Progress goes to standard error, so that what a script prints for others stays clean. */
export function say(line) {
  process.stderr.write(`[setup] ${line}\n`);
}

/**
 * Runs a program to its end and gives what it printed.
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
 * The environment for npm inside npm: the person's own settings stay, what npm says about the outer run goes.
 * @param {string} [nodeFolder] folder that holds the `node` to be found first
 */
export function npmEnvironment(nodeFolder) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(lifecycle|package|command|config_(ignore_scripts|local_prefix|save_exact|nodedir))/i.test(name),
  );
  const environment = Object.fromEntries(kept);
  if (nodeFolder) {
    // Windows spells it `Path`; two spellings of it are one too many.
    const name = Object.keys(environment).find((one) => one.toUpperCase() === 'PATH') ?? 'PATH';
    environment[name] = `${nodeFolder}${path.delimiter}${environment[name] ?? ''}`;
  }
  return environment;
}

/** Runs npm, the one that runs us where there is one. */
export function npm(argumentList, { cwd = projectRoot, env = npmEnvironment() } = {}) {
  const script = process.env.npm_execpath;
  if (script && /\.[cm]?js$/.test(script)) return run(process.execPath, [script, ...argumentList], { cwd, env });
  return run('npm', argumentList, { cwd, env, shell: process.platform === 'win32' });
}

export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
