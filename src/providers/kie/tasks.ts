/** Following a task. There is no call that stops one. */
import type { JobProgress, JsonValue } from '../../shared/model/jobs';
import { EaselError } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts } from '../../http/answer/status';
import type { TaskStatus, Cost } from '../contract/task';
import { membersOf, numberOf, readTicket, type Envelope, type Members, type Ticket } from './api';
import { call, type Context } from './call';
import { failureOf, readAny, taskFailure } from './errors';
import { resultUrlsOf } from './results';

export const defaultResultPath = '/api/v1/jobs/recordInfo';

/** Milliseconds after a submit during which the service may not find its own task. */
const grace = 90_000;

export async function poll(raw: JsonValue, context: Context): Promise<TaskStatus> {
  const ticket = readTicket(raw);
  const path = context.config.resultPath || defaultResultPath;
  const answer = await call(context, { method: 'GET', path, query: { taskId: ticket.taskId }, timeout: 30_000 });
  return readStatus(answer, ticket, context);
}

/** @throws EaselError for what says nothing about the task; such a look may be repeated. */
export function readStatus(answer: HttpAnswer, ticket: Ticket, context: Pick<Context, 'http' | 'now'>): TaskStatus {
  const { clean } = context.http;
  const envelope = readQuietly(answer, clean);
  const data = membersOf(envelope.data);
  const look: Look = { answer, envelope, ticket, clean };
  if (envelope.code >= 200 && envelope.code < 300) {
    return data && stateOf(data) !== undefined ? readTask(look, data) : missing(look, context.now());
  }
  // The code of a failed task may stand outside as well.
  if (data && stateOf(data) === 'failed' && isOurs(data, ticket)) return failed(look, data);
  switch (envelope.code) {
    case 400:
    case 408:
    case 501:
      if (envelope.isOwn) return failed(look, { failCode: envelope.code, failMsg: envelope.message });
      break;
    case 404:
    case 422:
      if (envelope.isOwn) return missing(look, context.now());
      break;
    default:
      break;
  }
  throw passing(failureOf(envelope, answer, clean));
}

function readQuietly(answer: HttpAnswer, clean: (text: string) => string): Envelope {
  try {
    return readAny(answer, clean);
  } catch (thrown) {
    throw thrown instanceof EaselError ? passing(thrown) : thrown;
  }
}

interface Look {
  answer: HttpAnswer;
  envelope: Envelope;
  ticket: Ticket;
  clean(text: string): string;
}

type State = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'unknown';

const words: Readonly<Record<Exclude<State, 'unknown'>, readonly string[]>> = {
  waiting: [
    'waiting',
    'wait',
    'queuing',
    'queueing',
    'queued',
    'queue',
    'pending',
    'submitted',
    'created',
    'scheduled',
  ],
  running: ['generating', 'running', 'processing', 'in_progress', 'started', 'executing', 'retrying'],
  done: ['success', 'succeed', 'succeeded', 'successful', 'completed', 'complete', 'done', 'finished'],
  failed: [
    ...['fail', 'failed', 'failure', 'error', 'wait_failed', 'timeout', 'timed_out', 'expired', 'rejected'],
    ...['create_task_failed', 'generate_failed'],
  ],
  cancelled: ['cancelled', 'canceled', 'aborted'],
};
const states = new Map<string, State>(
  Object.entries(words).flatMap(([state, list]) => list.map((word) => [word, state as State] as const)),
);
/** What the older product APIs have instead of a word. */
const flags: readonly State[] = ['running', 'done', 'failed', 'failed'];

/** Undefined when the data does not speak of a task's state at all. */
function stateOf(data: Members): State | undefined {
  const word = wordOf(data);
  if (word !== undefined) return states.get(word) ?? 'unknown';
  const flag = numberOf(data['successFlag']);
  return flag === undefined ? undefined : (flags[flag] ?? 'unknown');
}

function wordOf(data: Members): string | undefined {
  const word = [data['state'], data['status'], data['taskStatus']].find((value) => typeof value === 'string');
  return (
    word
      ?.trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_') || undefined
  );
}

