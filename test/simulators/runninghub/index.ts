/**
 * RunningHub as it is on the wire, without its machines: apps and models, both generations of its API, refusals inside
 * HTTP 200, ids of 19 digits, figures as texts, two sites that know nothing of each other's keys, uploads and tasks.
 */
import { account, form, price, queue } from './account';
import { usualApps, type SimulatedApp } from './apps';
import { cancelV1, outputsV1, queryV2, statusOfSeed, statusV1 } from './queries';
import { envelope, flatRefusal, springNotFound } from './replies';
import { submitAppV1, submitAppV2, submitModel } from './submits';
import { createTasks, type TaskControl } from './tasks';
import { createUploads, uploadV1, uploadV2 } from './uploads';
import { takeRefusal, type Dialect, type KeyType, type SimulatedKey, type Simulation } from './simulation';
import { json, readForm, startWire, type Exchange, type FaultRule, type Reply, type WireRequest } from '../wire';

export interface RunningHubOptions {
  /** 0 or left out: any free one. */
  port?: number;
  /** Keys, uploads and tasks of one site mean nothing at the other. */
  site?: 'cn' | 'ai';
  keys?: (Partial<SimulatedKey> & { key: string })[];
  apps?: readonly SimulatedApp[];
  /** Time of one task. 0 or left out: at once. */
  secondsPerTask?: number;
  /** Quick models answer a submit with the image. */
  instant?: boolean;
  now?(): number;
}

export interface RunningHubSimulator extends TaskControl {
  url: string;
  stop(): Promise<void>;
  exchanges: Exchange[];
  /** Whole calls for work with a good key, refused ones included, by path. */
  received: Record<string, number>;
  submits(): number;
  uploaded(): number;
  unknownFields: string[];
  /** Bodies of calls for work, as they came. */
  bodies: string[];
  misbehave(rule: FaultRule): void;
  behave(): void;
  /** Calls of a path are refused so, in the wrapping of their generation. */
  refuse(path: RegExp, refusal: { code: number | string; msg: string; times?: number; handled?: boolean }): void;
  speak(dialect: Dialect): void;
  key(key: string): SimulatedKey;
  forgetUploads(): void;
}

export const personalKey = 'personal0123456789abcdef01234567';
export const enterpriseKey = 'enterprise456789abcdef0123456789';
/** A key of the other site. */
export const foreignKey = 'foreign-0123456789abcdef01234567';

const usualKeys: (Partial<SimulatedKey> & { key: string; type: KeyType })[] = [
  { key: personalKey, type: 'NORMAL' },
  { key: enterpriseKey, type: 'SHARED' },
];

export async function startRunningHub(options: RunningHubOptions = {}): Promise<RunningHubSimulator> {
  const now = options.now ?? (() => Date.now());
  const apps = options.apps ?? usualApps;
  let url = '';
  const simulation: Simulation = {
    site: options.site ?? 'cn',
    url: () => url,
    now,
    keys: (options.keys ?? usualKeys).map((one) => ({
      type: 'NORMAL',
      money: 100,
      coins: 1000,
      limit: 100,
      member: true,
      ...one,
    })),
    tasks: createTasks({ now, seconds: options.secondsPerTask ?? 0, instant: options.instant ?? false }),
    uploads: createUploads(),
    dialect: {},
    refusals: [],
    received: {},
    unknownFields: [],
    bodies: [],
  };
  const wire = await startWire({
    ...(options.port === undefined ? {} : { port: options.port }),
    handle: (request) => handle(simulation, apps, request),
    fieldsOf,
  });
  url = wire.url;
  return {
    ...simulation.tasks.control,
    url,
    stop: wire.stop,
    exchanges: wire.exchanges,
    received: simulation.received,
    submits: () => Object.values(simulation.received).reduce((sum, one) => sum + one, 0),
    uploaded: simulation.uploads.count,
    unknownFields: simulation.unknownFields,
    bodies: simulation.bodies,
    misbehave: wire.misbehave,
    behave: wire.behave,
    refuse: (path, { code, msg, times = 1, handled = false }) =>
      void simulation.refusals.push({ path, code, msg, times, handled }),
    speak: (dialect) => void (simulation.dialect = dialect),
    key: (key) => {
      const found = simulation.keys.find((one) => one.key === key);
      if (!found) throw new Error('no such key');
      return found;
    },
    forgetUploads: simulation.uploads.forget,
  };
}

