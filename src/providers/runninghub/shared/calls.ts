/** How RunningHub is spoken to: its two ways to carry the key, looking at a task wherever it can be seen, cancelling. */
import type { Failure } from '../../../shared/model/failure';
import type { JsonObject, JsonValue } from '../../../shared/model/jobs';
import * as z from 'zod/mini';
import { EaselError, fail } from '../../../shared/model/easelError';
import type { Cancellation, TaskStatus, Cost } from '../../contract/task';
import type { ProviderContext } from '../../contract/context';
import type { SecretSpec } from '../../contract/configuration';
import type { HttpRequest } from '../../../http/request/request';
import { classOf, doubtsPath, effectiveCode, refusalOf } from './errors';
import { maxReplyBytes, readReply, type Reply } from './reply';
import { readTask, type Seen } from './task';

export const runningHubSites = {
  china: 'https://www.runninghub.cn',
  global: 'https://www.runninghub.ai',
} as const;

export const queryPath = '/openapi/v2/query';
export const outputsPath = '/task/openapi/outputs';
const cancelPath = '/task/openapi/cancel';

export const keySecret: SecretSpec = { name: 'key', kind: 'key', optional: false };

/** Milliseconds. */
const patience = 60_000;
/** Milliseconds after a submit for which a task that nobody knows yet is waited for. */
const settling = 15_000;

/** What the service has of a job, kept as it is. */
export const ticketSchema = z.looseObject({
  taskId: z.string().check(z.regex(/^[\w-]{1,100}$/)),
  /** Host that has the task: the two sites know nothing of each other. */
  host: z.optional(z.string().check(z.maxLength(300))),
  /** When it was handed in, in milliseconds since 1970. */
  at: z.optional(z.number()),
  /** What the submit already said of what is going to fail. */
  said: z.optional(z.string().check(z.maxLength(600))),
});
export type Ticket = z.infer<typeof ticketSchema>;

/** @throws EaselError `auth` `key-missing`. */
export async function keyOf(context: ProviderContext): Promise<string> {
  const key = (await context.secrets.get('key'))?.trim().replace(/^Bearer\s+/i, '') ?? '';
  if (key === '') throw fail('auth', { reason: 'key-missing', maybeReceived: false });
  return key;
}

/** A call of either generation: the key goes with the header, and with the body where the older one looks for it. */
export async function send(context: ProviderContext, request: HttpRequest): Promise<Reply> {
  const key = await keyOf(context);
  const headers = { ...request.headers, authorization: `Bearer ${key}` };
  const answer = await context.http.send({ timeout: patience, maxBytes: maxReplyBytes, ...request, headers });
  return readReply(answer, context.http.clean);
}

/** POST of JSON. Everything outside `/openapi/v2/` also wants the key in the body. */
export async function post(
  context: ProviderContext,
  call: { path: string; json: JsonObject; paid?: boolean },
): Promise<Reply> {
  const { path, json, paid } = call;
  const body = isV2(path) ? json : { apiKey: await keyOf(context), ...json };
  return send(context, { method: 'POST', path, json: body, ...(paid ? { paid } : {}) });
}

export function isV2(path: string): boolean {
  return /\/openapi\/v2\//.test(path);
}

/** @throws EaselError for every code that is no success. */
export function accepted(reply: Reply): Reply {
  if (effectiveCode(reply) !== '0') throw refusalOf(reply);
  return reply;
}

export function makeTicket(
  context: ProviderContext,
  facts: { taskId: string; said?: string },
): { taskId: string; host: string; at: number; said?: string } {
  const { taskId, said } = facts;
  return { taskId, host: hostOf(context), at: context.now(), ...(said ? { said: said.slice(0, 600) } : {}) };
}

export function readTicket(ticket: JsonValue): Ticket {
  const parsed = ticketSchema.safeParse(ticket);
  if (parsed.success) return parsed.data;
  throw fail('internal', { detail: 'ticket' });
}

/** Looks once, at as many places as it takes to find the task. */
export async function pollTask(raw: JsonValue, context: ProviderContext): Promise<TaskStatus> {
  const ticket = readTicket(raw);
  const host = hostOf(context);
  if (ticket.host !== undefined && ticket.host !== host) {
    // The other site would say that there is no such task, and a paid picture would be given up.
    throw fail('settings', { reason: 'setting-invalid', values: { field: `hosts (${ticket.host})` }, host });
  }
  const found = await lookEverywhere(ticket, context);
  return told(found, ticket, context);
}

