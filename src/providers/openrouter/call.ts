/** Calls to the service, with the key. */
import { fail } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import type { HttpRequest } from '../../http/request/request';
import type { ProviderContext } from '../contract/context';
import type { OpenRouterOptions } from './options';

export type Context = ProviderContext<OpenRouterOptions>;

/** The headers that every call needs. @throws EaselError `auth` without a usable key. */
export async function keyHeaders(context: Context): Promise<Record<string, string>> {
  const key = (await context.secrets.get('key'))?.trim();
  if (!key) throw fail('auth', { reason: 'key-missing' });
  // Other characters aren't valid in a header, so the key can't be right.
  if (!/^[\x21-\x7e]+$/.test(key)) throw fail('auth', { reason: 'key-refused' });
  return { authorization: `Bearer ${key}` };
}

/** @returns The answer, regardless of its status. */
export async function call(context: Context, request: HttpRequest): Promise<HttpAnswer> {
  return context.http.send({ ...request, headers: { ...request.headers, ...(await keyHeaders(context)) } });
}
