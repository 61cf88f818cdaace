/** The calls of the service for users and administrators: /auth, /tasks, and its information pages. */
import type {
  Administration,
  Balance,
  JobFilter,
  Page,
  ServiceJob,
  ServiceStatistics,
  ServiceUser,
} from '../contract/administration';
import type { HttpRequest } from '../../http/request/request';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { readJson } from '../../http/answer/schema';
import { failureOfStatus } from '../../http/answer/status';
import * as api from './api';
import { failureOf } from './errors';
import { callOk, forgetToken, type Context } from './session';
import { tasksPath } from './tasks';

export const administration: Administration<Context> = {
  async health(context) {
    const figures = readJson(await getPublic(context, '/health'), api.healthSchema);
    const facts = Object.entries(figures).map(([name, value]): [string, string] => [name, shown(value)]);
    return { ok: /^(ok|healthy|running|up)$/i.test(figures.status), facts };
  },

  async models(context) {
    const found = readJson(await getPublic(context, '/models'), api.modelsSchema);
    return Object.entries(found).map(([key, model]) => ({
      name: model.name ?? key,
      capabilities: model.capabilities,
      ...(model.description ? { description: model.description } : {}),
      ...(model.status ? { status: model.status } : {}),
    }));
  },

  async ratios(context) {
    return readJson(await getPublic(context, '/text-to-image/aspect-ratios'), api.ratiosSchema);
  },

  async queue(context) {
    const queue = readJson(await get(context, tasksPath(context, '/queue')), api.queueSchema);
    return {
      ...(typeof queue.queue_size === 'number' ? { waiting: queue.queue_size } : {}),
      ...(queue.tasks ? { running: queue.tasks.running } : {}),
      ...(typeof queue.max_workers === 'number' ? { workers: queue.max_workers } : {}),
    };
  },

  async me(context) {
    return userOf(readJson(await get(context, '/auth/me'), api.userSchema));
  },

  async updateMe(context, change) {
    const answer = await callOk(context, { method: 'PUT', path: '/auth/me', json: { ...change } });
    if (change.password !== undefined) await storePassword(context, change.password);
    return userOf(readJson(answer, api.userSchema));
  },

  async changePassword(context, change) {
    const json = { old_password: change.old, new_password: change.new };
    await callOk(context, { method: 'POST', path: '/auth/change-password', json });
    await storePassword(context, change.new);
  },

  async register(context, account) {
    const { name, password, email } = account;
    const json = { username: name, password, ...(email === undefined ? {} : { email }) };
    const answer = await context.http.send({ method: 'POST', path: '/auth/register', json });
    if (answer.status !== 201 && answer.status !== 200) throw failureOf(answer, context.http.clean);
    return userOf(readJson(answer, api.userSchema));
  },

  async users(context, { skip, limit }) {
    const answer = await callOk(context, { method: 'GET', path: '/auth/users', query: { skip, limit } });
    return readJson(answer, api.usersSchema).map(userOf);
  },

  async toggleActive(context, userId) {
    const answer = await callOk(context, { method: 'PUT', path: userPath(userId, '/toggle-active') });
    return readJson(answer, api.activeSchema).is_active;
  },

  async toggleAdmin(context, userId) {
    const answer = await callOk(context, { method: 'PUT', path: userPath(userId, '/toggle-admin') });
    return readJson(answer, api.adminSchema).is_admin;
  },

  async deleteUser(context, userId) {
    await callOk(context, { method: 'DELETE', path: userPath(userId, '') });
  },

  async userQuota(context, userId) {
    return balancesOf(readJson(await get(context, userPath(userId, '/quota')), api.quotaSchema));
  },

  async setUserQuota(context, userId, { daily, monthly }) {
    const json = {
      ...(daily === undefined ? {} : { daily_limit: onWire(daily) }),
      ...(monthly === undefined ? {} : { monthly_limit: onWire(monthly) }),
    };
    const answer = await callOk(context, { method: 'PUT', path: userPath(userId, '/quota'), json });
    return balancesOf(readJson(answer, api.quotaSchema));
  },

  async history(context, whose, filter) {
    const path = tasksPath(context, whose === 'all' ? '/history/all' : '/history/me');
    const query = historyQuery(filter, whose);
    return pageOf(readJson(await callOk(context, { method: 'GET', path, query }), api.historySchema));
  },

  async job(context, jobId) {
    const path = tasksPath(context, `/history/${encodeURIComponent(jobId)}`);
    return jobOf(readJson(await get(context, path), api.historyItemSchema));
  },

  async statistics(context, whose) {
    const path = tasksPath(context, whose === 'all' ? '/statistics/global' : '/statistics/me');
    return figuresOf(readJson(await get(context, path), api.figuresSchema));
  },

  async cleanup(context, age) {
    const query = { max_age_hours: age.hours, max_age_days: age.days };
    const answer = await callOk(context, { method: 'POST', path: tasksPath(context, '/cleanup'), query });
    const counts = readJson(answer, api.cleanupSchema);
    return { removed: counts.memory_cleaned_count + counts.db_cleaned_count };
  },
};

