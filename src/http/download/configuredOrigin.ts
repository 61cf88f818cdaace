/** Recognizes a configured service under another name or scheme, as it names itself in answers. */
import { isLocalHost, isLoopback } from './addresses';

/**
 * The URL with the configured origin in place of its own, if both are the same service: a service behind a proxy or in a
 * container writes `http://localhost:8000/x.png` for itself, and one behind TLS writes `http://`. Only a configured origin
 * is ever put in, so nothing else is opened this way. Returns the URL as it is if its origin is configured.
 * @param origins Configured origins, the likeliest first.
 * @returns Undefined if the URL isn't at any of them.
 */
export function atConfiguredOrigin(url: URL, origins: readonly string[]): URL | undefined {
  if (origins.includes(url.origin)) return url;
  const origin = origins.find((one) => isSameService(url, new URL(one)));
  if (origin === undefined) return undefined;
  const moved = new URL(origin);
  // Not resolved against the origin: a path may begin with `//` and would be read as another host.
  moved.pathname = url.pathname;
  moved.search = url.search;
  return moved;
}

/** The same host, or this machine as the service sees itself, and the same port, or the default one of each scheme. */
function isSameService(url: URL, configured: URL): boolean {
  const isSamePort = url.port === configured.port || portOf(url) === portOf(configured);
  if (!isSamePort) return false;
  if (isLoopback(url.hostname)) return true;
  // A host on the internet can be opened as the answer names it, and then not with less protection.
  const mayChange = configured.protocol === 'https:' || isLocalHost(url.hostname);
  return mayChange && bareName(url) === bareName(configured);
}

/** A name may end with a dot. */
function bareName({ hostname }: URL): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}

function portOf({ port, protocol }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80');
}
