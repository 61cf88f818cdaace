/** The calls that return the state of a task. */
import type { Reply } from '../wire';
import { envelope, flat, flatRefusal, springNotFound } from './replies';
import type { Task } from './tasks';
import type { Simulation } from './simulation';

/** The v2 form of a task, in the answers to submits and queries. */
export function stateMembers(simulation: Simulation, task: Task): Record<string, unknown> {
  const common = { taskId: task.id, status: wordOf(simulation, task), clientId: 'c0ffee' };
  switch (task.state) {
    case 'QUEUED':
    case 'RUNNING':
    case 'CANCEL':
      return { ...common, usage: usage(task, false) };
    case 'SUCCESS':
      return { ...common, results: results(simulation, task), usage: usage(task, true) };
    case 'FAILED': {
      const { code = '1015', message = '' } = task.failure ?? {};
      const failedReason = task.kind === 'app' ? { failedReason: reasonOf(simulation, task) } : {};
      return { ...common, errorCode: code, errorMessage: message, ...failedReason, usage: usage(task, true) };
    }
  }
}

export function queryV2(simulation: Simulation, path: string, id: string): Reply {
  if (simulation.dialect.without === 'v2') return springNotFound(path);
  const task = simulation.tasks.get(id);
  return task ? flat(simulation, stateMembers(simulation, task)) : flatRefusal(simulation, 1004);
}

export function outputsV1(simulation: Simulation, path: string, id: string): Reply {
  if (simulation.dialect.without === 'v1') return springNotFound(path);
  const task = simulation.tasks.get(id);
  if (!task) return envelope(simulation, 807, null);
  switch (task.state) {
    case 'QUEUED':
      return pending(simulation, 813, null);
    case 'RUNNING':
      return pending(simulation, 804, { netWssUrl: null });
    case 'SUCCESS':
      return envelope(simulation, 0, items(simulation, task));
    case 'FAILED': {
      const reason = simulation.dialect.failedReason === 'absent' ? {} : { failedReason: reasonOf(simulation, task) };
      return envelope(simulation, 805, reason);
    }
    case 'CANCEL':
      return envelope(simulation, 805, null);
  }
}

/** `data` is a bare text. */
export function statusV1(simulation: Simulation, id: string): Reply {
  const task = simulation.tasks.get(id);
  return task ? envelope(simulation, 0, wordOf(simulation, task)) : envelope(simulation, 807, null);
}

/** What other people's documents claim. */
export function statusOfSeed(simulation: Simulation, path: string, id: string): Reply {
  const task = simulation.dialect.seedStatusPath ? simulation.tasks.get(id) : undefined;
  if (!task) return springNotFound(path);
  const data = { taskId: task.id, status: task.state === 'SUCCESS' ? 'completed' : task.state.toLowerCase() };
  const result = task.state === 'SUCCESS' ? { result: { imageUrl: urls(simulation, task)[0] } } : {};
  return envelope(simulation, 0, { ...data, ...result });
}

export function cancelV1(simulation: Simulation, id: string): Reply {
  const task = simulation.tasks.get(id);
  return task && simulation.tasks.cancel(task) ? envelope(simulation, 0, null) : envelope(simulation, 807, null);
}

function pending(simulation: Simulation, code: number, data: unknown): Reply {
  const msg = code === 813 ? 'APIKEY_TASK_IS_QUEUED' : 'APIKEY_TASK_IS_RUNNING';
  return envelope(simulation, { code: simulation.dialect.stateInMessage ? 0 : code, msg }, data);
}

function wordOf(simulation: Simulation, task: Task): string {
  return simulation.dialect.words?.[task.state] ?? task.state;
}

function urls(simulation: Simulation, task: Task): string[] {
  return task.outputs.map(({ type }, index) => `${simulation.url()}/rh-output/${task.id}_${index}.${type}`);
}

function results(simulation: Simulation, task: Task): unknown[] {
  return urls(simulation, task).map((url, index) => ({
    [simulation.dialect.urlName ?? 'url']: url,
    outputType: task.outputs[index]?.type,
    nodeId: '9',
    text: null,
  }));
}

function items(simulation: Simulation, task: Task): unknown[] {
  const { consumeMoney, consumeCoins, taskCostTime, thirdPartyConsumeMoney } = usage(task, true);
  return urls(simulation, task).map((fileUrl, index) => ({
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

function reasonOf(simulation: Simulation, task: Task): unknown {
  const reason = {
    node_name: task.failure?.node ?? '',
    node_id: '3',
    exception_type: 'RuntimeError',
    exception_message: task.failure?.message ?? '',
    traceback: '[]',
    current_inputs: '{}',
    current_outputs: '{}',
  };
  return simulation.dialect.failedReason === 'text' ? JSON.stringify(reason) : reason;
}
