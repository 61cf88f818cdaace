/** The queue, the tasks, and their images. */
import { randomUUID } from 'node:crypto';
import { drawPng } from '../image';
import { textOf } from './models';

export interface Task {
  id: string;
  model: string;
  /** The whole body of createTask. */
  body: Record<string, unknown>;
  input: Record<string, unknown>;
  callBackUrl: string | undefined;
  state: 'waiting' | 'queuing' | 'generating' | 'success' | 'fail';
  failure: { code: string; message: string } | undefined;
  urls: string[];
  credits: number;
  createdAt: number;
  completedAt: number | undefined;
  /** Number of polls so far. */
  polls: number;
}

/** Controls when tasks start and end. */
export interface TaskControl {
  /** Tasks start and end only on command. */
  holdTasks(): void;
  releaseTasks(): void;
  /** Starts the next waiting task without ending it. @returns Its ID. */
  startNext(): string | undefined;
  /** Ends the oldest running task; starts one if none runs. */
  finishNext(): string | undefined;
  /** The next task that ends fails with this. */
  failNext(failure?: { code: string; message: string }): void;
  /** Deletes a task; all tasks without an ID. */
  vanish(taskId?: string): void;
  /** Deletes the files of all results. */
  expireResults(): void;
  taskIds(): string[];
}

export interface Tasks {
  control: TaskControl;
  add(body: Record<string, unknown>, facts: { input: Record<string, unknown>; credits: number }): Task;
  get(id: string): Task | undefined;
  /** Bytes of a result by its path. */
  file(path: string): Uint8Array | undefined;
  stop(): void;
}

export interface TasksOptions {
  now(): number;
  /** Base URL of results. */
  filesUrl(): string;
  /** Base URL of uploads. */
  uploadsUrl(): string;
  secondsPerImage: number;
  /** Size of an uploaded image. */
  sizeOf(url: string): [number, number] | undefined;
  ended(task: Task): void;
}

const generic = { code: '500', message: 'Internal Error, Please try again later.' };

export function createTasks(options: TasksOptions): Tasks {
  const tasks = new Map<string, Task>();
  const files = new Map<string, Uint8Array>();
  const timers = new Set<NodeJS.Timeout>();
  let isHeld = false;
  let isStopped = false;
  let nextFailure: { code: string; message: string } | undefined;

  const inState = (...states: Task['state'][]): Task | undefined =>
    [...tasks.values()].find((task) => states.includes(task.state));

  function start(): Task | undefined {
    const task = inState('waiting', 'queuing');
    if (task) task.state = 'generating';
    return task;
  }

  function finish(task: Task): void {
    if (!tasks.has(task.id) || task.state === 'success' || task.state === 'fail') return;
    task.completedAt = options.now();
    task.failure = nextFailure ?? missingReference(task);
    nextFailure = undefined;
    task.state = task.failure ? 'fail' : 'success';
    if (!task.failure) task.urls = draw(task);
    options.ended(task);
  }

  /** The service downloads input images, and fails if one is missing. */
  function missingReference(task: Task): Task['failure'] {
    const gone = referencesOf(task.input).some((url) => url.startsWith(options.uploadsUrl()) && !options.sizeOf(url));
    return gone
      ? { code: '400', message: 'Image fetch failed. Check access settings or use our File Upload API instead.' }
      : undefined;
  }

  function draw(task: Task): string[] {
    const count = Number(task.input['num_images'] ?? 1);
    const size = sizeFor(task.input, options.sizeOf);
    return Array.from({ length: count }, (_, index) => {
      const path = `/results/${task.id}-${index + 1}.png`;
      files.set(path, drawPng(...size, `${String(task.input['prompt'])} ${index}`));
      return options.filesUrl() + path;
    });
  }

  function run(task: Task): void {
    if (isHeld || isStopped) return;
    task.state = 'queuing';
    later(options.secondsPerImage * 250, () => {
      if (!isHeld && task.state === 'queuing') task.state = 'generating';
    });
    later(options.secondsPerImage * 1000, () => {
      if (!isHeld) finish(task);
    });
  }

  function later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  }

  const control: TaskControl = {
    holdTasks: () => void (isHeld = true),
    releaseTasks: () => {
      isHeld = false;
      for (const task of tasks.values()) if (!isOver(task)) later(0, () => finish(task));
    },
    startNext: () => start()?.id,
    finishNext: () => {
      const task = inState('generating') ?? start();
      if (task) finish(task);
      return task?.id;
    },
    failNext: (failure = generic) => void (nextFailure = failure),
    vanish: (taskId) => {
      for (const id of taskId === undefined ? [...tasks.keys()] : [taskId]) tasks.delete(id);
    },
    expireResults: () => files.clear(),
    taskIds: () => [...tasks.keys()],
  };

  return {
    control,
    add(body, { input, credits }) {
      const callBackUrl = body['callBackUrl'];
      const task: Task = {
        id: randomUUID().replaceAll('-', ''),
        model: String(body['model']),
        body,
        input,
        callBackUrl: typeof callBackUrl === 'string' && callBackUrl !== '' ? callBackUrl : undefined,
        state: 'waiting',
        failure: undefined,
        urls: [],
        credits,
        createdAt: options.now(),
        completedAt: undefined,
        polls: 0,
      };
      tasks.set(task.id, task);
      setImmediate(() => run(task));
      return task;
    },
    get: (id) => tasks.get(id),
    file: (path) => files.get(path),
    stop() {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

function isOver(task: Task): boolean {
  return task.state === 'success' || task.state === 'fail';
}

/** The URLs of the input images in all fields. */
export function referencesOf(input: Record<string, unknown>): string[] {
  const fields = ['image_urls', 'image_input', 'input_urls', 'image_url'].map((name) => input[name]);
  return fields.flat().filter((value): value is string => typeof value === 'string');
}

const longSides: Record<string, number> = { '1K': 1024, '2K': 2048, '4K': 4096 };
const words: Record<string, string> = {
  square: '1:1',
  square_hd: '1:1',
  portrait_4_3: '3:4',
  portrait_16_9: '9:16',
  landscape_4_3: '4:3',
  landscape_16_9: '16:9',
};

function sizeFor(input: Record<string, unknown>, sizeOf: TasksOptions['sizeOf']): [number, number] {
  const told = textOf(input['aspect_ratio'] ?? input['image_size'], 'auto');
  const reference = referencesOf(input).map(sizeOf)[0] ?? [1, 1];
  const [width, height] =
    told === 'auto' ? reference : ((words[told] ?? told).split(':').map(Number) as [number, number]);
  const long = longSides[textOf(input['resolution'], '1K')] ?? 1024;
  const scale = long / Math.max(width, height);
  return [Math.max(8, Math.round(width * scale)), Math.max(8, Math.round(height * scale))];
}
