/** The services of one run: one for every provider of the registry, and the synchronous variants of two of them. */
import { providers } from '../../src/providers/registry';
import type { Rig, RunningRig } from '../providers/harness/rigContract';
import { providerPart } from '../harness/providerParts';
import { startOpenAiImages } from '../simulators/openai';
import { startQwenImageService } from '../simulators/qwenImageService';
import { noteSecret } from '../simulators/secretsSeen';
import { requestWatchers } from '../simulators/wire';
import { promptPattern } from './orders';

export interface Services {
  /** The value of `easel.providers`. */
  entries: Record<string, unknown>[];
  /** Right ones, by id of the configuration. */
  secrets: Record<string, Record<string, string>>;
  /** Ids of the configurations whose tasks can be held. */
  holdable: string[];
  /** Tasks stay as they are until `release`. */
  hold(): void;
  release(): void;
  /** The service of a configuration restarts, and knows nothing of its jobs anymore. False if it has no tasks. */
  forget(id: string): boolean;
  stop(): Promise<void>;
}

/** How often a service saw a call for work, by the number in its prompt. */
export const receipts = new Map<string, number>();

requestWatchers.add(({ method, body }) => {
  const number = method === 'POST' ? promptPattern.exec(body.toString('latin1'))?.[1] : undefined;
  if (number !== undefined) receipts.set(number, (receipts.get(number) ?? 0) + 1);
});

/** KIE doesn't lose its tasks in a restart; Easel gives it 90 seconds to find one, longer than a life may take. */
const neverForgets = 'kie';
/** Without failover, so that each job tests one service. */
const common = { pollSeconds: 0.2, fallback: false };

/** @param only Ids of the configurations that there are to be; left out: all. */
export async function startServices(only?: readonly string[]): Promise<Services> {
  const rigs = new Map<string, RunningRig>();
  for (const { type } of providers) {
    rigs.set(type, await providerPart<Rig>('rig', type).start());
  }
  const images = await startOpenAiImages({ dialect: 'sync', key: 'sk-right-one', latency: 30 });
  const qwen = await startQwenImageService({ auth: 'open', secondsPerImage: 0.03 });
  const entries: Services['entries'] = [...rigs].map(([type, { config, options }]) => {
    const { baseUrl: _baseUrl, ...rest } = config;
    return { id: type, type, ...rest, ...(options ? { options } : {}), ...common };
  });
  entries.push(
    {
      id: 'images-at-once',
      type: 'openai',
      baseUrl: `${images.url}/v1`,
      synchronous: true,
      ...common,
    },
    { id: 'qwen-at-once', type: 'qwen-image-service', baseUrl: qwen.url, synchronous: true, ...common },
  );
  const secrets: Services['secrets'] = {
    ...Object.fromEntries([...rigs].map(([type, rig]) => [type, rig.secrets])),
    'images-at-once': { key: 'sk-right-one' },
  };
  const isThere = (id: unknown): boolean => only === undefined || only.includes(String(id));
  for (const secret of Object.values(secrets).flatMap((one) => Object.values(one))) noteSecret(secret);
  return {
    entries: entries.filter(({ id }) => isThere(id)),
    secrets: Object.fromEntries(Object.entries(secrets).filter(([id]) => isThere(id))),
    holdable: [...rigs].flatMap(([type, { service }]) => (service && isThere(type) ? [type] : [])),
    hold: () => rigs.forEach(({ service }) => service?.hold()),
    release: () => rigs.forEach(({ service }) => service?.release()),
    forget: (id) => {
      const service = id === neverForgets ? undefined : rigs.get(id)?.service;
      service?.forget();
      return service !== undefined;
    },
    stop: async () => void (await Promise.all([...rigs.values(), images, qwen].map((one) => one.stop()))),
  };
}
