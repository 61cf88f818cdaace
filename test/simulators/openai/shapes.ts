/** Answers in the form of each service. */
import { drawPng } from '../image';
import { json, type Reply } from '../wire';
import type { SimulatedState, SimulatedTask } from './tasks';
import type { Simulation } from './simulation';

/** `{ created, data: […] }`. */
export function imagesBody(task: SimulatedTask, simulation: Simulation): Record<string, unknown> {
  const created = Math.floor(simulation.now() / 1000);
  return { created, data: itemsOf(task, simulation), ...usageOf(task) };
}

export function itemsOf(task: SimulatedTask, simulation: Simulation): Record<string, string>[] {
  const { imageRequest } = task;
  const [width, height] = imageRequest.size;
  const usual = imageRequest.family.startsWith('gpt') || imageRequest.responseFormat === 'b64_json' ? 'b64' : 'url';
  const answers = simulation.options.answers ?? usual;
  return Array.from({ length: imageRequest.count }, (_, index) => {
    const name = `${task.id}-${index}.png`;
    const bytes = simulation.files.get(name) ?? drawPng(width, height, `${imageRequest.prompt} ${index}`);
    if (!simulation.files.has(name)) simulation.files.set(name, bytes);
    switch (answers) {
      case 'b64':
        return { b64_json: Buffer.from(bytes).toString('base64') };
      case 'b64-prefixed':
        return { b64_json: `data:image/png;base64,${Buffer.from(bytes).toString('base64')}` };
      case 'url':
        return { url: `${simulation.url}/files/${name}`, revised_prompt: imageRequest.prompt };
      case 'relative':
        return { url: `/files/${name}` };
      case 'content':
        return { url: `/v1/images/${name}/content` };
    }
  });
}

function usageOf(task: SimulatedTask): Record<string, unknown> {
  if (!task.imageRequest.family.startsWith('gpt')) return {};
  const [width, height] = task.imageRequest.size;
  const image = 323 * task.imageRequest.references;
  const tokens = { input_tokens: 12 + image, output_tokens: 1056, total_tokens: 1068 + image };
  return {
    background: 'opaque',
    output_format: 'png',
    quality: 'medium',
    size: `${width}x${height}`,
    usage: { ...tokens, input_tokens_details: { text_tokens: 12, image_tokens: image } },
  };
}

/** The receipt for a task. */
export function receiptOf(task: SimulatedTask, simulation: Simulation): Reply {
  const { id } = task;
  const empty = simulation.options.emptyListInReceipts ? { data: [] } : {};
  const seconds = Math.floor(simulation.now() / 1000);
  const path = `/v1/images/tasks/${id}`;
  switch (simulation.dialect) {
    case 't8':
    case 'sync':
      return json(200, { task_id: id, ...empty });
    case 'newapi': {
      const urls = { status_url: path, content_url: `${path}/content` };
      return json(200, { id, status: 'submitted', ...urls, expires_at: seconds + 86_400, ...empty });
    }
    case 'sub2api': {
      const facts = { id, task_id: id, object: 'image.generation.task', status: wordFor('running', simulation) };
      const times = { created_at: seconds, expires_at: seconds + 86_400, poll_url: path };
      return json(202, { ...facts, ...times, ...empty }, { 'retry-after': '3', location: path });
    }
    case 'grsai':
      return json(200, { code: 0, msg: 'success', data: { id } });
  }
}

/** The answer to a poll. */
export function statusOf(task: SimulatedTask, simulation: Simulation): Reply {
  switch (simulation.dialect) {
    case 't8':
    case 'sync':
      return json(200, { code: 'success', message: '', data: relayTask(task, simulation) });
    case 'newapi':
      return json(200, newApiTask(task, simulation));
    case 'sub2api':
      return json(200, sub2apiTask(task, simulation), { 'cache-control': 'no-store' });
    case 'grsai':
      return json(200, { code: 0, msg: 'success', data: grsaiTask(task, simulation) });
  }
}

