import type { SecretIndex } from '../../domain/stores';
import type { Database } from '../database/database';

/** Which secrets were entered for which origins, so that they can be deleted with their provider. Never a value. */
export function createSecretIndex(database: Database): SecretIndex {
  return {
    add: ({ providerId, name, origin }) => {
      database.run(
        'INSERT OR IGNORE INTO secret_index (provider_id, name, origin) VALUES (?, ?, ?)',
        providerId,
        name,
        origin,
      );
    },
    list: (providerId) =>
      database
        .all('SELECT name, origin FROM secret_index WHERE provider_id = ?', providerId)
        .map((row) => ({ name: String(row['name']), origin: String(row['origin']) })),
    remove: (providerId) => {
      database.run('DELETE FROM secret_index WHERE provider_id = ?', providerId);
    },
  };
}
