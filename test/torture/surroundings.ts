/** What processes of the harness have around them that is never in their way. */
import type { Clock, Log } from '../../src/core/ports';

export const silentLog: Log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};
