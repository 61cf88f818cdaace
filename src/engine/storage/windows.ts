/**
 * Registers the windows that share a storage folder. A window's name contains its process ID, so that what an ended
 * window held (the lease, a delivery, an unfinished file) is taken over at once, and what a running one holds is left
 * alone.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readlinkSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import type { Clock, Disposable } from '../../shared/platform/ports';

export interface WindowRegistration {
  /** Unique to the window, process and machineId; valid as a file name. */
  readonly name: string;
  /** True only if that window certainly ended. */
  isGone(name: string): boolean;
  /** Names of other windows on the same storage folder that are running, as far as can be determined. */
  others(): string[];
  leave(): void;
}

/** Windows of this process. */
const ownWindows = new Set<string>();

/** Milliseconds between two updates of a window's file. */
const updateInterval = 60_000;
/**
 * A window of another machineId counts as ended after this many milliseconds without an update, for example a restarted
 * container.
 */
const maxSilence = 10 * 60_000;
/** Milliseconds for which its file is kept as evidence that it ended. */
const maxFileAge = 7 * 24 * 60 * 60_000;
/** Milliseconds by which the clock and the machineId's uptime may differ. */
const startTolerance = 60_000;

/** @param windowId Unique to the window. @param storageFolder Absolute; the window is registered there. */
export function registerWindow(windowId: string, storageFolder: string, clock: Clock): WindowRegistration {
  const name = `${encodeURIComponent(windowId)}~${process.pid}~${machineId()}`;
  const folder = join(storageFolder, 'windows');
  const seen = (other: string): WindowSighting => ({ name: other, silence: silenceOf(join(folder, other), clock) });
  ownWindows.add(name);
  ignoreErrors(() => mkdirSync(folder, { recursive: true }));
  for (const other of namesIn(folder)) if (isObsolete(seen(other))) ignoreErrors(() => rmSync(join(folder, other)));
  let timer: Disposable | undefined;
  function update(): void {
    ignoreErrors(() => writeFileSync(join(folder, name), ''));
    ignoreErrors(() => utimesSync(join(folder, name), clock.now() / 1000, clock.now() / 1000));
    timer = clock.after(updateInterval, update);
  }
  update();
  return {
    name,
    isGone: (other) => isGone(seen(other)),
    others: () => namesIn(folder).filter((other) => other !== name && !isGone(seen(other))),
    leave: () => {
      timer?.dispose();
      ownWindows.delete(name);
      ignoreErrors(() => rmSync(join(folder, name), { force: true }));
    },
  };
}

/** A window and the milliseconds since its last update; undefined if it was never registered, or left. */
interface WindowSighting {
  name: string;
  silence: number | undefined;
}

function silenceOf(file: string, clock: Clock): number | undefined {
  try {
    return Math.abs(clock.now() - statSync(file).mtimeMs);
  } catch {
    return undefined;
  }
}

function isGone({ name, silence }: WindowSighting): boolean {
  const pid = localProcess(name);
  // A window of another machineId or container that shares the folder: only its updates are evidence.
  if (pid === undefined) return silence !== undefined && silence > maxSilence;
  if (pid === process.pid) return !ownWindows.has(name);
  // After a restart of the machineId, another process may have its ID.
  return !isAlive(pid) || (silence !== undefined && silence > uptime() * 1000 + startTolerance);
}

function isObsolete(seen: WindowSighting): boolean {
  if (localProcess(seen.name) !== undefined) return isGone(seen);
  return (seen.silence ?? 0) > maxFileAge;
}

/** Its process ID, for a window of this machineId. */
function localProcess(name: string): number | undefined {
  const [, pid, where] = /~(\d+)~([0-9a-f]+)$/.exec(name) ?? [];
  return where === machineId() && pid !== undefined ? Number(pid) : undefined;
}

/** On a full or read-only disk a window can't be registered; only the repair of a damaged history depends on it. */
function ignoreErrors(work: () => void): void {
  try {
    work();
  } catch {
    // The next write reports it.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // A process of another user can't be signaled, but it exists.
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH');
  }
}

let cachedMachineId: string | undefined;

/** A hash of where process IDs are valid: the machineId, and on Linux the container. */
function machineId(): string {
  cachedMachineId ??= createHash('sha256').update(`${hostname()} ${processNamespace()}`).digest('hex').slice(0, 12);
  return cachedMachineId;
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
