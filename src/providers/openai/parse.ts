/**
 * One reader for every answer of every dialect. What an answer is, is decided by its body alone, never by what was asked:
 * services answer a synchronous call with a receipt, and an asynchronous one with the picture.
 */
import { countWhole, isFields, imagesAt, imageText, type Found, type ResolvePath } from './images';
import { fractionOf, stateOf, type TaskState } from './states';

/** What a service says of a failure, in its own words; nothing in it is cleaned yet. */
export interface ServiceError {
  code?: string;
  type?: string;
  message?: string;
}

export interface TaskFacts {
  /** Left out where only its state is told. */
  id?: string;
  state: TaskState;
  /** The service's own word for the state. */
  word?: string;
  fraction?: number;
  /** A path or URL, as the service wrote it. */
  statusUrl?: string;
  contentUrl?: string;
}

export type Reading =
  | { kind: 'pictures'; pictures: Extract<Found, { source: unknown }>[] }
  | { kind: 'task'; task: TaskFacts }
  /** The task ended without a picture. */
  | { kind: 'failed'; error: ServiceError; isCancelled: boolean; task: TaskFacts }
  /** The call itself was refused, whatever the HTTP status says. */
  | { kind: 'refused'; error: ServiceError }
  /** Done, and nothing came. */
  | { kind: 'empty'; isModerated: boolean }
  | { kind: 'broken'; part: 'cut' | 'none' }
  | { kind: 'unknown' };

type Fields = Record<string, unknown>;

const deepest = 6;
const wrappers = ['data', 'result', 'output', 'response', 'task', 'job'];

/** @param body JSON as it was parsed, or the text of an answer that is none. */
export function readBody(body: unknown, resolve: ResolvePath): Reading {
  const levels = levelsOf(body);
  if (levels.length === 0) return readText(body, resolve);
  const seen = levels.map((level) => imagesAt(level, resolve));
  const found = seen.reduce<Found[]>((best, { found: here }) => (better(here, best) ? here : best), []);
  const pictures = found.flatMap((one) => ('source' in one ? [one] : []));
  const hasEmptyList = seen.some((each) => each.hasEmptyList);
  const error = errorOf(levels);
  const task = taskOf(levels, { hasEmptyList });

  if (task.state === 'failed' || task.state === 'cancelled') {
    // "Request Moderated": the state itself is the reason.
    const word = /moderat/i.test(task.word ?? '') ? { type: task.word ?? '' } : {};
    const isCancelled = task.state === 'cancelled';
    return { kind: 'failed', error: { ...(error ?? reasonOf(levels)), ...word }, isCancelled, task };
  }
  const isGoingOn = task.state === 'waiting' || task.state === 'running';
  if (pictures.length > 0 && !isGoingOn && !isRefusal(levels)) return { kind: 'pictures', pictures };
  if (isGoingOn) return { kind: 'task', task };
  if (error) return { kind: 'refused', error };
  const [broken] = found;
  if (broken && 'broken' in broken) return { kind: 'broken', part: broken.broken };
  const isDone = task.state === 'done';
  if (task.id !== undefined && !(isDone && hasEmptyList)) return { kind: 'task', task };
  if (isDone || hasEmptyList) return { kind: 'empty', isModerated: speaksOfModeration(body) };
  return task.word === undefined ? { kind: 'unknown' } : { kind: 'task', task };
}

/** The error that an answer with an error status holds; empty where it says nothing. */
export function readError(body: unknown): ServiceError {
  const levels = levelsOf(body);
  return errorOf(levels) ?? reasonOf(levels);
}

/** The objects of an answer that may say something of the job, the outermost first. */
function levelsOf(body: unknown, depth = 0): Fields[] {
  if (depth >= deepest) return [];
  if (Array.isArray(body) && depth === 0) return levelsOf({ data: body as unknown[] }, depth);
  if (!isFields(body)) return [];
  return [body, ...wrappers.flatMap((name) => levelsOf(inner(body[name]), depth + 1))];
}

