/** The free calls: the form of an app, the account, its queue, and the price preview. */
import { json, type Reply, type WireRequest } from '../wire';
import type { SimulatedApp } from './apps';
import { envelope, flatRefusal } from './replies';
import type { SimulatedKey, Simulation } from './simulation';

export function form(simulation: Simulation, apps: readonly SimulatedApp[], { query }: WireRequest): Reply {
  if (!simulation.keys.some((one) => one.key === query.get('apiKey'))) return envelope(simulation, 802, null);
  const app = apps.find((one) => one.id === query.get('webappId'));
  if (!app) return envelope(simulation, 901, null);
  const data = { webappName: app.name, nodeInfoList: app.fields, covers: [], tags: [], curl: 'curl …' };
  return envelope(simulation, 0, data);
}

export function account(simulation: Simulation, key: SimulatedKey): Reply {
  return envelope(simulation, 0, {
    remainCoins: String(key.coins),
    currentTaskCounts: String(simulation.tasks.active(key.key)),
    remainMoney: key.type === 'NORMAL' ? null : String(key.money),
    currency: simulation.site === 'cn' ? 'CNY' : 'USD',
    apiType: key.type,
  });
}

export function queue(simulation: Simulation, key: SimulatedKey): Reply {
  const mine = simulation.tasks.all().filter((task) => task.key === key.key);
  const running = mine.filter((task) => task.state === 'RUNNING').length;
  const queued = mine.filter((task) => task.state === 'QUEUED').length;
  return json(200, {
    apiKeyType: key.type,
    concurrentLimit: String(key.limit),
    runningCount: String(running),
    queuedCount: String(queued),
    totalCurrentTasks: String(running + queued),
    instanceCount: null,
  });
}

export function price(simulation: Simulation, key: SimulatedKey): Reply {
  if (key.type === 'NORMAL') return flatRefusal(simulation, 1014);
  return json(200, {
    errorCode: '',
    errorMessage: '',
    estimatedPrice: '0.4',
    currency: simulation.site === 'cn' ? 'CNY' : 'USD',
    priceText: '0.4元/次',
    priceTextEn: '0.4 CNY each',
    freeLimit: false,
  });
}
