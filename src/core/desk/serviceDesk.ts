/** Looking into services that let their users and administrators do so. */
import type { Easel } from '../easel';
import { fail } from '../failure';
import { namedFailure, type Configured } from '../providers/roster';
import type { Inside } from './inside';

type ServiceVerbs = Pick<Easel, 'services' | 'administration'>;

/** A method of an administration as it is bound here; its own types stand in `ServiceAdministration`. */
type Method = (context: unknown, ...values: unknown[]) => Promise<unknown>;

export function createServiceDesk({ roster, ends }: Pick<Inside, 'roster' | 'ends'>): ServiceVerbs {
  async function ask(configured: Configured, method: Method, values: unknown[]): Promise<unknown> {
    try {
      return await method(roster.context(configured, ends), ...values);
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
    administration: (providerId) => {
      const configured = roster.get(providerId);
      const { administration } = configured.provider;
      if (!administration) {
        throw fail('unsupported', { values: { kind: 'administration', provider: configured.config.name } });
      }
      const bound = Object.entries(administration as Record<string, Method>).map(
        ([verb, method]) => [verb, (...values: unknown[]) => ask(configured, method, values)] as const,
      );
      return Object.fromEntries(bound);
    },
  };
}
