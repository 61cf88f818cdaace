/** A newer Easel migrated the database while this window had it open. */
import { fail, type EaselError } from '../../../shared/model/easelError';

/** @param version Schema of the newer Easel. */
export function outdated(version: number): EaselError {
  return fail('storage', { reason: 'database', code: 'outdated', values: { version }, maybeReceived: false });
}
