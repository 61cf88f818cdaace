/**
 * Qwen Image Service 1.3.0 on the wire, without a GPU: the same statuses, bodies, texts and bugs (quota counted before images
 * are checked, canceled tasks that are executed, 200 with JSON while there is no result, another form of a task after a
 * restart, local times without a zone).
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
  /**
   * False: AUTH_ENABLED=false, with which the real service never sets up its database, so that every call that needs it fails.
   * `open`: no sign-in either, but a database: every call works without a token, as an administrator.
   */
  auth?: boolean | 'open';
  /** Seconds per image; 0 when left out. */
  secondsPerImage?: number;
  gpus?: number;
  /** Logins per minute from one address; 5 when left out. */
  loginsPerMinute?: number;
  /** Lifetime of a token. */
  tokenSeconds?: number;
  /** Seconds that a synchronous call waits; 600 when left out. */
  synchronousSeconds?: number;
  /** Factor for the seconds of a wait; 1 when left out, less for quick tests. */
  holdScale?: number;
  /** Minutes east of UTC of the server's clock; left out: this machine's. */
  utcOffset?: number;
  /** Whether registering requires an email address; true when left out, like the default of the service. */
  emailRequired?: boolean;
  /** False: `allow_registration: false`. */
  registration?: boolean;
  /** False: an earlier release without the quota of other users. */
  userQuotas?: boolean;
  /** Like the first release: no accounts, no tasks, only synchronous answers. */
  legacy?: boolean;
  /** Further ratios than the usual seven. */
  moreRatios?: Record<string, [number, number]>;
  now?(): number;
}

export interface QwenImageServiceSimulator extends TaskControl {
  url: string;
  stop(): Promise<void>;
  /** All exchanges in order. */
  exchanges: Exchange[];
  /** Complete submits of signed-in users, by path. */
  received: Record<string, number>;
  /** Unknown form fields, which the real service ignores and a client should not send. */
  unknownFields: string[];
  misbehave(rule: FaultRule): void;
  behave(): void;
  user(name: string): SimulatedUser;
  /** Invalidates all tokens. */
  expireTokens(): void;
  /** Resets the limit of logins. */
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
    authEnabled: options.auth === 'open' ? false : (options.auth ?? options.legacy !== true),
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
    closesAfter: (status) => status === 500,
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
