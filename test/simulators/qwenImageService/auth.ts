/** /auth/*: sign-in, the own account, and the accounts of others. */
import { randomBytes } from 'node:crypto';
import { json, type Reply, type WireRequest } from '../wire';
import type { SimulatedUser } from './accounts';
import { anonymous, Refusal, UnhandledError, type Call, type Route } from './router';
import { FieldReader, readJsonTexts, readJsonWholes } from './validation';
import type { Simulation } from './simulation';

const usernameRule = { min: 3, max: 50 };
const passwordRule = { min: 6, max: 100 };
/** Sign-in has no rules for lengths: what doesn't fit is just wrong. */
const anyLength = { min: 0, max: Infinity };
const limited = '请求过于频繁。请在一分钟后再试。';

export interface Auth {
  routes: Route[];
  /** The user of a request. @throws Refusal 401, 403 */
  identify(request: WireRequest): SimulatedUser;
  expireTokens(): void;
  forgiveLogins(): void;
}

export function startAuth(simulation: Simulation): Auth {
  const tokens = new Map<string, { userId: number; expires: number }>();
  const logins: { address: string; at: number }[] = [];
  const registrations: { address: string; at: number }[] = [];
  const { accounts, options } = simulation;

  function identify(request: WireRequest): SimulatedUser {
    if (!simulation.authEnabled) {
      requireDatabase();
      return { ...anonymous, admin: true };
    }
    const token = /^Bearer (\S+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
    const known = tokens.get(token);
    const user = known && known.expires > simulation.now() ? accounts.withId(String(known.userId)) : undefined;
    if (!user) throw new Refusal(401, '无效的认证凭据', { 'www-authenticate': 'Bearer' });
    if (!user.active) throw new Refusal(403, '用户已被禁用');
    return user;
  }

  /** An exception that the service doesn't catch. */
  function requireDatabase(): void {
    const hasDatabase = simulation.authEnabled || options.auth !== false;
    if (!hasDatabase) throw new UnhandledError();
  }

  function login({ request }: Call): Reply {
    requireDatabase();
    limit(logins, request, { most: options.loginsPerMinute ?? 5, ms: 60_000, now: simulation.now() });
    const { username = '', password } = readJsonTexts(request, { username: anyLength, password: anyLength });
    const user = accounts.withName(username);
    if (!user || user.password !== password) {
      throw new Refusal(401, '用户名或密码错误', { 'www-authenticate': 'Bearer' });
    }
    if (!user.active) throw new Refusal(403, '用户已被禁用');
    if (!user.verified) throw new Refusal(403, '请先验证您的邮箱');
    const seconds = options.tokenSeconds ?? 86_400;
    const token = madeToken(user);
    tokens.set(token, { userId: user.id, expires: simulation.now() + seconds * 1000 });
    return json(200, { access_token: token, token_type: 'bearer', expires_in: seconds });
  }

  function register({ request }: Call): Reply {
    requireDatabase();
    limit(registrations, request, { most: 3, ms: 3_600_000, now: simulation.now() });
    const rules = { username: usernameRule, password: passwordRule, email: 'optional' } as const;
    const { username = '', password = '', email } = readJsonTexts(request, rules);
    if (options.registration === false) throw new Refusal(403, '当前不允许用户注册');
    if (accounts.withName(username)) throw new Refusal(400, '用户名已存在');
    const emailRequired = options.emailRequired ?? true;
    if (emailRequired && !/^\S+@\S+\.\S+$/.test(email ?? '')) throw new Refusal(400, '请输入有效的邮箱地址');
    const user = accounts.add({ username, password, verified: !emailRequired, ...(email ? { email } : {}) });
    return json(201, accounts.shown(user));
  }

  function createUser({ request }: Call): Reply {
    const rules = { username: usernameRule, password: passwordRule, email: 'optional' } as const;
    const { username = '', password = '', email } = readJsonTexts(request, rules);
    if (accounts.withName(username)) throw new Refusal(400, '用户名已存在');
    return json(201, accounts.shown(accounts.add({ username, password, ...(email ? { email } : {}) })));
  }

  function updateMe({ request, user }: Call): Reply {
    const change = readJsonTexts(request, { email: 'optional', password: 'optional' });
    if (change.password !== undefined) {
      readJsonTexts(request, { password: passwordRule });
      user.password = change.password;
    }
    if (change.email !== undefined) user.email = change.email;
    return json(200, accounts.shown(user));
  }

  function changePassword({ request, user }: Call): Reply {
    const rules = { old_password: { min: 0, max: 1000 }, new_password: passwordRule };
    const { old_password: old, new_password: wanted } = readJsonTexts(request, rules);
    if (old !== user.password) throw new Refusal(400, '旧密码错误');
    user.password = wanted ?? user.password;
    return json(200, { message: '密码修改成功' });
  }

  function listUsers({ request }: Call): Reply {
    const read = new FieldReader(request.query);
    const skip = read.number('skip', { type: 'int', otherwise: 0 });
    const count = read.number('limit', { type: 'int', otherwise: 100 });
    read.done();
    return json(
      200,
      accounts
        .all()
        .slice(skip, skip + count)
        .map(accounts.shown),
    );
  }

  function other({ parts }: Call): SimulatedUser {
    const user = accounts.withId(parts[0] ?? '');
    if (!user) throw new Refusal(404, '用户不存在');
    return user;
  }

  function toggle(call: Call, what: 'active' | 'admin'): Reply {
    const user = other(call);
    user[what] = !user[what];
    return json(200, { message: '用户状态已更新', user_id: user.id, [`is_${what}`]: user[what] });
  }

  function setQuota(call: Call): Reply {
    const limits = readJsonWholes(call.request, ['daily_limit', 'monthly_limit']);
    const user = other(call);
    user.daily = limits.daily_limit ?? user.daily;
    user.monthly = limits.monthly_limit ?? user.monthly;
    return json(200, accounts.keptQuota(user));
  }

  function remove(call: Call): Reply {
    accounts.remove(other(call));
    return json(200, { message: '用户已删除' });
  }

  const path = '/auth/users/{id}/quota';
  const quotaRoutes: Route[] = [
    { method: 'GET', path, who: 'admin', handle: (call) => json(200, accounts.keptQuota(other(call))) },
    { method: 'PUT', path, who: 'admin', handle: setQuota },
  ];
  return {
    identify,
    expireTokens: () => tokens.clear(),
    forgiveLogins: () => void logins.splice(0),
    routes: [
      { method: 'POST', path: '/auth/login', who: 'anyone', handle: login },
      { method: 'POST', path: '/auth/register', who: 'anyone', handle: register },
      { method: 'GET', path: '/auth/me', who: 'user', handle: ({ user }) => json(200, accounts.shown(user)) },
      { method: 'PUT', path: '/auth/me', who: 'user', handle: updateMe },
      { method: 'POST', path: '/auth/change-password', who: 'user', handle: changePassword },
      { method: 'POST', path: '/auth/users', who: 'admin', handle: createUser },
      { method: 'GET', path: '/auth/users', who: 'admin', handle: listUsers },
      { method: 'PUT', path: '/auth/users/{id}/toggle-active', who: 'admin', handle: (call) => toggle(call, 'active') },
      { method: 'PUT', path: '/auth/users/{id}/toggle-admin', who: 'admin', handle: (call) => toggle(call, 'admin') },
      { method: 'DELETE', path: '/auth/users/{id}', who: 'admin', handle: remove },
      ...(options.userQuotas === false ? [] : quotaRoutes),
    ],
  };
}

function limit(
  seen: { address: string; at: number }[],
  request: WireRequest,
  rule: { most: number; ms: number; now: number },
): void {
  const recent = seen.filter(({ address, at }) => address === request.address && at > rule.now - rule.ms);
  if (recent.length >= rule.most) throw new Refusal(429, limited);
  seen.push({ address: request.address, at: rule.now });
}

/** Has the form of a JWT; only its presence in the list makes it valid. */
function madeToken(user: SimulatedUser): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = part({ alg: 'HS256', typ: 'JWT' });
  return `${header}.${part({ sub: user.username, n: randomBytes(6).toString('hex') })}.${randomBytes(32).toString('base64url')}`;
}
