/** Signs in, and sends calls with a token. */
import * as z from 'zod/mini';
import { EaselError, fail } from '../../shared/model/easelError';
import type { HttpRequest } from '../../http/request/request';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { readJson } from '../../http/answer/schema';
import { failureOfStatus } from '../../http/answer/status';
import type { ProviderContext } from '../contract/context';
import { loginSchema, serviceSchema } from './api';
import { failureFacts, failureOf } from './errors';
import type { QwenOptions } from './options';

export type Context = ProviderContext<QwenOptions>;

const tokenSchema = z.object({
  token: z.string().check(z.minLength(1)),
  /** Milliseconds since 1970 at which a new one is fetched, shortly before it expires. */
  renewAt: z.number(),
  /** A hash of name and password: another account makes the token invalid. */
  account: z.string(),
});

/** Pending logins of this process, so that ten jobs with an expired token sign in once. */
const logins = new Map<string, Promise<string>>();
/** Hosts that need no sign-in. A 401 removes a host. */
const openHosts = new Set<string>();

/**
 * Sends with a valid token if the service needs one. A rejected token (401: nothing was done) is renewed once.
 * @returns The answer, regardless of its status. @throws EaselError `auth` when the service rejects a token of a
 * new sign-in, `server` `sign-in-disabled` when it has no database.
 */
export async function call(context: Context, request: HttpRequest): Promise<HttpAnswer> {
  const token = await currentToken(context);
  const answer = await sendWith(context, request, token);
  if (token === undefined && isWithoutDatabase(answer)) {
    throw fail('server', { ...failureFacts(answer, context.http.clean), reason: 'sign-in-disabled' });
  }
  if (answer.status !== 401 || context.options.auth === 'off') return answer;
  openHosts.delete(context.config.baseUrl);
  const second = await sendWith(context, request, await login(context, token));
  // The service doesn't accept its own token: neither the password nor the sign-in setting is wrong.
  if (second.status === 401) throw fail('auth', failureFacts(second, context.http.clean));
  return second;
}

/** With AUTH_ENABLED=false the service never sets up its database. The exception of the first query isn't caught. */
function isWithoutDatabase(answer: HttpAnswer): boolean {
  return answer.status === 500 && answer.type === 'text/plain' && answer.text().trim() === 'Internal Server Error';
}

/** Like {@link call}. @throws EaselError for a status other than 2xx. */
export async function callOk(context: Context, request: HttpRequest): Promise<HttpAnswer> {
  const answer = await call(context, request);
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw failureOf(answer, context.http.clean);
}

/** The description at GET /. @throws EaselError `settings` `not-this-service` if another service answers. */
export async function describeService(context: Context): Promise<z.infer<typeof serviceSchema>> {
  const answer = await context.http.send({ method: 'GET', path: '/', timeout: 20_000 });
  // The oldest release has no such page.
  if (answer.status === 404) return {};
  if (answer.status >= 400) throw failureOf(answer, context.http.clean);
  try {
    return readJson(answer, serviceSchema);
  } catch {
    throw fail('settings', {
      reason: 'not-this-service',
      host: answer.host,
      status: answer.status,
    });
  }
}

/** Whether calls to this service carry a token. */
export async function needsLogin(context: Context): Promise<boolean> {
  const { auth } = context.options;
  if (auth !== 'auto') return auth === 'on';
  const host = context.config.baseUrl;
  if (openHosts.has(host)) return false;
  const service = await describeService(context);
  if (service.auth_enabled === true) return true;
  openHosts.add(host);
  return false;
}

/** Makes the next call sign in again. */
export async function forgetToken(context: Context): Promise<void> {
  await context.secrets.delete('token');
}

/** Signs in with the stored password even if there is a valid token: for the test of a configuration. */
export async function loginAgain(context: Context): Promise<void> {
  await login(context, await storedToken(context));
}

async function sendWith(context: Context, request: HttpRequest, token: string | undefined): Promise<HttpAnswer> {
  if (token === undefined) return context.http.send(request);
  return context.http.send({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });
}

async function currentToken(context: Context): Promise<string | undefined> {
  if (context.options.auth === 'off') return undefined;
  const stored = await storedToken(context);
  if (stored !== undefined) return stored;
  return (await needsLogin(context)) ? login(context) : undefined;
}

async function storedToken(context: Context): Promise<string | undefined> {
  const text = await context.secrets.get('token');
  if (text === undefined) return undefined;
  const parsed = tokenSchema.safeParse(quietParse(text));
  if (!parsed.success || parsed.data.renewAt <= context.now()) return undefined;
  return parsed.data.account === (await accountMark(context)) ? parsed.data.token : undefined;
}

/** @param refused An invalid token, which may still be stored. */
async function login(context: Context, refused?: string): Promise<string> {
  const mark = `${context.config.id}\n${context.config.baseUrl}\n${await accountMark(context)}`;
  const pending = logins.get(mark);
  if (!pending) {
    const started = freshToken(context, refused).finally(() => logins.delete(mark));
    logins.set(mark, started);
    return started;
  }
  try {
    const token = await pending;
    return token === refused ? await login(context, refused) : token;
  } catch (thrown) {
    // The call that started the login was aborted; others continue.
    const isTheirs = thrown instanceof EaselError && thrown.failure.kind === 'cancelled' && !context.signal.aborted;
    if (!isTheirs) throw thrown;
    return login(context, refused);
  }
}

/** Uses a token that another window or call has stored in the meantime. */
async function freshToken(context: Context, refused: string | undefined): Promise<string> {
  const stored = await storedToken(context);
  return stored !== undefined && stored !== refused ? stored : signIn(context);
}

async function signIn(context: Context): Promise<string> {
  const { username } = context.options;
  if (username === undefined) {
    throw fail('settings', { reason: 'setting-invalid', values: { field: 'options.username' } });
  }
  const password = await context.secrets.get('password');
  if (!password) throw fail('auth', { reason: 'password-missing', values: { user: username } });
  const answer = await context.http.send({
    method: 'POST',
    path: '/auth/login',
    json: { username, password },
    timeout: 30_000,
  });
  if (answer.status !== 200) {
    const { failure } = loginFailure(answer, context.http.clean);
    throw new EaselError({ ...failure, values: { user: username, ...failure.values } });
  }
  const { access_token: token, expires_in: seconds } = readJson(answer, loginSchema);
  const renewAt = context.now() + seconds * 1000 - Math.min(60_000, seconds * 500);
  await context.secrets.set('token', JSON.stringify({ token, renewAt, account: await accountMark(context) }));
  return token;
}

/** The failure of a login: 401 is a wrong password here, 429 a limit of logins. */
function loginFailure(answer: HttpAnswer, clean: (text: string) => string): EaselError {
  const { failure } = answer.status === 404 ? failureOfStatus(answer) : failureOf(answer, clean);
  const { kind: _kind, ...facts } = failure;
  if (answer.status === 401) return fail('auth', { ...facts, reason: 'password-wrong' });
  if (answer.status === 429) return fail('rate', { retryAfter: 60_000, ...facts, reason: 'login-rate' });
  // The service rejects the length, so no account can have this password.
  if (answer.status === 422) return fail('auth', { ...facts, reason: 'password-wrong' });
  return new EaselError(failure);
}

/** Distinguishes accounts without storing the password. */
async function accountMark(context: Context): Promise<string> {
  const password = (await context.secrets.get('password')) ?? '';
  const bytes = new TextEncoder().encode(`${context.options.username ?? ''}\n${password}`);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function quietParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
