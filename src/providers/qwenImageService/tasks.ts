/** Polls, waits for, and cancels a task. */
import type * as z from 'zod/mini';
import type { Failure } from '../../shared/model/failure';
import type { JsonValue } from '../../shared/model/jobs';
import { EaselError, fail } from '../../shared/model/easelError';
import { answerLimit } from '../../http/answer/answerLimits';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { readJson } from '../../http/answer/schema';
import { answerFacts } from '../../http/answer/status';
import type { Cancellation, TaskStatus } from '../contract/task';
import { noResultSchema, taskSchema, ticketSchema, type Ticket } from './api';
import { detailOf, failureOf } from './errors';
import { progressOf, readImages } from './results';
import { call, type Context } from './session';

/** Seconds. Less than the minute after which many proxies cut off an idle answer. */
const maxHold = 50;
/** Milliseconds for an answer that the service doesn't hold back any longer. */
const answerTimeout = 30_000;

export function readTicket(ticket: JsonValue): Ticket {
  const parsed = ticketSchema.safeParse(ticket);
  if (parsed.success) return parsed.data;
  throw fail('internal', { detail: 'ticket' });
}

/** A path below the configured root of the tasks. */
export function tasksPath(context: Context, rest: string): string {
  return `${context.config.resultPath || '/tasks'}${rest}`;
}

export async function poll(raw: JsonValue, context: Context): Promise<TaskStatus> {
  const ticket = readTicket(raw);
  const answer = await call(context, { method: 'GET', path: tasksPath(context, `/${ticket.taskId}`), timeout: 30_000 });
  const status = readTask(answer, context.http.clean);
  return status === 'completed' ? fetchResult(ticket, context) : status;
}

/**
 * Waits until the task is over, at most `maxMs` milliseconds. The service doesn't answer when a task starts or moves up in
 * the queue, so short waits are needed to show that.
 */
export async function wait(raw: JsonValue, context: Context, maxMs: number): Promise<TaskStatus> {
  const ticket = readTicket(raw);
  const hold = Math.min(maxHold, Math.floor(maxMs / 1000));
  if (hold < 1) return poll(raw, context);
  try {
    const answer = await getResult(ticket, context, hold);
    return (await readResult(answer, ticket, context)) ?? (await poll(raw, context));
  } catch (thrown) {
    // A proxy timed out, or the service is too busy to answer in time: a poll may still work.
    if (thrown instanceof EaselError && thrown.failure.kind === 'timeout') return poll(raw, context);
    throw thrown;
  }
}

export async function cancel(raw: JsonValue, context: Context): Promise<Cancellation> {
  const { taskId } = readTicket(raw);
  const path = tasksPath(context, `/${taskId}`);
  const answer = await call(context, { method: 'DELETE', path, timeout: 30_000 });
  // From here on the job counts as canceled, although the service may still execute it.
  if (answer.status >= 200 && answer.status < 300) return 'cancelled';
  const detail = detailOf(answer, context.http.clean);
  if (answer.status === 400) return detail.includes('cancelled') ? 'cancelled' : 'too-late';
  if (answer.status === 404) {
    const status = await poll(raw, context);
    const isGone = status.state === 'failed' && status.failure.reason === 'task-vanished';
    return isGone || status.state === 'cancelled' ? 'cancelled' : 'too-late';
  }
  throw failureOf(answer, context.http.clean);
}

/** Reads GET /tasks/{id}; `completed` means that the result can be fetched. */
export function readTask(answer: HttpAnswer, clean: (text: string) => string): TaskStatus | 'completed' {
  if (answer.status === 404 && detailOf(answer, clean).includes('任务不存在')) return vanished(answer);
  if (answer.status !== 200) throw failureOf(answer, clean);
  const task = readJson(answer, taskSchema);
  // Only the database still has the task, so the service was restarted, and nothing works on it anymore.
  const isUnfinished = task.status === 'pending' || task.status === 'running';
  if (isUnfinished && isFromDatabase(task)) return vanished(answer);
  switch (task.status) {
    case 'pending':
      return { state: 'waiting', progress: progressOf({ pending: task.position_in_queue, note: task.status }) };
    case 'running':
      // The queue figure doesn't change after the start, so it's ignored here.
      return { state: 'running', progress: { note: task.status } };
    case 'failed':
      return failedTask(answer, clean(task.error ?? task.error_message ?? ''));
    case 'cancelled':
      return { state: 'cancelled' };
    case 'completed':
      return 'completed';
  }
}

