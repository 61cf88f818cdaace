/**
 * The only file that opens a URL which came in an answer. Such a URL is hostile until shown otherwise: http(s) only, each
 * redirect checked anew, no address of this machine or its network unless the configuration itself points there, no key,
 * no more bytes than agreed.
 */
import axios, { type AxiosResponse } from 'axios';
import { lookup as lookupName, type LookupAddress } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { fail, type EaselError } from '../../failure';

export interface DownloadOptions {
  /** Origins of the configuration: these may be private addresses. */
  trustedOrigins: readonly string[];
  signal: AbortSignal;
  /** Most bytes; 64 MB when left out. */
  maxBytes?: number;
  /** Milliseconds for one hop; 120,000 when left out. */
  timeout?: number;
}

const defaultMaxBytes = 64 * 1024 * 1024;
const defaultTimeout = 120_000;
const mostRedirects = 5;

/**
 * The bytes behind a result URL.
 * @throws EaselError `bad-answer` (`url-refused`, `too-large`, `redirect-refused`), `expired` (403, 404, 410), `network`,
 * `timeout`, `server`.
 */
export async function download(address: string, options: DownloadOptions): Promise<Uint8Array> {
  let url = parse(address);
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const trusted = options.trustedOrigins.includes(url.origin);
    const answer = await get(url, trusted, options);
    if (answer.status >= 300 && answer.status < 400) {
      url = parse(String(answer.headers['location'] ?? ''), url);
      continue;
    }
    if (answer.status !== 200) throw statusFailure(answer.status, url.host);
    const bytes = new Uint8Array(answer.data);
    const announced = Number(answer.headers['content-length']);
    if (Number.isFinite(announced) && !answer.headers['content-encoding'] && bytes.length < announced) {
      throw fail('network', { reason: 'cut-answer', host: url.host });
    }
    return bytes;
  }
  throw fail('bad-answer', { reason: 'redirect-refused', host: url.host });
}

function parse(text: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href))
    throw fail('bad-answer', { reason: 'url-refused', values: { why: 'not a URL' } });
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw fail('bad-answer', { reason: 'url-refused', values: { why: url.protocol } });
  }
  if (url.username !== '' || url.password !== '') {
    throw fail('bad-answer', { reason: 'url-refused', host: url.host, values: { why: 'name or password in it' } });
  }
  return url;
}

async function get(url: URL, trusted: boolean, options: DownloadOptions): Promise<AxiosResponse<Buffer>> {
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (!trusted && isIP(literal) !== 0 && isPrivate(literal)) throw refusedAddress(url.host);
  const timer = AbortSignal.timeout(options.timeout ?? defaultTimeout);
  const agents = trusted ? {} : checkingAgents();
  try {
    return await axios.get<Buffer>(url.href, {
      ...agents,
      headers: { accept: 'image/*, */*;q=0.5' },
      responseType: 'arraybuffer',
      signal: AbortSignal.any([options.signal, timer]),
      maxRedirects: 0,
      maxContentLength: options.maxBytes ?? defaultMaxBytes,
      validateStatus: () => true,
      transformResponse: (data: Buffer) => data,
      proxy: false,
    });
  } catch (thrown) {
    throw transportFailure(thrown, url.host, { stopped: options.signal.aborted, timedOut: timer.aborted });
  }
}

function transportFailure(thrown: unknown, host: string, facts: { stopped: boolean; timedOut: boolean }): EaselError {
  if (facts.stopped) return fail('cancelled', { host });
  if (facts.timedOut) return fail('timeout', { host });
  const message = thrown instanceof Error ? thrown.message : '';
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (message.includes(privateAddress)) return refusedAddress(host);
  if (message.includes('maxContentLength')) return fail('bad-answer', { reason: 'too-large', host });
  const reason = code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'host-not-found' : 'connection-lost';
  return fail('network', { reason, host, ...(code ? { code } : {}) });
}

function statusFailure(status: number, host: string): EaselError {
  if (status === 403 || status === 404 || status === 410) return fail('expired', { status, host });
  if (status === 429) return fail('rate', { status, host });
  if (status >= 500) return fail('server', { status, host });
  return fail('bad-answer', { status, host });
}

function refusedAddress(host: string): EaselError {
  return fail('bad-answer', { reason: 'url-refused', host, values: { why: 'address of this machine or its network' } });
}

const privateAddress = 'easel: private address refused';

/** Checks the address that is really connected to, so that a name can not answer one thing first and another later. */
const checkedLookup: LookupFunction = (hostname, options, callback) => {
  lookupName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '');
    const refused = addresses.some(({ address }) => isPrivate(address));
    if (refused || addresses.length === 0) return callback(new Error(privateAddress), '');
    if (options.all) return callback(null, addresses);
    return callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
  });
};

function checkingAgents(): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  return { httpAgent: new HttpAgent({ lookup: checkedLookup }), httpsAgent: new HttpsAgent({ lookup: checkedLookup }) };
}

/** Addresses that never lead to a service on the internet. Source: IANA special-purpose address registries. */
const blocked = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  blocked.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  blocked.addSubnet(net, prefix, 'ipv6');
}

/** True for loopback, private, link-local, multicast and reserved addresses, IPv4 in IPv6 included. */
export function isPrivate(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped) return blocked.check(mapped, 'ipv4');
  const family = isIP(bare);
  if (family === 0) return true;
  return blocked.check(bare, family === 4 ? 'ipv4' : 'ipv6');
}
