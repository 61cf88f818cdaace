/**
 * What an answer of RunningHub says of a task: every shape of its query, outputs and status calls, and what other people's
 * documents claim them to be. Pure; asking is done in `runningHubCalls.ts`.
 */
import type { Failure } from '../../../shared/model/failure';
import type { JobProgress, Warning } from '../../../shared/model/jobs';
import { fail } from '../../../shared/model/easelError';
import type { Cost, ProviderOutput } from '../../contract/task';
import { classOf, effectiveCode, refusalOf, taskFailure } from './errors';
import { isFields, refusedWithoutCode, textOf, unwrapped, type Fields, type Reply } from './reply';
import { costOf, outputsOf, imagesAmong, urlsOf, wordsAmong } from './results';
import { foldStatus } from './status';
import { answerFacts } from '../../../http/answer/status';

/** What one answer says. `empty`: it is over, and no picture is named (yet); `unknown-id`: there is no such task here. */
export type Seen =
  | { state: 'waiting' | 'running'; progress: JobProgress }
  | { state: 'done'; images: ProviderOutput[]; warnings: Warning[]; cost?: Cost }
  | { state: 'empty'; detail: string; cost?: Cost }
  | { state: 'failed'; failure: Failure; cost?: Cost }
  | { state: 'cancelled' }
  | { state: 'unknown-id' };

/**
 * @param currency In which `consumeMoney` is counted where the answer does not say; left out: not known.
 * @throws EaselError when the answer is about the call and not about the task (a refused key, too many requests, …), or
 * can not be understood.
 */
export function readTask(reply: Reply, currency?: string): Seen {
  const code = effectiveCode(reply);
  const word = statusWord(reply);
  const failedReason = failedReasonOf(reply);
  const cost = costOf(reply, currency);
  const failed = (): Seen => ({ state: 'failed', failure: taskFailure(reply, failedReason), ...cost });
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
        if (word !== '' ? !isAboutTask(reply) : !isTasksFate(reply)) throw refusalOf(reply);
        if (word === '') return failed();
        break;
    }
  }
  if (word === '' && failedReason !== '') return failed();
  switch (word === '' ? undefined : foldStatus(word)) {
    case 'waiting':
    case 'running':
      return stateOf(word);
    case 'failed':
      return failed();
    case 'cancelled':
      return { state: 'cancelled' };
    case 'done':
      return pictures(reply, cost);
    case undefined:
      return readWithoutWord(reply, cost);
  }
}

/** The id that a submit gives, wherever it stands; undefined when there is none that can be used. */
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

/** What is wrong with the graph of nodes according to a submit that was accepted all the same; empty when all is well. */
export function nodeErrorsOf(reply: Reply): string {
  const tips = unwrapped(textOrFields(reply.data, 'promptTips') ?? textOrFields(reply.body, 'promptTips'));
  if (!isFields(tips)) return '';
  const errors = unwrapped(tips['node_errors']);
  const list = isFields(errors) ? Object.entries(errors) : [];
  const told = list.slice(0, 3).map(([nodeId, error]) => nodeError(nodeId, error));
  if (told.length > 0) return reply.clean(told.join('; '));
  const whole = typeof tips['error'] === 'string' ? tips['error'] : textOf(tips['error'], 'message');
  return reply.clean(whole.trim());
}

function nodeError(nodeId: string, error: unknown): string {
  const errors: unknown = isFields(error) ? error['errors'] : undefined;
  const first: unknown = Array.isArray(errors) ? errors[0] : error;
  const said =
    typeof first === 'string' ? first : [textOf(first, 'message'), textOf(first, 'details')].join(' ').trim();
  return `#${nodeId} ${textOf(error, 'class_type')}: ${said}`.replace(/\s+/g, ' ').trim().slice(0, 160);
}

function textOrFields(from: unknown, name: string): unknown {
  const value = isFields(from) ? from[name] : undefined;
  return value === '' || value === null ? undefined : value;
}

