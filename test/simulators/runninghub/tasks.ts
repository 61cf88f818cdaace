/** Tasks of both generations: a queue with gates, and what became of each. */
import { drawPng } from '../image';
import type { TaskWord } from './simulation';

export interface Output {
  /** Ending of the file: `png`, `txt`, … */
  type: string;
  bytes: Uint8Array;
}

export interface Task {
  id: string;
  kind: 'app' | 'model';
  key: string;
  state: TaskWord;
  createdAt: number;
  /** What it will give. */
  outputs: Output[];
  failure?: { code: string; message: string; node: string };
  cost: { money: number; coins: number };
}

export interface NewTask {
  kind: Task['kind'];
  key: string;
  prompt: string;
  size: { width: number; height: number };
  count?: number;
  /** The graph is broken: it is taken, and fails. */
  broken?: string;
}

export interface TaskControl {
  /** Tasks stay as they are from now on. */
  holdTasks(): void;
  releaseTasks(): void;
  /** All waiting ones begin. */
  startNext(): void;
  /** The first that is under way is done (or fails, when it is to). */
  finishNext(): void;
  /** The next new task fails at this; code 805 for apps and 1015 for models when left out. */
  failNext(message: string, code?: string): void;
  /** The next new task gives files of these kinds. */
  giveNext(...types: string[]): void;
  /** Forgets every task. */
  vanish(): void;
  /** Result URLs answer 403 from now on. */
  expireResults(): void;
  /** Cancels all tasks, as on the website. */
  cancelAll(): void;
}

export interface Tasks {
  control: TaskControl;
  create(wanted: NewTask): Task;
  get(id: string): Task | undefined;
  /** Under way with this key. */
  active(key: string): number;
  all(): Task[];
  /** Done at once when true. */
  isInstant(): boolean;
  cancel(task: Task): boolean;
  output(path: string): Uint8Array | 'expired' | undefined;
}

export function createTasks(options: { now(): number; seconds: number; instant: boolean }): Tasks {
  const tasks = new Map<string, Task>();
  let held = false;
  let areResultsExpired = false;
  let nextFailure: { code?: string; message: string } | undefined;
  let nextTypes: string[] | undefined;
  let count = 0;

  function advance(task: Task): Task {
    if (held || (task.state !== 'QUEUED' && task.state !== 'RUNNING')) return task;
    const age = options.now() - task.createdAt;
    if (age >= options.seconds * 1000) finish(task);
    else if (age >= options.seconds * 500) task.state = 'RUNNING';
    return task;
  }

  function finish(task: Task): void {
    task.state = task.failure ? 'FAILED' : 'SUCCESS';
  }

  function create(wanted: NewTask): Task {
    count += 1;
    // 19 digits: beyond what a JavaScript number can hold.
    const id = `191024675475${String(3_896_450 + count).padStart(7, '0')}`;
    const types = nextTypes ?? Array.from({ length: wanted.count ?? 1 }, () => 'png');
    nextTypes = undefined;
    const task: Task = {
      id,
      kind: wanted.kind,
      key: wanted.key,
      state: 'QUEUED',
      createdAt: options.now(),
      outputs: types.map((type, index) => ({ type, bytes: bytesOf(type, wanted, index) })),
      cost: wanted.kind === 'app' ? { money: 0, coins: 12 } : { money: 0.4, coins: 0 },
    };
    const usual = wanted.kind === 'app' ? '805' : '1015';
    if (wanted.broken) task.failure = { code: usual, message: wanted.broken, node: 'KSampler' };
    if (nextFailure) {
      task.failure = { code: nextFailure.code ?? usual, message: nextFailure.message, node: 'KSampler' };
      nextFailure = undefined;
    }
    tasks.set(id, task);
    return task;
  }

  function all(): Task[] {
    return [...tasks.values()].map(advance);
  }

  return {
    create,
    all,
    get(id) {
      const task = tasks.get(id);
      return task && advance(task);
    },
    active: (key) => all().filter((task) => task.key === key && ['QUEUED', 'RUNNING'].includes(task.state)).length,
    isInstant: () => options.instant && !held,
    cancel(task) {
      // A model's task is beyond recall once it runs.
      const canStop = task.state === 'QUEUED' || (task.state === 'RUNNING' && task.kind === 'app');
      if (canStop) task.state = 'CANCEL';
      return canStop;
    },
    output(path) {
      const [, id, index] = /^\/rh-output\/(\d+)_(\d+)\.\w+$/.exec(path) ?? [];
      const found = id === undefined ? undefined : tasks.get(id)?.outputs[Number(index)];
      return found && (areResultsExpired ? 'expired' : found.bytes);
    },
    control: {
      holdTasks: () => void (held = true),
      releaseTasks: () => void (held = false),
      startNext: () => {
        for (const task of tasks.values()) if (task.state === 'QUEUED') task.state = 'RUNNING';
      },
      finishNext: () => {
        const next = [...tasks.values()].find((task) => task.state === 'QUEUED' || task.state === 'RUNNING');
        if (next) finish(next);
      },
      failNext: (message, code) => void (nextFailure = { message, ...(code ? { code } : {}) }),
      giveNext: (...types) => void (nextTypes = types),
      vanish: () => tasks.clear(),
      expireResults: () => void (areResultsExpired = true),
      cancelAll: () => {
        for (const task of tasks.values()) task.state = 'CANCEL';
      },
    },
  };
}

function bytesOf(type: string, { size, prompt }: NewTask, index: number): Uint8Array {
  if (type !== 'png') return new TextEncoder().encode(`not a picture, ${type}`);
  return drawPng(size.width, size.height, `${prompt} ${index}`);
}
