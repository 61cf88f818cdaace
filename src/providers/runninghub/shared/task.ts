/**
 * Reads what an answer says of a task: every shape of the query, outputs, and status calls, and those that third-party
 * documents describe. The calls are in `calls.ts`.
 */
import type { Failure } from '../../../shared/model/failure';
import type { JobProgress, Warning } from '../../../shared/model/jobs';
import { fail } from '../../../shared/model/easelError';
import type { Cost, ProviderOutput } from '../../contract/task';
import { classOf, effectiveCode, refusalOf, taskFailure } from './errors';
import { isFields, refusedWithoutCode, textOf, unwrapped, type Fields, type Reply } from './reply';
import { costOf, outputsOf, imagesIn, urlsOf, textIn } from './results';
import { stateOfWord } from './status';
import { answerFacts } from '../../../http/answer/status';

/** What an answer says. `empty`: the task is over, but without images (yet); `unknown-id`: the task isn't known. */
export type TaskReading =
  | { state: 'waiting' | 'running'; progress: JobProgress }
  | { state: 'done'; images: ProviderOutput[]; warnings: Warning[]; cost?: Cost }
  | { state: 'empty'; detail: string; cost?: Cost }
  | { state: 'failed'; failure: Failure; cost?: Cost }
  | { state: 'cancelled' }
  | { state: 'unknown-id' };

/**
 * @param currency The currency of `consumeMoney` if the answer doesn't name it; left out: unknown.
 * @throws EaselError if the answer is about the call and not about the task (a rejected key, too many requests, …), or can't
 * be read.
 */
export function readTask(reply: Reply, currency?: string): TaskReading {
  const code = effectiveCode(reply);
  const word = statusWord(reply);
  const failedReason = failedReasonOf(reply);
  const cost = costOf(reply, currency);
  const failed = (): TaskReading => ({ state: 'failed', failure: taskFailure(reply, failedReason), ...cost });
  if (code !== '0') {
    switch (classOf(code)) {
      case 'queued':
        return { state: 'waiting', progress: { note: 'QUEUED' } };
      case 'running':
        return { state: 'running', progress: { note: 'RUNNING' } };
      case 'unknown-id':
        return { state: 'unknown-id' };
      case 'failed':
        return word !== '' && !isOver(word) ? stateOf(word) : failed();
      case 'refusal':
        if (reply.answer.status >= 400) throw refusalOf(reply);
        if (word !== '' ? !isAboutTask(reply) : !isTaskOutcome(reply)) throw refusalOf(reply);
        if (word === '') return failed();
        break;
    }
  }
  if (word === '' && failedReason !== '') return failed();
  switch (word === '' ? undefined : stateOfWord(word)) {
    case 'waiting':
    case 'running':
      return stateOf(word);
    case 'failed':
      return failed();
    case 'cancelled':
      return { state: 'cancelled' };
    case 'done':
      return finishedTask(reply, cost);
    case undefined:
      return readWithoutWord(reply, cost);
  }
}

/** The task ID in the answer to a submit; undefined if there is no valid one. */
export function taskIdOf(reply: Reply): string | undefined {
  const { body, data } = reply;
  const plain = typeof data === 'string' || typeof data === 'number' ? String(data) : '';
  const id =
    textOf(data, 'taskId', 'task_id', 'taskid') ||
    textOf(body, 'taskId', 'task_id', 'taskid') ||
    textOf(data, 'id') ||
    (/^\d{6,40}$/.test(plain) ? plain : '');
  return /^[\w-]{1,100}$/.test(id) ? id : undefined;
}

/** The errors in the node graph that an accepted submit reports; empty if there are none. */
export function nodeErrorsOf(reply: Reply): string {
  const tips = unwrapped(textOrFields(reply.data, 'promptTips') ?? textOrFields(reply.body, 'promptTips'));
  if (!isFields(tips)) return '';
  const errors = unwrapped(tips['node_errors']);
  const list = isFields(errors) ? Object.entries(errors) : [];
  const texts = list.slice(0, 3).map(([nodeId, error]) => nodeError(nodeId, error));
  if (texts.length > 0) return reply.clean(texts.join('; '));
  const whole = typeof tips['error'] === 'string' ? tips['error'] : textOf(tips['error'], 'message');
  return reply.clean(whole.trim());
}

