/**
 * Reads the answers of every dialect. The type of an answer is decided by its body alone, never by the request: services
 * answer a synchronous call with a receipt, and an asynchronous one with the image.
 */
import { countWhole, imagesAt, imageText, isFields, type Found, type FoundImage, type ResolvePath } from './images';
import { first, levelsOf, textId, textIn, type Fields } from './levels';
import { errorOf, isRefusal, reasonOf, type ServiceError } from './serviceError';
import { fractionOf, stateOf, type TaskState } from './states';
import { usageOf, type TokenUsage } from './usage';

export interface TaskFacts {
  /** Left out if the answer only has the state. */
  id?: string;
  state: TaskState;
  /** The service's word for the state. */
  word?: string;
  fraction?: number;
  /** A path or URL, as the service writes it. */
  statusUrl?: string;
  contentUrl?: string;
}

export type Reading =
  | { kind: 'images'; images: FoundImage[]; usage?: TokenUsage }
  | { kind: 'task'; task: TaskFacts }
  /** The task ended without an image. */
  | { kind: 'failed'; error: ServiceError; isCancelled: boolean; task: TaskFacts }
  /** The call was rejected, regardless of the HTTP status. */
  | { kind: 'refused'; error: ServiceError }
  /** Done, but without an image. `refusal`: why, in the service's words. */
  | { kind: 'empty'; isModerated: boolean; refusal?: string }
  | { kind: 'broken'; part: 'cut' | 'none' }
  | { kind: 'unknown' };

/** @param body Parsed JSON, or the text of an answer that isn't JSON. */
export function readBody(body: unknown, resolve: ResolvePath): Reading {
  const levels = levelsOf(body);
  if (levels.length === 0) return readText(body, resolve);
  const byLevel = levels.map((level) => imagesAt(level, resolve));
  const found = byLevel.reduce<Found[]>((best, { found: here }) => (isBetter(here, best) ? here : best), []);
  const images = found.flatMap((one) => ('source' in one ? [one] : []));
  const hasEmptyList = byLevel.some((each) => each.hasEmptyList) || isBareAnswer(levels[0]);
  const error = errorOf(levels);
  const task = taskOf(levels, { hasEmptyList });

  if (task.state === 'failed' || task.state === 'cancelled') {
    // "Request Moderated": the state is the reason.
    const word = /moderat/i.test(task.word ?? '') ? { type: task.word ?? '' } : {};
    const isCancelled = task.state === 'cancelled';
    return { kind: 'failed', error: { ...(error ?? reasonOf(levels)), ...word }, isCancelled, task };
  }
  const isUnfinished = task.state === 'waiting' || task.state === 'running';
  // Whole images were made and paid for, whatever the envelope says. A URL may also be that of a help page.
  const areTaken = images.some(({ source }) => 'bytes' in source) || !isRefusal(levels);
  if (images.length > 0 && !isUnfinished && areTaken) return withFacts(images, levels);
  if (isUnfinished) return { kind: 'task', task };
  if (error) return { kind: 'refused', error };
  const [broken] = found;
  if (broken && 'broken' in broken) return { kind: 'broken', part: broken.broken };
  const isDone = task.state === 'done';
  if (task.id !== undefined && !(isDone && hasEmptyList)) return { kind: 'task', task };
  if (isDone || hasEmptyList) return emptyReading(body, levels);
  return task.word === undefined ? { kind: 'unknown' } : { kind: 'task', task };
}

/** Members of OpenAI's answer with images; with `data: null` and no other member, it has none. */
const answerMembers = new Set(['created', 'data', 'usage', 'background', 'output_format', 'quality', 'size', 'model']);

function isBareAnswer(level: Fields | undefined): boolean {
  return level?.['data'] === null && Object.keys(level).every((name) => answerMembers.has(name));
}