/** Images left today and this month. Administrators and some accounts have no limit. */
export async function balance(context: Context): Promise<Balance[]> {
  return balancesOf(readJson(await get(context, tasksPath(context, '/quota/me')), api.quotaSchema));
}

function balancesOf(quota: api.Quota): Balance[] {
  return [
    balanceOf('pictures-today', { limit: quota.daily_limit, left: quota.remaining_today, used: quota.used_today }),
    balanceOf('pictures-this-month', {
      limit: quota.monthly_limit,
      left: quota.remaining_this_month,
      used: quota.used_this_month,
    }),
  ];
}

/** The service writes 0 or −1 for no limit. */
function balanceOf(unit: string, { limit, left, used }: { limit: number; left: number; used: number }): Balance {
  return limit <= 0 || left < 0 ? { unit, used } : { unit, limit, used, remaining: left };
}

function onWire(limit: number | 'unlimited'): number {
  return limit === 'unlimited' ? -1 : limit;
}

function get(context: Context, path: string): Promise<HttpAnswer> {
  return callOk(context, { method: 'GET', path });
}

/** Public pages are read without signing in, so that they work even if the account doesn't. */
export async function getPublic(context: Context, path: string): Promise<HttpAnswer> {
  const answer = await context.http.send({ method: 'GET', path });
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw answer.status === 404 ? failureOfStatus(answer) : failureOf(answer, context.http.clean);
}

/** The next sign-in needs the new password. */
async function storePassword(context: Context, password: string): Promise<void> {
  await context.secrets.set('password', password);
  await forgetToken(context);
}

function userPath(userId: string, rest: string): string {
  return `/auth/users/${encodeURIComponent(userId)}${rest}`;
}

function historyQuery(filter: JobFilter, whose: 'mine' | 'all'): NonNullable<HttpRequest['query']> {
  return {
    page: filter.page,
    page_size: Math.min(100, filter.pageSize),
    status: filter.state,
    task_type: filter.kind,
    start_date: filter.from,
    end_date: filter.to,
    user_id: whose === 'all' ? filter.userId : undefined,
  };
}

function userOf(
  user: { id: string; username: string; email?: string | null | undefined } & Record<string, unknown>,
): ServiceUser {
  return {
    id: user.id,
    name: user.username,
    active: user['is_active'] === true,
    admin: user['is_admin'] === true,
    ...(user.email ? { email: user.email } : {}),
  };
}

function jobOf(item: api.HistoryItem): ServiceJob {
  return {
    id: item.task_id,
    kind: item.task_type,
    state: item.status,
    prompt: item.prompt ?? '',
    ...(item.user_id ? { userId: item.user_id } : {}),
    ...(item.error_message ? { error: item.error_message } : {}),
    ...(item.created_at ? { createdAt: inUtc(item.created_at) } : {}),
    ...(item.completed_at ? { finishedAt: item.completed_at } : {}),
    ...(typeof item.execution_time === 'number' ? { duration: item.execution_time } : {}),
  };
}

/** The creation time is in UTC without naming it; the other times are in the server's zone, which is unknown. */
function inUtc(time: string): string {
  return /(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time.replace(' ', 'T')}Z`;
}

function pageOf(read: { items: api.HistoryItem[]; total: number; page: number; page_size: number }): Page<ServiceJob> {
  return { items: read.items.map(jobOf), total: read.total, page: read.page, pageSize: read.page_size };
}

/** The figures in the answer; the documentation names some that the service omits. */
function figuresOf(read: Record<string, unknown>): ServiceStatistics {
  const figures = Object.entries(read).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { figures };
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.slice(0, 200);
}
