/** Measures for how long something that a living window changes again and again was seen unchanged. */
import type { Clock } from '../../shared/platform/ports';

export interface Stillness {
  /** Milliseconds for which `key` was seen with this value; 0 at the first sight and after a change. */
  of(key: string, value: string): number;
}

/**
 * @param maxGap Milliseconds that count at most between two sights: after a sleep of the observer, the others get time to
 * show that they are there.
 */
export function createStillness(clock: Clock, maxGap: number): Stillness {
  const sights = new Map<string, { value: string; at: number; still: number }>();
  return {
    of(key, value) {
      const at = clock.monotonic();
      const last = sights.get(key);
      const still = last?.value === value ? last.still + Math.min(maxGap, at - last.at) : 0;
      sights.set(key, { value, at, still });
      return still;
    },
  };
}
