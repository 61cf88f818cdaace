/** Addresses and names that never lead to a service on the internet. Source: IANA special-purpose address registries. */
import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** `dns.lookup` with `all`. Tests replace it. */
export type NameLookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const systemLookup: NameLookup = (hostname, options, callback) => lookup(hostname, options, callback);

function blockList(family: 'ipv4' | 'ipv6', nets: string): BlockList {
  const list = new BlockList();
  for (const [address = '', prefix] of nets.split(' ').map((net) => net.split('/'))) {
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

const blocked4 = blockList(
  'ipv4',
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 ' +
    '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3',
);
/** What proxies that take over DNS (TUN mode with "fake IP") answer for every name. */
const fakeIps = blockList('ipv4', '198.18.0.0/15');
/** Only 2000::/3 is assigned; these ranges within it are reserved. */
const blocked6 = blockList('ipv6', '2001::/23 2001:db8::/32 3fff::/20');
const global6 = blockList('ipv6', '2000::/3');

/** True for loopback, private, link-local, multicast, and reserved addresses, including IPv4 addresses embedded in IPv6. */
export function isPrivate(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 4) return blocked4.check(bare, 'ipv4');
  if (family === 0) return true;
  const inner = embedded(groupsOf(bare));
  if (inner !== undefined) return blocked4.check(inner, 'ipv4');
  return !global6.check(bare, 'ipv6') || blocked6.check(bare, 'ipv6');
}

/** The embedded IPv4 address: mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96), 6to4 (2002::/16). */
function embedded(groups: readonly number[]): string | undefined {
  const startsWith = (...start: number[]): boolean => start.every((group, index) => groups[index] === group);
  const dotted = (high = 0, low = 0): string => [high >> 8, high & 255, low >> 8, low & 255].join('.');
  if (startsWith(0, 0, 0, 0, 0, 0xffff) || startsWith(0x64, 0xff9b, 0, 0, 0, 0)) return dotted(groups[6], groups[7]);
  if (startsWith(0x2002)) return dotted(groups[1], groups[2]);
  return undefined;
}

/** The eight groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  // The URL parser normalizes it.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const read = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const [start, end] = [read(head), read(tail ?? '')];
  return [...start, ...Array.from({ length: 8 - start.length - end.length }, () => 0), ...end];
}

/** Names of this machine and of local networks, regardless of what they resolve to. */
const localNames = /^[^.]*$|(^|\.)(localhost|localdomain|local|internal|intranet|lan|home\.arpa)$/;

/** True for an address or name (as in `URL.hostname`) that is local by its form, without a DNS lookup. */
export function isLocalHost(hostname: string): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) === 0 ? localNames.test(literal.toLowerCase().replace(/\.+$/, '')) : isPrivate(literal);
}

/** What services call the machine they run on, and the addresses that they listen on: 127.0.0.0/8, ::1, 0.0.0.0, ::. */
const loopback4 = blockList('ipv4', '127.0.0.0/8 0.0.0.0/32');

/** True for a name or address (as in `URL.hostname`) with which a service names its own machine. */
export function isLoopback(hostname: string): boolean {
  const literal = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(literal);
  if (family === 4) return loopback4.check(literal, 'ipv4');
  if (family === 0) return /^(.+\.)?localhost\.?$/i.test(literal);
  const inner = embedded(groupsOf(literal));
  return literal === '::1' || literal === '::' || (inner !== undefined && loopback4.check(inner, 'ipv4'));
}

/** Thrown by {@link checkedLookup}. */
export class LocalAddressError extends Error {}

/** Resolves names, and rejects every answer that contains an address of this machine or its network. */
export function checkedLookup(lookupName: NameLookup = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookupName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => isPrivate(address) && !isFakeIp(address))) {
        return callback(new LocalAddressError(hostname), '');
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

function isFakeIp(address: string): boolean {
  return isIP(address) === 4 && fakeIps.check(address, 'ipv4');
}
