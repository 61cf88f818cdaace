/** The routes of the simulator. */
import { json, type Reply, type WireRequest } from '../wire';
import { catalog, otherModels } from './catalog';
import { promptFaultOf } from './promptFaults';
import { Refused, refuse } from './refusals';
import { grsaiTask, imagesBody, itemsOf, receiptOf, statusOf } from './shapes';
import { readDraw, readEdit, readGeneration, type SimulatedRequest } from './requests';
import type { Simulation } from './simulation';

export async function answerTo(request: WireRequest, simulation: Simulation): Promise<Reply> {
  try {
    return await route(request, simulation);
  } catch (thrown) {
    if (thrown instanceof Refused) return refuse(simulation.dialect, thrown.refusal);
    throw thrown;
  }
}

async function route(request: WireRequest, simulation: Simulation): Promise<Reply> {
  const { path, method } = request;
  const file = /^\/files\/([\w.-]+)$/.exec(path)?.[1];
  // Result URLs need no key, which must not reach the log of another host.
  if (file !== undefined) return method === 'GET' ? fileReply(file, simulation) : unknownRoute(request, simulation);
  if (!isKnown(request, simulation)) return unknownRoute(request, simulation);
  checkKey(request, simulation);
  if (method === 'POST') return submitOrResult(request, simulation);
  if (path === '/v1/models') return models(simulation);
  if (path === '/v1/dashboard/billing/subscription') return json(200, subscription(simulation));
  if (path === '/v1/dashboard/billing/usage') return json(200, { object: 'list', total_usage: used(simulation) * 4 });
  if (path === '/api/usage/token/') return json(200, tokenUsage(simulation));
  const content = /^\/v1\/images\/(?:tasks\/)?([\w.-]+)\/content$/.exec(path)?.[1];
  if (content !== undefined) return contentReply(content, simulation);
  return taskReply(path.split('/').at(-1) ?? '', simulation);
}

const taskPath = /^\/v1\/images\/tasks\/[\w.-]+(\/content)?$/;
const balancePaths = ['/v1/dashboard/billing/subscription', '/v1/dashboard/billing/usage', '/api/usage/token/'];

function isKnown({ method, path }: WireRequest, { dialect, options }: Simulation): boolean {
  const submits: Record<Simulation['dialect'], readonly string[]> = {
    sync: ['/v1/images/generations', '/v1/images/edits'],
    t8: ['/v1/images/generations', '/v1/images/edits'],
    newapi: ['/v1/images/generations', '/v1/images/edits'],
    sub2api: ['', '/async'].flatMap((end) => [`/v1/images/generations${end}`, `/v1/images/edits${end}`]),
    grsai: ['/v1/draw/nano-banana', '/v1/draw/result'],
  };
  if (method === 'POST') return submits[dialect].includes(path);
  if (method !== 'GET' || dialect === 'grsai') return false;
  if (path === '/v1/models') return true;
  if (options.answers === 'content' && /^\/v1\/images\/[\w.-]+\/content$/.test(path)) return true;
  if (dialect === 'sync') return false;
  return taskPath.test(path) || (dialect !== 'sub2api' && balancePaths.includes(path));
}

/** The 404 of gin, FastAPI, or OpenAI. */
function unknownRoute({ method, path }: WireRequest, { dialect }: Simulation): Reply {
  if (dialect === 'sub2api' || dialect === 'grsai') {
    const body = new TextEncoder().encode('404 page not found');
    return { status: 404, headers: { 'content-type': 'text/plain' }, body };
  }
  return refuse(dialect, { status: 404, message: `Invalid URL (${method} ${path})`, type: 'invalid_request_error' });
}

function checkKey(request: WireRequest, { dialect, options }: Simulation): void {
  const key = options.key ?? 'sk-simulator';
  if (key === false || request.headers['authorization'] === `Bearer ${key}`) return;
  const given = request.headers['authorization'];
  if (dialect === 'grsai') throw new Refused({ status: 200, message: 'apikey error' });
  if (dialect === 'sync') {
    const message = given
      ? `Incorrect API key provided: ${given.slice(7)}. You can find your API key in your account.`
      : "You didn't provide an API key.";
    throw new Refused({ status: 401, message, code: given ? 'invalid_api_key' : null });
  }
  throw new Refused({ status: 401, message: given ? '无效的令牌' : '未提供令牌', code: '' });
}

