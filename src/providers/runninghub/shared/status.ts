/** Maps the words for the state of a task to five states. */
export type TaskState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

const words: Readonly<Record<Exclude<TaskState, 'running'>, readonly string[]>> = {
  waiting: [
    'QUEUED',
    'QUEUE',
    'QUEUING',
    'QUEUEING',
    'INQUEUE',
    'PENDING',
    'WAITING',
    'SUBMITTED',
    'NOTSTART',
    'NOTSTARTED',
    'CREATE',
    'CREATED',
    'STARTING',
  ],
  done: ['SUCCESS', 'SUCCEED', 'SUCCEEDED', 'SUCCESSFUL', 'COMPLETED', 'COMPLETE', 'FINISHED', 'FINISH', 'DONE'],
  failed: ['FAILED', 'FAIL', 'FAILURE', 'ERROR', 'EXPIRED', 'TIMEOUT', 'ABORTED', 'REJECTED'],
  cancelled: ['CANCEL', 'CANCELLED', 'CANCELED', 'INTERRUPTED', 'TERMINATED'],
};

/** Ignores case and separators. An unknown word counts as running, so that a task that may be running isn't given up. */
export function stateOfWord(word: string): TaskState {
  const plain = word.toUpperCase().replace(/[\s_-]+/g, '');
  for (const state of ['waiting', 'done', 'failed', 'cancelled'] as const) {
    if (words[state].includes(plain)) return state;
  }
  return 'running';
}