function emptyReading(body: unknown, levels: readonly Fields[]): Reading {
  const refusal = first(levels, (level) => refusalIn(level['data']));
  return {
    kind: 'empty',
    isModerated: refusal !== undefined || mentionsModeration(body),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** How models begin when they decline. */
const declines =
  /^\W*((i['’]?m|i am|we['’]?re|we are)\s+(very\s+|really\s+)?(sorry|unable|not able)|sorry|(i|we)\s+(can['’]?t|can ?not|could ?n['’]?t|won['’]?t)|unable to|your (request|prompt)|抱歉|对不起|很抱歉|无法|不能)/i;

/** A rejection that is written where the revised prompt belongs. */
function refusalIn(data: unknown): string | undefined {
  const items: unknown[] = Array.isArray(data) ? data : [];
  const texts = items.map((item) => (isFields(item) ? textIn(item, ['revised_prompt']) : undefined));
  return texts.find((text) => text !== undefined && declines.test(text));
}

/** The images, with the format and the usage that the answer states. */
function withFacts(images: readonly FoundImage[], levels: readonly Fields[]): Reading {
  const mediaType = mediaTypeOf(first(levels, (level) => textIn(level, ['output_format'])));
  const usage = usageOf(levels);
  return {
    kind: 'images',
    images: images.map((image) => ({ ...(mediaType ? { mediaType } : {}), ...image })),
    ...(usage ? { usage } : {}),
  };
}

/** The type for `output_format`, which OpenAI repeats in its answers. */
function mediaTypeOf(format: string | undefined): string | undefined {
  if (format === undefined || !/^[a-z]{3,5}$/.test(format)) return undefined;
  return `image/${{ jpg: 'jpeg', svg: 'svg+xml' }[format] ?? format}`;
}

/** A body that is a URL, a data URI, or base64 and nothing else. */
function readText(body: unknown, resolve: ResolvePath): Reading {
  if (typeof body !== 'string') return { kind: 'unknown' };
  const found = imageText(body, resolve);
  if (!found) return { kind: 'unknown' };
  return 'source' in found ? { kind: 'images', images: [found] } : { kind: 'broken', part: found.broken };
}

/** More images are better; if equal, the deeper level, which comes from the service behind a relay. */
function isBetter(here: readonly Found[], best: readonly Found[]): boolean {
  return here.length > 0 && countWhole(here) >= countWhole(best);
}

const stateNames = ['status', 'state', 'task_status', 'taskStatus', 'task_state'];

/**
 * The state of a task, which several levels may state: an envelope says `success` while the task in it runs, and a relay
 * reports a failed task while the nested answer of the service behind it still says `running`.
 */
function taskOf(levels: readonly Fields[], { hasEmptyList }: { hasEmptyList: boolean }): TaskFacts {
  const stated = levels.flatMap((level) => {
    const word = stateNames.map((name) => level[name]).find((value) => typeof value === 'string' && value !== '');
    return typeof word === 'string' ? [{ word, state: stateOf(word), isTask: isTask(level) }] : [];
  });
  const chosen =
    stated.find(({ state }) => state === 'failed' || state === 'cancelled') ??
    stated.find(({ state, isTask: own }) => state === 'done' && own) ??
    stated.find(({ state }) => state === 'waiting' || state === 'running') ??
    stated.find(({ state }) => state === 'unknown') ??
    stated[0];
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

/** Whether a level describes a task and isn't just an envelope. */
function isTask(level: Fields): boolean {
  return ['task_id', 'taskId', 'id', 'progress', 'submit_time', 'finish_time', 'results'].some(
    (name) => level[name] !== undefined && level[name] !== null,
  );
}

/**
 * The outermost `task_id` is that of the called service. A bare `id` may belong to a trace, so the deepest counts. A text in
 * `data` is the ID itself, because images have been read before.
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

/** `data: "ok"` isn't an ID. */
function bareId(value: unknown): string | undefined {
  const id = typeof value === 'string' ? textId(value) : undefined;
  return id !== undefined && stateOf(id) === 'unknown' ? id : undefined;
}

const moderationPattern = /moderation|content.?polic|content.?filter|safety|PROHIBITED_CONTENT|违规|审核|敏感/i;

/** Whether an empty answer mentions moderation anywhere; services differ in where they write it. */
function mentionsModeration(body: unknown): boolean {
  const text = JSON.stringify(body);
  return text.length < 20_000 && moderationPattern.test(text);
}
