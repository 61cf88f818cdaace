/** The words by which RunningHub and services like it name the state of a task, folded into five. */
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

/** Any spelling; a word that nobody knows counts as running, so that what is still under way is not given up. */
export function foldStatus(word: string): TaskState {
  const plain = word.toUpperCase().replace(/[\s_-]+/g, '');
  for (const state of ['waiting', 'done', 'failed', 'cancelled'] as const) {
    if (words[state].includes(plain)) return state;
  }
  return 'running';
}
