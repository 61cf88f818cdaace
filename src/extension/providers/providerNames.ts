/** Finds a configuration by its ID or by one that it had under a former name of its type. Pure. */
import type { ProviderView } from '../../engine/surface/providers';

export function findByName(providers: readonly ProviderView[], name: string): ProviderView | undefined {
  return (
    providers.find(({ config }) => config.id === name) ??
    providers.find(({ config, aliases }) => aliases.includes(name) && config.enabled) ??
    providers.find(({ aliases }) => aliases.includes(name))
  );
}
