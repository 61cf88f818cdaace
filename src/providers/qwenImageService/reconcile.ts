/**
 * Looks for a job whose submit wasn't answered. Its seed, which Easel usually draws, identifies it. A candidate is accepted
 * only if no other one is possible, and the job counts as absent only if every task of its type and time has another seed or
 * other parameters; a doubt is a failure `lost`, never a guess. Of a batch, the history has the first prompt and the number.
 */
import type { ImageRequest, JsonValue } from '../../shared/model/jobs';
import { fail, type EaselError } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { readJson } from '../../http/answer/schema';
import { historySchema, queueSchema, taskIdSchema, taskSchema, type HistoryItem } from './api';
import { call, callOk, type Context } from './session';
import { tasksPath } from './tasks';

const pageSize = 100;
const maxPages = 5;
const minute = 60_000;
const quarter = 15 * minute;
/** Milliseconds after a submit before its absence means anything: a proxy may still be forwarding it. */
const settling = 5_000;
/** Milliseconds by which times in whole seconds may differ. */
const tolerance = 3_000;

const taskTypes = { generate: 'text_to_image', edit: 'image_edit', batch: 'batch_edit' } as const;

interface Lost {
  request: ImageRequest;
  submittedAt: number;
  elapsed?: number;
  isElapsedExact?: boolean;
}

/** `sure`: created at that time; `possible`: in a zone that can't be excluded; `no`: impossible. */
type TimeMatch = 'sure' | 'possible' | 'no';

export async function reconcile(lost: Lost, context: Context): Promise<JsonValue | undefined> {
  const { items, skew, isComplete } = await readHistory(context);
  const wall = context.now() - lost.submittedAt;
  const isExact = lost.elapsed !== undefined && lost.isElapsedExact !== false;
  // Of another process only a lower bound is known; a clock that was set back makes the wall clock tell less than that.
  const elapsed = isExact ? (lost.elapsed ?? wall) : Math.max(wall, lost.elapsed ?? 0);
  // After a clock was set, or the machine slept, no time of a task tells that it is another one.
  const wasSet = Math.abs(wall - elapsed) > tolerance;
  const fits: { item: HistoryItem; fit: TimeMatch }[] = [];
  let hasUnexplained = false;
  for (const item of items.filter((candidate) => isPossible(candidate, lost.request))) {
    const fit = hasOwnSeed(item, lost.request) ? 'sure' : await fitOf(item, { window: windowOf(lost), skew, context });
    const hasText = hasSameText(item, lost.request);
    // Nor can it be told whether a clock was set forward before this process began.
    if (fit === 'no' && (wasSet || (hasText && !isExact))) hasUnexplained = true;
    if (fit === 'no') continue;
    if (hasText) fits.push({ item, fit });
    else hasUnexplained = true;
  }
  const [only, ...others] = fits;
  if (only) {
    if (others.length > 0 || only.fit !== 'sure') throw notSure();
    return ticketOf(only.item, lost.request);
  }
  const hasUnlisted = await hasUnlistedTasks(items, context);
  if (!isComplete || hasUnlisted || hasUnexplained || elapsed < settling) throw notSure();
  return undefined;
}

/** The period in which the service can have received the request, by our clock: uploads and slow servers take time. */
function windowOf({ request, submittedAt }: Lost): { from: number; to: number } {
  const longest = request.kind === 'generate' ? 2 * minute : 10 * minute;
  return { from: submittedAt - tolerance, to: submittedAt + longest };
}

async function readHistory(context: Context): Promise<{ items: HistoryItem[]; skew: number; isComplete: boolean }> {
  const items: HistoryItem[] = [];
  let skew = 0;
  for (let page = 1; page <= maxPages; page += 1) {
    const query = { page, page_size: pageSize };
    const answer = await callOk(context, { method: 'GET', path: tasksPath(context, '/history/me'), query });
    if (page === 1) skew = skewOf(answer, context);
    const read = readJson(answer, historySchema);
    items.push(...read.items);
    if (read.items.length === 0 || items.length >= read.total) return { items, skew, isComplete: true };
  }
  return { items, skew, isComplete: false };
}

/** Milliseconds by which the server's clock is ahead of ours. */
function skewOf(answer: HttpAnswer, context: Context): number {
  const theirs = Date.parse(answer.headers['date'] ?? '');
  return Number.isFinite(theirs) ? theirs - context.now() : 0;
}

/** Whether the service recorded the seed that was drawn for this job alone: then its time doesn't matter. */
function hasOwnSeed(item: HistoryItem, { seed, seedChosen }: ImageRequest): boolean {
  const recorded = parametersOf(item)['seed'];
  return seedChosen === true && seed !== undefined && (recorded === seed || recorded === String(seed));
}

