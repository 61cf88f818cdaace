/** What can be asked for nothing: whether the address and the key are right, and what is left on the account. */
import * as z from 'zod/mini';
import { fail, type EaselError } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import type { Balance } from '../contract/administration';
import type { TestFact, TestReport } from '../contract/provider';
import { quietBody, readAnswer } from './body';
import { resolver, send, type Context } from './call';
import { failureOfAnswer, failureOfRefusal, isVanished } from './errors';
import { dialectOf, onHost, pollRoutes, resolvePath } from './routes';

const patience = 20_000;

const namedSchema = z.looseObject({ id: z.string() });
const modelsSchema = z.union([
  z.looseObject({ data: z.array(namedSchema) }),
  z.looseObject({ models: z.array(z.union([namedSchema, z.string()])) }),
  z.array(namedSchema),
]);

/**
 * Asks for the list of models, which costs nothing anywhere. A service that has no such list (and says so as a service
 * does, not with a web page) is taken for right all the same.
 */
export async function test(context: Context): Promise<TestReport> {
  const started = context.now();
  const path = onHost(context.config, '/v1/models');
  const { answer, call } = await send(context, { method: 'GET', path, timeout: patience });
  const facts: [TestFact, string][] = [['latency', `${Math.max(0, context.now() - started)} ms`]];
  const isMissing = answer.status === 404 || answer.status === 405 || answer.status === 501;
  if (!isMissing && answer.status !== 200) throw failureOfAnswer(answer, call);
  const body = quietBody(answer);
  if (body === undefined && !(isMissing && answer.type !== 'text/html')) throw notThisService(answer);
  if (isMissing) {
    if (dialectOf(context) === 'grsai') await askForNothing(context);
    facts.push(['note', `GET /v1/models: ${answer.status}`]);
    return { facts };
  }
  const names = modelNames(body);
  if (names === undefined) {
    const reading = readAnswer(answer, resolver(context));
    // An error with a status of success: one-api and its kin do so when the key is wrong.
    throw reading.kind === 'refused' ? failureOfRefusal(answer, reading.error, call) : notThisService(answer);
  }
  const { model } = context.config;
  const mark = model === '' ? '' : ` · ${model} ${names.includes(model) ? '✓' : '✗'}`;
  facts.push(['models', context.http.clean(`${names.length}${mark}`)]);
  return { facts };
}

/** grsai has no list. A question for a task that can not be there shows that the address and the key are right. */
async function askForNothing(context: Context): Promise<void> {
  const [route] = pollRoutes(context, { id: 'easel-test' });
  if (!route) return;
  const { answer, call } = await send(context, { ...route, timeout: patience });
  if (answer.status !== 200 && answer.status !== 404) throw failureOfAnswer(answer, call);
  if (answer.type === 'text/html') throw notThisService(answer);
  const reading = quietBody(answer) === undefined ? undefined : readAnswer(answer, resolver(context));
  if (reading?.kind !== 'refused' || isVanished(answer, reading.error)) return;
  throw failureOfRefusal(answer, reading.error, call);
}

function modelNames(body: unknown): string[] | undefined {
  const parsed = modelsSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  const list = Array.isArray(data)
    ? data
    : 'data' in data && Array.isArray(data['data'])
      ? data['data']
      : data['models'];
  return Array.isArray(list) ? list.map((one) => (typeof one === 'string' ? one : (one as { id: string }).id)) : [];
}

function notThisService(answer: HttpAnswer): EaselError {
  const { status, host } = answer;
  return fail('settings', { reason: 'not-this-service', status, host, maybeReceived: false });
}

/** Numbers, also as texts, of a size that money has. */
const figure = z.pipe(
  z.union([z.number(), z.string().check(z.regex(/^-?\d+(\.\d+)?$/))]),
  z.pipe(z.transform(Number), z.number().check(z.gt(-1e15), z.lt(1e15))),
);
const subscriptionSchema = z.looseObject({ hard_limit_usd: figure });
const usageSchema = z.looseObject({ total_usage: figure });
const tokenSchema = z.looseObject({
  data: z.looseObject({
    total_granted: z.optional(figure),
    total_used: z.optional(figure),
    total_available: figure,
    unlimited_quota: z.optional(z.boolean()),
  }),
});

/** What relays write for "no limit", in dollars. */
const boundless = 100_000_000;
/** Days that a question for usage may span at OpenAI, whose form it is; relays count everything anyway. */
const span = 99 * 86_400_000;

/**
 * The balance where a relay tells it: in dollars as OpenAI once did, else in the relay's own units.
 * @throws EaselError `unsupported` where neither is known.
 */
export async function balance(context: Context): Promise<Balance[]> {
  const { answer, call } = await ask(context, '/v1/dashboard/billing/subscription');
  if (answer.status === 401) throw failureOfAnswer(answer, call);
  const subscription = subscriptionSchema.safeParse(quietBody(answer));
  if (answer.status === 200 && subscription.success)
    return [await inDollars(context, subscription.data.hard_limit_usd)];
  const token = await ask(context, resolvePath(context.config.baseUrl, '/api/usage/token/') ?? '/api/usage/token/');
  const parsed = tokenSchema.safeParse(quietBody(token.answer));
  if (token.answer.status !== 200 || !parsed.success) throw fail('unsupported', { host: answer.host });
  const { total_available, total_granted, total_used, unlimited_quota } = parsed.data.data;
  return [
    {
      unit: 'credits',
      ...(unlimited_quota === true ? {} : { remaining: total_available }),
      ...(unlimited_quota === true || total_granted === undefined ? {} : { limit: total_granted }),
      ...(total_used === undefined ? {} : { used: total_used }),
    },
  ];
}

async function inDollars(context: Context, limit: number): Promise<Balance> {
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  const now = context.now();
  const query = { start_date: day(now - span), end_date: day(now + 86_400_000) };
  const { answer } = await ask(context, '/v1/dashboard/billing/usage', query);
  const usage = usageSchema.safeParse(quietBody(answer));
  const used = answer.status === 200 && usage.success ? round(usage.data.total_usage / 100) : undefined;
  if (limit >= boundless) return { unit: 'USD', ...(used === undefined ? {} : { used }) };
  return {
    unit: 'USD',
    limit: round(limit),
    ...(used === undefined ? {} : { used, remaining: round(limit - used) }),
  };
}

function round(dollars: number): number {
  return Math.round(dollars * 1e6) / 1e6;
}

function ask(context: Context, path: string, query: Record<string, string> = {}): ReturnType<typeof send> {
  return send(context, { method: 'GET', path: onHost(context.config, path), query, timeout: patience });
}