/** A receipt may stand in a list of one: `data: [{ task_id, status }]`. */
function inner(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const first: unknown = value[0];
  return isFields(first) && (textId(first['task_id']) ?? textId(first['taskId'])) !== undefined ? first : undefined;
}

/** A body that is a URL, a data URI or base64 and nothing else. */
function readText(body: unknown, resolve: ResolvePath): Reading {
  if (typeof body !== 'string') return { kind: 'unknown' };
  const found = imageText(body, resolve);
  if (!found) return { kind: 'unknown' };
  return 'source' in found ? { kind: 'pictures', pictures: [found] } : { kind: 'broken', part: found.broken };
}

/** More pictures are better; among equals those that stand deeper, where the service of the service put them. */
function better(here: readonly Found[], best: readonly Found[]): boolean {
  return here.length > 0 && countWhole(here) >= countWhole(best);
}

const stateNames = ['status', 'state', 'task_status', 'taskStatus', 'task_state'];

/**
 * The state of a task, told on several levels: an envelope says `success` while the task in it runs, and a relay says that
 * its task failed while the answer of its own service, kept in it, still says `running`.
 */
function taskOf(levels: readonly Fields[], { hasEmptyList }: { hasEmptyList: boolean }): TaskFacts {
  const told = levels.flatMap((level) => {
    const word = stateNames.map((name) => level[name]).find((value) => typeof value === 'string' && value !== '');
    return typeof word === 'string' ? [{ word, state: stateOf(word), isTask: isTask(level) }] : [];
  });
  const chosen =
    told.find(({ state }) => state === 'failed' || state === 'cancelled') ??
    told.find(({ state, isTask: own }) => state === 'done' && own) ??
    told.find(({ state }) => state === 'waiting' || state === 'running') ??
    told.find(({ state }) => state === 'unknown') ??
    told[0];
  const state = chosen?.state ?? 'unknown';
  const isOpen = state === 'waiting' || state === 'running';
  const id = idOf(levels, { mayBeBare: isOpen || !hasEmptyList });
  const fraction = first(levels, (level) => fractionOf(level['progress']));
  const statusUrl = first(levels, (level) => textIn(level, ['status_url', 'statusUrl', 'poll_url', 'polling_url']));
  const contentUrl = first(levels, (level) => textIn(level, ['content_url', 'contentUrl']));
  return {
    state,
    ...(id === undefined ? {} : { id }),
    ...(chosen === undefined ? {} : { word: chosen.word.slice(0, 60) }),
    ...(fraction === undefined ? {} : { fraction }),
    ...(statusUrl === undefined ? {} : { statusUrl }),
    ...(contentUrl === undefined ? {} : { contentUrl }),
  };
}

/** Whether a level speaks of a task and is no mere envelope. */
function isTask(level: Fields): boolean {
  return ['task_id', 'taskId', 'id', 'progress', 'submit_time', 'finish_time', 'results'].some(
    (name) => level[name] !== undefined && level[name] !== null,
  );
}

/**
 * The outermost `task_id` is that of the service which was asked; a bare `id` may be a trace's, and the deepest is the
 * task's. A text where data belongs is the id itself: pictures have been looked for before.
 */
function idOf(levels: readonly Fields[], { mayBeBare }: { mayBeBare: boolean }): string | undefined {
  const named = first(
    levels,
    (level) => textId(level['task_id']) ?? textId(level['taskId']) ?? textId(level['job_id']),
  );
  if (named !== undefined) return named;
  if (!mayBeBare) return undefined;
  return (
    first([...levels].reverse(), (level) => textId(level['id'])) ??
    first(levels, (level) => bareId(level['data']) ?? bareId(level['result']))
  );
}

/** Ids go into paths. A number beyond 2^53 has lost its last digits; it is quoted before parsing, see `parseBody`. */
export function textId(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^(?!\.+$)[\w.:=@+~-]{1,200}$/.test(text) ? text : undefined;
}

