/**
 * Registers the windows that share a storage folder and decides, for every part of the engine, which of them ended. What an
 * ended window held (the lease, a delivery, an unfinished file) is taken over at once; what a running one holds is left
 * alone. The wall clock has no say in this: it can be set while a paid request is under way.
 */
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Disposable } from '../../shared/platform/ports';
import { isProcessAlive, machineId, processStart } from './processes';
import { createStillness, type Stillness } from './stillness';

export interface WindowRegistration {
  /** Unique to the window, process and machine; valid as a file name. */
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
 * A window whose process can't be identified counts as ended when its file didn't change for this many milliseconds of the
 * observer's monotonic clock: one of another machine, for example a restarted container.
 */
const maxSilence = 10 * 60_000;
/** Milliseconds for which the file of another machine's window is kept as evidence that it ended. */
const maxFileAge = 7 * 24 * 60 * 60_000;

/** @param windowId Unique to the window. @param storageFolder Absolute; the window is registered there. */
export function registerWindow(windowId: string, storageFolder: string, clock: Clock): WindowRegistration {
  const name = windowName(windowId, process.pid);
  const folder = join(storageFolder, 'windows');
  const stillness = createStillness(clock, 2 * updateInterval);
  const isOtherGone = (other: string): boolean => isGone(other, () => silenceOf(other, { folder, stillness }));
  ownWindows.add(name);
  ignoreErrors(() => mkdirSync(folder, { recursive: true }));
  for (const other of namesIn(folder)) {
    if (isObsolete(other, { age: ageOf(join(folder, other), clock), isGone: isOtherGone })) {
      ignoreErrors(() => rmSync(join(folder, other)));
    }
  }
  let timer: Disposable | undefined;
  function update(): void {
    ignoreErrors(() => writeFileSync(join(folder, name), ''));
    ignoreErrors(() => utimesSync(join(folder, name), clock.now() / 1000, clock.now() / 1000));
    for (const other of namesIn(folder)) silenceOf(other, { folder, stillness });
    timer = clock.after(updateInterval, update);
  }
  update();
  return {
    name,
    isGone: isOtherGone,
    others: () => namesIn(folder).filter((other) => other !== name && !isOtherGone(other)),
    leave: () => {
      timer?.dispose();
      ownWindows.delete(name);
      ignoreErrors(() => rmSync(join(folder, name), { force: true }));
    },
  };
}

/** Name of a window of a process of this machine. Ends as those of earlier versions do, which read the end only. */
export function windowName(windowId: string, pid: number): string {
  const start = processStart(pid);
  return `${encodeURIComponent(windowId)}${start === undefined ? '' : `~s${start}`}~${pid}~${machineId()}`;
}

/** @param silence Milliseconds for which its file was seen unchanged; undefined if there is none. */
function isGone(name: string, silence: () => number | undefined): boolean {
  const known = localProcess(name);
  if (known?.pid === process.pid && (known.start === undefined || known.start === processStart(process.pid)))
    return !ownWindows.has(name);
  if (known && !isProcessAlive(known.pid)) return true;
  const current = known?.start === undefined ? undefined : processStart(known.pid);
  // Its ID may belong to another process by now.
  if (current !== undefined) return current !== known?.start;
  return (silence() ?? 0) > maxSilence;
}

function isObsolete(name: string, { age, isGone }: { age: number; isGone(name: string): boolean }): boolean {
  return localProcess(name) ? isGone(name) : age > maxFileAge;
}

/** Its process ID, and when that process started if the name says so, for a window of this machine. */
function localProcess(name: string): { pid: number; start: string | undefined } | undefined {
  const [, start, pid, machine] = /(?:~s([0-9a-f]+))?~(\d+)~([0-9a-f]+)$/.exec(name) ?? [];
  return machine === machineId() && pid !== undefined ? { pid: Number(pid), start } : undefined;
}

function silenceOf(name: string, { folder, stillness }: { folder: string; stillness: Stillness }): number | undefined {
  const updated = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs;
  return updated === undefined ? undefined : stillness.of(name, String(updated));
}

function ageOf(file: string, clock: Clock): number {
  return Math.abs(clock.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? clock.now()));
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
