import type { LeaseStore } from '../../domain/stores';
import type { Database } from '../database/database';

/** @param isGone Whether a holder certainly ended; its lease is taken over at once. */
export function createLeaseStore(database: Database, isGone: (holder: string) => boolean): LeaseStore {
  function take(holder: string, now: number, duration: number): boolean {
    return (
      database.run(
        `INSERT INTO lease (name, holder, expires_at) VALUES ('runner', ?, ?)
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
         WHERE lease.holder = excluded.holder OR lease.expires_at <= ? OR lease.expires_at > ?`,
        holder,
        now + duration,
        now,
        // If the clock was set back, the lease would never expire.
        now + 10 * duration,
      ) === 1
    );
  }

  function release(holder: string): void {
    database.run("DELETE FROM lease WHERE name = 'runner' AND holder = ?", holder);
  }

  return {
    take: (holder, now, duration) => {
      if (take(holder, now, duration)) return true;
      const other = database.one("SELECT holder FROM lease WHERE name = 'runner'")?.['holder'];
      if (typeof other !== 'string' || !isGone(other)) return false;
      release(other);
      return take(holder, now, duration);
    },
    release,
  };
}