/** `data: "ok"` is no id. */
function bareId(value: unknown): string | undefined {
  const id = typeof value === 'string' ? textId(value) : undefined;
  return id !== undefined && stateOf(id) === 'unknown' ? id : undefined;
}

/** What went wrong, where the answer says that something did. */
function errorOf(levels: readonly Fields[]): ServiceError | undefined {
  for (const level of levels) {
    const { error } = level;
    if (isFields(error) && Object.keys(error).length > 0) return errorFields(error);
    if (typeof error === 'string' && error.trim() !== '') {
      const type = textIn(level, ['failure_reason']);
      return { ...(isErrorCode(level['code']) ? codeOf(level) : {}), ...(type ? { type } : {}), message: error };
    }
  }
  for (const level of levels) {
    if (isErrorCode(level['code']) || level['success'] === false) {
      const { message, type } = { ...reasonOf(levels), ...errorFields(level) };
      return { ...codeOf(level), ...(type ? { type } : {}), ...(message ? { message } : {}) };
    }
  }
  return undefined;
}

/** The outermost level says that the call was refused; what else is in the answer does not count then. */
function isRefusal([outer]: readonly Fields[]): boolean {
  return outer !== undefined && (isErrorCode(outer['code']) || outer['success'] === false);
}

const reasonNames = ['fail_reason', 'failReason', 'failure_reason', 'error_message', 'errorMessage', 'err_msg'];

/** What a task says of its end. grsai says `error` for its reason and puts the details into `error`. */
function reasonOf(levels: readonly Fields[]): ServiceError {
  const reason = first(levels, (level) => textIn(level, reasonNames));
  if (reason !== undefined) return { message: reason };
  const message = first(levels, (level) => textIn(level, ['message', 'msg', 'detail']) ?? detailsOf(level['detail']));
  return message === undefined ? {} : { message };
}

function errorFields(error: Fields): ServiceError {
  const message = textIn(error, ['message', 'msg', 'detail']) ?? detailsOf(error['detail']);
  const type = textIn(error, ['type']);
  return { ...codeOf(error), ...(type ? { type } : {}), ...(message ? { message } : {}) };
}

/** FastAPI: `detail: [{ msg, loc }]`. */
function detailsOf(detail: unknown): string | undefined {
  const item: unknown = Array.isArray(detail) ? detail[0] : undefined;
  if (!isFields(item)) return undefined;
  const place = Array.isArray(item['loc']) ? item['loc'].map(String).join('.') : '';
  return [place, textIn(item, ['msg'])].filter((part) => part).join(': ') || undefined;
}

function codeOf(level: Fields): { code?: string } {
  const { code } = level;
  if (typeof code === 'number' && Number.isFinite(code)) return { code: String(code) };
  return typeof code === 'string' && code.trim() !== '' ? { code: code.trim().slice(0, 100) } : {};
}

/** `0`, `1`, `200`, `"success"`, `true` and no code at all are no errors. */
function isErrorCode(code: unknown): boolean {
  if (typeof code === 'number') return code < 0 || code >= 400;
  if (typeof code !== 'string' || code.trim() === '') return false;
  if (/^-?\d+$/.test(code.trim())) return isErrorCode(Number(code));
  return !['success', 'succeeded', 'succeed', 'ok'].includes(code.trim().toLowerCase());
}

const moderation = /moderation|content.?polic|content.?filter|safety|PROHIBITED_CONTENT|违规|审核|敏感/i;

/** An empty answer that tells why, anywhere: the services agree on no place for it. */
function speaksOfModeration(body: unknown): boolean {
  const text = JSON.stringify(body);
  return text.length < 20_000 && moderation.test(text);
}

function textIn(level: Fields, names: readonly string[]): string | undefined {
  const value = names.map((name) => level[name]).find((one) => typeof one === 'string' && one.trim() !== '');
  return typeof value === 'string' ? value.trim() : undefined;
}

function first<Item>(levels: readonly Fields[], read: (level: Fields) => Item | undefined): Item | undefined {
  for (const level of levels) {
    const value = read(level);
    if (value !== undefined) return value;
  }
  return undefined;
}
