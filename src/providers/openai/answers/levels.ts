/** The nested objects of an answer, and reading their members. */
import { isFields } from './images';

export type Fields = Record<string, unknown>;

/** Levels of nesting that are read. */
const maxDepth = 6;
const wrappers = ['data', 'result', 'output', 'response', 'task', 'job'];

/** The objects of an answer that may describe the job, the outermost first. */
export function levelsOf(body: unknown, depth = 0): Fields[] {
  if (depth >= maxDepth) return [];
  if (Array.isArray(body) && depth === 0) return levelsOf({ data: body as unknown[] }, depth);
  if (!isFields(body)) return [];
  return [body, ...wrappers.flatMap((name) => levelsOf(receiptIn(body[name]), depth + 1))];
}

/** A receipt may be the item of a list: `data: [{ task_id, status }]`. */
function receiptIn(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const item: unknown = value[0];
  return isFields(item) && (textId(item['task_id']) ?? textId(item['taskId'])) !== undefined ? item : undefined;
}

/** IDs go into paths. A number beyond 2^53 has lost its last digits; `parseBody` in `body.ts` quotes such numbers. */
export function textId(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && /^(?!\.+$)[\w.:=@+~-]{1,200}$/.test(text) ? text : undefined;
}

/** The first non-empty text among these members, trimmed. */
export function textIn(level: Fields, names: readonly string[]): string | undefined {
  const value = names.map((name) => level[name]).find((one) => typeof one === 'string' && one.trim() !== '');
  return typeof value === 'string' ? value.trim() : undefined;
}

/** The first value that `read` finds, from the outermost level on. */
export function first<Item>(levels: readonly Fields[], read: (level: Fields) => Item | undefined): Item | undefined {
  for (const level of levels) {
    const value = read(level);
    if (value !== undefined) return value;
  }
  return undefined;
}
