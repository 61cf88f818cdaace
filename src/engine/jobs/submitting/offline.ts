/** Jobs wait while the machine has no network: neither they nor their providers failed. */
import type { Failure } from '../../../shared/model/failure';
import type { Attempt } from '../../../shared/model/jobs';
import type { JobContext } from '../context/jobContext';

/** Milliseconds until the next attempt: as long as the network has been missing, within these limits. */
const minOfflineDelay = 5_000;
export const maxOfflineDelay = 60_000;

/** The failure with the reason `offline` if this machine has no network, which makes every host unreachable. */
export async function withOfflineReason(jobContext: JobContext, failure: Failure): Promise<Failure> {
  if (failure.maybeReceived !== false || !mayBeOffline(failure)) return failure;
  if (!(await jobContext.isOnline())) return { ...failure, reason: 'offline' };
  // Where only IPv6 is missing, the system reports a dual-stack host as unreachable.
  return failure.reason === 'offline' ? { ...failure, reason: 'connection-refused' } : failure;
}

function mayBeOffline({ kind, reason, code }: Failure): boolean {
  return kind === 'network' && (reason === 'offline' || reason === 'host-not-found' || code === 'EHOSTUNREACH');
}

/** Merges the repeated attempts that failed for a local cause into one, from the start of the first: there may be hundreds. */
export function mergeLocalRepeats(attempts: readonly Attempt[]): Attempt[] {
  const last = attempts.at(-1);
  if (!last || !isLocalCause(last)) return [...attempts];
  const isSame = (attempt: Attempt): boolean =>
    attempt.providerId === last.providerId && isLocalCause(attempt) && attempt.failure?.kind === last.failure?.kind;
  const startedAt = attempts.find(isSame)?.startedAt ?? last.startedAt;
  return [...attempts.filter((attempt) => !isSame(attempt)), { ...last, startedAt }];
}

/** The cause is this machine: no network, or no space on the disk. */
function isLocalCause({ failure }: Attempt): boolean {
  return failure?.reason === 'offline' || failure?.kind === 'storage';
}

/** Milliseconds until the next attempt. */
export function delayWhileOffline({ startedAt, endedAt = startedAt }: Attempt): number {
  return Math.min(maxOfflineDelay, Math.max(minOfflineDelay, endedAt - startedAt));
}
