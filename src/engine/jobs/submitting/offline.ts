/** A machine without a network: its jobs wait for it, because nothing is wrong with them or with any provider. */
import type { Failure } from '../../../shared/model/failure';
import type { Attempt } from '../../../shared/model/jobs';
import type { JobContext } from '../context/jobContext';

/** Milliseconds between two tries: as long as it has lasted, within these. */
const shortest = 5_000;
export const maxOfflineDelay = 60_000;

/** The failure, with what it really is: a host that can not be reached is not to blame while there is no network at all. */
export async function recordOffline(jobContext: JobContext, failure: Failure): Promise<Failure> {
  if (failure.maybeReceived !== false || !isSuspect(failure)) return failure;
  if (!(await jobContext.isOnline())) return { ...failure, reason: 'offline' };
  // A network without IPv6 calls a host unreachable that has an address of both kinds.
  return failure.reason === 'offline' ? { ...failure, reason: 'connection-refused' } : failure;
}

function isSuspect({ kind, reason, code }: Failure): boolean {
  return kind === 'network' && (reason === 'offline' || reason === 'host-not-found' || code === 'EHOSTUNREACH');
}

/** Of tries without a network, or without room, only the last one at each provider is kept, with the time of the first: there may be hundreds. */
export function withoutRepeats(attempts: readonly Attempt[]): Attempt[] {
  const last = attempts.at(-1);
  if (!last || !isOurs(last)) return [...attempts];
  const isSame = (attempt: Attempt): boolean =>
    attempt.providerId === last.providerId && isOurs(attempt) && attempt.failure?.kind === last.failure?.kind;
  const startedAt = attempts.find(isSame)?.startedAt ?? last.startedAt;
  return [...attempts.filter((attempt) => !isSame(attempt)), { ...last, startedAt }];
}

/** Not a fault of the provider: this machine has no network, or no room. */
function isOurs({ failure }: Attempt): boolean {
  return failure?.reason === 'offline' || failure?.kind === 'storage';
}

/** Milliseconds until the next try. */
export function delayWhileOffline({ startedAt, endedAt = startedAt }: Attempt): number {
  return Math.min(maxOfflineDelay, Math.max(shortest, endedAt - startedAt));
}
