/** Binds the administration of services that have one to their configurations. */
import type { EaselProviders } from '../surface/providers';
import { fail } from '../../shared/model/easelError';
import { namedFailure, type ConfiguredProviderEntry } from '../providers/providerRegistry';
import { anySignal, type EngineContext } from './context';

/** Any method of an administration. `ServiceAdministration` has the exact types. */
type Method = (context: unknown, ...values: unknown[]) => Promise<unknown>;

interface Target {
  configured: ConfiguredProviderEntry;
  signal: AbortSignal | undefined;
}

export function createAdministrationService({
  registry,
  ends,
}: Pick<EngineContext, 'registry' | 'ends'>): Pick<EaselProviders, 'services' | 'administration'> {
  async function call({ configured, signal }: Target, method: Method, values: unknown[]): Promise<unknown> {
    try {
      return await method(registry.context(configured, anySignal({ ends }, signal)), ...values);
    } catch (thrown) {
      throw namedFailure(thrown, configured);
    }
  }

  return {
    services: () =>
      registry
        .all()
        .filter(({ provider }) => provider.administration !== undefined)
        .map(({ config: { id, name, baseUrl } }) => ({ id, name, host: baseUrl === '' ? '' : new URL(baseUrl).host })),
    administration: (providerId, signal) => {
      const configured = registry.get(providerId);
      const { administration } = configured.provider;
      if (!administration) {
        throw fail('unsupported', { values: { kind: 'administration', provider: configured.config.name } });
      }
      const bound = Object.entries(administration as Record<string, Method>).map(
        ([name, method]) => [name, (...values: unknown[]) => call({ configured, signal }, method, values)] as const,
      );
      return Object.fromEntries(bound);
    },
  };
}
