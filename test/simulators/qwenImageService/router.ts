/** Paths, methods and permissions, with FastAPI's answers for invalid requests. */
import { json, type Reply, type WireRequest } from '../wire';
import type { SimulatedUser } from './accounts';

/** An HTTPException of the service. */
export class Refusal extends Error {
  readonly reply: Reply;
  constructor(status: number, detail: unknown, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    this.reply = json(status, { detail }, headers);
  }
}

/** An exception that the service's code doesn't catch; its web server answers. */
export class UnhandledError extends Error {
  readonly reply: Reply = {
    status: 500,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: new TextEncoder().encode('Internal Server Error'),
  };
}

export interface Call {
  request: WireRequest;
  /** The signed-in user; an administrator without a name if sign-in is disabled. */
  user: SimulatedUser;
  /** The values of `{…}` in the path. */
  parts: string[];
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/tasks/{id}/result` */
  path: string;
  who: 'anyone' | 'user' | 'admin';
  handle(call: Call): Promise<Reply> | Reply;
}

export function createRouter(
  routes: Route[],
  identify: (request: WireRequest) => SimulatedUser,
): (request: WireRequest) => Promise<Reply> {
  return async (request) => {
    try {
      return await dispatch(request);
    } catch (thrown) {
      if (thrown instanceof Refusal || thrown instanceof UnhandledError) return thrown.reply;
      throw thrown;
    }
  };

  async function dispatch(request: WireRequest): Promise<Reply> {
    let fitsPath = false;
    for (const route of routes) {
      const parts = matched(route.path, request.path);
      if (!parts) continue;
      fitsPath = true;
      if (route.method !== request.method) continue;
      const user = route.who === 'anyone' ? anonymous : identify(request);
      if (route.who === 'admin' && !user.admin) throw new Refusal(403, '需要管理员权限');
      return route.handle({ request, user, parts });
    }
    throw fitsPath ? new Refusal(405, 'Method Not Allowed') : new Refusal(404, 'Not Found');
  }
}

function matched(pattern: string, path: string): string[] | undefined {
  const expected = pattern.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const parts: string[] = [];
  for (const [index, step] of expected.entries()) {
    const found = given[index] ?? '';
    if (step.startsWith('{')) parts.push(decodeURIComponent(found));
    else if (step !== found) return undefined;
  }
  return parts;
}

/** The user of routes without sign-in. */
export const anonymous: SimulatedUser = {
  id: 0,
  username: '',
  password: '',
  email: null,
  active: true,
  admin: false,
  verified: true,
  createdAt: 0,
  daily: -1,
  monthly: -1,
  usedToday: 0,
  usedThisMonth: 0,
  usedEver: 0,
};
