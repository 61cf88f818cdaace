/** What a self-hosted service lets its users and administrators see and do, in words that fit more than one service. */

export interface Balance {
  /** What is counted: `credits`, `CNY`, `pictures-today`, `pictures-this-month`. */
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
  /** Milliseconds since 1970, where the service tells it with a zone; else left out. */
  createdAt?: number;
}

/** Pictures that a user may have made: at least 1; `unlimited` as the word says; left out: as it was. */
export interface QuotaLimits {
  daily?: number | 'unlimited';
  monthly?: number | 'unlimited';
}

export interface ServiceHealth {
  ok: boolean;
  /** Facts in the service's own words: `["gpu_count", "2"]`. */
  facts: [name: string, value: string][];
}

export interface ServiceModel {
  name: string;
  description?: string;
  capabilities: string[];
  /** The service's own word. A model that is not loaded may still be usable. */
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
  /** The service's own word for the kind. */
  kind: string;
  /** The service's own word for the state. */
  state: string;
  prompt: string;
  error?: string;
  /** As the service wrote it; without a zone on some services. */
  createdAt?: string;
  finishedAt?: string;
  /** Seconds. */
  duration?: number;
}

export interface ServiceStatistics {
  /** Counts and seconds by the service's own names. */
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

/** Each method stands only where the service has it. `Context` is the provider's context. */
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
  /** Switches to the opposite and gives the new value, as the service does it. */
  toggleActive?(context: Context, userId: string): Promise<boolean>;
  toggleAdmin?(context: Context, userId: string): Promise<boolean>;
  deleteUser?(context: Context, userId: string): Promise<void>;
  /** What a user has left. @throws EaselError with status 404 where this release of the service has no such call. */
  userQuota?(context: Context, userId: string): Promise<Balance[]>;
  setUserQuota?(context: Context, userId: string, limits: QuotaLimits): Promise<Balance[]>;

  history?(context: Context, whose: 'mine' | 'all', filter: JobFilter): Promise<Page<ServiceJob>>;
  job?(context: Context, jobId: string): Promise<ServiceJob>;
  statistics?(context: Context, whose: 'mine' | 'all'): Promise<ServiceStatistics>;
  cleanup?(context: Context, age: { hours: number; days: number }): Promise<{ removed: number }>;
}
