/** The three calls that cost money: apps by both generations, and models. */
import { type Reply, type WireRequest } from '../wire';
import { checkNodes, readNodes, type NodeValue, type SimulatedApp } from './apps';
import { complaintAbout, simulatedModels, sizeOf, unknownFieldsOf } from './models';
import { envelope, flat, flatRefusal } from './replies';
import type { Task } from './tasks';
import { stateMembers } from './queries';
import { takeRefusal, type SimulatedKey, type Simulation } from './simulation';

const appFields = [
  ...['webappId', 'apiKey', 'nodeInfoList', 'instanceType', 'webhookUrl', 'usePersonalQueue', 'accessPassword'],
  'retainSeconds',
];

type Body = Record<string, unknown>;

/** The forms of one API version. */
interface Wrapping {
  refuse(code: number | string, said?: string): Reply;
  accept(task: Task, promptTips: string): Reply;
}

export function submitAppV1(
  simulation: Simulation,
  request: WireRequest,
  work: { apps: readonly SimulatedApp[]; key: SimulatedKey; body: Body },
): Reply {
  // The digits as they came: a number would have been rounded by now.
  const id = /"webappId"\s*:\s*"?(\d+)"?/.exec(request.body.toString('utf8'))?.[1];
  const wrapping: Wrapping = {
    refuse: (code, msg) => envelope(simulation, { code, msg }, null),
    accept: (task, promptTips) => {
      const { id: taskId } = task;
      const data = { netWssUrl: null, taskId, clientId: 'c0ffee', taskStatus: word(simulation, task), promptTips };
      return envelope(simulation, 0, data);
    },
  };
  return submitApp(simulation, { ...work, path: request.path, raw: request.body.toString('utf8'), id }, wrapping);
}

export function submitAppV2(
  simulation: Simulation,
  request: WireRequest,
  work: { apps: readonly SimulatedApp[]; key: SimulatedKey; body: Body },
): Reply {
  const id = /\/(\d+)$/.exec(request.path)?.[1];
  const wrapping: Wrapping = {
    refuse: (code, said) => flatRefusal(simulation, code, said),
    accept: (task, promptTips) => flat(simulation, { ...stateMembers(simulation, task), promptTips }),
  };
  return submitApp(simulation, { ...work, path: request.path, raw: request.body.toString('utf8'), id }, wrapping);
}

function submitApp(
  simulation: Simulation,
  work: {
    apps: readonly SimulatedApp[];
    key: SimulatedKey;
    body: Body;
    path: string;
    raw: string;
    id: string | undefined;
  },
  { refuse, accept }: Wrapping,
): Reply {
  const { apps, key, body, path, raw, id } = work;
  count(simulation, path, raw);
  simulation.unknownFields.push(...Object.keys(body).filter((name) => !appFields.includes(name)));
  const refusal = takeRefusal(simulation, path);
  if (refusal && !refusal.handled) return refuse(refusal.code, refusal.msg);
  const app = apps.find((one) => one.id === id);
  if (!app) return refuse(901);
  if (!key.member) return refuse(801);
  if (app.accessPassword !== undefined && body['accessPassword'] !== app.accessPassword) return refuse(301);
  const instance = body['instanceType'] ?? 'default';
  if (!['default', 'plus', 'ultra'].includes(instance as string)) return refuse(301);
  if (instance === 'ultra' && key.type === 'NORMAL') return refuse(435);
  const nodes = readNodes(app, body['nodeInfoList']);
  if (!nodes) return refuse(803);
  const checked = checkNodes(app, nodes, (name) => simulation.uploads.isKnown(name));
  if (checked.isRefused) return refuse(433);
  if (key.coins <= 0) return refuse(416);
  if (simulation.tasks.active(key.key) >= key.limit) return refuse(421);
  const isBroken = Object.keys(checked.errors).length > 0;
  const task = simulation.tasks.create({
    kind: 'app',
    key: key.key,
    prompt: valueAt(nodes, /text|prompt/) ?? app.name,
    size: { width: Number(valueAt(nodes, /width/) ?? 512), height: Number(valueAt(nodes, /height/) ?? 512) },
    ...(isBroken ? { broken: 'Prompt outputs failed validation' } : {}),
  });
  const tips = { result: !isBroken, error: null, outputs_to_execute: ['9'], node_errors: checked.errors };
  return accept(task, JSON.stringify(tips));
}

export function submitModel(
  simulation: Simulation,
  request: WireRequest,
  work: { model: string; key: SimulatedKey; body: Body },
): Reply {
  const { model, key, body } = work;
  const refuse = (code: number | string, said?: string): Reply => flatRefusal(simulation, code, said);
  count(simulation, request.path, request.body.toString('utf8'));
  const refusal = takeRefusal(simulation, request.path);
  if (refusal && !refusal.handled) return refuse(refusal.code, refusal.msg);
  if (key.type === 'NORMAL') return refuse(1014);
  const known = simulatedModels[model];
  if (!known) return refuse(1404);
  simulation.unknownFields.push(...unknownFieldsOf(known, body));
  const complaint = complaintAbout(known, body);
  if (complaint !== undefined) return refuse(1007, complaint);
  if (!areImagesThere(simulation, body)) return refuse(1013, 'the picture could not be fetched');
  if (key.money <= 0) return refuse(812);
  if (simulation.tasks.active(key.key) >= key.limit) return refuse(1520);
  const task = simulation.tasks.create({
    kind: 'model',
    key: key.key,
    prompt: String(body['prompt']),
    size: sizeOf(body),
    count: Number(body['imageNum'] ?? 1),
  });
  if (simulation.tasks.isInstant()) simulation.tasks.get(task.id);
  return flat(
    simulation,
    stateMembers(simulation, simulation.tasks.isInstant() ? (simulation.tasks.get(task.id) ?? task) : task),
  );
}

/** The service fetches what it is given; what was uploaded to it must still be there. */
function areImagesThere(simulation: Simulation, body: Body): boolean {
  const urls = Array.isArray(body['imageUrls']) ? (body['imageUrls'] as string[]) : [];
  return urls.every((url) => !url.startsWith(`${simulation.url()}/rh-upload/`) || simulation.uploads.isUrl(url));
}

function count(simulation: Simulation, path: string, raw: string): void {
  simulation.received[path] = (simulation.received[path] ?? 0) + 1;
  simulation.bodies.push(raw);
}

function valueAt(nodes: readonly NodeValue[], name: RegExp): string | undefined {
  return nodes.find((node) => name.test(node.fieldName))?.fieldValue;
}

function word(simulation: Simulation, task: Task): string {
  return simulation.dialect.words?.[task.state] ?? task.state;
}
