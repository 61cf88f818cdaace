import type { Health, HealthStore } from '../../domain/stores';
import type { Database } from '../database/database';

/**
 * The recent health of providers. It is in the database because every window needs to know which provider is cooling
 * down, and because the last test outlives a window.
 */
export function createHealthStore(database: Database): HealthStore {
  return {
    get: (providerId) => {
      const row = database.one('SELECT health FROM provider_health WHERE provider_id = ?', providerId);
      return row && (JSON.parse(String(row['health'])) as Health);
    },
    set: (providerId, health) => {
      database.run(
        `INSERT INTO provider_health (provider_id, health) VALUES (?, ?)
         ON CONFLICT (provider_id) DO UPDATE SET health = excluded.health`,
        providerId,
        JSON.stringify(health),
      );
    },
  };
}
