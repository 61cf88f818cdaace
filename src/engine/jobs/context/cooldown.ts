/**
 * How a provider is doing. One that keeps failing is skipped for a while, in all windows, unless a request names it. The last
 * test or job also tells whether it is reachable and accepts its key.
 */
import type { Failure } from '../../../shared/model/failure';
import type { Clock } from '../../../shared/platform/ports';
import type { Health, HealthStore } from '../../domain/stores';

/** Failures in a row that start a cooldown. */
const failuresBeforeCooldown = 3;
/** Milliseconds of the first cooldown; each further failure doubles it. */
const firstCooldown = 30_000;
const maxCooldown = 10 * 60_000;

export interface Cooldown {
  isCooling(providerId: string): boolean;
  /** A job was accepted or ended well. */
  succeeded(providerId: string): void;
  /** A job failed. */
  failed(providerId: string, failure: Failure): void;
  /** Starts a test; the result is to be called with its outcome. It counts for the configuration as it is now. */
  testing(providerId: string): (failure?: Failure) => void;
  /** Forgets failures and the last check: they were those of another secret. */
  secretChanged(providerId: string): void;
  /** Identifies the settings and the secrets that a check is about. */
  revision(providerId: string): string;
}

interface CooldownOptions {
  store: HealthStore;
  clock: Clock;
  /** Identifies the settings of a configuration that a check depends on. */
  settingsRevision(providerId: string): string;
}

export function createCooldown({ store, clock, settingsRevision }: CooldownOptions): Cooldown {
  const revision = (providerId: string): string =>
    `${settingsRevision(providerId)}/${store.get(providerId)?.secretChanges ?? 0}`;
  const change = (providerId: string, changed: (before: Health) => Health): void =>
    ignoringErrors(() => store.set(providerId, changed(store.get(providerId) ?? { failures: 0 })));

  return {
    revision,
    isCooling: (providerId) => {
      const left = (store.get(providerId)?.coolingUntil ?? 0) - clock.now();
      // A longer cooldown is impossible: the clock was set back.
      return left > 0 && left <= maxCooldown;
    },
    succeeded: (providerId) =>
      change(providerId, ({ secretChanges }) => ({
        failures: 0,
        ...(secretChanges === undefined ? {} : { secretChanges }),
        check: { by: 'job', at: clock.now(), revision: revision(providerId) },
      })),
    failed: (providerId, failure) => {
      if (!isProvidersFault(failure) && failure.kind !== 'auth') return;
      change(providerId, (before) => {
        const check = { by: 'job' as const, at: clock.now(), revision: revision(providerId), failure };
        if (!isProvidersFault(failure)) return { ...before, check };
        const failures = before.failures + 1;
        const extra = failures - failuresBeforeCooldown;
        const coolingUntil = clock.now() + Math.min(maxCooldown, firstCooldown * 2 ** Math.max(0, extra));
        const { coolingUntil: _former, ...others } = before;
        return { ...others, check, failures, lastFailure: failure, ...(extra >= 0 ? { coolingUntil } : {}) };
      });
    },
    testing: (providerId) => {
      const tested = revision(providerId);
      return (failure) =>
        change(providerId, (before) => ({
          ...before,
          check: { by: 'test', at: clock.now(), revision: tested, ...(failure ? { failure } : {}) },
        }));
    },
    secretChanged: (providerId) =>
      change(providerId, ({ secretChanges = 0 }) => ({ failures: 0, secretChanges: secretChanges + 1 })),
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