/** Asks the service to stop; best effort, for tasks of all kinds. */
export async function cancelTask(raw: JsonValue, context: ProviderContext): Promise<Cancellation> {
  const { taskId } = readTicket(raw);
  const reply = await post(context, { path: cancelPath, json: { taskId } });
  const code = effectiveCode(reply);
  const isUnknown = classOf(code) === 'unknown-id';
  if (code !== '0' && !isUnknown && !isOverAlready(code)) {
    const refusal = refusalOf(reply);
    if (doubtsPath(refusal.failure)) return 'not-possible';
    throw refusal;
  }
  // Only what the task itself says is believed: a task that goes on is followed to its end.
  const seen = await pollTask(raw, context);
  if (seen.state === 'cancelled') return 'cancelled';
  if (isUnknown && seen.state === 'failed' && seen.failure.reason === 'task-vanished') return 'cancelled';
  return 'too-late';
}

function isOverAlready(code: string): boolean {
  return classOf(code) === 'failed' || classOf(code) === 'running' || classOf(code) === 'queued';
}

/** What was seen, and the answer that says so. */
interface Located {
  seen: Seen;
  reply: Reply;
}

/** The first place that knows the task and, where it is over, its pictures. */
async function lookEverywhere(ticket: Ticket, context: ProviderContext): Promise<Located> {
  let before: Located | undefined;
  let doubt: EaselError | undefined;
  for (const path of placesOf(context)) {
    try {
      const reply = await ask(path, ticket.taskId, context);
      const seen = readTask(reply, currencyOf(context));
      if (isConclusive(seen, before?.seen)) return { seen, reply };
      if (before?.seen.state !== 'empty') before = { seen, reply };
    } catch (thrown) {
      if (!(thrown instanceof EaselError) || !doubtsPath(thrown.failure)) throw thrown;
      doubt = thrown;
    }
  }
  if (before) return before;
  throw doubt ?? fail('internal', { detail: 'no place to look' });
}

/** "No pictures yet" without a word for the state is no news where another place has said that the task is over. */
function isConclusive(seen: Seen, before: Seen | undefined): boolean {
  if (seen.state === 'empty' || seen.state === 'unknown-id') return false;
  return !(before?.state === 'empty' && seen.state === 'running' && seen.progress.note === undefined);
}

/** The configured place first, then those that are known to exist. */
function placesOf(context: ProviderContext): string[] {
  const configured = context.config.resultPath || queryPath;
  return [...new Set([configured, queryPath, outputsPath])];
}

function ask(path: string, taskId: string, context: ProviderContext): Promise<Reply> {
  const isRead = /\{taskId\}|:taskId|\/ai-app\/status\b/.test(path);
  if (!isRead) return post(context, { path, json: { taskId } });
  const hasPlace = /\{taskId\}|:taskId/.test(path);
  const whole = hasPlace ? path.replace(/\{taskId\}|:taskId/, taskId) : `${path.replace(/\/+$/, '')}/${taskId}`;
  return send(context, { method: 'GET', path: whole });
}

function told({ seen, reply }: Located, ticket: Ticket, context: ProviderContext): TaskStatus {
  switch (seen.state) {
    case 'waiting':
    case 'running':
      return { state: seen.state, progress: seen.progress };
    case 'cancelled':
      return { state: 'cancelled' };
    case 'done': {
      const { images, warnings, cost } = seen;
      return { state: 'done', outputs: images, ...(warnings.length > 0 ? { warnings } : {}), ...costs(cost) };
    }
    case 'failed': {
      const own = seen.failure.detail;
      // The mere name of a code says less than what the submit said.
      const detail = own !== undefined && !/^[A-Z_]+$/.test(own) ? own : (ticket.said ?? own);
      return { state: 'failed', failure: { ...seen.failure, ...(detail ? { detail } : {}) }, ...costs(seen.cost) };
    }
    case 'empty': {
      const failure = lastFailure(reply, { kind: 'bad-answer', reason: 'no-images' }, seen.detail || ticket.said);
      return { state: 'failed', failure, ...costs(seen.cost) };
    }
    case 'unknown-id': {
      if (ticket.at !== undefined && context.now() - ticket.at < settling) {
        return { state: 'waiting', progress: {} };
      }
      const code = effectiveCode(reply);
      const failure: Failure = { kind: 'server', reason: 'task-vanished', code };
      return { state: 'failed', failure: lastFailure(reply, failure, ticket.said) };
    }
  }
}

function lastFailure({ answer }: Reply, failure: Failure, detail: string | undefined): Failure {
  const facts = { host: answer.host, status: answer.status, maybeReceived: true };
  return { ...facts, ...failure, ...(detail ? { detail } : {}) };
}

function costs(cost: Cost | undefined): { cost?: Cost } {
  return cost ? { cost } : {};
}

function hostOf(context: ProviderContext): string {
  const { baseUrl } = context.config;
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : '';
}

/** The Chinese site counts in yuan; of the other one it is only known where it says so itself. */
export function currencyOf(context: ProviderContext): string | undefined {
  return context.config.site === 'china' ? 'CNY' : undefined;
}
