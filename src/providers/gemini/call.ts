/** Calls to the service, with the key in a header: a key in the address would be logged by whoever passes it on. */
import { fail } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import type { HttpRequest } from '../../http/request/request';
import type { ProviderContext } from '../contract/context';
import type { GeminiOptions } from './options';

export type Context = ProviderContext<GeminiOptions>;

/** @returns The answer, regardless of its status. */
export async function call(context: Context, request: HttpRequest): Promise<HttpAnswer> {
  const key = (await context.secrets.get('key'))?.trim();
  if (!key) throw fail('auth', { reason: 'key-missing' });
  // Other characters aren't valid in a header, so the key can't be right.
  if (!/^[\x21-\x7e]+$/.test(key)) throw fail('auth', { reason: 'key-refused' });
  return context.http.send({ ...request, headers: { ...request.headers, 'x-goog-api-key': key } });
}

const version = /^\/v\d+\w*(?=\/)/;

/** A path below the address, which users enter with and without the version of the API. */
export function onHost({ config }: Context, path: string): string {
  return /\/v\d+\w*$/.test(config.baseUrl) ? path.replace(version, '') : path;
}

/** A model's name as part of a path. Google lists names as `models/…`. */
export function modelPath(name: string): string {
  return name
    .replace(/^models\//, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
