/**
 * The only file that opens a URL which came in an answer. It's treated as hostile: http(s) only, every redirect checked, no
 * address of this machine or its network unless the configuration points there, no key, and a byte limit.
 */
import axios, { type AxiosResponse } from 'axios';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { EaselError, fail } from '../../shared/model/easelError';
import { atConfiguredOrigin } from './configuredOrigin';
import { checkedLookup, isLocalHost, LocalAddressError, type NameLookup } from './addresses';
import { readBody } from '../transport/body';
import { transportFailure } from '../transport/transportFailure';

export interface DownloadOptions {
  /** Origins of the configuration, that of the base URL first; they may be private addresses. */
  trustedOrigins: readonly string[];
  signal: AbortSignal;
  /** Byte limit; 64 MB when left out. */
  maxBytes?: number | undefined;
  /** Milliseconds per redirect hop; 120,000 when left out. */
  timeout?: number;
  /** Left out: the system's. */
  lookup?: NameLookup;
}

const defaultMaxBytes = 64 * 1024 * 1024;
const defaultTimeout = 120_000;
const maxRedirectHops = 5;

/**
 * The bytes behind a result URL.
 * @throws EaselError `bad-answer` (`url-refused`, `too-large`, `redirect-refused`), `expired` (403, 404, 410), `network`,
 * `timeout`, `server`.
 */
export async function download(address: string, options: DownloadOptions): Promise<Uint8Array> {
  const { trustedOrigins } = options;
  const named = parse(address);
  let url = atConfiguredOrigin(named, trustedOrigins) ?? named;
  for (let hop = 0; hop <= maxRedirectHops; hop += 1) {
    const trusted = trustedOrigins.includes(url.origin);
    const answer = await get(url, trusted, options);
    if (answer.status >= 300 && answer.status < 400) {
      const target = parse(String(answer.headers['location'] ?? ''), url);
      const moved = atConfiguredOrigin(target, trustedOrigins);
      // A redirect to the same path with another scheme is followed as it is.
      url = moved === undefined || moved.href === url.href ? target : moved;
      continue;
    }
    if (answer.status !== 200) throw statusFailure(answer.status, url.host);
    const { bytes } = answer;
    const announced = Number(answer.headers['content-length']);
    if (Number.isFinite(announced) && !answer.headers['content-encoding'] && bytes.length < announced) {
      throw fail('network', { reason: 'cut-answer', host: url.host });
    }
    // A page of a proxy or of a captive portal: the image may still be there later.
    if (isPage(answer)) throw fail('bad-answer', { reason: 'html-answer', host: url.host });
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

interface Answer {
  status: number;
  headers: AxiosResponse['headers'];
  bytes: Uint8Array;
}

async function get(url: URL, trusted: boolean, options: DownloadOptions): Promise<Answer> {
  if (!trusted && (isLocalHost(url.hostname) || isReservedPort(url.port))) throw refusedAddress(url.host);
  const timer = AbortSignal.timeout(options.timeout ?? defaultTimeout);
  const signal = AbortSignal.any([options.signal, timer]);
  try {
    const guarded = trusted
      ? {}
      : await guardedConnection(url.hostname, { lookup: checkedLookup(options.lookup), signal });
    const response = await axios.get<Readable>(url.href, {
      ...guarded,
      headers: { accept: 'image/*, */*;q=0.5' },
      responseType: 'stream',
      signal,
      maxRedirects: 0,
      validateStatus: () => true,
      proxy: false,
    });
    const { status, headers } = response;
    const announced: unknown = headers['content-length'];
    // The body of an error isn't used.
    if (status !== 200) response.data.destroy();
    const maxBytes = options.maxBytes ?? defaultMaxBytes;
    const bytes = status === 200 ? await readBody(response.data, { announced, maxBytes }) : new Uint8Array();
    return { status, headers, bytes };
  } catch (thrown) {
    if (isLocalAddress(thrown)) throw refusedAddress(url.host);
    const facts = { url, paid: false, stopped: options.signal.aborted, timedOut: timer.aborted };
    throw new EaselError(transportFailure(thrown, facts));
  }
}

function isPage({ headers, bytes }: Answer): boolean {
  if (!/^text\/html\b/i.test(String(headers['content-type'] ?? ''))) return false;
  return /^\s*<(!doctype|html|head|body|!--|\?xml)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));
}

/**
 * Checks the address that the socket connects to, so that a name can't resolve differently the second time (DNS
 * rebinding). `lookup` is passed besides the agents because VS Code replaces them by its own (`http.proxySupport`). A proxy
 * resolves the name itself, so it's also checked here beforehand; a name that can't be resolved here is left to the proxy.
 */
async function guardedConnection(
  hostname: string,
  { lookup, signal }: { lookup: LookupFunction; signal: AbortSignal },
): Promise<{ lookup: LookupFunction; httpAgent: HttpAgent; httpsAgent: HttpsAgent }> {
  await new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    lookup(hostname, { all: true }, (error) => {
      if (error instanceof LocalAddressError) reject(error);
      else resolve();
    });
  });
  return { lookup, httpAgent: new HttpAgent({ lookup }), httpsAgent: new HttpsAgent({ lookup }) };
}

function isLocalAddress(thrown: unknown): boolean {
  return thrown instanceof LocalAddressError || (thrown instanceof Error && thrown.cause instanceof LocalAddressError);
}

/** Ports below 1024 other than 80 and 443 belong to services that must not get a GET. */
function isReservedPort(port: string): boolean {
  return port !== '' && Number(port) < 1024 && port !== '80' && port !== '443';
}

function statusFailure(status: number, host: string): EaselError {
  if (status === 407) return fail('network', { reason: 'proxy-login', status, host });
  if (status === 403 || status === 404 || status === 410) return fail('expired', { status, host });
  if (status === 429) return fail('rate', { status, host });
  if (status >= 500) return fail('server', { status, host });
  return fail('bad-answer', { status, host });
}

function refusedAddress(host: string): EaselError {
  return fail('bad-answer', { reason: 'url-refused', host, values: { why: 'address of this machine or its network' } });
}
