/** Every call to the service: with the key, where there is one. */
import { fail } from '../../shared/model/easelError';
import type { HttpRequest } from '../../http/request/request';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import type { ProviderContext } from '../contract/context';
import type { CallFacts } from './errors';
import type { OpenAiOptions } from './options';
import { resolvePath } from './routes';

export type Context = ProviderContext<OpenAiOptions>;

/** Largest answer with pictures, in bytes: ten of them in base64. */
const maxAnswerBytes = 256 * 1024 * 1024;

export interface Exchange {
  answer: HttpAnswer;
  call: CallFacts;
}

/** @returns The answer, whatever its status. */
export async function send(context: Context, request: HttpRequest): Promise<Exchange> {
  const key = ((await context.secrets.get('key')) ?? '').trim();
  // Anything else can not stand in a header, so no service can have given it.
  if (!/^[\x21-\x7e]*( [\x21-\x7e]+)?$/.test(key)) throw fail('auth', { reason: 'key-refused', maybeReceived: false });
  const authorization = /^bearer /i.test(key) ? key : `Bearer ${key}`;
  const answer = await context.http.send({
    maxBytes: maxAnswerBytes,
    ...request,
    headers: { ...request.headers, ...(key === '' ? {} : { authorization }) },
  });
  return { answer, call: { hasKey: key !== '', model: context.config.model, clean: context.http.clean } };
}

/** Makes whole URLs of paths in answers of this service. */
export function resolver({ config }: Context): (path: string) => string | undefined {
  return (path) => resolvePath(config.baseUrl, path);
}

/** Whether a URL of an answer stands on the service's own origin, so that the key may be sent there. */
export function isOwn({ config }: Context, url: string): boolean {
  return URL.canParse(url) && URL.canParse(config.baseUrl) && new URL(url).origin === new URL(config.baseUrl).origin;
}
