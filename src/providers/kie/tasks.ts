/** Polling a task. */
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
const gracePeriod = 90_000;

export async function poll(raw: JsonValue, context: Context): Promise<TaskStatus> {
  const ticket = readTicket(raw);
  const path = context.config.resultPath || defaultResultPath;
  const answer = await call(context, { method: 'GET', path, query: { taskId: ticket.taskId }, timeout: 30_000 });
  return readStatus(answer, ticket, context);
}

/** @throws EaselError for an answer that says nothing about the task; polling may be repeated. */
export function readStatus(answer: HttpAnswer, ticket: Ticket, context: Pick<Context, 'http' | 'now'>): TaskStatus {
  const { clean } = context.http;
  const envelope = readQuietly(answer, clean);
  const data = membersOf(envelope.data);
  const polled: PolledTask = { answer, envelope, ticket, clean };
  if (envelope.code >= 200 && envelope.code < 300) {
    return data && stateOf(data) !== undefined ? readTask(polled, data) : missing(polled, context.now());
  }
  // The envelope may carry the code of a failed task.
  if (data && stateOf(data) === 'failed' && isOurs(data, ticket)) return failed(polled, data);
  switch (envelope.code) {
    case 400:
    case 408:
    case 501:
      if (envelope.isOwn) return failed(polled, { failCode: envelope.code, failMsg: envelope.message });
      break;
    case 404:
    case 422:
      if (envelope.isOwn) return missing(polled, context.now());
      break;
    default:
      break;
  }
  throw pollFailure(failureOf(envelope, answer, clean));
}

function readQuietly(answer: HttpAnswer, clean: (text: string) => string): Envelope {
  try {
    return readAny(answer, clean);
  } catch (thrown) {
    throw thrown instanceof EaselError ? pollFailure(thrown) : thrown;
  }
}

/** An answer to a poll, and the task that it was about. */
interface PolledTask {
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
/** `successFlag` of the older product APIs, by its value. */
const flags: readonly State[] = ['running', 'done', 'failed', 'failed'];

/** Undefined if the data has no state. */
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

function readTask(polled: PolledTask, data: Members): TaskStatus {
  const { ticket, clean } = polled;
  const note = clean(wordOf(data) ?? '').slice(0, 40);
  // A cache answered with another task.
  if (!isOurs(data, ticket)) return { state: 'running' };
  const state = stateOf(data) ?? 'unknown';
  switch (state) {
    case 'waiting':
      return { state: 'waiting', progress: progressOf(data, note) };
    case 'running':
    case 'unknown':
      return { state: 'running', progress: progressOf(data, note) };
    case 'done':
      return done(polled, data);
    case 'failed':
      return failed(polled, data);
    case 'cancelled':
      return { state: 'cancelled' };
  }
}

function isOurs(data: Members, { taskId }: Ticket): boolean {
  const id = data['taskId'] ?? data['task_id'];
  if (typeof id === 'number') return String(id) === taskId;
  return typeof id !== 'string' || id === '' || id === taskId;
}

/** A percentage, or a fraction of 1; the service's documentation shows both. */
function progressOf(data: Members, note: string): JobProgress {
  const { progress } = data;
  const isPercent = typeof progress === 'string' && progress.trim().endsWith('%');
  const value = numberOf(isPercent ? progress.trim().slice(0, -1) : progress);
  const fraction = value === undefined ? undefined : isPercent || value >= 1 ? value / 100 : value;
  const isValid = fraction !== undefined && fraction >= 0 && fraction <= 1;
  return { ...(note ? { note } : {}), ...(isValid ? { fraction } : {}) };
}

function done({ answer, ticket }: PolledTask, data: Members): TaskStatus {
  const urls = resultUrlsOf(data);
  const cost = costOf(data);
  if (urls.length === 0) {
    const failure = { ...answerFacts(answer), kind: 'bad-answer', reason: 'no-images' } as const;
    return { state: 'failed', failure, ...cost };
  }
  const { pictures: requested } = ticket;
  const detail = `${requested} → ${urls.length}`;
  const warnings =
    urls.length === requested ? {} : { warnings: [{ code: 'mismatch' as const, subject: 'count', detail }] };
  return { state: 'done', outputs: urls.map((url) => ({ source: { url } })), ...warnings, ...cost };
}

function failed({ answer, envelope, clean }: PolledTask, data: Members): TaskStatus {
  const texts = [data['failMsg'], data['errorMessage'], data['error'], data['failReason']];
  const message = texts.find((text): text is string => typeof text === 'string' && text !== '') ?? '';
  const own = envelope.isOwn && envelope.code !== 200 ? envelope.code : undefined;
  const code = numberOf(data['failCode']) ?? numberOf(data['errorCode']) ?? own;
  const text = message || (own === undefined ? '' : envelope.message);
  return { state: 'failed', failure: taskFailure(answer, { code, message: text }, clean), ...costOf(data) };
}

function costOf(data: Members): { cost?: Cost } {
  const amount = numberOf(data['creditsConsumed']);
  return amount === undefined || amount < 0 ? {} : { cost: { amount, unit: 'credits' } };
}

/** "recordInfo is null": the task isn't there yet, or no longer. */
function missing({ answer, envelope, ticket, clean }: PolledTask, now: number): TaskStatus {
  if (Math.abs(now - ticket.submittedAt) < gracePeriod) return { state: 'waiting' };
  const detail = clean(envelope.message);
  const failure = {
    ...answerFacts(answer),
    ...(detail && envelope.code !== 200 ? { detail, code: String(envelope.code) } : {}),
    kind: 'server',
    reason: 'task-vanished',
  } as const;
  return { state: 'failed', failure };
}

/**
 * A rejected poll says nothing about the job, which may be finished and paid for. The user can fix the key and the settings;
 * everything else becomes a failure after which polling continues.
 */
function pollFailure({ failure }: EaselError): EaselError {
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
