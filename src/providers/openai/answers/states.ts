/** The words that relays use for the state of a task. */
export type TaskState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'unknown';

const words: Record<Exclude<TaskState, 'unknown'>, readonly string[]> = {
  waiting: [
    'NOTSTART',
    'SUBMITTED',
    'QUEUED',
    'QUEUE',
    'QUEUING',
    'INQUEUE',
    'PENDING',
    'WAITING',
    'CREATE',
    'CREATED',
    'STARTING',
  ],
  running: ['INPROGRESS', 'RUNNING', 'PROCESSING', 'GENERATING', 'STARTED'],
  done: ['SUCCESS', 'SUCCEEDED', 'SUCCEED', 'COMPLETED', 'COMPLETE', 'DONE', 'FINISHED', 'READY', 'OK'],
  failed: [
    ...['FAILURE', 'FAILED', 'FAIL', 'ERROR', 'EXPIRED', 'TIMEOUT', 'ABORTED', 'REJECTED', 'TASKNOTFOUND'],
    ...['REQUESTMODERATED', 'CONTENTMODERATED'],
  ],
  cancelled: ['CANCELLED', 'CANCELED', 'CANCEL', 'INTERRUPTED'],
};

const states = new Map<string, TaskState>(
  Object.entries(words).flatMap(([state, each]) => each.map((word) => [word, state as TaskState] as const)),
);

/** Ignores case, `_`, `-`, and spaces. A task with an unknown word is treated as unfinished. */
export function stateOf(word: string): TaskState {
  return states.get(word.toUpperCase().replace(/[\s_-]+/g, '')) ?? 'unknown';
}

/** `"50%"`, `50`, `"0.5"` as 0 to 1; undefined for any other value. A bare 1 is one percent, because the state says when it's done. */
export function fractionOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const text = String(value).trim();
  const match = /^(\d{1,3}(?:\.\d{1,10})?)\s*(%?)$/.exec(text);
  if (!match) return undefined;
  const figure = Number(match[1]);
  const fraction = match[2] === '%' || figure >= 1 ? figure / 100 : figure;
  return fraction <= 1 ? fraction : undefined;
}