async function submitOrResult(request: WireRequest, simulation: Simulation): Promise<Reply> {
  if (request.path === '/v1/draw/result') {
    const { id } = JSON.parse(request.body.toString('utf8')) as { id?: unknown };
    return taskReply(typeof id === 'string' ? id : '', simulation);
  }
  const isDraw = request.path.includes('/draw/');
  const isEdit = request.path.includes('/edits');
  const draw = isDraw ? readDraw(request, simulation) : undefined;
  const imageRequest = draw ?? (isEdit ? await readEdit(request, simulation) : readGeneration(request, simulation));
  const isAsync = request.path.endsWith('/async') || isAsked(request, simulation);
  if (simulation.dialect === 'newapi' && isAsync && imageRequest.count > 1) {
    throw new Refused({ status: 400, message: 'n must be 1 for asynchronous images', param: 'n' });
  }
  pay(simulation);
  simulation.received[request.path] = (simulation.received[request.path] ?? 0) + 1;
  const promptFault = promptFaultOf(imageRequest.prompt, simulation);
  if (promptFault) return promptFault;
  const task = simulation.tasks.add(imageRequest);
  if (draw?.isStream) return streamed(task.id, imageRequest, simulation);
  if (isDraw || isAsync) return receiptOf(task, simulation);
  await simulation.tasks.ended(task, request.signal);
  if (task.failure) {
    const { message, code } = task.failure;
    throw new Refused({ status: 500, message, type: 'server_error', ...(code ? { code } : {}) });
  }
  return json(200, imagesBody(task, simulation), { 'x-request-id': `req_${task.id}` });
}

function isAsked(request: WireRequest, { dialect, options }: Simulation): boolean {
  if (dialect === 'sync' || dialect === 'sub2api' || options.asyncKnown === false) return false;
  return request.query.get('async') === 'true';
}

/** grsai without `webHook: "-1"`: events with the progress, the last one with the image. */
async function streamed(id: string, _request: SimulatedRequest, simulation: Simulation): Promise<Reply> {
  const task = simulation.tasks.find(id);
  if (!task) throw new Error('no such task');
  const begun = { ...grsaiTask(task, simulation), status: 'running', progress: 1, results: [] };
  const events = [begun, grsaiTask(task, simulation)].map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
  return { status: 200, headers: { 'content-type': 'text/event-stream' }, body: new TextEncoder().encode(events) };
}

function pay(simulation: Simulation): void {
  if (simulation.credit >= 1) {
    simulation.credit -= 1;
    return;
  }
  if (simulation.dialect === 'grsai') throw new Refused({ status: 200, message: 'credits not enough' });
  if (simulation.dialect === 'sync') {
    const message = 'You exceeded your current quota, please check your plan and billing details.';
    throw new Refused({ status: 429, message, type: 'insufficient_quota', code: 'insufficient_quota' });
  }
  throw new Refused({ status: 403, message: '用户额度不足, 剩余额度: ＄0.000000', code: 'insufficient_user_quota' });
}

function taskReply(id: string, simulation: Simulation): Reply {
  const task = simulation.tasks.find(id);
  if (task) return statusOf(task, simulation);
  if (simulation.dialect === 'grsai') return json(200, { code: -22, data: null, msg: 'task not found' });
  if (simulation.dialect === 't8') return json(400, { code: 'task_not_exist', message: 'task_not_exist', data: null });
  return refuse(simulation.dialect, { status: 404, message: 'image task not found', code: 'not_found' });
}

function contentReply(id: string, simulation: Simulation): Reply {
  const file = simulation.files.get(id);
  if (file) return imageReply(file);
  const task = simulation.tasks.find(id);
  if (!task) return refuse(simulation.dialect, { status: 404, message: 'image task not found', code: 'not_found' });
  if (task.state !== 'done') {
    return refuse(simulation.dialect, { status: 400, message: 'task is not completed', code: 'task_not_completed' });
  }
  itemsOf(task, simulation);
  const made = simulation.files.get(`${task.id}-0.png`);
  return made
    ? imageReply(made)
    : refuse(simulation.dialect, { status: 410, message: 'expired', code: 'content_expired' });
}

function fileReply(name: string, simulation: Simulation): Reply {
  const file = simulation.areFilesGone ? undefined : simulation.files.get(name);
  // Some object stores label everything as JPEG.
  if (file) return { ...imageReply(file), headers: { 'content-type': 'image/jpeg' } };
  const body = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>';
  return { status: 404, headers: { 'content-type': 'application/xml' }, body: new TextEncoder().encode(body) };
}

function imageReply(bytes: Uint8Array): Reply {
  return { status: 200, headers: { 'content-type': 'image/png' }, body: bytes };
}

function models(simulation: Simulation): Reply {
  const names = [...Object.keys(catalog), ...otherModels, ...(simulation.options.moreModels ?? [])];
  return json(200, {
    object: 'list',
    data: names.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'simulator' })),
  });
}

function used(simulation: Simulation): number {
  return Object.values(simulation.received).reduce((sum, count) => sum + count, 0);
}

/** Four cents per job. Unlimited credit in the form of one-api. */
function subscription(simulation: Simulation): Record<string, unknown> {
  const limit = Number.isFinite(simulation.credit) ? (simulation.credit + used(simulation)) * 0.04 : 100_000_000;
  return { object: 'billing_subscription', has_payment_method: true, hard_limit_usd: limit, soft_limit_usd: limit };
}

function tokenUsage(simulation: Simulation): Record<string, unknown> {
  const spent = used(simulation) * 20_000;
  const left = Number.isFinite(simulation.credit) ? simulation.credit * 20_000 : 0;
  return {
    code: true,
    message: 'ok',
    data: {
      object: 'token_usage',
      name: 'simulator',
      total_granted: left + spent,
      total_used: spent,
      total_available: left,
      unlimited_quota: !Number.isFinite(simulation.credit),
      expires_at: 0,
    },
  };
}