function stateOf(word: string): Seen {
  return { state: foldStatus(word) === 'waiting' ? 'waiting' : 'running', progress: { note: word.slice(0, 40) } };
}

function isOver(word: string): boolean {
  return ['done', 'failed', 'cancelled'].includes(foldStatus(word));
}

/** `status` at the top (v2), in `data` (others' documents), or `data` itself as a bare text (v1 status). */
function statusWord({ body, data }: Reply): string {
  if (typeof data === 'string' && /^[A-Za-z][\w -]{1,30}$/.test(data.trim())) return data.trim();
  const names = ['status', 'taskStatus', 'task_status', 'state'];
  return wordOf(body, names) || wordOf(data, names);
}

function wordOf(from: unknown, names: string[]): string {
  const text = textOf(from, ...names);
  // A number in this place is an HTTP status that a gateway repeats.
  return /^[A-Za-z]/.test(text) ? text : '';
}

/** A reply that names its task speaks of that task; one that does not may speak of the call alone. */
function isAboutTask(reply: Reply): boolean {
  if (reply.code === refusedWithoutCode) return true;
  return namesTask(reply) || ['policy', 'bad-request'].includes(refusalOf(reply).failure.kind);
}

/** Without a word for the state: what says that the key or the queue is the matter is never the fate of a task. */
function isTasksFate(reply: Reply): boolean {
  const { kind } = refusalOf(reply).failure;
  if (kind === 'policy' || kind === 'bad-request') return true;
  return namesTask(reply) && !['auth', 'rate', 'settings'].includes(kind);
}

function namesTask(reply: Reply): boolean {
  return textOf(reply.body, 'taskId', 'task_id') !== '';
}

/** An outputs call says by its mere data whether it is done. */
function readWithoutWord(reply: Reply, cost: { cost?: Cost }): Seen {
  const seen = pictures(reply, cost);
  if (seen.state === 'done') return seen;
  if (outputsOf(reply).some((output) => urlsOf(output).length > 0)) return seen;
  const isEnvelope =
    reply.hasCode && (reply.data === undefined || reply.data === null || typeof reply.data === 'object');
  if (isEnvelope || namesTask(reply)) return { state: 'running', progress: {} };
  throw fail('bad-answer', { ...answerFacts(reply.answer), detail: 'status', maybeReceived: reply.answer.paid });
}

function pictures(reply: Reply, cost: { cost?: Cost }): Seen {
  const outputs = outputsOf(reply);
  const { images, others } = imagesAmong(outputs);
  if (images.length === 0) return { state: 'empty', detail: reply.clean(wordsAmong(outputs)), ...cost };
  const detail = `${outputs.length} → ${outputs.length - others}`;
  return {
    state: 'done',
    images,
    warnings: others > 0 ? [{ code: 'provider', subject: 'outputs', detail }] : [],
    ...cost,
  };
}

/** An object, the same as a text, a plain text, or nothing; at the top, in `data`, or in its first item. */
function failedReasonOf(reply: Reply): string {
  const { body, data } = reply;
  const first: unknown = Array.isArray(data) ? data[0] : undefined;
  for (const from of [data, first, body]) {
    const raw = textOrFields(from, 'failedReason') ?? textOrFields(from, 'failed_reason');
    if (raw === undefined) continue;
    const reason = unwrapped(raw);
    const said = isFields(reason) ? reasonWords(reason) : typeof raw === 'string' ? raw : '';
    if (said.trim() !== '') return reply.clean(said);
  }
  const own = textOf(data, 'error', 'errorMessage', 'message');
  return own !== '' && foldStatus(statusWord(reply)) === 'failed' ? reply.clean(own) : '';
}

function reasonWords(reason: Fields): string {
  const message = textOf(reason, 'exception_message', 'message', 'error', 'reason', 'exception_type');
  const node = textOf(reason, 'node_name', 'node_id');
  return node && message ? `${node}: ${message}` : message;
}