function nodeError(nodeId: string, error: unknown): string {
  const errors: unknown = isFields(error) ? error['errors'] : undefined;
  const first: unknown = Array.isArray(errors) ? errors[0] : error;
  const text =
    typeof first === 'string' ? first : [textOf(first, 'message'), textOf(first, 'details')].join(' ').trim();
  return `#${nodeId} ${textOf(error, 'class_type')}: ${text}`.replace(/\s+/g, ' ').trim().slice(0, 160);
}

function textOrFields(from: unknown, name: string): unknown {
  const value = isFields(from) ? from[name] : undefined;
  return value === '' || value === null ? undefined : value;
}

function stateOf(word: string): TaskReading {
  return { state: stateOfWord(word) === 'waiting' ? 'waiting' : 'running', progress: { note: word.slice(0, 40) } };
}

function isOver(word: string): boolean {
  return ['done', 'failed', 'cancelled'].includes(stateOfWord(word));
}

/** `status` at the top level (v2), in `data` (third-party documents), or `data` itself as a text (v1 status). */
function statusWord({ body, data }: Reply): string {
  if (typeof data === 'string' && /^[A-Za-z][\w -]{1,30}$/.test(data.trim())) return data.trim();
  const names = ['status', 'taskStatus', 'task_status', 'state'];
  return wordOf(body, names) || wordOf(data, names);
}

function wordOf(from: unknown, names: string[]): string {
  const text = textOf(from, ...names);
  // A number is an HTTP status that a gateway repeats.
  return /^[A-Za-z]/.test(text) ? text : '';
}

/** A reply with a task ID is about that task; one without may be about the call. */
function isAboutTask(reply: Reply): boolean {
  if (reply.code === refusedWithoutCode) return true;
  return namesTask(reply) || ['policy', 'bad-request'].includes(refusalOf(reply).failure.kind);
}

/** Whether a reply without a state means that the task failed: a problem with the key or the queue doesn't. */
function isTaskOutcome(reply: Reply): boolean {
  const { kind } = refusalOf(reply).failure;
  if (kind === 'policy' || kind === 'bad-request') return true;
  return namesTask(reply) && !['auth', 'rate', 'settings'].includes(kind);
}

function namesTask(reply: Reply): boolean {
  return textOf(reply.body, 'taskId', 'task_id') !== '';
}

/** The data of an outputs call imply whether the task is done. */
function readWithoutWord(reply: Reply, cost: { cost?: Cost }): TaskReading {
  const finished = finishedTask(reply, cost);
  if (finished.state === 'done') return finished;
  if (outputsOf(reply).some((output) => urlsOf(output).length > 0)) return finished;
  const isEnvelope =
    reply.hasCode && (reply.data === undefined || reply.data === null || typeof reply.data === 'object');
  if (isEnvelope || namesTask(reply)) return { state: 'running', progress: {} };
  throw fail('bad-answer', { ...answerFacts(reply.answer), detail: 'status' });
}

function finishedTask(reply: Reply, cost: { cost?: Cost }): TaskReading {
  const outputs = outputsOf(reply);
  const { images, others } = imagesIn(outputs);
  if (images.length === 0) return { state: 'empty', detail: reply.clean(textIn(outputs)), ...cost };
  const detail = `${outputs.length} → ${outputs.length - others}`;
  return {
    state: 'done',
    images,
    warnings: others > 0 ? [{ code: 'provider', subject: 'outputs', detail }] : [],
    ...cost,
  };
}

/** An object, its JSON as text, or a plain text; at the top level, in `data`, or in its first item. Empty if there is none. */
function failedReasonOf(reply: Reply): string {
  const { body, data } = reply;
  const first: unknown = Array.isArray(data) ? data[0] : undefined;
  for (const from of [data, first, body]) {
    const raw = textOrFields(from, 'failedReason') ?? textOrFields(from, 'failed_reason');
    if (raw === undefined) continue;
    const reason = unwrapped(raw);
    const text = isFields(reason) ? reasonText(reason) : typeof raw === 'string' ? raw : '';
    if (text.trim() !== '') return reply.clean(text);
  }
  const own = textOf(data, 'error', 'errorMessage', 'message');
  return own !== '' && stateOfWord(statusWord(reply)) === 'failed' ? reply.clean(own) : '';
}

function reasonText(reason: Fields): string {
  const message = textOf(reason, 'exception_message', 'message', 'error', 'reason', 'exception_type');
  const node = textOf(reason, 'node_name', 'node_id');
  return node && message ? `${node}: ${message}` : message;
}
