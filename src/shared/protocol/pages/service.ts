/**
 * The calls and the strings of the page Service. Passwords go from the page to the host and on to the service; none ever
 * comes back.
 */

import type { NextStep } from '../views/entries';

/** A configuration whose service has an administration. */
export interface ServiceChoice {
  id: string;
  name: string;
  /** Host and port; empty when there is none. */
  host: string;
}

/** An error of the service, and next steps that the page offers. */
export interface ErrorNotice {
  text: string;
  steps: NextStep[];
}

/** The result of one call to the service. */
export type ServiceResult<Value> = { value: Value } | { error: ErrorNotice };

export interface NamedText {
  name: string;
  value: string;
}

/** What all users may see. */
export interface ServiceStateView {
  health: ServiceResult<{ ok: boolean; facts: NamedText[] }>;
  queue: ServiceResult<NamedText[]>;
  models: ServiceResult<{ name: string; description: string; capabilities: string[]; status: string }[]>;
  ratios: ServiceResult<NamedText[]>;
}

export interface AccountView {
  id: string;
  name: string;
  email: string;
  admin: boolean;
  /** The remaining quota, as text. */
  quota: ServiceResult<string>;
}

/** The user's account; if there is none that works, whether one can be registered. */
export type AccountAnswer = { value: AccountView } | { error: ErrorNotice; mayRegister: boolean };

export interface UserLine {
  id: string;
  name: string;
  email: string;
  active: boolean;
  admin: boolean;
}

export interface UsersPage {
  users: UserLine[];
  hasMore: boolean;
}

/** Maximum images of a user; left out: no limit. */
export interface QuotaLimits {
  daily?: number;
  monthly?: number;
}

/** The remaining quota of a user. */
export interface QuotaLine extends QuotaLimits {
  userId: string;
  /** The remaining quota as text, or why it is unknown. */
  text: string;
  isError: boolean;
}

export type Whose = 'mine' | 'all';

export interface TaskLine {
  id: string;
  userId: string;
  kind: string;
  state: string;
  isFailed: boolean;
  prompt: string;
  error: string;
  /** As the service wrote it: without a time zone. */
  createdAt: string;
  /** Left out if unfinished or unknown. */
  duration?: string;
}

export interface TasksPage {
  tasks: TaskLine[];
  total: number;
  pages: number;
}

/** `state`: only tasks in this state; empty: in any. */
export interface TasksQuery {
  whose: Whose;
  page: number;
  state: string;
}

/** What a clean-up deletes: finished tasks in memory, and rows of the database, older than this. */
export interface CleanUpAge {
  hours: number;
  days: number;
}

export interface ServiceApi {
  services(): Promise<ServiceChoice[]>;
  addService(): Promise<void>;
  serviceState(service: string): Promise<ServiceStateView>;
  serviceAccount(service: string): Promise<AccountAnswer>;
  serviceEmail(service: string, email: string): Promise<ServiceResult<void>>;
  servicePassword(service: string, old: string, wanted: string): Promise<ServiceResult<void>>;
  /** Registers the user and makes Easel use that account. An empty email address is none. */
  serviceSignUp(service: string, name: string, password: string, email: string): Promise<ServiceResult<void>>;
  /** Does what a {@link NextStep} says. */
  serviceStep(service: string, action: string): Promise<void>;
  /** At most 50 from an offset on. */
  serviceUsers(service: string, skip: number): Promise<ServiceResult<UsersPage>>;
  /** Adds another user. An empty email address is none. */
  serviceRegister(service: string, name: string, password: string, email: string): Promise<ServiceResult<void>>;
  /** Switches to the opposite; gives what it is now. */
  serviceToggle(service: string, userId: string, what: 'active' | 'admin'): Promise<ServiceResult<boolean>>;
  /** Asks the user first; false if they cancel. */
  serviceDeleteUser(service: string, userId: string, name: string): Promise<ServiceResult<boolean>>;
  /** Of as many users as a page has; undefined where the service does not let administrators look at it. */
  serviceQuotas(service: string, userIds: string[]): Promise<QuotaLine[] | undefined>;
  serviceSetQuota(service: string, userId: string, limits: QuotaLimits): Promise<ServiceResult<QuotaLine>>;
  serviceTasks(service: string, query: TasksQuery): Promise<ServiceResult<TasksPage>>;
  serviceFigures(service: string, whose: Whose): Promise<ServiceResult<NamedText[]>>;
  /** Asks the user first; the number of deleted tasks, undefined if they cancel. */
  serviceCleanUp(service: string, age: CleanUpAge): Promise<ServiceResult<number | undefined>>;
}

export interface ServiceStrings {
  service: string;
  noServices: string;
  addProvider: string;
  refresh: string;
  stateOfService: string;
  healthy: string;
  unhealthy: string;
  queue: string;
  models: string;
  capabilities: string;
  ratios: string;
  account: string;
  /** `{name}` */
  signedInAs: string;
  noSignIn: string;
  administrator: string;
  /** `{name}` */
  notAdministrator: string;
  quota: string;
  email: string;
  save: string;
  saved: string;
  changePassword: string;
  oldPassword: string;
  newPassword: string;
  repeatPassword: string;
  passwordsDiffer: string;
  passwordChanged: string;
  register: string;
  registerNow: string;
  /** `{name}` */
  registerMeans: string;
  users: string;
  userName: string;
  password: string;
  active: string;
  switchedOff: string;
  you: string;
  activate: string;
  deactivate: string;
  makeAdministrator: string;
  takeAdministrator: string;
  addUser: string;
  /** `{name}` */
  userAdded: string;
  /** `{name}` */
  userDeleted: string;
  noUsers: string;
  changeQuota: string;
  /** `{name}` */
  quotaOf: string;
  dailyLimit: string;
  monthlyLimit: string;
  withoutLimit: string;
  earlier: string;
  later: string;
  /** `{from}`, `{to}` */
  range: string;
  /** `{page}`, `{pages}`, `{total}` */
  pageOf: string;
  tasks: string;
  whose: string;
  mine: string;
  everybodys: string;
  taskStates: NamedText[];
  prompt: string;
  user: string;
  when: string;
  duration: string;
  noTasks: string;
  serviceFigures: string;
  cleanUpService: string;
  /** `{name}` */
  cleanUpServiceMeans: string;
  memoryHours: string;
  databaseDays: string;
  /** `{count}` */
  cleanedUp: string;
}
