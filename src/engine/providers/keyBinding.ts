/** Binds secrets to origins: the origins are part of the secret's name, so a configuration with other origins finds none. */
import { fail, type EaselError } from '../../shared/model/easelError';
import type { Provider } from '../../providers/contract/provider';
import type { KeyOrigin } from '../surface/providers';
import type { ProviderConfig } from '../../providers/contract/configuration';

/** Every origin that a configuration names: that of its base URL and those of full URLs among its paths. */
export function originsOf(config: ProviderConfig): string[] {
  return [...new Set([config.baseUrl, ...pathsOf(config)].flatMap(originIn))];
}

/**
 * The same in that order, each with whether it is foreign: neither that of the base URL nor, where the base URL is the
 * service's own, one of the service. People are asked for a key in view of these.
 */
export function keyOriginsOf(provider: Provider, config: ProviderConfig): KeyOrigin[] {
  const [host, ...others] = originsOf(config);
  if (host === undefined) return [];
  const own = ownOrigins(provider);
  const isForeign = (origin: string): boolean => !(own.has(host) && own.has(origin));
  return [{ origin: host, isForeign: false }, ...others.map((origin) => ({ origin, isForeign: isForeign(origin) }))];
}

/** A binding that a configuration of nothing but the type's defaults has, for each of its sites. */
export function defaultBindingsOf(provider: Provider, config: ProviderConfig): string[] {
  return Object.values(config.sites).map((baseUrl) => bindingOf(provider, { ...config, baseUrl }));
}

/**
 * The origins to which a configuration may send its secrets, separated by spaces, that of the base URL first. A service's own
 * origins are left out where the base URL has one of them: a key for the service is meant for all of them.
 */
export function bindingOf(provider: Provider, config: ProviderConfig): string {
  const [host, ...others] = keyOriginsOf(provider, config);
  const added = others.filter(({ isForeign }) => isForeign).map(({ origin }) => origin);
  return [host?.origin ?? 'local', ...added.sort()].join(' ');
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
