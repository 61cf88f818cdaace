/** Calls that cost nothing: a test of the address and the key, and the balance. */
import * as z from 'zod/mini';
import { fail, type EaselError } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import type { HttpRequest } from '../../http/request/request';
import type { Balance } from '../contract/administration';
import type { TestFact, TestReport } from '../contract/provider';
import { quietBody, quietError, readAnswer } from './answers/body';
import { resolver, send, type Context, type Exchange } from './call';
import { failureOfAnswer, failureOfRefusal, isUnknownRoute, isVanished } from './errors';
import { hasNoModelList, modelNames, requestModels } from './modelList';
import { dialectOf, onHost, pollRoutes, resolvePath, submitRoute } from './routes';

/** Milliseconds. */
const timeout = 20_000;

/**
 * Fetches the list of models, which is free everywhere. A service without a list passes too, if it understands another call
 * that costs nothing.
 */
export async function test(context: Context): Promise<TestReport> {
  const started = context.now();
  const { answer, call } = await requestModels(context);
  const facts: [TestFact, string][] = [['latency', `${Math.max(0, context.now() - started)} ms`]];
  const isMissing = hasNoModelList(answer);
  if (!isMissing && answer.status !== 200) throw failureOfAnswer(answer, call);
  const body = quietBody(answer);
  if (body === undefined && !(isMissing && answer.type !== 'text/html')) throw notThisService(answer);
  if (isMissing) {
    await probe(context, answer);
    facts.push(['note', `GET /v1/models: ${answer.status}`]);
    return { facts };
  }
  const names = modelNames(body);
  if (names === undefined) {
    const reading = readAnswer(answer, resolver(context));
    // one-api and its forks report a wrong key with a success status.
    throw reading.kind === 'refused' ? failureOfRefusal(answer, reading.error, call) : notThisService(answer);
  }
  const { model } = context.config;
  const mark = model === '' ? '' : ` · ${model} ${names.includes(model) ? '✓' : '✗'}`;
  facts.push(['models', context.http.clean(`${names.length}${mark}`)]);
  return { facts };
}

/**
 * Calls paths that jobs use, without submitting one, until the service understands a call.
 * @param missing The answer to a path that the service doesn't have.
 * @throws EaselError `not-this-service` if it understands none.
 */
async function probe(context: Context, missing: HttpAnswer): Promise<void> {
  const { path } = submitRoute(context, { hasReferences: false });
  const polls = pollRoutes(context, { id: 'easel-test' }).slice(0, 1);
  const isDraw = dialectOf(context) === 'grsai';
  const routes: HttpRequest[] = isDraw ? polls : [{ method: 'GET', path }, ...polls];
  for (const route of routes) {
    const { answer, call } = await send(context, { ...route, timeout });
    if (isUnderstood(answer, { call, missing, context })) return;
  }
  throw notThisService(missing);
}

/** @throws EaselError if the service rejects the key, or is out of order. */
function isUnderstood(
  answer: HttpAnswer,
  { call, missing, context }: { call: Exchange['call']; missing: HttpAnswer; context: Context },
): boolean {
  const { status } = answer;
  if (answer.type === 'text/html') return false;
  // The path exists, but only for POST. A service that answers 405 to everything says nothing of the path.
  if (status === 405) return missing.status !== 405;
  if (status === 501) return false;
  if (status === 401 || status === 403 || status === 429 || status >= 500) throw failureOfAnswer(answer, call);
  const reading = quietBody(answer) === undefined ? undefined : readAnswer(answer, resolver(context));
  if (reading === undefined || reading.kind === 'unknown') return false;
  const error = quietError(answer);
  if (isUnknownRoute(answer, error)) return false;
  if (reading.kind !== 'refused' || status >= 400 || isVanished(answer, error)) return true;
  throw failureOfRefusal(answer, reading.error, call);
}

function notThisService(answer: HttpAnswer): EaselError {
  const { status, host } = answer;
  return fail('settings', { reason: 'not-this-service', status, host });
}

/** A number, or a text with one, in the range of amounts of money. */
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

/** The limit in dollars that relays write for "no limit". */
const unlimited = 100_000_000;
/** Milliseconds. OpenAI, which this call comes from, allows 100 days; relays count everything regardless. */
const usagePeriod = 99 * 86_400_000;

/**
 * The balance at a relay: in dollars by OpenAI's former call, else in the relay's units.
 * @throws EaselError `unsupported` if the service has neither call.
 */
export async function balance(context: Context): Promise<Balance[]> {
  const { answer, call } = await get(context, '/v1/dashboard/billing/subscription');
  if (answer.status === 401) throw failureOfAnswer(answer, call);
  const subscription = subscriptionSchema.safeParse(quietBody(answer));
  if (answer.status === 200 && subscription.success)
    return [await inDollars(context, subscription.data.hard_limit_usd)];
  const token = await get(context, resolvePath(context.config.baseUrl, '/api/usage/token/') ?? '/api/usage/token/');
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
  const query = { start_date: day(now - usagePeriod), end_date: day(now + 86_400_000) };
  const { answer } = await get(context, '/v1/dashboard/billing/usage', query);
  const usage = usageSchema.safeParse(quietBody(answer));
  const used = answer.status === 200 && usage.success ? round(usage.data.total_usage / 100) : undefined;
  if (limit >= unlimited) return { unit: 'USD', ...(used === undefined ? {} : { used }) };
  return {
    unit: 'USD',
    limit: round(limit),
    ...(used === undefined ? {} : { used, remaining: round(limit - used) }),
  };
}

function round(dollars: number): number {
  return Math.round(dollars * 1e6) / 1e6;
}

function get(context: Context, path: string, query: Record<string, string> = {}): ReturnType<typeof send> {
  return send(context, { method: 'GET', path: onHost(context.config, path), query, timeout });
}
