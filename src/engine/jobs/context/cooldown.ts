/** A provider that keeps failing is skipped for a while, in all windows, unless a request names it. */
import type { Failure } from '../../../shared/model/failure';
import type { Clock } from '../../../shared/platform/ports';
import type { HealthStore } from '../../domain/stores';

/** Failures in a row that start a cooldown. */
const failuresBeforeCooldown = 3;
/** Milliseconds of the first cooldown; each further failure doubles it. */
const firstCooldown = 30_000;
const maxCooldown = 10 * 60_000;

export interface Cooldown {
  isCooling(providerId: string): boolean;
  succeeded(providerId: string): void;
  failed(providerId: string, failure: Failure): void;
}

export function createCooldown(store: HealthStore, clock: Clock): Cooldown {
  return {
    isCooling: (providerId) => {
      const left = (store.get(providerId)?.coolingUntil ?? 0) - clock.now();
      // A longer cooldown is impossible: the clock was set back.
      return left > 0 && left <= maxCooldown;
    },
    succeeded: (providerId) =>
      ignoringErrors(() => {
        if (store.get(providerId)) store.clear(providerId);
      }),
    failed: (providerId, failure) =>
      ignoringErrors(() => {
        if (!isProvidersFault(failure)) return;
        const failures = (store.get(providerId)?.failures ?? 0) + 1;
        const extra = failures - failuresBeforeCooldown;
        const coolingUntil = clock.now() + Math.min(maxCooldown, firstCooldown * 2 ** Math.max(0, extra));
        store.set(providerId, { failures, lastFailure: failure, ...(extra >= 0 ? { coolingUntil } : {}) });
      }),
  };
}

/** A cooldown that can't be written must not stop a job in the middle of its submit. */
function ignoringErrors(write: () => void): void {
  try {
    write();
  } catch {
    // The next failure or success is written again.
  }
}

/** A wrong key, an empty account, a refused prompt or a missing network says nothing about how the service is doing. */
function isProvidersFault({ kind, reason }: Failure): boolean {
  if (reason === 'offline') return false;
  return kind === 'network' || kind === 'timeout' || kind === 'server' || kind === 'bad-answer';
}
