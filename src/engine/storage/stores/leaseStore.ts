import type { Clock } from '../../../shared/platform/ports';
import type { LeaseStore } from '../../domain/stores';
import type { Database } from '../database/database';
import { createStillness } from '../stillness';

/**
 * A lease expires when it wasn't renewed for its duration by the monotonic clock of the observer: a wall clock that is set
 * takes it from nobody, and gives it to nobody for good.
 * @param isGone Whether a holder certainly ended; its lease is taken over at once.
 */
export function createLeaseStore(
  database: Database,
  { isGone, clock }: { isGone(holder: string): boolean; clock: Clock },
): LeaseStore {
  const stillness = createStillness(clock, maxGap);

  function write(
    holder: string,
    { expiresAt, from }: { expiresAt: number; from?: { holder: string; expiresAt: number } },
  ): boolean {
    return (
      database.run(
        `INSERT INTO lease (name, holder, expires_at) VALUES ('runner', ?, ?)
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
         WHERE lease.holder = excluded.holder OR (lease.holder = ? AND lease.expires_at = ?)`,
        holder,
        expiresAt,
        from?.holder ?? holder,
        from?.expiresAt ?? 0,
      ) === 1
    );
  }

  return {
    take: (holder, now, duration) => {
      const expiresAt = now + duration;
      if (write(holder, { expiresAt })) return true;
      const row = database.one("SELECT holder, expires_at FROM lease WHERE name = 'runner'");
      const seen = { holder: String(row?.['holder']), expiresAt: Number(row?.['expires_at']) };
      const still = stillness.of(seen.holder, String(seen.expiresAt));
      // Unless the other window renewed it meanwhile.
      return (isGone(seen.holder) || still >= duration) && write(holder, { expiresAt, from: seen });
    },
    release: (holder) => void database.run("DELETE FROM lease WHERE name = 'runner' AND holder = ?", holder),
  };
}

/** Milliseconds that count at most between two looks at the lease of another window. */
const maxGap = 3_000;
