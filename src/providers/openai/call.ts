/** Calls to the service, with the key if there is one. */
import { fail } from '../../shared/model/easelError';
import type { HttpRequest } from '../../http/request/request';
import { answerLimit } from '../../http/answer/answerLimits';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { atConfiguredOrigin } from '../../http/download/configuredOrigin';
import type { ProviderContext } from '../contract/context';
import type { CallFacts } from './errors';
import type { OpenAiOptions } from './options';
import { resolvePath } from './routes';

export type Context = ProviderContext<OpenAiOptions>;

export interface Exchange {
  answer: HttpAnswer;
  call: CallFacts;
}

/** @returns The answer, regardless of its status. */
export async function send(context: Context, request: HttpRequest): Promise<Exchange> {
  const key = ((await context.secrets.get('key')) ?? '').trim();
  // Other characters aren't valid in a header, so the key can't be right.
  if (!/^[\x21-\x7e]*( [\x21-\x7e]+)?$/.test(key)) throw fail('auth', { reason: 'key-refused' });
  const authorization = /^bearer /i.test(key) ? key : `Bearer ${key}`;
  const answer = await context.http.send({
    maxBytes: answerLimit(1),
    ...request,
    headers: { ...request.headers, ...(key === '' ? {} : { authorization }) },
  });
  return { answer, call: { hasKey: key !== '', model: context.config.model, clean: context.http.clean } };
}

/** Makes absolute URLs of paths in answers of this service. */
export function resolver({ config }: Context): (path: string) => string | undefined {
  return (path) => resolvePath(config.baseUrl, path);
}

/**
 * The URL at the service's configured origin, so that the key may be sent there, also for a URL in which the service names
 * itself differently; undefined for any other URL.
 */
export function ownUrl({ config }: Context, url: string): string | undefined {
  if (!URL.canParse(url) || !URL.canParse(config.baseUrl)) return undefined;
  return atConfiguredOrigin(new URL(url), [new URL(config.baseUrl).origin])?.href;
}
