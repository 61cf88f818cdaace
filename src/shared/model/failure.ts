/**
 * What can go wrong, as data. Words are made from it in one place of the host (`src/vscode/messages.ts`), in the language
 * of the person; nothing here is meant to be read as it is.
 */

/** The closed list of kinds. Each has one owner and one usual next step. */
export type FailureKind =
  /** Key, password or token missing, wrong, or not allowed to do this. */
  | 'auth'
  /** Credit or quota used up. */
  | 'quota'
  /** A cap on spending of the person's own: nothing was sent. */
  | 'cap'
  /** Too many requests or the queue is full: nothing was charged, later it may go. */
  | 'rate'
  /** No connection: name not found, refused, reset, TLS. */
  | 'network'
  /** No answer in time. */
  | 'timeout'
  /** The service failed: 5xx or a failed task. */
  | 'server'
  /** The service's content policy refused. */
  | 'policy'
  /** The request itself was refused as wrong. */
  | 'bad-request'
  /** An answer that could not be understood. */
  | 'bad-answer'
  /** A result that was made but is gone (expired or cleaned up). */
  | 'expired'
  /** A setting is wrong or missing. */
  | 'settings'
  /** The request asks what no configured provider or this model can do. */
  | 'unsupported'
  /** Disk full, folder read-only, database damaged. */
  | 'storage'
  /** Stopped by the person. */
  | 'cancelled'
  /** Submitted, and the answer was lost: nobody knows whether it runs (and costs). */
  | 'lost'
  /** A fault of Easel's own. */
  | 'internal';

/**
 * A finer cause, where a better sentence than the kind's own can be said. Closed, so that every one has its words in
 * every language; a service's own text goes to {@link Failure.detail}.
 */
export type FailureReason =
  | 'key-missing'
  | 'key-for-other-host'
  | 'key-refused'
  | 'password-wrong'
  | 'password-missing'
  | 'user-disabled'
  | 'email-unverified'
  | 'registration-closed'
  | 'admin-needed'
  | 'membership-needed'
  | 'enterprise-key-needed'
  | 'login-rate'
  | 'daily-quota'
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
  | 'ratio-unknown'
  | 'value-out-of-range'
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

/** Whom a failure is to be laid to, so that nobody searches at the wrong end. */
export type FailureOwner = 'request' | 'account' | 'settings' | 'provider' | 'network' | 'machine' | 'easel' | 'nobody';

export interface Failure {
  kind: FailureKind;
  reason?: FailureReason;
  /** Figures and names for the sentence of `reason`: `{ ratio: "5:7", allowed: "1:1, 16:9" }`. */
  values?: Record<string, string | number>;
  /** What the service itself said, one line, keys taken out. */
  detail?: string;
  /** The service's own code, as text. */
  code?: string;
  /** HTTP status of the answer. */
  status?: number;
  /** Milliseconds after which the service said that it may be tried again. */
  retryAfter?: number;
  providerId?: string;
  providerName?: string;
  /** Host with port; never a path or a query. */
  host?: string;
  /**
   * Whether a call that may cost money can have reached the service. `false` only when it surely did not or was surely
   * refused; then another try can not be paid twice.
   */
  maybeReceived?: boolean;
  /** Identifier of the request in the service's logs (x-request-id). */
  requestId?: string;
}

const faults: Record<FailureKind, FailureOwner> = {
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

/** Whom the failure is to be laid to. */
export function failureOwnerOf(failure: Failure): FailureOwner {
  return faults[failure.kind];
}

/** Whether another provider may be tried: the reason lies with this provider or account, not with the request. */
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
