/** The queue and the one or more GPUs that work on it, with the service's own peculiarities. */
import { randomUUID } from 'node:crypto';
import { localTime } from './localTime';

export type TaskType = 'text_to_image' | 'image_edit' | 'batch_edit';

export interface ResultFile {
  name: string;
  type: 'image/png' | 'application/zip';
  bytes: Uint8Array;
}

export interface Task {
  id: string;
  number: number;
  userId: number;
  type: TaskType;
  prompt: string;
  negativePrompt: string;
  parameters: Record<string, unknown>;
  status: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';
  error: string | null;
  createdAt: number;
  startedAt: number | null;
  completedAt: number | null;
  /** Number of pending tasks at the last poll while pending; never reset. */
  position: number;
  /** False after a restart or a cleanup: only the database knows the task. */
  inMemory: boolean;
  pictures: number;
  make(): ResultFile;
  result?: ResultFile;
}

export type NewTask = Pick<Task, 'userId' | 'type' | 'prompt' | 'negativePrompt' | 'parameters' | 'pictures' | 'make'>;

/** How tests steer the time of the GPU. */
export interface TaskControl {
  /** Tasks start and end only on command. */
  holdTasks(): void;
  /** Takes up work again, what is held included. */
  releaseTasks(): void;
  /** Starts the next waiting task; gives its id. */
  startNext(): string | undefined;
  /** Ends the task that has run longest; when none runs, the next waiting one is started first. Gives its id. */
  finishNext(): string | undefined;
  /** The next task that ends does so with this error. */
  failNext(message: string): void;
  /** Changes the seconds per image. */
  setSecondsPerImage(seconds: number): void;
  /** The process starts anew: the database remains, running and waiting tasks stay so for ever. */
  restart(): void;
  /** The service knows nothing of the task any more (all tasks, when no id is given). */
  vanish(taskId?: string): void;
  /** The files of all results are cleaned up. */
  expireResults(): void;
  /** Ids in the order in which they came. */
  taskIds(): string[];
}

export interface Tasks {
  control: TaskControl;
  add(task: NewTask): Task;
  get(id: string): Task | undefined;
  all(): Task[];
  pendingCount(): number;
  runningCount(): number;
  /** Waiting tasks are marked and executed nevertheless. */
  cancel(task: Task): boolean;
  /** Resolves when the task is over, after `seconds`, or when the signal aborts. */
  over(task: Task, wait: { seconds: number; signal: AbortSignal }): Promise<void>;
  cleanup(): number;
  memoryShape(task: Task): Record<string, unknown>;
  databaseShape(task: Task): Record<string, unknown>;
  stop(): void;
}

interface TasksOptions {
  now(): number;
  gpus?: number;
  secondsPerImage?: number;
  utcOffset?: number;
}

export function isOver(task: Task): boolean {
  return task.status === 'completed' || task.status === 'failed' || task.status === 'cancelled';
}

