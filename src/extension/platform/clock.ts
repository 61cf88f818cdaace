import type { Clock } from '../../shared/platform/ports';

/** The system clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    // Node fires at once if the delay does not fit into 31 bits.
    const timer = setTimeout(callback, Math.min(ms, 2_147_483_647));
    return { dispose: () => clearTimeout(timer) };
  },
};
