/** Variants of the service's answers: spellings, members and types in its current and former documentation. */
import type { Task } from './tasks';

export interface Dialect {
  /** Name of the ID in the answer to createTask; `taskId` when left out. */
  idName?: string;
  /** Other words for states. */
  states?: Partial<Record<Task['state'], string>>;
  /** Member with the results of a finished task; a JSON text with `resultUrls` when left out. */
  result?:
    | 'object'
    | 'result-object'
    | 'output.image_url'
    | 'output.imageUrl'
    | 'output.url'
    | 'response.resultUrls'
    | 'response.resultImageUrl';
  /** Numbers come as texts. */
  numbersAsText?: true;
  /** Name of the ID in callbacks. */
  callbackIdName?: 'taskId' | 'task_id';
}

/** A task as recordInfo and callbacks show it. */
export function recordOf(task: Task, dialect: Dialect): Record<string, unknown> {
  const number = (value: number): number | string => (dialect.numbersAsText ? String(value) : value);
  const isDone = task.state === 'success';
  const costTime = task.completedAt === undefined ? null : number(task.completedAt - task.createdAt);
  return {
    taskId: task.id,
    model: task.model,
    state: dialect.states?.[task.state] ?? task.state,
    // Like the service: the input is a JSON text inside the JSON text.
    param: JSON.stringify({ ...task.body, input: JSON.stringify(task.input) }),
    ...(isDone ? resultOf(task.urls, dialect) : { resultJson: task.state === 'fail' ? '' : null }),
    failCode: task.failure?.code ?? null,
    failMsg: task.failure?.message ?? null,
    costTime,
    completeTime: task.completedAt === undefined ? null : number(task.completedAt),
    createTime: number(task.createdAt),
    updateTime: number(task.completedAt ?? task.createdAt),
    ...(task.state === 'generating' ? { progress: number(45) } : {}),
    creditsConsumed: number(isDone ? task.credits : 0),
  };
}

function resultOf(urls: string[], dialect: Dialect): Record<string, unknown> {
  const [first] = urls;
  const { result } = dialect;
  if (result === undefined) return { resultJson: JSON.stringify({ resultUrls: urls }) };
  switch (result) {
    case 'object':
      return { resultJson: { resultUrls: urls } };
    case 'result-object':
      return { resultJson: JSON.stringify({ resultObject: { imageUrls: urls } }) };
    case 'output.image_url':
      return { output: { image_url: first } };
    case 'output.imageUrl':
      return { output: { imageUrl: first } };
    case 'output.url':
      return { output: { url: first } };
    case 'response.resultUrls':
      return { response: { resultUrls: urls } };
    case 'response.resultImageUrl':
      return { response: { resultImageUrl: first } };
  }
}
