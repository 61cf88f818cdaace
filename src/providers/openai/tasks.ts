/** Polls a task, and fetches images that need the key. */
import * as z from 'zod/mini';
import type { JobProgress, JsonValue } from '../../shared/model/jobs';
import { fail } from '../../shared/model/easelError';
import { answerLimit } from '../../http/answer/answerLimits';
import { answerFacts } from '../../http/answer/status';
import type { TaskStatus, ProviderOutput } from '../contract/task';
import { quietBody, quietError, readAnswer } from './answers/body';
import { ownUrl, resolver, send, type Context, type Exchange } from './call';
import { costOf } from './cost';
import { detailOf, failureOfAnswer, failureOfRefusal, failureOfTask, isUnknownRoute, isVanished } from './errors';
import { textId } from './answers/levels';
import { readBody, type Reading, type TaskFacts } from './answers/parse';
import { pollRoutes } from './routes';

const ticketSchema = z.looseObject({
  id: z.optional(z.string().check(z.refine((id) => textId(id) === id))),
  /** Requested number of images. */
  pictures: z._default(z.int().check(z.gte(1), z.lte(100)), 1),
  /** Absolute URL on the service's origin that the receipt named for polling. */
  statusPath: z.optional(z.string().check(z.maxLength(2000))),
  /** Absolute URLs on the service's origin: finished images that need the key. */
  contents: z.optional(z.array(z.string()).check(z.minLength(1), z.maxLength(100))),
});

/** All that is needed to continue a job. Stored as it is, so its keys never change. */
export type Ticket = { id?: string; pictures: number; statusPath?: string; contents?: string[] };

/** Milliseconds. Answers may contain the images. */
const timeout = 120_000;

export async function poll(raw: JsonValue, context: Context): Promise<TaskStatus> {
  const ticket = readTicket(raw);
  if (ticket.contents) return fetchContents(ticket.contents, ticket.pictures, context);
  const routes = pollRoutes(context, { id: ticket.id, statusPath: ticket.statusPath });
  let unknown: Exchange | undefined;
  for (const route of routes) {
    const exchange = await send(context, { ...route, timeout, maxBytes: answerLimit(ticket.pictures) });
    if (!isUnknownRoute(exchange.answer, quietRead(exchange))) return readStatus(exchange, ticket, context);
    unknown = exchange;
  }
  // The job may be fine: it waits until the path is corrected in the settings.
  if (unknown) throw failureOfAnswer(unknown.answer, unknown.call);
  throw fail('internal', { detail: 'routes' });
}

/** Reads the answer to a poll. @throws EaselError if the poll failed; a failed job is a status. */
export async function readStatus(
  exchange: Exchange,
  ticket: { pictures: number },
  context: Context,
): Promise<TaskStatus> {
  const { answer, call } = exchange;
  const isOk = answer.status >= 200 && answer.status < 300;
  if (!isOk) {
    const body = quietBody(answer);
    const reading: Reading = body === undefined ? { kind: 'unknown' } : readBody(body, resolver(context));
    if (reading.kind === 'failed') return ended(exchange, reading);
    if (answer.status === 410) return { state: 'failed', failure: gone(exchange) };
    if (isVanished(answer, quietError(answer))) return { state: 'failed', failure: vanished(exchange) };
    throw failureOfAnswer(answer, call);
  }
  const reading = readAnswer(answer, resolver(context));
  switch (reading.kind) {
    case 'images':
      return done(reading, { ticket, hasKey: call.hasKey }, context);
    case 'task':
      return statusOf(exchange, reading.task, { ticket, context });
    case 'failed':
      return ended(exchange, reading);
    case 'refused': {
      if (isVanished(answer, reading.error)) return { state: 'failed', failure: vanished(exchange) };
      const failure = failureOfRefusal(answer, reading.error, call);
      if (failure.failure.kind !== 'policy') throw failure;
      return { state: 'failed', failure: failure.failure };
    }
    case 'empty': {
      const failure = { ...answerFacts(answer), ...detailOf(reading, call) };
      if (reading.isModerated) return { state: 'failed', failure: { ...failure, kind: 'policy' } };
      return { state: 'failed', failure: { ...failure, kind: 'bad-answer', reason: 'no-images' } };
    }
    case 'broken': {
      const reason = reading.part === 'cut' ? 'cut-answer' : 'not-an-image';
      throw fail('bad-answer', { ...answerFacts(answer), reason });
    }
    case 'unknown':
      throw fail('bad-answer', answerFacts(answer));
  }
}

/** The progress of a task; undefined if the service states none. */
export function progressOf({ word, fraction }: TaskFacts): JobProgress | undefined {
  if (word === undefined && fraction === undefined) return undefined;
  return { ...(word === undefined ? {} : { note: word }), ...(fraction === undefined ? {} : { fraction }) };
}

/**
 * The URLs at the service's origin if each of them needs the key, as those that end with `/content` do; all others are
 * opened without it.
 */