async function handle(simulation: Simulation, apps: readonly SimulatedApp[], request: WireRequest): Promise<Reply> {
  const { path, method } = request;
  if (path.startsWith('/rh-')) return file(simulation, path);
  if (path === '/task/openapi/upload' && method === 'POST') return uploadV1(simulation, request);
  if (path === '/openapi/v2/media/upload/binary' && method === 'POST') return uploadV2(simulation, request);
  return path.startsWith('/openapi/v2/') ? v2(simulation, apps, request) : v1(simulation, apps, request);
}

function v1(simulation: Simulation, apps: readonly SimulatedApp[], request: WireRequest): Reply {
  const { path, method } = request;
  if (path === '/api/webapp/apiCallDemo' && method === 'GET') return form(simulation, apps, request);
  const seedStatus = /^\/task\/openapi\/ai-app\/status\/(\w+)$/.exec(path)?.[1];
  if (seedStatus !== undefined && method === 'GET') return statusOfSeed(simulation, path, seedStatus);
  const known = ['ai-app/run', 'status', 'outputs', 'cancel'].map((name) => `/task/openapi/${name}`);
  const isAccount = path === '/uc/openapi/accountStatus';
  if (!known.includes(path) && !isAccount) return springNotFound(path);
  const body = method === 'POST' ? bodyOf(request) : undefined;
  if (!body) return envelope(simulation, 301, null);
  const key = keyAt(simulation, isAccount ? body['apikey'] : body['apiKey'], request);
  if (!key) return envelope(simulation, body[isAccount ? 'apikey' : 'apiKey'] === undefined ? 301 : 802, null);
  if (isAccount) return account(simulation, key);
  if (path.endsWith('/run')) return submitAppV1(simulation, request, { apps, key, body });
  const refusal = takeRefusal(simulation, path);
  if (refusal) return envelope(simulation, refusal, null);
  const id = idAt(body);
  if (id === '') return envelope(simulation, 301, null);
  if (path.endsWith('/status')) return statusV1(simulation, id);
  return path.endsWith('/outputs') ? outputsV1(simulation, path, id) : cancelV1(simulation, id);
}

function v2(simulation: Simulation, apps: readonly SimulatedApp[], request: WireRequest): Reply {
  const { path, method } = request;
  const bearer = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1];
  const key = simulation.keys.find((one) => one.key === bearer);
  if (!key) return json(200, { code: 412, msg: 'TOKEN_INVALID', data: null });
  if (path === '/openapi/v2/queue/status' && method === 'GET') return queue(simulation, key);
  const body = method === 'POST' ? bodyOf(request) : undefined;
  if (!body) return flatRefusal(simulation, method === 'POST' ? 1007 : 1009);
  if (path === '/openapi/v2/query') {
    const refusal = takeRefusal(simulation, path);
    if (refusal) return flatRefusal(simulation, refusal.code, refusal.msg);
    return queryV2(simulation, path, idAt(body));
  }
  if (path.startsWith('/openapi/v2/run/ai-app/')) return submitAppV2(simulation, request, { apps, key, body });
  const preview = /^\/openapi\/v2\/price-preview\/(.+)$/.exec(path)?.[1];
  if (preview !== undefined) return price(simulation, key);
  return submitModel(simulation, request, { model: path.slice('/openapi/v2/'.length), key, body });
}

/** The key in the body; undefined if the header has another one. */
function keyAt(simulation: Simulation, value: unknown, request: WireRequest): SimulatedKey | undefined {
  const bearer = request.headers['authorization'];
  if (bearer !== undefined && bearer !== `Bearer ${String(value)}`) return undefined;
  return simulation.keys.find((one) => one.key === value);
}

function file(simulation: Simulation, path: string): Reply {
  const bytes = simulation.uploads.bytes(path) ?? simulation.tasks.output(path);
  const headers = { 'content-type': 'image/png' };
  if (bytes === 'expired') {
    const text = '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>';
    return { status: 403, headers: { 'content-type': 'application/xml' }, body: new TextEncoder().encode(text) };
  }
  return bytes ? { status: 200, headers, body: bytes } : springNotFound(path);
}

/** Undefined for another content type, and for a body that isn't a JSON object. */
function bodyOf(request: WireRequest): Record<string, unknown> | undefined {
  if (request.type !== 'application/json') return undefined;
  try {
    const body = JSON.parse(request.body.toString('utf8')) as unknown;
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
    return isObject ? (body as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function idAt(body: Record<string, unknown>): string {
  const id = body['taskId'];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}

async function fieldsOf(request: WireRequest): Promise<string[]> {
  if (request.type === 'application/json') return Object.keys(bodyOf(request) ?? {});
  const form = await readForm(request);
  return [...form.fields.keys(), ...form.files.map((one) => one.field)];
}
