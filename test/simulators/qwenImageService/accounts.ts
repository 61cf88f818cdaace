/** Users with their quota. */
import { Refusal } from './router';
import { localTime } from './localTime';

export interface NewUser {
  username: string;
  password: string;
  email?: string;
  admin?: boolean;
  active?: boolean;
  /** Whether the e-mail address was confirmed; true when left out. */
  verified?: boolean;
  /** Images per day; −1 or 0: unlimited; 100 when left out. */
  daily?: number;
  /** Images per month; −1 or 0: unlimited; 3000 when left out. */
  monthly?: number;
}

export interface SimulatedUser {
  id: number;
  username: string;
  password: string;
  email: string | null;
  active: boolean;
  admin: boolean;
  verified: boolean;
  createdAt: number;
  daily: number;
  monthly: number;
  usedToday: number;
  usedThisMonth: number;
  usedEver: number;
}

export interface Accounts {
  all(): SimulatedUser[];
  /** @throws Error if the user doesn't exist. */
  named(name: string): SimulatedUser;
  withName(name: string): SimulatedUser | undefined;
  withId(id: string): SimulatedUser | undefined;
  add(user: NewUser): SimulatedUser;
  remove(user: SimulatedUser): void;
  shown(user: SimulatedUser): Record<string, unknown>;
  quota(user: SimulatedUser): Record<string, number>;
  keptQuota(user: SimulatedUser): Record<string, number>;
  /** Takes from the quota. @throws Refusal 429 */
  charge(user: SimulatedUser, cost: number): void;
}

export function createAccounts(initial: readonly NewUser[], clock: { now(): number; utcOffset?: number }): Accounts {
  const users: SimulatedUser[] = [];
  let lastId = 0;

  function add(user: NewUser): SimulatedUser {
    lastId += 1;
    const made: SimulatedUser = {
      id: lastId,
      username: user.username,
      password: user.password,
      email: user.email ?? null,
      active: user.active ?? true,
      admin: user.admin ?? false,
      verified: user.verified ?? true,
      createdAt: clock.now(),
      daily: user.daily ?? 100,
      monthly: user.monthly ?? 3000,
      usedToday: 0,
      usedThisMonth: 0,
      usedEver: 0,
    };
    users.push(made);
    return made;
  }

  for (const user of initial) add(user);
  const withName = (name: string): SimulatedUser | undefined => users.find((user) => user.username === name);
  return {
    all: () => [...users],
    withName,
    named(name) {
      const user = withName(name);
      if (!user) throw new Error(`no user ${name}`);
      return user;
    },
    withId: (id) => users.find((user) => String(user.id) === id),
    add,
    remove: (user) => void users.splice(users.indexOf(user), 1),
    shown: (user) => ({
      id: user.id,
      username: user.username,
      email: user.email,
      is_active: user.active,
      is_admin: user.admin,
      created_at: localTime(user.createdAt, clock.utcOffset),
    }),
    quota,
    keptQuota,
    charge,
  };
}

function left(limit: number, used: number): number {
  return limit > 0 ? Math.max(0, limit - used) : -1;
}

function quota(user: SimulatedUser): Record<string, number> {
  return keptQuota(user.admin ? { ...user, daily: -1, monthly: -1 } : user);
}

/** The row in the table of quotas. Administrators have one too, but it doesn't apply to their jobs. */
function keptQuota(user: SimulatedUser): Record<string, number> {
  return {
    user_id: user.id,
    daily_limit: user.daily,
    monthly_limit: user.monthly,
    used_today: user.usedToday,
    used_this_month: user.usedThisMonth,
    total_used: user.usedEver,
    remaining_today: left(user.daily, user.usedToday),
    remaining_this_month: left(user.monthly, user.usedThisMonth),
  };
}

function charge(user: SimulatedUser, cost: number): void {
  if (!user.admin) {
    const today = left(user.daily, user.usedToday);
    const month = left(user.monthly, user.usedThisMonth);
    if (today >= 0 && today < cost) {
      throw new Refusal(429, `配额不足：需要 ${cost} 次，今日剩余 ${today} 次（每日限额 ${user.daily}）`);
    }
    if (month >= 0 && month < cost) {
      throw new Refusal(429, `配额不足：需要 ${cost} 次，本月剩余 ${month} 次（每月限额 ${user.monthly}）`);
    }
  }
  user.usedToday += cost;
  user.usedThisMonth += cost;
  user.usedEver += cost;
}
