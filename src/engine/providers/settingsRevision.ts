/** Tells apart the settings of a configuration that decide what a test of it finds. Pure. */
import { createHash } from 'node:crypto';
import type { ProviderConfig } from '../../providers/contract/configuration';

/** A digest of everything but names, order and switches; the digest of one configuration is the same in every window. */
export function settingsRevision({ config }: { config: ProviderConfig }): string {
  const { id: _id, name: _name, description: _text, priority: _order, ...others } = config;
  const {
    enabled: _enabled,
    default: _default,
    fallback: _fallback,
    pollSeconds: _poll,
    maxMinutes: _max,
    ...rest
  } = others;
  const sorted = Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}
