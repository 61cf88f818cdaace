/** A provider that keeps failing is left alone for a while, by all windows, unless somebody names it. */
import type { Failure } from '../../../shared/model/failure';
import type { Clock } from '../../../shared/platform/ports';
import type { HealthStore } from '../../domain/stores';

/** So many failures in a row start a cooldown. */
const patience = 3;
/** Milliseconds of the first cooldown; each further failure doubles it. */
const shortest = 30_000;
const longest = 10 * 60_000;

export interface Cooldown {
  isCooling(providerId: string): boolean;
  succeeded(providerId: string): void;
  failed(providerId: string, failure: Failure): void;
}

export function createCooldown(store: HealthStore, clock: Clock): Cooldown {
  return {
    isCooling: (providerId) => {
      const left = (store.get(providerId)?.coolingUntil ?? 0) - clock.now();
      // More than there can be: the clock was set back.
      return left > 0 && left <= longest;
    },
    succeeded: (providerId) =>
      kindly(() => {
        if (store.get(providerId)) store.clear(providerId);
      }),
    failed: (providerId, failure) =>
      kindly(() => {
        if (!isProvidersFault(failure)) return;
        const failures = (store.get(providerId)?.failures ?? 0) + 1;
        const extra = failures - patience;
        const coolingUntil = clock.now() + Math.min(longest, shortest * 2 ** Math.max(0, extra));
        store.set(providerId, { failures, lastFailure: failure, ...(extra >= 0 ? { coolingUntil } : {}) });
      }),
  };
}

/** What is noted here is a courtesy: that it can not be written down must not stop a job in the middle of a submit. */
function kindly(note: () => void): void {
  try {
    note();
  } catch {
    // The next failure or success is noted.
  }
}

/** A wrong key, an empty account, a refused prompt or a missing network says nothing about how the service is doing. */
function isProvidersFault({ kind, reason }: Failure): boolean {
  if (reason === 'offline') return false;
  return kind === 'network' || kind === 'timeout' || kind === 'server' || kind === 'bad-answer';
}
