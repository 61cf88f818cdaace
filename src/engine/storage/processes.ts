/** Identifies processes of this machine: by ID and start, because IDs are used again. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Milliseconds for which an answer of a program is used again. */
const cacheTime = 60_000;
const cached = new Map<number, { at: number; start: string | undefined }>();

export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // A process of another user can't be signaled, but it exists.
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH');
  }
}

/**
 * A hash of the boot and of the start of a running process, which no change of the wall clock affects. Undefined where it
 * can't be read: on Windows only a program that takes half a second tells it.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') return hashOf(linuxStart(pid));
  if (process.platform !== 'darwin') return undefined;
  const known = cached.get(pid);
  if (known && performance.now() - known.at < cacheTime) return known.start;
  const start = hashOf(macStart(pid));
  cached.set(pid, { at: performance.now(), start });
  return start;
}

function hashOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** The time since the boot is the 22nd field; the second one, the name in parentheses, may contain anything. */
function linuxStart(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return start === undefined ? undefined : `${boot} ${start}`;
  } catch {
    return undefined;
  }
}

function macStart(pid: number): string | undefined {
  try {
    const env = { LC_ALL: 'C', TZ: 'UTC' };
    const stdio = ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'];
    const options = { encoding: 'utf8', env, timeout: 2000, stdio } as const;
    const start = execFileSync('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], options).trim();
    return start === '' ? undefined : start;
  } catch {
    return undefined;
  }
}

let cachedMachineId: string | undefined;

/** A hash of where process IDs are valid: the machine, and on Linux the container. */
export function machineId(): string {
  const namespace = `${hostname()} ${processNamespace()}`;
  cachedMachineId ??= createHash('sha256').update(namespace).digest('hex').slice(0, 12);
  return cachedMachineId;
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
