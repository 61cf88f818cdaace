/**
 * Failures as data. The host turns them into sentences in the user's language (`src/extension/messages/failure`);
 * nothing here is shown as it is.
 */

/** The closed list of kinds. Each has one owner and a usual next step. */
export type FailureKind =
  /** Key, password or token missing, invalid, or without permission. */
  | 'auth'
  /** Credit or quota used up. */
  | 'quota'
  /** One of the user's spending caps: nothing was sent. */
  | 'cap'
  /** Too many requests or a full queue: nothing was charged, and the request may be repeated later. */
  | 'rate'
  /** No connection: name not found, refused, reset, TLS. */
  | 'network'
  /** No answer in time. */
  | 'timeout'
  /** The service failed: 5xx or a failed task. */
  | 'server'
  /** Rejected by the service's content policy. */
  | 'policy'
  /** The service rejected the request as invalid. */
  | 'bad-request'
  /** An answer that could not be parsed. */
  | 'bad-answer'
  /** A result that no longer exists: expired or cleaned up. */
  | 'expired'
  /** A setting is invalid or missing. */
  | 'settings'
  /** The request needs something that no configured provider, or this model, supports. */
  | 'unsupported'
  /** Disk full, folder read-only, database damaged. */
  | 'storage'
  /** Canceled by the user. */
  | 'cancelled'
  /** Submitted without an answer: whether the job runs, and costs, is unknown. */
  | 'lost'
  /** A bug in Easel. */
  | 'internal';

/**
 * A more exact cause, where a more exact sentence is possible. Closed, so that each has its translations; a service's
 * own text goes to {@link Failure.detail}.
 */
export type FailureReason =
  | 'key-missing'
  | 'key-for-other-host'
  | 'key-refused'
  | 'sign-in-required'
  | 'sign-in-disabled'
  | 'password-wrong'
  | 'password-missing'
  | 'user-disabled'
  | 'email-unverified'
  | 'registration-closed'
  | 'admin-needed'
  | 'membership-needed'
  | 'enterprise-key-needed'
  | 'login-rate'
  | 'call-rejected'
  | 'daily-quota'
  | 'monthly-quota'
  | 'credit'
  | 'key-limit'
  | 'cap-day'
  | 'cap-month'
  | 'cap-unreadable'
  | 'host-not-found'
  | 'connection-refused'
  | 'connection-lost'
  | 'certificate'
  | 'certificate-expired'
  | 'certificate-host'
  | 'no-tls'
  | 'proxy-login'
  | 'proxy-unreachable'
  | 'offline'
  | 'html-answer'
  | 'cut-answer'
  | 'not-this-service'
  | 'edits-missing'
  | 'ratio-unknown'
  | 'value-out-of-range'
  | 'count-in-options'
  | 'prompt-missing'
  | 'prompt-too-long'
  | 'prompt-has-separator'
  | 'image-type'
  | 'image-too-big'
  | 'upload-too-big'
  | 'image-count'
  | 'image-missing'
  | 'model-missing'
  | 'model-unknown'
  | 'no-images'
  | 'not-an-image'
  | 'svg-result'
  | 'result-away'
  | 'provider-unknown'
  | 'provider-disabled'
  | 'no-provider'
  | 'host-missing'
  | 'setting-invalid'
  | 'url-refused'
  | 'too-large'
  | 'redirect-refused'
  | 'maintenance'
  | 'task-vanished'
  | 'task-failed'
  | 'disk-full'
  | 'read-only'
  | 'no-folder'
  | 'leads-out'
  | 'database'
  | 'job-unknown'
  | 'image-unknown'
  | 'already-running'
  | 'already-final';

/** Where the cause of a failure lies, so that the message sends the user to the right place. */
export type FailureOwner = 'request' | 'account' | 'settings' | 'provider' | 'network' | 'machine' | 'easel' | 'nobody';

export interface Failure {
  kind: FailureKind;
  reason?: FailureReason;
  /** Values for the placeholders in the sentence of `reason`: `{ ratio: "5:7", allowed: "1:1, 16:9" }`. */
  values?: Record<string, string | number>;
  /** The service's own text: one line, with keys removed. */
  detail?: string;
  /** The service's own code, as text. */
  code?: string;
  /** HTTP status of the answer. */
  status?: number;
  /** Milliseconds after which the service allows another try. */
  retryAfter?: number;
  providerId?: string;
  providerName?: string;
  /** Host with port; never a path or a query. */
  host?: string;
  /**
   * Whether a call that may cost money can have reached the service. `false` only when it certainly did not, or was
   * certainly rejected: only then is another try safe from being charged twice. Providers never set it: `http` decides it for
   * a submit, and the engine sets it for a job that the service had.
   */
  maybeReceived?: boolean;
  /** True where the call is known to be free: it counts against a quota at most. */
  isFree?: boolean;
  /** ID of the request in the service's logs (x-request-id). */
  requestId?: string;
}

const owners: Record<FailureKind, FailureOwner> = {
  auth: 'account',
  quota: 'account',
  cap: 'settings',
  rate: 'provider',
  network: 'network',
  timeout: 'provider',
  server: 'provider',
  policy: 'request',
  'bad-request': 'request',
  'bad-answer': 'provider',
  expired: 'provider',
  settings: 'settings',
  unsupported: 'request',
  storage: 'machine',
  cancelled: 'nobody',
  lost: 'network',
  internal: 'easel',
};

/** Where the cause of a failure lies. */
export function failureOwnerOf(failure: Failure): FailureOwner {
  return owners[failure.kind];
}

/** Whether another provider may be tried: the cause is this provider or account, not the request. */
export function triesNextProvider(failure: Failure): boolean {
  switch (failure.kind) {
    case 'auth':
    case 'quota':
    case 'cap':
    case 'rate':
    case 'network':
    case 'server':
    case 'settings':
    case 'timeout':
    case 'bad-answer':
      return failure.maybeReceived !== true;
    case 'policy':
    case 'bad-request':
    case 'expired':
    case 'unsupported':
    case 'storage':
    case 'cancelled':
    case 'lost':
    case 'internal':
      return false;
  }
}
