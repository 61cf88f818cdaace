/**
 * Looking for a job whose submit was not answered. The history tells times in the server's own zone without naming it, so
 * a candidate is taken only when it is the only one that can be meant; a doubt is a failure `lost`, never a guess.
 */
import type { ImageRequest, JsonValue } from '../../shared/model/jobs';
import { fail, type EaselError } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { readJson } from '../../http/answer/schema';
import { historySchema, queueSchema, taskIdSchema, taskSchema, type HistoryItem } from './api';
import { promptSeparator } from './models';
import { call, callOk, type Context } from './session';
import { tasksPath } from './tasks';

const pageSize = 100;
const mostPages = 5;
const minute = 60_000;
const quarter = 15 * minute;
/** Milliseconds after a submit before its absence means anything: it may still be on its way through a proxy. */
const settled = 5_000;
/** Milliseconds by which clocks that are told in whole seconds may differ. */
const slack = 3_000;

const taskTypes = { generate: 'text_to_image', edit: 'image_edit', batch: 'batch_edit' } as const;

interface Lost {
  request: ImageRequest;
  submittedAt: number;
}

/** `sure`: made at that time; `possible`: it may be, in a zone that cannot be ruled out; `no`: it can not. */
type Fit = 'sure' | 'possible' | 'no';

export async function reconcile(lost: Lost, context: Context): Promise<JsonValue | undefined> {
  const { items, skew, isComplete } = await readHistory(context);
  const alike = items.filter((item) => isAlike(item, lost.request));
  const fits: { item: HistoryItem; fit: Fit }[] = [];
  for (const item of alike) {
    const fit = await fitOf(item, { window: windowOf(lost), skew, context });
    if (fit !== 'no') fits.push({ item, fit });
  }
  const [only, ...others] = fits;
  if (only) {
    if (others.length > 0 || only.fit !== 'sure') throw notSure();
    return ticketOf(only.item, lost.request);
  }
  const hasHidden = await hasTasksBeyond(items, context);
  if (!isComplete || hasHidden || context.now() - lost.submittedAt < settled) throw notSure();
  return undefined;
}

/** When the service can have got it, in our own time. A large upload takes its time, and so does a slow queue of requests. */
function windowOf({ request, submittedAt }: Lost): { from: number; to: number } {
  const longest = request.kind === 'generate' ? 2 * minute : 10 * minute;
  return { from: submittedAt - slack, to: submittedAt + longest };
}

async function readHistory(context: Context): Promise<{ items: HistoryItem[]; skew: number; isComplete: boolean }> {
  const items: HistoryItem[] = [];
  let skew = 0;
  for (let page = 1; page <= mostPages; page += 1) {
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

function isAlike(item: HistoryItem, request: ImageRequest): boolean {
  if (item.task_type !== taskTypes[request.kind]) return false;
  const prompts = request.kind === 'batch' ? (request.prompts ?? [request.prompt]) : [request.prompt];
  if (sameText(item.prompt) !== sameText(prompts.join(promptSeparator))) return false;
  if (sameText(item.negative_prompt) !== sameText(request.negativePrompt)) return false;
  const told = parametersOf(item);
  const asked: Record<string, string | number | undefined> = {
    aspect_ratio: request.kind === 'generate' ? (request.aspectRatio ?? '1:1') : undefined,
    num_inference_steps: request.steps,
    true_cfg_scale: request.cfgScale,
    seed: request.seed === -1 ? undefined : request.seed,
    num_images: request.kind === 'batch' ? undefined : request.count,
  };
  // What was not asked for was the service's own choice, and what it does not tell cannot differ.
  return Object.entries(asked).every(
    ([name, value]) =>
      value === undefined || told[name] === undefined || told[name] === value || told[name] === String(value),
  );
}

/** Forms turn line ends into CRLF, and the service may trim. */
function sameText(text: string | null | undefined): string {
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
): Promise<Fit> {
  const { window, skew, context } = known;
  if (item.status === 'pending' || item.status === 'running') {
    const age = await ageOf(item, context);
    if (age !== undefined) return within(context.now() - age, window) ? 'sure' : 'no';
  }
  // Read as if it were UTC: what is missing is the zone, always a multiple of a quarter of an hour from −12 to +14 hours.
  const naive = Date.parse(`${(item.created_at ?? '').replace(' ', 'T').replace(/(Z|[+-]\d\d:?\d\d)$/, '')}Z`);
  if (!Number.isFinite(naive)) return 'possible';
  const here = -new Date(window.from).getTimezoneOffset() * minute;
  const madeIn = (offset: number): number => naive - offset - skew;
  if ([0, here].some((offset) => within(madeIn(offset), window))) return 'sure';
  for (let offset = -12 * 60 * minute; offset <= 14 * 60 * minute; offset += quarter) {
    if (within(madeIn(offset), window)) return 'possible';
  }
  return 'no';
}

/** Milliseconds since a task that is still in the service's memory was made: it counts them itself, free of any zone. */
async function ageOf(item: HistoryItem, context: Context): Promise<number | undefined> {
  if (!taskIdSchema.safeParse(item.task_id).success) return undefined;
  const answer = await call(context, { method: 'GET', path: tasksPath(context, `/${item.task_id}`) });
  if (answer.status !== 200) return undefined;
  const { status, wait_time_seconds: waited, execution_time_seconds: ran } = readJson(answer, taskSchema);
  if (typeof waited !== 'number') return undefined;
  if (status === 'pending') return waited * 1000;
  return status === 'running' && typeof ran === 'number' ? (waited + ran) * 1000 : undefined;
}

/** Whether more of this person's tasks wait or run than the history shows. */
async function hasTasksBeyond(items: readonly HistoryItem[], context: Context): Promise<boolean> {
  const answer = await callOk(context, { method: 'GET', path: tasksPath(context, '/queue') });
  const { tasks } = readJson(answer, queueSchema);
  const listed = items.filter((item) => item.status === 'pending' || item.status === 'running').length;
  return (tasks?.pending ?? 0) + (tasks?.running ?? 0) > listed;
}

function ticketOf(item: HistoryItem, request: ImageRequest): JsonValue {
  const taskId = taskIdSchema.safeParse(item.task_id);
  if (!taskId.success) throw notSure();
  const prompts = request.kind === 'batch' ? (request.prompts ?? [request.prompt]).length : undefined;
  const pictures = prompts ?? request.count;
  return { taskId: taskId.data, pictures, ...(prompts === undefined ? {} : { prompts }) };
}

function within(time: number, window: { from: number; to: number }): boolean {
  return time >= window.from && time <= window.to;
}

function notSure(): EaselError {
  return fail('lost', { maybeReceived: true });
}