/** Both shapes of a task have their own members; an unknown third shape counts as one from memory. */
function isFromDatabase(task: z.infer<typeof taskSchema>): boolean {
  return 'error_message' in task && !('position_in_queue' in task) && !('wait_time_seconds' in task);
}

/** Reads the result endpoint; undefined if only the task's own endpoint has the reason. */
export async function readResult(
  answer: HttpAnswer,
  ticket: Ticket,
  context: Context,
): Promise<TaskStatus | undefined> {
  if (answer.status === 200) return readReadyResult(answer, ticket);
  const { clean } = context.http;
  const detail = detailOf(answer, clean);
  if (answer.status === 500 && detail.includes('任务执行失败')) return failedTask(answer, detail);
  if (answer.status === 400 && detail.includes('任务已取消')) return { state: 'cancelled' };
  if (answer.status === 404 && detail.includes('任务不存在')) return vanished(answer);
  if (answer.status === 404 && detail.includes('结果文件')) {
    return { state: 'failed', failure: { ...factsOf(answer), kind: 'expired', ...(detail ? { detail } : {}) } };
  }
  throw failureOf(answer, clean);
}

async function readReadyResult(answer: HttpAnswer, ticket: Ticket): Promise<TaskStatus | undefined> {
  const read = await readImages(answer, ticket);
  if (read) {
    const { images, warnings } = read;
    return { state: 'done', outputs: images, ...(warnings.length > 0 ? { warnings } : {}) };
  }
  const { status, position_in_queue: pending, message } = readJson(answer, noResultSchema);
  const isUnfinished = status === 'pending' || status === 'running';
  if (isUnfinished && message?.includes('历史记录')) return vanished(answer);
  if (status === 'pending') return { state: 'waiting', progress: progressOf({ pending, note: status }) };
  if (status === 'running') return { state: 'running', progress: { note: status } };
  if (status === 'cancelled') return { state: 'cancelled' };
  if (status === 'failed') return undefined;
  // Completed, but without a file.
  return { state: 'failed', failure: { ...factsOf(answer), kind: 'bad-answer', reason: 'no-images' } };
}

async function fetchResult(ticket: Ticket, context: Context): Promise<TaskStatus> {
  const answer = await getResult(ticket, context, 0);
  return (await readResult(answer, ticket, context)) ?? failedTask(answer, '');
}

/** @param hold Seconds for which the service may hold the answer back. */
async function getResult(ticket: Ticket, context: Context, hold: number): Promise<HttpAnswer> {
  const query = hold > 0 ? { wait: true, timeout: hold } : { wait: false };
  const path = tasksPath(context, `/${ticket.taskId}/result`);
  // Several large images over a slow connection take longer than the wait itself.
  const timeout = hold * 1000 + (hold > 0 ? answerTimeout : 4 * answerTimeout);
  return call(context, { method: 'GET', path, query, timeout, maxBytes: answerLimit(ticket.pictures) });
}

function failedTask(answer: HttpAnswer, text: string): TaskStatus {
  const detail = text.replace(/^任务执行失败[:：]?\s*/, '');
  return {
    state: 'failed',
    failure: { ...factsOf(answer), kind: 'server', reason: 'task-failed', ...(detail ? { detail } : {}) },
  };
}

function vanished(answer: HttpAnswer): TaskStatus {
  return { state: 'failed', failure: { ...factsOf(answer), kind: 'server', reason: 'task-vanished' } };
}

/** A task with an ID was received and counted, however it ended. */
function factsOf(answer: HttpAnswer): Omit<Failure, 'kind'> {
  return answerFacts(answer);
}
