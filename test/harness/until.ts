/** Waiting for a condition; the only way in which anything here waits. */
import { setTimeout as pause } from 'node:timers/promises';

export interface WaitOptions {
  /** Milliseconds until it gives up. */
  timeout?: number;
  /** Milliseconds between two looks. */
  every?: number;
  /** What to tell when it gave up: the state that was seen instead. */
  seen?: () => Promise<string> | string;
}

/**
 * Looks again and again until `probe` gives something truthy, and gives that.
 * A probe that throws counts as "not yet"; its last error is told when time is up.
 * @throws Error that names what was waited for and what was seen
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T> | T,
  { timeout = 60_000, every = 50, seen }: WaitOptions = {},
): Promise<Exclude<T, undefined | null | false | 0 | ''>> {
  const start = performance.now();
  let lastError: unknown;
  // The machine may stand still for longer than the whole patience: it is looked once more after that.
  for (let isLast = false; !isLast;) {
    isLast = performance.now() - start >= timeout;
    try {
      const value = await probe();
      if (value) return value as Exclude<T, undefined | null | false | 0 | ''>;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (!isLast) await pause(every);
  }
  const details = [
    seen ? `seen: ${await describe(seen)}` : '',
    lastError ? `last error: ${lastError instanceof Error ? lastError.message : JSON.stringify(lastError)}` : '',
  ];
  throw new Error([`waited ${timeout / 1000} s for ${what}`, ...details.filter(Boolean)].join('; '));
}

async function describe(seen: () => Promise<string> | string): Promise<string> {
  try {
    return await seen();
  } catch (error) {
    return String(error);
  }
}
