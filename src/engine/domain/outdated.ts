/** A newer Easel migrated the database while this window had it open. */
import { fail, type EaselError } from '../../shared/model/easelError';

/** @param version Schema of the newer Easel. */
export function outdated(version: number): EaselError {
  return fail('storage', { reason: 'database', code: 'outdated', values: { version }, maybeReceived: false });
}

/**
 * Called before whatever a user starts that is written. What is under way at a service is written without it, because it
 * may have been paid for.
 * @throws EaselError `storage` `database` with the code `outdated`.
 */
export function refuseIfOutdated({ newerSchema }: { newerSchema(): number | undefined }): void {
  const version = newerSchema();
  if (version !== undefined) throw outdated(version);
}