function relayTask(task: SimulatedTask, simulation: Simulation): Record<string, unknown> {
  const second = (time: number | undefined): number | string =>
    figure(time === undefined ? 0 : Math.floor(time / 1000), simulation);
  return {
    task_id: task.id,
    platform: 'images',
    action: 'generate',
    status: wordFor(task.state, simulation),
    fail_reason: task.failure?.message ?? '',
    submit_time: second(task.createdAt),
    start_time: second(task.startedAt),
    finish_time: second(task.finishedAt),
    progress: `${percent(task.state)}%`,
    data: task.state === 'done' ? imagesBody(task, simulation) : null,
  };
}

function newApiTask(task: SimulatedTask, simulation: Simulation): Record<string, unknown> {
  const path = `/v1/images/tasks/${task.id}`;
  return {
    id: task.id,
    object: 'image.task',
    model: task.imageRequest.model,
    status: wordFor(task.state, simulation),
    progress: figure(percent(task.state), simulation),
    created_at: Math.floor(task.createdAt / 1000),
    ...(task.state === 'done' ? { content_url: `${path}/content` } : {}),
    ...(task.failure ? { error: { code: task.failure.code ?? 'task_failed', message: task.failure.message } } : {}),
  };
}

function sub2apiTask(task: SimulatedTask, simulation: Simulation): Record<string, unknown> {
  const facts = {
    id: task.id,
    task_id: task.id,
    object: 'image.generation.task',
    status: wordFor(task.state, simulation),
  };
  const created = { created_at: Math.floor(task.createdAt / 1000) };
  if (task.state === 'done') {
    const result = imagesBody(task, simulation);
    const [first] = itemsOf(task, simulation);
    const mirror = first?.['url'] === undefined ? {} : { image_url: first['url'] };
    return { ...facts, ...created, http_status: figure(200, simulation), ...mirror, result };
  }
  if (task.state !== 'failed') return { ...facts, ...created };
  const type = task.failure?.code === 'moderation_blocked' ? 'image_generation_user_error' : 'api_error';
  const error = { type, message: task.failure?.message, ...(task.failure?.code ? { code: task.failure.code } : {}) };
  return { ...facts, ...created, http_status: figure(type === 'api_error' ? 502 : 400, simulation), error };
}

export function grsaiTask(task: SimulatedTask, simulation: Simulation): Record<string, unknown> {
  const results =
    task.state === 'done' ? itemsOf(task, simulation).map((item) => ({ url: item['url'] ?? '', content: 'done' })) : [];
  return {
    id: task.id,
    results,
    progress: figure(percent(task.state), simulation),
    status: wordFor(task.state, simulation),
    failure_reason: task.failure ? (task.failure.code ?? 'error') : '',
    error: task.failure?.message ?? '',
  };
}

const words: Record<Simulation['dialect'], Record<SimulatedState, string>> = {
  sync: { waiting: 'NOT_START', running: 'IN_PROGRESS', done: 'SUCCESS', failed: 'FAILURE' },
  t8: { waiting: 'NOT_START', running: 'IN_PROGRESS', done: 'SUCCESS', failed: 'FAILURE' },
  newapi: { waiting: 'queued', running: 'processing', done: 'succeeded', failed: 'failed' },
  sub2api: { waiting: 'queued', running: 'processing', done: 'completed', failed: 'failed' },
  grsai: { waiting: 'running', running: 'running', done: 'succeeded', failed: 'failed' },
};

function wordFor(state: SimulatedState, simulation: Simulation): string {
  return simulation.options.words?.[state] ?? words[simulation.dialect][state];
}

function percent(state: SimulatedState): number {
  return { waiting: 0, running: 50, done: 100, failed: 100 }[state];
}

function figure(value: number, simulation: Simulation): number | string {
  return simulation.options.numbersAsTexts ? String(value) : value;
}
