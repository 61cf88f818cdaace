import { Resolver } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';

/** Milliseconds that a name server has for any answer. */
const timeout = 2_000;
/** Error codes of a query that got no answer at all. */
const unanswered = new Set(['ETIMEOUT', 'ECONNREFUSED', 'ECANCELLED', 'ENOTINITIALIZED']);

/**
 * Whether this machine has a network: a non-loopback address, and a name server that answers anything. Queries only the
 * system's name server, and only for the root zone, so that no provider's host leaves the machine.
 */
export async function isOnline(): Promise<boolean> {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  if (addresses.every(({ internal }) => internal)) return false;
  try {
    await new Resolver({ timeout, tries: 1 }).resolveNs('.');
    return true;
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && unanswered.has(String(thrown.code)));
  }
}
