/**
 * Qwen Image Service 1.3.0 as it is on the wire, without a GPU: the same statuses, bodies, texts and peculiarities (quota
 * taken before pictures are looked at, cancelled tasks that are executed all the same, 200 with JSON while a result is not
 * there, another shape of a task after a restart, local times without a zone).
 */
import { startAuth } from './auth';
import { generateRoutes } from './generate';
import { informationRoutes } from './information';
import { createRouter } from './router';
import { taskRoutes } from './taskRoutes';
import { createTasks, type TaskControl } from './tasks';
import { createAccounts, type NewUser, type SimulatedUser } from './accounts';
import { readForm, startWire, type Exchange, type FaultRule, type WireRequest } from '../wire';

export interface QwenImageServiceOptions {
  /** 0 or left out: any free one. */
  port?: number;
  /** Left out: `demo` with `demo-password`, and the administrator `admin` with `admin-password`. */
  users?: NewUser[];
  /** False: AUTH_ENABLED=false, every call works without a token, as an administrator. */
  auth?: boolean;
  /** GPU time of one picture. 0 or left out: at once. */
  secondsPerImage?: number;
  gpus?: number;
  /** Logins a minute from one address; 5 when left out. */
  loginsPerMinute?: number;
  /** How long a token is good for. */
  tokenSeconds?: number;
  /** How long a synchronous call waits; 600 when left out. */
  synchronousSeconds?: number;
  /** How long the announced seconds of a held-back result really are; 1 when left out, less lets tests be quick. */
  holdScale?: number;
  /** Minutes east of UTC of the server's clock; left out: this machine's. */
  utcOffset?: number;
  /** Whether registering wants an e-mail address; true when left out, as shipped. */
  emailRequired?: boolean;
  /** False: `allow_registration: false`. */
  registration?: boolean;
  /** False: an earlier build, where administrators can not look at the quota of others. */
  userQuotas?: boolean;
  /** As the first release: no accounts, no tasks, every answer synchronous. */
  legacy?: boolean;
  /** Ratios beyond the seven. */
  moreRatios?: Record<string, [number, number]>;
  now?(): number;
}

export interface QwenImageServiceSimulator extends TaskControl {
  url: string;
  stop(): Promise<void>;
  /** Everything that was asked, in order. */
  exchanges: Exchange[];
  /** Whole requests for work that reached the service with a valid sign-in, by path. */
  received: Record<string, number>;
  /** Form fields that the real service does not know: it ignores them, a client should not send them. */
  unknownFields: string[];
  misbehave(rule: FaultRule): void;
  behave(): void;
  user(name: string): SimulatedUser;
  /** Makes every token void. */
  expireTokens(): void;
  /** Forgets how often somebody signed in. */
  forgiveLogins(): void;
  setAuth(on: boolean): void;
  setModelLoaded(loaded: boolean): void;
}

export async function startQwenImageService(options: QwenImageServiceOptions = {}): Promise<QwenImageServiceSimulator> {
  const now = options.now ?? (() => Date.now());
  const simulation = {
    options,
    now,
    accounts: createAccounts(options.users ?? defaultUsers, { now, ...options }),
    tasks: createTasks({ now, ...options }),
    authEnabled: options.auth ?? options.legacy !== true,
    modelLoaded: true,
    received: {} as Record<string, number>,
    unknownFields: [] as string[],
  };
  const auth = startAuth(simulation);
  const routes = options.legacy
    ? [...generateRoutes(simulation), ...informationRoutes(simulation)]
    : [...auth.routes, ...generateRoutes(simulation), ...taskRoutes(simulation), ...informationRoutes(simulation)];
  const wire = await startWire({
    ...(options.port === undefined ? {} : { port: options.port }),
    handle: createRouter(routes, auth.identify),
    now,
    fieldsOf,
  });
  return {
    ...simulation.tasks.control,
    url: wire.url,
    exchanges: wire.exchanges,
    received: simulation.received,
    unknownFields: simulation.unknownFields,
    misbehave: wire.misbehave,
    behave: wire.behave,
    user: simulation.accounts.named,
    expireTokens: auth.expireTokens,
    forgiveLogins: auth.forgiveLogins,
    setAuth: (on) => void (simulation.authEnabled = on),
    setModelLoaded: (loaded) => void (simulation.modelLoaded = loaded),
    async stop() {
      simulation.tasks.stop();
      await wire.stop();
    },
  };
}

const defaultUsers: NewUser[] = [
  { username: 'demo', password: 'demo-password' },
  { username: 'admin', password: 'admin-password', admin: true },
];

async function fieldsOf(request: WireRequest): Promise<string[]> {
  if (request.type === 'application/json') {
    try {
      return Object.keys(JSON.parse(request.body.toString('utf8')) as object);
    } catch {
      return [];
    }
  }
  const form = await readForm(request);
  return [...form.fields.keys(), ...form.files.map((file) => file.field)];
}
