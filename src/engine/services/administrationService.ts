/** Looking into services that let their users and administrators do so. */
import type { Easel } from '../domain/easel';
import { fail } from '../../shared/model/easelError';
import { namedFailure, type Configured } from '../providers/providerRegistry';
import { eitherEnds, type Inside } from './context';

type ServiceVerbs = Pick<Easel, 'services' | 'administration'>;

/** A method of an administration as it is bound here; its own types stand in `ServiceAdministration`. */
type Method = (context: unknown, ...values: unknown[]) => Promise<unknown>;

interface Asked {
  configured: Configured;
  signal: AbortSignal | undefined;
}

export function createServiceDesk({ roster, ends }: Pick<Inside, 'roster' | 'ends'>): ServiceVerbs {
  async function ask({ configured, signal }: Asked, method: Method, values: unknown[]): Promise<unknown> {
    try {
      return await method(roster.context(configured, eitherEnds({ ends }, signal)), ...values);
    } catch (thrown) {
      throw namedFailure(thrown, configured);
    }
  }

  return {
    services: () =>
      roster
        .all()
        .filter(({ provider }) => provider.administration !== undefined)
        .map(({ config: { id, name, baseUrl } }) => ({ id, name, host: baseUrl === '' ? '' : new URL(baseUrl).host })),
    administration: (providerId, signal) => {
      const configured = roster.get(providerId);
      const { administration } = configured.provider;
      if (!administration) {
        throw fail('unsupported', { values: { kind: 'administration', provider: configured.config.name } });
      }
      const bound = Object.entries(administration as Record<string, Method>).map(
        ([verb, method]) => [verb, (...values: unknown[]) => ask({ configured, signal }, method, values)] as const,
      );
      return Object.fromEntries(bound);
    },
  };
}
