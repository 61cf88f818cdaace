/** The tasks of the simulator, and the controls that hold them, start them, and make them fail. */
import { randomUUID } from 'node:crypto';
import type { SimulatedRequest } from './requests';

export type SimulatedState = 'waiting' | 'running' | 'done' | 'failed';

export interface SimulatedTask {
  id: string;
  imageRequest: SimulatedRequest;
  state: SimulatedState;
  /** The error that the service reports. */
  failure?: { message: string; code?: string };
  createdAt: number;
  startedAt?: number;
  finishedAt?: number;
}

export interface TaskControl {
  /** Tasks wait until `releaseTasks`. */
  holdTasks(): void;
  releaseTasks(): void;
  /** Starts the first waiting task without ending it. */
  startNext(): void;
  failNext(message: string, code?: string): void;
  /** Deletes all tasks. */
  forgetTasks(): void;
}

export interface Tasks {
  add(imageRequest: SimulatedRequest): SimulatedTask;
  /** The task in its current state. */
  find(id: string): SimulatedTask | undefined;
  /** Resolves once the task is done or failed, or the signal aborts. */
  ended(task: SimulatedTask, signal: AbortSignal): Promise<void>;
  control: TaskControl;
}

export function createTasks(facts: { secondsPerImage: number; now(): number }): Tasks {
  const tasks = new Map<string, SimulatedTask>();
  const listeners = new Set<() => void>();
  const failures: { message: string; code?: string }[] = [];
  let isHeld = false;

  function begin(task: SimulatedTask): void {
    if (task.state !== 'waiting') return;
    task.state = 'running';
    task.startedAt = facts.now();
  }

  /** The state is only updated when it's read, so no timer is needed. */
  function settle(task: SimulatedTask): void {
    if (isHeld || task.state === 'done' || task.state === 'failed') return;
    begin(task);
    const took = (facts.now() - (task.startedAt ?? 0)) / 1000;
    if (took < facts.secondsPerImage * task.imageRequest.count) return;
    const failure = failures.shift();
    Object.assign(task, {
      state: failure ? 'failed' : 'done',
      finishedAt: facts.now(),
      ...(failure ? { failure } : {}),
    });
  }

  return {
    add(imageRequest) {
      const task: SimulatedTask = {
        id: `task_${randomUUID()}`,
        imageRequest,
        state: 'waiting',
        createdAt: facts.now(),
      };
      tasks.set(task.id, task);
      return task;
    },
    find(id) {
      const task = tasks.get(id);
      if (task) settle(task);
      return task;
    },
    async ended(task, signal) {
      for (settle(task); task.state !== 'done' && task.state !== 'failed' && !signal.aborted; settle(task)) {
        await changeOrPause(listeners, isHeld ? undefined : 20, signal);
      }
    },
    control: {
      holdTasks: () => void (isHeld = true),
      releaseTasks: () => {
        isHeld = false;
        for (const listener of listeners) listener();
      },
      startNext: () => {
        const next = [...tasks.values()].find((task) => task.state === 'waiting');
        if (next) begin(next);
      },
      failNext: (message, code) => void failures.push({ message, ...(code === undefined ? {} : { code }) }),
      forgetTasks: () => tasks.clear(),
    },
  };
}

function changeOrPause(listeners: Set<() => void>, ms: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = ms === undefined ? undefined : setTimeout(end, ms);
    function end(): void {
      clearTimeout(timer);
      listeners.delete(end);
      signal.removeEventListener('abort', end);
      resolve();
    }
    listeners.add(end);
    signal.addEventListener('abort', end, { once: true });
  });
}
