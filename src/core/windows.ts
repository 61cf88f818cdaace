/**
 * Who is who among the windows that share a storage folder. A window's name tells its process, so that what a dead one held
 * (the lease, a delivery, a half-written file) is taken over at once, and what a living one has in hand is left alone.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

export interface OwnWindow {
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

/** Milliseconds after which a window of another machine that never said goodbye counts as gone. */
const longestWindow = 7 * 24 * 60 * 60_000;

/** @param windowId Different for each window. @param storageFolder Absolute; the window is written down there. */
export function enterWindow(windowId: string, storageFolder: string): OwnWindow {
  const name = `${encodeURIComponent(windowId)}~${process.pid}~${machine()}`;
  const folder = join(storageFolder, 'windows');
  here.add(name);
  kindly(() => mkdirSync(folder, { recursive: true }));
  for (const other of namesIn(folder)) if (isOver(other, folder)) kindly(() => rmSync(join(folder, other)));
  kindly(() => writeFileSync(join(folder, name), ''));
  return {
    name,
    isGone,
    others: () => namesIn(folder).filter((other) => other !== name && !isOver(other, folder)),
    leave: () => {
      here.delete(name);
      kindly(() => rmSync(join(folder, name), { force: true }));
    },
  };
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

function isOver(name: string, folder: string): boolean {
  if (isGone(name)) return true;
  try {
    return Math.abs(Date.now() - statSync(join(folder, name)).mtimeMs) > longestWindow;
  } catch {
    return true;
  }
}

function isGone(name: string): boolean {
  const [, pid, where] = /~(\d+)~([0-9a-f]+)$/.exec(name) ?? [];
  // Another machine (or container) that shares the folder: nobody can tell from here.
  if (pid === undefined || where !== machine()) return false;
  return Number(pid) === process.pid ? !here.has(name) : !isAlive(Number(pid));
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
