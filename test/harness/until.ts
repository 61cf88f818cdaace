/** Waits for conditions; the harness has no other way of waiting. */
import { setTimeout as pause } from 'node:timers/promises';

export interface WaitOptions {
  /** Milliseconds after which it throws. */
  timeout?: number;
  /** Milliseconds between two probes. */
  every?: number;
  /** Describes the actual state for the error message. */
  seen?: () => Promise<string> | string;
}

/**
 * Calls `probe` until it returns a truthy value. An error of the probe counts as "not yet"; the last one is part of the
 * timeout's message.
 * @throws Error that names what was waited for and the actual state
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T> | T,
  { timeout = 60_000, every = 50, seen }: WaitOptions = {},
): Promise<Exclude<T, undefined | null | false | 0 | ''>> {
  const start = performance.now();
  let lastError: unknown;
  // The machine may have been suspended for longer than the timeout, so the probe is called once more after it.
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