export function guardedUrls(context: Context, images: readonly ProviderOutput[]): string[] | undefined {
  const urls = images.flatMap(({ source }) => ('url' in source ? (ownUrl(context, source.url) ?? []) : []));
  const isGuarded = urls.length === images.length && urls.every((url) => new URL(url).pathname.endsWith('/content'));
  return isGuarded ? urls : undefined;
}

function readTicket(raw: JsonValue): { id: string; pictures: number; statusPath?: string; contents?: string[] } {
  const parsed = ticketSchema.safeParse(raw);
  const { id, pictures, statusPath, contents } = parsed.data ?? {};
  if (pictures === undefined || (id === undefined && contents === undefined)) {
    throw fail('internal', { detail: 'ticket' });
  }
  return { id: id ?? '', pictures, ...(statusPath ? { statusPath } : {}), ...(contents ? { contents } : {}) };
}

async function statusOf(
  exchange: Exchange,
  task: TaskFacts,
  { ticket, context }: { ticket: { pictures: number }; context: Context },
): Promise<TaskStatus> {
  if (task.state === 'done') {
    const named = task.contentUrl?.startsWith('/') ? resolver(context)(task.contentUrl) : task.contentUrl;
    const url = named === undefined ? undefined : ownUrl(context, named);
    if (url !== undefined) return fetchContents([url], ticket.pictures, context);
    const { answer } = exchange;
    const failure = { ...answerFacts(answer), kind: 'bad-answer', reason: 'no-images' } as const;
    return { state: 'failed', failure };
  }
  const progress = progressOf(task);
  return { state: task.state === 'waiting' ? 'waiting' : 'running', ...(progress ? { progress } : {}) };
}

async function done(
  { images, usage }: Extract<Reading, { kind: 'images' }>,
  { ticket, hasKey }: { ticket: { pictures: number }; hasKey: boolean },
  context: Context,
): Promise<TaskStatus> {
  const urls = hasKey ? guardedUrls(context, images) : undefined;
  const status = urls
    ? await fetchContents(takenContents(urls, ticket.pictures), ticket.pictures, context)
    : finished(images, ticket.pictures);
  return status.state === 'done' ? { ...status, ...costOf(usage, context.options) } : status;
}

function finished(images: ProviderOutput[], requested: number): TaskStatus {
  if (images.length === requested) return { state: 'done', outputs: images };
  const warning = { code: 'mismatch', subject: 'count', detail: `${requested} → ${images.length}` } as const;
  return { state: 'done', outputs: images, warnings: [warning] };
}

/** The URLs that are fetched: a service may name any number, and each is an answer in memory. A ticket has at most 100. */
export function takenContents(urls: readonly string[], requested: number): string[] {
  return urls.slice(0, Math.min(100, requested + 24));
}

/** Fetches images whose URLs need the key. If one isn't ready yet, the task is still running. */
async function fetchContents(urls: readonly string[], requested: number, context: Context): Promise<TaskStatus> {
  const images: ProviderOutput[] = [];
  for (const url of urls) {
    const exchange = await send(context, { method: 'GET', path: url, timeout });
    const { answer, call } = exchange;
    if (answer.status === 400 || answer.status === 425) return { state: 'running' };
    if (answer.status === 404 || answer.status === 410) return { state: 'failed', failure: gone(exchange) };
    if (answer.status !== 200) throw failureOfAnswer(answer, call);
    const reading = readAnswer(answer, resolver(context));
    const bytes = reading.kind === 'images' ? reading.images.filter(({ source }) => 'bytes' in source) : [];
    if (bytes.length === 0) throw fail('bad-answer', { ...answerFacts(answer), reason: 'not-an-image' });
    images.push(...bytes);
  }
  return finished(images, requested);
}

function ended({ answer, call }: Exchange, reading: Extract<Reading, { kind: 'failed' }>): TaskStatus {
  if (reading.isCancelled) return { state: 'cancelled' };
  const failure = failureOfTask(answer, reading.error, call);
  const isExpired = reading.task.word?.toUpperCase() === 'EXPIRED' && failure.kind !== 'policy';
  if (!isExpired) return { state: 'failed', failure };
  const { reason: _reason, ...facts } = failure;
  return { state: 'failed', failure: { ...facts, kind: 'expired' } };
}

function gone({ answer }: Exchange): Extract<TaskStatus, { state: 'failed' }>['failure'] {
  return { ...answerFacts(answer), kind: 'expired' };
}

function vanished({ answer, call }: Exchange): Extract<TaskStatus, { state: 'failed' }>['failure'] {
  const detail = call.clean(quietError(answer).message ?? '');
  return {
    ...answerFacts(answer),
    kind: 'server',
    reason: 'task-vanished',
    ...(detail === '' ? {} : { detail }),
  };
}

function quietRead({ answer }: Exchange): ReturnType<typeof quietError> {
  return answer.status === 404 || answer.status === 405 ? quietError(answer) : {};
}
