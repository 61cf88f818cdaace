import { Resolver } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';

/** Milliseconds in which a name server must have said anything. */
const patience = 2_000;
/** What is told of a name server that said nothing at all. */
const silent = new Set(['ETIMEOUT', 'ECONNREFUSED', 'ECANCELLED', 'ENOTINITIALIZED']);

/**
 * Whether this machine has a network: an address of its own, and a name server that answers (whatever it answers). Nobody
 * is asked but the name server of the system, and nothing about anybody's host.
 */
export async function isOnline(): Promise<boolean> {
  const imageUrls = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  if (imageUrls.every(({ internal }) => internal)) return false;
  try {
    await new Resolver({ timeout: patience, tries: 1 }).resolveNs('.');
    return true;
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && silent.has(String(thrown.code)));
  }
}
