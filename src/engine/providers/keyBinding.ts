/** For which origins a secret was entered. It stands in the secret's name, so that another place finds no secret. */
import { fail, type EaselError } from '../../shared/model/easelError';
import type { Provider } from '../../providers/contract/provider';
import type { ProviderConfig } from '../../providers/contract/configuration';

/** Every origin that the configuration itself names: its host in force, and endpoints that stand elsewhere. */
export function originsOf(config: ProviderConfig): string[] {
  return [...new Set([config.baseUrl, ...pathsOf(config)].flatMap(originIn))];
}

/**
 * The origins to which a configuration may send its secrets, as one word for each: the host first. A service's own hosts
 * need not be said where the host is one of them: who enters a key for the service means them.
 */
export function bindingOf(provider: Provider, config: ProviderConfig): string {
  const [host = 'local', ...others] = originsOf(config);
  const own = ownOrigins(provider);
  const added = own.has(host) ? others.filter((origin) => !own.has(origin)) : others;
  return [host, ...added.sort()].join(' ');
}

/** Told where a secret is known, but for other origins than those that would get it now. */
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