/** Whether the type and the recorded parameters, above all the seed, leave it possible that a task is the lost job. */
function isPossible(item: HistoryItem, request: ImageRequest): boolean {
  if (item.task_type !== taskTypes[request.kind]) return false;
  const recorded = parametersOf(item);
  const requested: Record<string, string | number | undefined> = {
    aspect_ratio: request.kind === 'generate' ? (request.aspectRatio ?? '1:1') : undefined,
    num_inference_steps: request.steps,
    true_cfg_scale: request.cfgScale,
    seed: request.seed === -1 ? undefined : request.seed,
    num_images: request.kind === 'batch' ? undefined : request.count,
    prompts_count: request.kind === 'batch' ? promptsOf(request).length : undefined,
  };
  // Parameters that weren't requested were chosen by the service, and those that it doesn't record can't differ.
  return Object.entries(requested).every(
    ([name, value]) =>
      value === undefined ||
      recorded[name] === undefined ||
      recorded[name] === null ||
      recorded[name] === value ||
      recorded[name] === String(value),
  );
}

function hasSameText(item: HistoryItem, request: ImageRequest): boolean {
  return (
    normalized(item.prompt) === normalized(promptsOf(request)[0]) &&
    normalized(item.negative_prompt) === normalized(request.negativePrompt)
  );
}

function promptsOf(request: ImageRequest): readonly string[] {
  return request.kind === 'batch' ? (request.prompts ?? [request.prompt]) : [request.prompt];
}

/** Forms convert line ends to CRLF, and the service may trim. */
function normalized(text: string | null | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim();
}

function parametersOf(item: HistoryItem): Record<string, unknown> {
  let value = item.parameters;
  if (typeof value === 'string') {
    try {
      value = JSON.parse(value) as unknown;
    } catch {
      return {};
    }
  }
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

async function fitOf(
  item: HistoryItem,
  known: { window: { from: number; to: number }; skew: number; context: Context },
): Promise<TimeMatch> {
  const { window, skew, context } = known;
  if (item.status === 'pending' || item.status === 'running') {
    const age = await ageOf(item, context);
    if (age !== undefined) return within(context.now() - age, window) ? 'sure' : 'no';
  }
  // Parsed as UTC. The missing zone is a multiple of 15 minutes from −12 to +14 hours.
  const naive = Date.parse(`${(item.created_at ?? '').replace(' ', 'T').replace(/(Z|[+-]\d\d:?\d\d)$/, '')}Z`);
  if (!Number.isFinite(naive)) return 'possible';
  const localOffset = -new Date(window.from).getTimezoneOffset() * minute;
  const createdAt = (offset: number): number => naive - offset - skew;
  if ([0, localOffset].some((offset) => within(createdAt(offset), window))) return 'sure';
  for (let offset = -12 * 60 * minute; offset <= 14 * 60 * minute; offset += quarter) {
    if (within(createdAt(offset), window)) return 'possible';
  }
  return 'no';
}

/** Milliseconds since a task was created, as the service counts them for tasks in its memory, independent of zones. */
async function ageOf(item: HistoryItem, context: Context): Promise<number | undefined> {
  if (!taskIdSchema.safeParse(item.task_id).success) return undefined;
  const answer = await call(context, { method: 'GET', path: tasksPath(context, `/${item.task_id}`) });
  if (answer.status !== 200) return undefined;
  const { status, wait_time_seconds: waited, execution_time_seconds: ran } = readJson(answer, taskSchema);
  if (typeof waited !== 'number') return undefined;
  if (status === 'pending') return waited * 1000;
  return status === 'running' && typeof ran === 'number' ? (waited + ran) * 1000 : undefined;
}

/** Whether more of the user's tasks wait or run than the history lists. */
async function hasUnlistedTasks(items: readonly HistoryItem[], context: Context): Promise<boolean> {
  const answer = await callOk(context, { method: 'GET', path: tasksPath(context, '/queue') });
  const { tasks } = readJson(answer, queueSchema);
  const listed = items.filter((item) => item.status === 'pending' || item.status === 'running').length;
  return (tasks?.pending ?? 0) + (tasks?.running ?? 0) > listed;
}

function ticketOf(item: HistoryItem, request: ImageRequest): JsonValue {
  const taskId = taskIdSchema.safeParse(item.task_id);
  if (!taskId.success) throw notSure();
  const prompts = request.kind === 'batch' ? (request.prompts ?? [request.prompt]).length : undefined;
  return { taskId: taskId.data, pictures: prompts ?? request.count, ...(prompts === undefined ? {} : { prompts }) };
}

function within(time: number, window: { from: number; to: number }): boolean {
  return time >= window.from && time <= window.to;
}

function notSure(): EaselError {
  return fail('lost');
}
