/** Which configuration is used when none is named: the only place that decides it. Pure. */
import type { ProviderConfig } from '../../providers/contract/configuration';

interface Candidate {
  config: ProviderConfig;
  /** True for one that the user has not configured. */
  builtIn: boolean;
}

/** Of those that can do it, in the order in which they are tried: the one marked as default, else the first configured one. */
export function configuredDefault<One extends Candidate>(able: readonly One[]): One | undefined {
  return able.find(({ config }) => config.default) ?? able.find(({ builtIn }) => !builtIn) ?? able[0];
}

/** The same among those that do not cool down after failures, as long as there are any. */
export function readyDefault<One extends Candidate>(
  able: readonly One[],
  isCooling: (providerId: string) => boolean,
): One | undefined {
  const ready = able.filter(({ config }) => !isCooling(config.id));
  return configuredDefault(ready.length > 0 ? ready : able);
}
