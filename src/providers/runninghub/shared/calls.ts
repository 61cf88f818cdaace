/** Calls with the key in the header or the body, polling, and canceling. */
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
import { readTask, type TaskReading } from './task';

export const runningHubSites = {
  china: 'https://www.runninghub.cn',
  global: 'https://www.runninghub.ai',
} as const;

export const queryPath = '/openapi/v2/query';
export const outputsPath = '/task/openapi/outputs';
const cancelPath = '/task/openapi/cancel';

export const keySecret: SecretSpec = { name: 'key', kind: 'key', optional: false };

/** Milliseconds. */
const defaultTimeout = 60_000;
/** Milliseconds after a submit during which the service may not find its own task. */
const settling = 15_000;

/** All that is needed to continue a job. Stored as it is, so its keys never change. */
export const ticketSchema = z.looseObject({
  taskId: z.string().check(z.regex(/^[\w-]{1,100}$/)),
  /** Host of the task: the two sites share no tasks. */
  host: z.optional(z.string().check(z.maxLength(300))),
  /** Time of the submit in milliseconds since 1970. */
  at: z.optional(z.number()),
  /** The error that the submit's answer announced. */
  said: z.optional(z.string().check(z.maxLength(600))),
});
export type Ticket = z.infer<typeof ticketSchema>;

/** @throws EaselError `auth` `key-missing`. */
export async function keyOf(context: ProviderContext): Promise<string> {
  const key = (await context.secrets.get('key'))?.trim().replace(/^Bearer\s+/i, '') ?? '';
  if (key === '') throw fail('auth', { reason: 'key-missing' });
  return key;
}

/** A call of either API version, with the key in the header; v1 calls also have it in the body. */
export async function send(context: ProviderContext, request: HttpRequest): Promise<Reply> {
  const key = await keyOf(context);
  const headers = { ...request.headers, authorization: `Bearer ${key}` };
  const answer = await context.http.send({ timeout: defaultTimeout, maxBytes: maxReplyBytes, ...request, headers });
  return readReply(answer, context.http.clean);
}

/** A POST of JSON. Calls outside `/openapi/v2/` also have the key in the body. */
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

/** @throws EaselError for an error code. */
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

/** Polls once, with as many calls as it takes to find the task. */
export async function pollTask(raw: JsonValue, context: ProviderContext): Promise<TaskStatus> {
  const ticket = readTicket(raw);
  const host = hostOf(context);
  if (ticket.host !== undefined && ticket.host !== host) {
    // The other site would report that the task doesn't exist, and a paid image would be lost.
    throw fail('settings', { reason: 'setting-invalid', values: { field: `hosts (${ticket.host})` }, host });
  }
  const found = await findTask(ticket, context);
  return statusOf(found, ticket, context);
}

/** Requests cancelation; the service may ignore it. */
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
  // The state of the task decides: a task that continues is polled to its end.
  const status = await pollTask(raw, context);
  if (status.state === 'cancelled') return 'cancelled';
  if (isUnknown && status.state === 'failed' && status.failure.reason === 'task-vanished') return 'cancelled';
  return 'too-late';
}

function isOverAlready(code: string): boolean {
  return classOf(code) === 'failed' || classOf(code) === 'running' || classOf(code) === 'queued';
}

/** What an answer says of a task, and the answer. */
interface Located {
  reading: TaskReading;
  reply: Reply;
}

/** The answer of the first path that knows the task and, if it's over, its images. */
async function findTask(ticket: Ticket, context: ProviderContext): Promise<Located> {
  let before: Located | undefined;
  let doubt: EaselError | undefined;
  for (const path of pollPathsOf(context)) {
    try {
      const reply = await queryTask(path, ticket.taskId, context);
      const reading = readTask(reply, currencyOf(context));
      if (isConclusive(reading, before?.reading)) return { reading, reply };
      if (before?.reading.state !== 'empty') before = { reading, reply };
    } catch (thrown) {
      if (!(thrown instanceof EaselError) || !doubtsPath(thrown.failure)) throw thrown;
      doubt = thrown;
    }
  }
  if (before) return before;
  throw doubt ?? fail('internal', { detail: 'no path to poll' });
}

/** An answer without images and without a state doesn't count if another path reports that the task is over. */
function isConclusive(reading: TaskReading, before: TaskReading | undefined): boolean {
  if (reading.state === 'empty' || reading.state === 'unknown-id') return false;
  return !(before?.state === 'empty' && reading.state === 'running' && reading.progress.note === undefined);
}

/** The configured path first, then the existing ones of v2 and v1. */
function pollPathsOf(context: ProviderContext): string[] {
  const configured = context.config.resultPath || queryPath;
  return [...new Set([configured, queryPath, outputsPath])];
}

function queryTask(path: string, taskId: string, context: ProviderContext): Promise<Reply> {
  const isGet = /\{taskId\}|:taskId|\/ai-app\/status\b/.test(path);
  if (!isGet) return post(context, { path, json: { taskId } });
  const hasPlaceholder = /\{taskId\}|:taskId/.test(path);
  const completePath = hasPlaceholder
    ? path.replace(/\{taskId\}|:taskId/, taskId)
    : `${path.replace(/\/+$/, '')}/${taskId}`;
  return send(context, { method: 'GET', path: completePath });
}

function statusOf({ reading, reply }: Located, ticket: Ticket, context: ProviderContext): TaskStatus {
  switch (reading.state) {
    case 'waiting':
    case 'running':
      return { state: reading.state, progress: reading.progress };
    case 'cancelled':
      return { state: 'cancelled' };
    case 'done': {
      const { images, warnings, cost } = reading;
      return { state: 'done', outputs: images, ...(warnings.length > 0 ? { warnings } : {}), ...costs(cost) };
    }
    case 'failed': {
      const own = reading.failure.detail;
      // The name of a code says less than the error in the submit's answer.
      const detail = own !== undefined && !/^[A-Z_]+$/.test(own) ? own : (ticket.said ?? own);
      return {
        state: 'failed',
        failure: { ...reading.failure, ...(detail ? { detail } : {}) },
        ...costs(reading.cost),
      };
    }
    case 'empty': {
      const failure = lastFailure(reply, { kind: 'bad-answer', reason: 'no-images' }, reading.detail || ticket.said);
      return { state: 'failed', failure, ...costs(reading.cost) };
    }
    case 'unknown-id': {
      if (ticket.at !== undefined && Math.abs(context.now() - ticket.at) < settling) {
        return { state: 'waiting', progress: {} };
      }
      const code = effectiveCode(reply);
      const failure: Failure = { kind: 'server', reason: 'task-vanished', code };
      return { state: 'failed', failure: lastFailure(reply, failure, ticket.said) };
    }
  }
}

function lastFailure({ answer }: Reply, failure: Failure, detail: string | undefined): Failure {
  const facts = { host: answer.host, status: answer.status };
  return { ...facts, ...failure, ...(detail ? { detail } : {}) };
}

function costs(cost: Cost | undefined): { cost?: Cost } {
  return cost ? { cost } : {};
}

function hostOf(context: ProviderContext): string {
  const { baseUrl } = context.config;
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : '';
}

/** The Chinese site counts in yuan; the other one only has a currency if its answer names it. */
export function currencyOf(context: ProviderContext): string | undefined {
  return context.config.site === 'china' ? 'CNY' : undefined;
}
