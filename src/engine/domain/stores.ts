/** What the jobs need to have kept, as interfaces: `history/` implements them on a database, tests may in memory. */
import type { Failure } from '../../shared/model/failure';
import type { JobMoney, Price } from '../../shared/model/money';
import type { JobState, JsonValue } from '../../shared/model/jobs';
import type { DoneJob, Job, JobChange, JobIn } from './job';

/** A picture in the vault, measured from its bytes. */
export interface StoredImageFacts {
  /** SHA-256 in lower-case hex. */
  hash: string;
  mimeType: string;
  /** Without the dot. */
  extension: string;
  /** Bytes. */
  size: number;
  /** Pixels. */
  width: number;
  height: number;
  hasAlpha: boolean;
}

/** Where every picture stands first: files named by the hash of their bytes, written once and never changed. */
export interface ImageStore {
  /**
   * Keeps a picture; the same bytes are kept once.
   * @param announce Told what it is before anything is written.
   * @throws EaselError `bad-answer` (`not-an-image`, `cut-answer`), `storage` (`disk-full`, `read-only`).
   */
  keep(bytes: Uint8Array, announce?: (kept: StoredImageFacts) => void): Promise<StoredImageFacts>;
  /**
   * Keeps a picture that somebody wants to send: SVG too, which no service's answer may be.
   * @throws EaselError as {@link keep} does.
   */
  keepReference(bytes: Uint8Array, announce?: (kept: StoredImageFacts) => void): Promise<StoredImageFacts>;
  /** What `keep` would give, without keeping. @throws EaselError `bad-answer`. */
  describe(bytes: Uint8Array): StoredImageFacts;
  has(hash: string, extension: string): Promise<boolean>;
  /** Absolute path of a kept picture. */
  path(hash: string, extension: string): string;
  /** Deletes a file that nothing needs any more, unless somebody kept it anew since `before`: there is use for it again. */
  discard(file: { hash: string; extension: string }, before: number): Promise<void>;
  /** Bytes of all files together. */
  size(): Promise<number>;
  /** @throws EaselError `storage` (`image-missing`) when the file is gone. */
  read(hash: string, extension: string): Promise<Uint8Array>;
  /** All whole files. `time`: when each was kept last, milliseconds since 1970. */
  all(): AsyncIterable<{ hash: string; extension: string; time: number }>;
  /** Deletes what windows that are gone left half written. @param now Milliseconds since 1970. */
  sweep(now: number): Promise<void>;
}

export interface NewImage {
  kept: StoredImageFacts;
  position: number;
  prompt: string;
  fileName: string;
}

export interface ImageRecord {
  id: string;
  jobId: string;
  position: number;
  prompt: string;
  hash: string;
  mimeType: string;
  extension: string;
  size: number;
  width: number;
  height: number;
  hasAlpha: boolean;
  favorite: boolean;
  createdAt: number;
  deliveredTo?: string;
  fileName: string;
}

export interface JobStore {
  /** All or none, in one transaction. @param alongside Done inside it, before anybody else can see the jobs. */
  insert(jobs: readonly Job[], alongside?: () => void): void;
  get(jobId: string): Job | undefined;
  /** Jobs in any of the states, oldest first. */
  inStates<State extends JobState>(states: readonly State[]): JobIn<State>[];
  /**
   * Changes a job if it still is in one of the states `from`; gives the new row, or undefined when somebody else was
   * quicker. Moves that a job's life does not allow throw.
   */
  change(jobId: string, from: readonly JobState[], change: JobChange): Job | undefined;
  /**
   * Like {@link change}, but only as long as the row is at the very attempt that `job` is at: whoever comes late with the
   * answer to an earlier one must not meddle with the next.
   */
  changeAttempt(job: Job, from: readonly JobState[], change: JobChange): Job | undefined;
  /** Pictures and the end of the job in one transaction: either all of it is in the history or nothing. */
  complete(jobId: string, images: readonly NewImage[], change: JobChange): Job | undefined;
  /** Whether any job of a configuration has this ticket. */
  hasTicket(providerId: string, ticket: JsonValue): boolean;
  /** Jobs whose pictures wait to be put into the workspace. */
  undelivered(): DoneJob[];
  /** Takes a delivery for this window; false when another one that is still there has it. */
  claimDelivery(jobId: string): boolean;
  /** Whether it was this window that brought the row to where it is. */
  isOwn(job: Job): boolean;
  /** `updatedAt` of the last change that any window made; it only grows, whatever the clock does. */
  lastChange(): number;
  /** Jobs that changed after `since`, which is an `updatedAt`, by whatever window. */
  changedSince(since: number): Job[];
}

export interface ImageRecords {
  ofJob(jobId: string): ImageRecord[];
  get(imageId: string): ImageRecord | undefined;
  setDelivered(imageId: string, uri: string, fileName: string): void;
}

/** How a configuration did lately, the same for all windows. Times in milliseconds. */
export interface Health {
  /** Failures in a row that were the provider's or the network's. */
  failures: number;
  lastFailure?: Failure;
  /** Not tried by itself before this time. */
  coolingUntil?: number;
}

export interface HealthStore {
  get(providerId: string): Health | undefined;
  set(providerId: string, health: Health): void;
  clear(providerId: string): void;
}

/** What is written down when money is reserved for a job. */
export interface Reservation {
  job: Pick<Job, 'id' | 'providerId' | 'providerName'>;
  /** Milliseconds since 1970: the day and the month that it counts for. */
  at: number;
  price: Price | undefined;
  /** By that price; left out: unknown. */
  amount: number | undefined;
}

/** The money of every job, also of those that are deleted from the history: deleting gives nothing back. */
export interface LedgerStore {
  get(jobId: string): JobMoney | undefined;
  /** Writes a reservation in the place of an earlier one of the same job. */
  reserve(reservation: Reservation): void;
  /** When the present reservation was made, and at whom. */
  reserved(jobId: string): { at: number; providerId: string } | undefined;
  /** Brings the row of a job in step with what became of the job. */
  follow(before: Job, after: Job): void;
  /** What counts since `from`, without one job. */
  spent(currency: string, from: number, without?: string): number;
  /** All or nothing, and nobody else's reservation in between. */
  transaction<Result>(work: () => Result): Result;
}

/** One row that says who runs the jobs. Times in milliseconds. */
export interface LeaseStore {
  /** Takes or renews the lease; false when somebody else holds it and it has not expired. */
  take(holder: string, now: number, duration: number): boolean;
  release(holder: string): void;
}

/** What of a provider's secrets is written down in clear: that there is one, and for which host. Never a value. */
export interface SecretIndex {
  add(entry: { providerId: string; name: string; origin: string }): void;
  list(providerId: string): { name: string; origin: string }[];
  remove(providerId: string): void;
}
