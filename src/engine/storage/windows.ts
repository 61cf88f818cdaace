/**
 * Who is who among the windows that share a storage folder. A window's name tells its process, so that what a dead one held
 * (the lease, a delivery, a half-written file) is taken over at once, and what a living one has in hand is left alone.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readlinkSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import type { Clock, Disposable } from '../../shared/platform/ports';

export interface WindowRegistration {
  /** Different for each window, process and machine; fit for a file name. */
  readonly name: string;
  /** True only when that window is surely not there any more. */
  isGone(name: string): boolean;
  /** Names of other windows on the same storage folder that are there, as far as can be told. */
  others(): string[];
  leave(): void;
}

/** Windows of this very process. */
const here = new Set<string>();

/** Milliseconds between two times at which a window says that it is there. */
const touchEvery = 60_000;
/** A window of another machine that said nothing for so many milliseconds counts as gone: a container that was restarted. */
const longestSilence = 10 * 60_000;
/** So long its file stays all the same, because it tells that it is gone. */
const longestKept = 7 * 24 * 60 * 60_000;
/** What the clock and the time since the machine was started may be apart, in milliseconds. */
const startTolerance = 60_000;

/** @param windowId Different for each window. @param storageFolder Absolute; the window is written down there. */
export function registerWindow(windowId: string, storageFolder: string, clock: Clock): WindowRegistration {
  const name = `${encodeURIComponent(windowId)}~${process.pid}~${machine()}`;
  const folder = join(storageFolder, 'windows');
  const seen = (other: string): Seen => ({ name: other, silence: silenceOf(join(folder, other), clock) });
  here.add(name);
  kindly(() => mkdirSync(folder, { recursive: true }));
  for (const other of namesIn(folder)) if (isToBeForgotten(seen(other))) kindly(() => rmSync(join(folder, other)));
  let timer: Disposable | undefined;
  function touch(): void {
    kindly(() => writeFileSync(join(folder, name), ''));
    kindly(() => utimesSync(join(folder, name), clock.now() / 1000, clock.now() / 1000));
    timer = clock.after(touchEvery, touch);
  }
  touch();
  return {
    name,
    isGone: (other) => isGone(seen(other)),
    others: () => namesIn(folder).filter((other) => other !== name && !isGone(seen(other))),
    leave: () => {
      timer?.dispose();
      here.delete(name);
      kindly(() => rmSync(join(folder, name), { force: true }));
    },
  };
}

/** A window, and for how many milliseconds it has said nothing; undefined where it never wrote itself down, or left. */
interface Seen {
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

function isGone({ name, silence }: Seen): boolean {
  const pid = localProcess(name);
  // Another machine (or container) that shares the folder: nobody can tell from here but by what it says.
  if (pid === undefined) return silence !== undefined && silence > longestSilence;
  if (pid === process.pid) return !here.has(name);
  // Its number may be another process's since the machine was started anew.
  return !isAlive(pid) || (silence !== undefined && silence > uptime() * 1000 + startTolerance);
}

function isToBeForgotten(seen: Seen): boolean {
  if (localProcess(seen.name) !== undefined) return isGone(seen);
  return (seen.silence ?? 0) > longestKept;
}

/** Its process id, for a window of this machine. */
function localProcess(name: string): number | undefined {
  const [, pid, where] = /~(\d+)~([0-9a-f]+)$/.exec(name) ?? [];
  return where === machine() && pid !== undefined ? Number(pid) : undefined;
}

/** On a full or read-only disk a window is not written down; only mending a damaged history asks for it. */
function kindly(work: () => void): void {
  try {
    work();
  } catch {
    // Said by whatever is to be written next.
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
    // A process of another user can not be signalled, but it is there.
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH');
  }
}

let knownMachine: string | undefined;

/** Where process ids mean the same: the machine, and on Linux the container. */
function machine(): string {
  knownMachine ??= createHash('sha256').update(`${hostname()} ${processSpace()}`).digest('hex').slice(0, 12);
  return knownMachine;
}

function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
