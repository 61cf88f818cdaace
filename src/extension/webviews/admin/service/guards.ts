/** What the verbs of the page Service take: the page is an untrusted client. Pure. */
import type { CleanUpAge, QuotaWish, TasksWish } from '../../../../shared/protocol/service';

type Guard = (value: unknown) => boolean;

/** Users of one page of the list, and tasks of one page of the history. */
export const pageSizes = { users: 50, tasks: 20 };

/** Longer than any service takes; the service's own rules are the service's to tell. */
export const isPassword: Guard = (value) => isText(value, 1, 200);
export const isUserName: Guard = (value) => isText(value, 1, 100) && !hasControls(String(value));
/** Empty, or something with an @ in it; more the service itself has to say. */
export const isEmail: Guard = (value) =>
  value === '' || (isText(value, 3, 254) && /^[^\s@]+@[^\s@]+$/.test(String(value)));
export const isUserId: Guard = (value) => isText(value, 1, 100);
export const isWhose: Guard = (value) => value === 'mine' || value === 'all';
export const isToggle: Guard = (value) => value === 'active' || value === 'admin';

export const isTasksWish: Guard = (value) =>
  isExactly<TasksWish>(value, {
    whose: isWhose,
    page: (page) => isWhole(page, 1, 1_000_000),
    state: (state) => typeof state === 'string' && /^[a-z_-]{0,40}$/.test(state),
  });

export const isCleanUpAge: Guard = (value) =>
  isExactly<CleanUpAge>(value, {
    hours: (hours) => isWhole(hours, 1, 100_000),
    days: (days) => isWhole(days, 1, 36_500),
  });

export const isUserIds: Guard = (value) =>
  Array.isArray(value) && value.length <= pageSizes.users && value.every((id) => isUserId(id));

/** At least one: the service takes 0 for no limit at all. */
const isLimit: Guard = (limit) => limit === undefined || isWhole(limit, 1, 1_000_000_000);
export const isQuotaWish: Guard = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const guards: Record<keyof QuotaWish, Guard> = { daily: isLimit, monthly: isLimit };
  return Object.entries(value).every(([name, limit]) =>
    Object.hasOwn(guards, name) ? guards[name as keyof QuotaWish](limit) : false,
  );
};

function isExactly<Shape>(value: unknown, guards: Record<keyof Shape & string, Guard>): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const members = value as Record<string, unknown>;
  const names = Object.keys(guards) as (keyof Shape & string)[];
  return Object.keys(members).length === names.length && names.every((name) => guards[name](members[name]));
}

function isText(value: unknown, least: number, most: number): boolean {
  return typeof value === 'string' && value.length >= least && value.length <= most;
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
