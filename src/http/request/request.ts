/** A request of a provider, and its URL, headers, and body. */
import type { JsonValue } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** A path on the configured host (`/tasks/1`), or an absolute URL whose origin is configured. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  json?: JsonValue;
  /** JSON as text, for integers that a JavaScript number can't represent. */
  jsonText?: string;
  form?: FormData;
  urlencoded?: Record<string, string>;
  /** Milliseconds for the whole exchange; 60,000 when left out. */
  timeout?: number;
  /** Byte limit of the answer; 100 MB when left out. */
  maxBytes?: number;
  /** True for a call that may cost money: its failures say whether the service may have received it. */
  paid?: boolean;
}

/** The parts of a request that determine its URL. */
export type RequestAddress = Pick<HttpRequest, 'path' | 'query'>;

/**
 * The URL of a request.
 * @throws EaselError `settings` if no host is configured, or not this one.
 */
export function resolveUrl({ path, query = {} }: RequestAddress, baseUrl: string, allowed: ReadonlySet<string>): URL {
  const isAbsolute = /^https?:\/\//i.test(path);
  if (!isAbsolute && baseUrl === '') throw fail('settings', { reason: 'host-missing' });
  const text = isAbsolute ? path : baseUrl + (path.startsWith('/') ? '' : '/') + path;
  if (!URL.canParse(text)) throw fail('settings', { reason: 'url-refused' });
  const url = new URL(text);
  if (!allowed.has(url.origin)) throw fail('settings', { reason: 'url-refused', host: url.host });
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

export function requestHeaders(request: HttpRequest, accept: string): Record<string, string> {
  const headers: Record<string, string> = { accept, ...request.headers };
  if (request.json !== undefined || request.jsonText !== undefined) headers['content-type'] = 'application/json';
  if (request.urlencoded) headers['content-type'] = 'application/x-www-form-urlencoded';
  return headers;
}

export function requestBody(request: HttpRequest): string | FormData | undefined {
  if (request.jsonText !== undefined) return request.jsonText;
  if (request.json !== undefined) return JSON.stringify(request.json);
  if (request.urlencoded) return new URLSearchParams(request.urlencoded).toString();
  return request.form;
}
