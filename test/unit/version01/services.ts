/** Today's simulators in place of those that served version 0.1.0, with the tasks that these had when its process ended. */
import { startKie } from '../../simulators/kie';
import { startOpenAiImages } from '../../simulators/openai';
import { startQwenImageService } from '../../simulators/qwenImageService';
import { startRunningHub } from '../../simulators/runninghub';
import { readJson } from './fixture';

/** `open/services.json`. */
interface FormerServices {
  /** By the id of the entry in `easel.providers`. */
  services: Record<string, { type: string; urls: string[] }>;
  /** Requests for work, in order. */
  requests: { at: number; host: string; method: string; path: string; headers: Record<string, string>; body: string }[];
  /** Requests for work that a service got until the process ended, and in all. */
  received: Record<'before' | 'after', Record<string, number>>;
}

export interface Services {
  /** Hosts with ports: those of then, and of now. */
  addresses: Map<string, string>;
  /** The id that the task for a prompt has now. */
  taskOf(prompt: string): string | undefined;
  /** Requests for work so far, by the id of the entry. */
  received(): Record<string, number>;
  release(): void;
  stop(): Promise<void>;
}

interface Service {
  urls: string[];
  received(): number;
  holdTasks(): void;
  releaseTasks(): void;
  stop(): Promise<void>;
}

export const formerServices = readJson('open/services.json') as FormerServices;

/** @param now Milliseconds since 1970, once the requests of then are repeated. */
export async function startServices(now: () => number): Promise<Services> {
  let replayedAt: number | undefined;
  const time = (): number => replayedAt ?? now();
  const services = new Map<string, Service>();
  const addresses = new Map<string, string>();
  for (const [id, { type, urls }] of Object.entries(formerServices.services)) {
    const service = await startService(type, time);
    services.set(id, service);
    urls.forEach((url, index) => addresses.set(new URL(url).host, new URL(service.urls[index] ?? '').host));
    // The downloads of the third entry had begun: what it made is there.
    if (!id.endsWith('-3')) service.holdTasks();
  }
  const tasks: { body: string; task: string | undefined }[] = [];
  for (const request of formerServices.requests) {
    replayedAt = request.at;
    tasks.push({ body: request.body.replaceAll('+', ' '), task: await repeat(request, addresses) });
  }
  replayedAt = undefined;
  return {
    addresses,
    taskOf: (prompt) => tasks.find(({ body }) => body.includes(prompt))?.task,
    received: () => Object.fromEntries([...services].map(([id, service]) => [id, service.received()])),
    release: () => services.forEach((service) => service.releaseTasks()),
    stop: async () => void (await Promise.all([...services.values()].map((service) => service.stop()))),
  };
}

async function startService(type: string, now: () => number): Promise<Service> {
  switch (type) {
    case 'kie': {
      const service = await startKie({ tasksPerWindow: 1000, now });
      return { ...service, urls: [service.url, service.uploadUrl] };
    }
    case 'nano-banana-edits': {
      const service = await startOpenAiImages({ dialect: 't8', key: 'sk-right-one', now });
      return { ...service, urls: [service.url], received: service.receivedCount };
    }
    case 'qwen-image-service': {
      const service = await startQwenImageService({ loginsPerMinute: 1000, now });
      const received = (): number => Object.values(service.received).reduce((sum, count) => sum + count, 0);
      return { ...service, urls: [service.url], received };
    }
    default: {
      const service = await startRunningHub({ now });
      return { ...service, urls: [service.url], received: service.submits };
    }
  }
}

/** Sends a request for work once more, as its bytes were. Gives the id of the task in the answer. */
async function repeat(
  { host, method, path, headers, body }: FormerServices['requests'][number],
  addresses: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  const url = `http://${addresses.get(new URL(host).host) ?? ''}`;
  const isSignedIn = path === '/text-to-image';
  const authorization = isSignedIn ? `Bearer ${await signIn(url)}` : headers['authorization'];
  const answer = await fetch(url + path, {
    method,
    headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
    body,
  });
  const text = await answer.text();
  return /"(?:taskId|task_id)":"?([\w-]+)/.exec(text)?.[1];
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'demo', password: 'demo-password' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}
