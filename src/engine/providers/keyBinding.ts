/** Binds secrets to origins: the origins are part of the secret's name, so a configuration with other origins finds none. */
import { fail, type EaselError } from '../../shared/model/easelError';
import type { Provider } from '../../providers/contract/provider';
import type { ProviderConfig } from '../../providers/contract/configuration';

/** Every origin that a configuration names: that of its base URL and those of full URLs among its paths. */
export function originsOf(config: ProviderConfig): string[] {
  return [...new Set([config.baseUrl, ...pathsOf(config)].flatMap(originIn))];
}

/**
 * The origins to which a configuration may send its secrets, separated by spaces, that of the base URL first. A service's own
 * origins are left out where the base URL has one of them: a key for the service is meant for all of them.
 */
export function bindingOf(provider: Provider, config: ProviderConfig): string {
  const [host = 'local', ...others] = originsOf(config);
  const own = ownOrigins(provider);
  const added = own.has(host) ? others.filter((origin) => !own.has(origin)) : others;
  return [host, ...added.sort()].join(' ');
}

/** The error for a secret that was entered for other origins than `wanted`. */
export function boundElsewhere(known: readonly string[], wanted: string): EaselError | undefined {
  if (known.length === 0) return undefined;
  const entered = new Set(known.flatMap((binding) => binding.split(' ')));
  const origins = wanted.split(' ');
  const origin = origins.find((one) => !entered.has(one)) ?? origins[0] ?? '';
  return fail('auth', {
    reason: 'key-for-other-host',
    ...(URL.canParse(origin) ? { host: new URL(origin).host } : {}),
    maybeReceived: false,
  });
}

function ownOrigins({ defaults }: Provider): ReadonlySet<string> {
  return new Set([defaults.sites?.china, defaults.sites?.global, ...pathsOf(defaults)].flatMap(originIn));
}

function pathsOf({ submitPath, editPath, resultPath, uploadPath }: Partial<ProviderConfig>): (string | undefined)[] {
  return [submitPath, editPath, resultPath, uploadPath];
}

function originIn(text: string | undefined): string[] {
  return text !== undefined && /^https?:/i.test(text) ? [new URL(text).origin] : [];
}
