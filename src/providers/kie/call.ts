/** Calls with the key. The API and the upload host take the same one. */
import { fail } from '../../shared/model/easelError';
import type { HttpRequest } from '../../http/request/request';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import type { ProviderContext } from '../contract/context';
import type { KieOptions } from './options';

export type Context = ProviderContext<KieOptions>;

/**
 * @returns The answer, regardless of its status and code.
 * @throws EaselError `auth` `key-missing`, or because there was no complete answer.
 */
export async function call(context: Context, request: HttpRequest): Promise<HttpAnswer> {
  const key = (await context.secrets.get('key'))?.trim();
  if (!key) throw fail('auth', { reason: 'key-missing' });
  return context.http.send({ ...request, headers: { ...request.headers, authorization: `Bearer ${key}` } });
}
