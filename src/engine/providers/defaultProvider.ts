/** Which configuration is used when none is named: the only place that decides it. Pure. */
import type { ProviderConfig } from '../../providers/contract/configuration';

interface Candidate {
  config: ProviderConfig;
  /** True for a provider without an entry in the settings. */
  builtIn: boolean;
}

/** Of capable providers, in the order in which they are tried: the one marked as default, or else the first with an entry. */
export function configuredDefault<One extends Candidate>(capable: readonly One[]): One | undefined {
  return capable.find(({ config }) => config.default) ?? capable.find(({ builtIn }) => !builtIn) ?? capable[0];
}

/** The same among those that do not cool down after failures, as long as there are any. */
export function readyDefault<One extends Candidate>(
  capable: readonly One[],
  isCooling: (providerId: string) => boolean,
): One | undefined {
  const ready = capable.filter(({ config }) => !isCooling(config.id));
  return configuredDefault(ready.length > 0 ? ready : capable);
}
