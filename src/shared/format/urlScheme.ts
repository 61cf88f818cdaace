/** Completes addresses as typed by the user. Pure. */

/** Completed with http:// on this computer and in private networks, with https:// elsewhere. */
export function withScheme(text: string): string {
  const address = text.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return address;
  return `${isPrivateHost(address) ? 'http' : 'https'}://${address}`;
}

/** Loopback and private addresses, `localhost`, and names of the local network, such as those without a dot. @param address Without a scheme. */
function isPrivateHost(address: string): boolean {
  const host = /^(?:\[[^\]]*\]|[^:/?#]*)/.exec(address.toLowerCase())?.[0] ?? '';
  return (
    /^(?:127|10)(?:\.\d+){3}$|^192\.168(?:\.\d+){2}$|^169\.254(?:\.\d+){2}$|^172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}$/.test(
      host,
    ) ||
    /^\[(?:::1|f[cd][0-9a-f:]+|fe[89ab][0-9a-f:]+)\]$/.test(host) ||
    /^[^.:[\]]+$|\.(?:localhost|local|lan|internal)$/.test(host)
  );
}
