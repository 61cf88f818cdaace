/** Child processes that are stopped with everything they started, and whose last output is kept for error messages. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { until } from '../until';

export interface Child {
  readonly pid: number;
  /** Its output so far, at most the last 64 KB. */
  output(): string;
  /** Exit code or name of the signal, once it ended. */
  readonly ended: Promise<number | string>;
  hasEnded(): boolean;
  /** Stops it and everything it started, with SIGTERM first. Safe to call twice. */
  stop(): Promise<void>;
}

export interface NodeProgram {
  /** Path of the Node to use. */
  node: string;
  argumentList: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** File for its whole output. */
  logFile?: string;
}

const maxOutput = 64 * 1024;
const guard = path.join(import.meta.dirname, 'dieWithParent.cjs');

/** Starts a Node program in its own process group, which dies when this process does. */
export function startNode({ node, argumentList, cwd, env, logFile }: NodeProgram): Child {
  const hasGroups = process.platform !== 'win32';
  const child = spawn(node, [...(hasGroups ? ['--require', guard] : []), ...argumentList], {
    cwd,
    env: { ...(env ?? process.env), EASEL_GUARDING_PARENT: String(process.pid) },
    detached: hasGroups,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  return watch(child, logFile);
}

function watch(child: ChildProcess, logFile: string | undefined): Child {
  let output = '';
  let result: number | string | undefined;
  if (logFile) mkdirSync(path.dirname(logFile), { recursive: true });
  const log = logFile ? createWriteStream(logFile) : undefined;
  const append = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-maxOutput);
    log?.write(chunk);
  };
  child.stdout?.on('data', append);
  child.stderr?.on('data', append);
  const ended = new Promise<number | string>((resolve) => {
    const end = (value: number | string): void => {
      result ??= value;
      log?.end();
      resolve(result);
    };
    child.on('error', (error) => end(error.message));
    child.on('exit', (code, signal) => end(code ?? signal ?? 'unknown'));
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    hasEnded: () => result !== undefined,
    stop: () => stopGroup(child),
  };
}

async function stopGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (!pid) return;
  signalGroup(pid, 'SIGTERM');
  try {
    await until('the processes to end', () => !isGroupAlive(pid), { timeout: 3_000, every: 20 });
  } catch {
    signalGroup(pid, 'SIGKILL');
    await until('the processes to be killed', () => !isGroupAlive(pid), { timeout: 30_000, every: 20 });
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It has already ended.
  }
}

function isGroupAlive(pid: number): boolean {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The last lines of what a child printed, for an error message. */
export function lastLines(text: string, count = 20): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
