/** Looking at a task, by every call that the service has for it. */
import type { Reply } from '../wire';
import { envelope, flat, flatRefusal, springNotFound } from './replies';
import type { Task } from './tasks';
import type { World } from './world';

/** What v2 says of a task, in a submit's answer as in a query's. */
export function stateMembers(world: World, task: Task): Record<string, unknown> {
  const common = { taskId: task.id, status: wordOf(world, task), clientId: 'c0ffee' };
  switch (task.state) {
    case 'QUEUED':
    case 'RUNNING':
    case 'CANCEL':
      return { ...common, usage: usage(task, false) };
    case 'SUCCESS':
      return { ...common, results: results(world, task), usage: usage(task, true) };
    case 'FAILED': {
      const { code = '1015', message = '' } = task.failure ?? {};
      const failedReason = task.kind === 'app' ? { failedReason: reasonOf(world, task) } : {};
      return { ...common, errorCode: code, errorMessage: message, ...failedReason, usage: usage(task, true) };
    }
  }
}

export function queryV2(world: World, path: string, id: string): Reply {
  if (world.dialect.without === 'v2') return springNotFound(path);
  const task = world.tasks.get(id);
  return task ? flat(world, stateMembers(world, task)) : flatRefusal(world, 1004);
}

export function outputsV1(world: World, path: string, id: string): Reply {
  if (world.dialect.without === 'v1') return springNotFound(path);
  const task = world.tasks.get(id);
  if (!task) return envelope(world, 807, null);
  switch (task.state) {
    case 'QUEUED':
      return pending(world, 813, null);
    case 'RUNNING':
      return pending(world, 804, { netWssUrl: null });
    case 'SUCCESS':
      return envelope(world, 0, items(world, task));
    case 'FAILED': {
      const reason = world.dialect.failedReason === 'absent' ? {} : { failedReason: reasonOf(world, task) };
      return envelope(world, 805, reason);
    }
    case 'CANCEL':
      return envelope(world, 805, null);
  }
}

/** `data` is a bare text. */
export function statusV1(world: World, id: string): Reply {
  const task = world.tasks.get(id);
  return task ? envelope(world, 0, wordOf(world, task)) : envelope(world, 807, null);
}

/** What other people's documents claim. */
export function statusOfSeed(world: World, path: string, id: string): Reply {
  const task = world.dialect.seedStatusPath ? world.tasks.get(id) : undefined;
  if (!task) return springNotFound(path);
  const data = { taskId: task.id, status: task.state === 'SUCCESS' ? 'completed' : task.state.toLowerCase() };
  const result = task.state === 'SUCCESS' ? { result: { imageUrl: urls(world, task)[0] } } : {};
  return envelope(world, 0, { ...data, ...result });
}

export function cancelV1(world: World, id: string): Reply {
  const task = world.tasks.get(id);
  return task && world.tasks.cancel(task) ? envelope(world, 0, null) : envelope(world, 807, null);
}

function pending(world: World, code: number, data: unknown): Reply {
  const msg = code === 813 ? 'APIKEY_TASK_IS_QUEUED' : 'APIKEY_TASK_IS_RUNNING';
  return envelope(world, { code: world.dialect.stateInMessage ? 0 : code, msg }, data);
}

function wordOf(world: World, task: Task): string {
  return world.dialect.words?.[task.state] ?? task.state;
}

function urls(world: World, task: Task): string[] {
  return task.outputs.map(({ type }, index) => `${world.url()}/rh-output/${task.id}_${index}.${type}`);
}

function results(world: World, task: Task): unknown[] {
  return urls(world, task).map((url, index) => ({
    [world.dialect.urlName ?? 'url']: url,
    outputType: task.outputs[index]?.type,
    nodeId: '9',
    text: null,
  }));
}

function items(world: World, task: Task): unknown[] {
  const { consumeMoney, consumeCoins, taskCostTime, thirdPartyConsumeMoney } = usage(task, true);
  return urls(world, task).map((fileUrl, index) => ({
    fileUrl,
    fileType: task.outputs[index]?.type,
    taskCostTime,
    nodeId: '9',
    consumeCoins,
    consumeMoney,
    thirdPartyConsumeMoney,
  }));
}

/** Figures are texts, and null until something is known. */
function usage(task: Task, isOver: boolean): Record<string, string | null> {
  const shown = (value: number): string | null => (isOver && value > 0 ? String(value) : null);
  return {
    thirdPartyConsumeMoney: null,
    consumeMoney: shown(task.cost.money),
    consumeCoins: shown(task.cost.coins),
    taskCostTime: isOver ? '83' : '0',
  };
}

function reasonOf(world: World, task: Task): unknown {
  const reason = {
    node_name: task.failure?.node ?? '',
    node_id: '3',
    exception_type: 'RuntimeError',
    exception_message: task.failure?.message ?? '',
    traceback: '[]',
    current_inputs: '{}',
    current_outputs: '{}',
  };
  return world.dialect.failedReason === 'text' ? JSON.stringify(reason) : reason;
}
