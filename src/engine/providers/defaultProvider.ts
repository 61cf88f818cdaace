/** Which configuration is used when none is named: the only place that decides it. Pure. */
import type { ProviderConfig } from '../../providers/contract/configuration';

interface Candidate {
  config: ProviderConfig;
  provider: { offline: boolean };
  /** True for a provider without an entry in the settings. */
  builtIn: boolean;
}

/** What keeps a configuration from being chosen automatically. */
export interface Readiness {
  /** After failures. */
  isCooling(providerId: string): boolean;
  lacksSecret(providerId: string): boolean;
}

/**
 * Those that may be chosen automatically, in the same order. The built-in placeholder is one of them only while the settings
 * name no real provider: it never stands in for one.
 * @param all Every configuration.
 */
export function automaticCandidates<One extends Candidate>(
  all: readonly One[],
  isCapable: (one: One) => boolean,
): One[] {
  const enabled = all.filter(({ config }) => config.enabled);
  const hasReal = enabled.some(({ provider }) => !provider.offline);
  return enabled.filter((one) => isCapable(one) && !(one.builtIn && hasReal));
}

/** In the order in which they are tried: the one marked as default, or else the first with an entry. */
export function configuredDefault<One extends Candidate>(candidates: readonly One[]): One | undefined {
  return candidates.find(({ config }) => config.default) ?? candidates.find(({ builtIn }) => !builtIn) ?? candidates[0];
}

/** Whether a candidate may be used in place of the first one: the placeholder only where the user made it a fallback. */
export function mayReplace(first: Candidate | undefined, one: Candidate): boolean {
  return one === first || !one.provider.offline || one.config.fallback;
}

/**
 * The same, or the next one that has its key and does not cool down after failures. The placeholder stands in only where the
 * user made it a fallback.
 */
export function readyDefault<One extends Candidate>(
  candidates: readonly One[],
  { isCooling, lacksSecret }: Readiness,
): One | undefined {
  const first = configuredDefault(candidates);
  const usable = candidates.filter((one) => mayReplace(first, one) && !lacksSecret(one.config.id));
  const ready = usable.filter(({ config }) => !isCooling(config.id));
  return configuredDefault(ready) ?? configuredDefault(usable) ?? first;
}