function readTask(look: Look, data: Members): TaskStatus {
  const { ticket, clean } = look;
  const note = clean(wordOf(data) ?? '').slice(0, 40);
  // Another task's answer (a cache in between) says nothing about ours.
  if (!isOurs(data, ticket)) return { state: 'running' };
  const state = stateOf(data) ?? 'unknown';
  switch (state) {
    case 'waiting':
      return { state: 'waiting', progress: progressOf(data, note) };
    case 'running':
    case 'unknown':
      return { state: 'running', progress: progressOf(data, note) };
    case 'done':
      return done(look, data);
    case 'failed':
      return failed(look, data);
    case 'cancelled':
      return { state: 'cancelled' };
  }
}

function isOurs(data: Members, { taskId }: Ticket): boolean {
  const told = data['taskId'] ?? data['task_id'];
  if (typeof told === 'number') return String(told) === taskId;
  return typeof told !== 'string' || told === '' || told === taskId;
}

/** A figure in percent, or a part of one; the pages of the service show both. */
function progressOf(data: Members, note: string): JobProgress {
  const told = data['progress'];
  const isPercent = typeof told === 'string' && told.trim().endsWith('%');
  const value = numberOf(isPercent ? told.trim().slice(0, -1) : told);
  const fraction = value === undefined ? undefined : isPercent || value >= 1 ? value / 100 : value;
  const isSane = fraction !== undefined && fraction >= 0 && fraction <= 1;
  return { ...(note ? { note } : {}), ...(isSane ? { fraction } : {}) };
}

function done({ answer, ticket }: Look, data: Members): TaskStatus {
  const urls = resultUrlsOf(data);
  const cost = costOf(data);
  if (urls.length === 0) {
    const failure = { ...answerFacts(answer), kind: 'bad-answer', reason: 'no-images', maybeReceived: true } as const;
    return { state: 'failed', failure, ...cost };
  }
  const { pictures } = ticket;
  const detail = `${pictures} → ${urls.length}`;
  const warnings =
    urls.length === pictures ? {} : { warnings: [{ code: 'mismatch' as const, subject: 'count', detail }] };
  return { state: 'done', outputs: urls.map((url) => ({ source: { url } })), ...warnings, ...cost };
}

function failed({ answer, envelope, clean }: Look, data: Members): TaskStatus {
  const told = [data['failMsg'], data['errorMessage'], data['error'], data['failReason']];
  const message = told.find((text): text is string => typeof text === 'string' && text !== '') ?? '';
  const own = envelope.isOwn && envelope.code !== 200 ? envelope.code : undefined;
  const code = numberOf(data['failCode']) ?? numberOf(data['errorCode']) ?? own;
  const said = message || (own === undefined ? '' : envelope.message);
  return { state: 'failed', failure: taskFailure(answer, { code, message: said }, clean), ...costOf(data) };
}

function costOf(data: Members): { cost?: Cost } {
  const amount = numberOf(data['creditsConsumed']);
  return amount === undefined || amount < 0 ? {} : { cost: { amount, unit: 'credits' } };
}

/** "recordInfo is null": not yet there, or not any more. */
function missing({ answer, envelope, ticket, clean }: Look, now: number): TaskStatus {
  if (Math.abs(now - ticket.submittedAt) < grace) return { state: 'waiting' };
  const detail = clean(envelope.message);
  const failure = {
    ...answerFacts(answer),
    ...(detail && envelope.code !== 200 ? { detail, code: String(envelope.code) } : {}),
    kind: 'server',
    reason: 'task-vanished',
    maybeReceived: true,
  } as const;
  return { state: 'failed', failure };
}

/**
 * A refused look says nothing about the job, which may be finished and paid for. Key and settings can be mended; with
 * everything else one looks again.
 */
function passing({ failure }: EaselError): EaselError {
  switch (failure.kind) {
    case 'auth':
    case 'settings':
    case 'rate':
    case 'server':
    case 'timeout':
    case 'network':
      return new EaselError(failure);
    default: {
      const { reason, ...facts } = failure;
      const isAboutTheAnswer = reason === 'html-answer' || reason === 'cut-answer';
      return new EaselError({ ...facts, kind: 'server', ...(isAboutTheAnswer ? { reason } : {}) });
    }
  }
}