export function createTasks(options: TasksOptions): Tasks {
  const tasks = new Map<string, Task>();
  let queue: Task[] = [];
  let running: Task[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const listeners = new Set<() => void>();
  let isHeld = false;
  let isStopped = false;
  let nextError: string | undefined;
  let secondsPerImage = options.secondsPerImage ?? 0;
  let lastNumber = 0;

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  function pump(): void {
    if (isHeld || isStopped) return;
    for (const task of running) finishLater(task);
    while (running.length < (options.gpus ?? 1) && queue.length > 0) {
      const task = start();
      if (task) finishLater(task);
    }
  }

  function start(): Task | undefined {
    const task = queue.shift();
    if (!task) return undefined;
    // A bug of the service: a canceled task stays in the queue and runs.
    task.status = 'running';
    task.startedAt = options.now();
    running.push(task);
    return task;
  }

  function finishLater(task: Task): void {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        if (!isHeld && running.includes(task)) finish(task);
      },
      task.pictures * secondsPerImage * 1000,
    );
    timers.add(timer);
  }

  function finish(task: Task): void {
    running = running.filter((other) => other !== task);
    task.completedAt = options.now();
    if (nextError === undefined) {
      task.status = 'completed';
      task.result = task.make();
    } else {
      task.status = 'failed';
      task.error = nextError;
      nextError = undefined;
    }
    tell();
    pump();
  }

  function clearTimers(): void {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  }

  const pendingCount = (): number =>
    [...tasks.values()].filter((task) => task.inMemory && task.status === 'pending').length;
  const time = (at: number | null): string | null => (at === null ? null : localTime(at, options.utcOffset));
  const seconds = (from: number | null, to: number | null): number | null =>
    from === null || to === null ? null : (to - from) / 1000;

  const control: TaskControl = {
    holdTasks: () => {
      isHeld = true;
      clearTimers();
    },
    releaseTasks: () => {
      isHeld = false;
      pump();
    },
    startNext: () => start()?.id,
    finishNext: () => {
      const task = running[0] ?? start();
      if (task) finish(task);
      return task?.id;
    },
    failNext: (message) => void (nextError = message),
    setSecondsPerImage: (value) => void (secondsPerImage = value),
    restart: () => {
      queue = [];
      running = [];
      clearTimers();
      for (const task of tasks.values()) task.inMemory = false;
      tell();
    },
    vanish: (taskId) => {
      for (const id of taskId === undefined ? [...tasks.keys()] : [taskId]) {
        const task = tasks.get(id);
        queue = queue.filter((other) => other !== task);
        running = running.filter((other) => other !== task);
        tasks.delete(id);
      }
      tell();
    },
    expireResults: () => {
      for (const task of tasks.values()) delete task.result;
    },
    taskIds: () => [...tasks.keys()],
  };

  return {
    control,
    add(wanted) {
      lastNumber += 1;
      const task: Task = {
        ...wanted,
        id: randomUUID(),
        number: lastNumber,
        status: 'pending',
        error: null,
        createdAt: options.now(),
        startedAt: null,
        completedAt: null,
        position: pendingCount() + 1,
        inMemory: true,
      };
      tasks.set(task.id, task);
      queue.push(task);
      setImmediate(pump);
      return task;
    },
    get: (id) => tasks.get(id),
    all: () => [...tasks.values()],
    pendingCount,
    runningCount: () => running.length,
    cancel(task) {
      if (task.status !== 'pending') return false;
      task.status = 'cancelled';
      tell();
      return true;
    },
    over: (task, wait) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (isOver(task) || !tasks.has(task.id)) done();
        };
        const done = (): void => {
          clearTimeout(timer);
          listeners.delete(look);
          resolve();
        };
        const timer = setTimeout(done, wait.seconds * 1000);
        wait.signal.addEventListener('abort', done, { once: true });
        listeners.add(look);
        look();
      }),
    cleanup() {
      const done = [...tasks.values()].filter((task) => isOver(task) && task.inMemory);
      for (const task of done) task.inMemory = false;
      return done.length;
    },
    memoryShape(task) {
      if (task.status === 'pending') task.position = pendingCount();
      return {
        task_id: task.id,
        status: task.status,
        error: task.error,
        created_at: time(task.createdAt),
        started_at: time(task.startedAt),
        completed_at: time(task.completedAt),
        position_in_queue: task.position,
        wait_time_seconds: seconds(task.createdAt, task.startedAt),
        execution_time_seconds: seconds(task.startedAt, task.completedAt),
        task_type: task.type,
        result_path: task.result ? `/srv/results/${task.result.name}` : null,
        result_filename: task.result?.name ?? null,
      };
    },
    databaseShape: (task) => ({
      id: task.number,
      task_id: task.id,
      user_id: task.userId,
      task_type: task.type,
      prompt: task.prompt,
      negative_prompt: task.negativePrompt,
      parameters: task.parameters,
      status: task.status,
      result_path: task.result ? `/srv/results/${task.result.name}` : null,
      result_filename: task.result?.name ?? null,
      error_message: task.error,
      // The database fills this in itself, in UTC; the other times are the server's local ones.
      created_at: localTime(task.createdAt, 0),
      started_at: time(task.startedAt),
      completed_at: time(task.completedAt),
      execution_time: task.completedAt === null ? null : seconds(task.startedAt, task.completedAt),
    }),
    stop() {
      isStopped = true;
      clearTimers();
      tell();
    },
  };
}
