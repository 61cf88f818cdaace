/** What a self-hosted service offers to its users and administrators, in terms that fit more than one service. */

export interface Balance {
  /** `credits`, an ISO 4217 code, `pictures-today`, or `pictures-this-month`. */
  unit: string;
  /** Left out: unlimited. */
  remaining?: number;
  limit?: number;
  used?: number;
}

export interface ServiceUser {
  id: string;
  name: string;
  email?: string;
  active: boolean;
  admin: boolean;
  /** Milliseconds since 1970; left out if the service gives no time zone. */
  createdAt?: number;
}

/** How many images a user may generate: at least 1, or `unlimited`; left out: unchanged. */
export interface QuotaLimits {
  daily?: number | 'unlimited';
  monthly?: number | 'unlimited';
}

export interface ServiceHealth {
  ok: boolean;
  /** Facts under the service's names: `["gpu_count", "2"]`. */
  facts: [name: string, value: string][];
}

export interface ServiceModel {
  name: string;
  description?: string;
  capabilities: string[];
  /** The service's word. A model that isn't loaded may still be usable. */
  status?: string;
}

export interface ServiceQueue {
  waiting?: number;
  running?: number;
  workers?: number;
}

export interface ServiceJob {
  id: string;
  userId?: string;
  /** The service's word for the kind. */
  kind: string;
  /** The service's word for the state. */
  state: string;
  prompt: string;
  error?: string;
  /** ISO 8601, with a time zone where it is known. */
  createdAt?: string;
  finishedAt?: string;
  /** Seconds. */
  duration?: number;
}

export interface ServiceStatistics {
  /** Counts and seconds under the service's names. */
  figures: [name: string, value: number][];
}

export interface Page<Item> {
  items: Item[];
  total: number;
  /** 1-based. */
  page: number;
  pageSize: number;
}

export interface JobFilter {
  page: number;
  pageSize: number;
  state?: string;
  kind?: string;
  /** ISO dates. */
  from?: string;
  to?: string;
  userId?: string;
}

/** Methods that a service has no call for are left out. `Context` is the provider's context. */
export interface Administration<Context> {
  health?(context: Context): Promise<ServiceHealth>;
  models?(context: Context): Promise<ServiceModel[]>;
  ratios?(context: Context): Promise<Record<string, [width: number, height: number]>>;
  queue?(context: Context): Promise<ServiceQueue>;

  me?(context: Context): Promise<ServiceUser>;
  updateMe?(context: Context, change: { email?: string; password?: string }): Promise<ServiceUser>;
  changePassword?(context: Context, change: { old: string; new: string }): Promise<void>;
  register?(context: Context, account: { name: string; password: string; email?: string }): Promise<ServiceUser>;

  users?(context: Context, page: { skip: number; limit: number }): Promise<ServiceUser[]>;
  /** Inverts the value. @returns The new value. */
  toggleActive?(context: Context, userId: string): Promise<boolean>;
  toggleAdmin?(context: Context, userId: string): Promise<boolean>;
  deleteUser?(context: Context, userId: string): Promise<void>;
  /** A user's remaining quota. @throws EaselError with status 404 if this release of the service has no such call. */
  userQuota?(context: Context, userId: string): Promise<Balance[]>;
  setUserQuota?(context: Context, userId: string, limits: QuotaLimits): Promise<Balance[]>;

  history?(context: Context, whose: 'mine' | 'all', filter: JobFilter): Promise<Page<ServiceJob>>;
  job?(context: Context, jobId: string): Promise<ServiceJob>;
  statistics?(context: Context, whose: 'mine' | 'all'): Promise<ServiceStatistics>;
  cleanup?(context: Context, age: { hours: number; days: number }): Promise<{ removed: number }>;
}
