/** The stores that jobs need, as interfaces. `engine/storage` implements them. */
import type { Failure } from '../../shared/model/failure';
import type { JobMoney, Price } from '../../shared/model/money';
import type { JobState, JsonValue } from '../../shared/model/jobs';
import type { DoneJob, Job, JobChange, JobIn } from './job';

/** Facts of an image, read from its bytes. */
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

/** All images as files named by the hash of their bytes, written once and never changed. */
export interface ImageStore {
  /**
   * Stores an image; the same bytes are stored once.
   * @param announce Called with the facts before anything is written.
   * @throws EaselError `bad-answer` (`not-an-image`, `svg-result`, `cut-answer`), `storage` (`disk-full`, `read-only`).
   */
  keep(bytes: Uint8Array, announce?: (kept: StoredImageFacts) => void): Promise<StoredImageFacts>;
  /**
   * Stores an input image. Takes SVG too, which no result may be.
   * @throws EaselError as {@link keep} does.
   */
  keepReference(bytes: Uint8Array, announce?: (kept: StoredImageFacts) => void): Promise<StoredImageFacts>;
  /** The facts that `keep` gives, without storing anything. @throws EaselError `bad-answer`. */
  describe(bytes: Uint8Array): StoredImageFacts;
  has(hash: string, extension: string): Promise<boolean>;
  /** Absolute path of a stored image. */
  path(hash: string, extension: string): string;
  /** Deletes a file, unless the same bytes were stored again since `before`, in milliseconds since 1970. */
  discard(file: { hash: string; extension: string }, before: number): Promise<void>;
  /** Bytes of all files. */
  size(): Promise<number>;
  /** @throws EaselError `storage` (`image-missing`) when the file is gone. */
  read(hash: string, extension: string): Promise<Uint8Array>;
  /** All complete files. `time`: when each was stored last, in milliseconds since 1970. */
  all(): AsyncIterable<{ hash: string; extension: string; time: number }>;
  /** Deletes incomplete files of windows that ended. @param now Milliseconds since 1970. */
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
  /** Inserts all in one transaction. @param alongside Called inside the transaction, before others can see the jobs. */
  insert(jobs: readonly Job[], alongside?: () => void): void;
  get(jobId: string): Job | undefined;
  /** Jobs in any of the states, oldest first. */
  inStates<State extends JobState>(states: readonly State[]): JobIn<State>[];
  /**
   * Changes a job if it is in one of the states `from`; gives the new row, or undefined when it is in another state by now.
   * Throws on a transition that isn't allowed.
   */
  change(jobId: string, from: readonly JobState[], change: JobChange): Job | undefined;
  /**
   * Like {@link change}, but only if the row is at the same attempt as `job`: a late answer to an earlier attempt must not
   * change a later one.
   */
  changeAttempt(job: Job, from: readonly JobState[], change: JobChange): Job | undefined;
  /** Writes the images and the end of the job in one transaction. */
  complete(jobId: string, images: readonly NewImage[], change: JobChange): Job | undefined;
  /** Whether any job of a configuration has this ticket. */
  hasTicket(providerId: string, ticket: JsonValue): boolean;
  /** Jobs whose images wait for delivery to the workspace. */
  undelivered(): DoneJob[];
  /** Takes a delivery for this window; false when another window that still exists has it. */
  claimDelivery(jobId: string): boolean;
  /** Whether the last change of the row was made by this window. */
  isOwn(job: Job): boolean;
  /** `updatedAt` of the last change by any window; it only grows, whatever the clock does. */
  lastChange(): number;
  /** Jobs that any window changed after `since`, an `updatedAt`. */
  changedSince(since: number): Job[];
}

export interface ImageRecords {
  ofJob(jobId: string): ImageRecord[];
  get(imageId: string): ImageRecord | undefined;
  setDelivered(imageId: string, uri: string, fileName: string): void;
}

/** Recent failures of a configuration and its last check, shared by all windows. Times in milliseconds. */
export interface Health {
  /** Failures in a row that the provider or the network caused. */
  failures: number;
  lastFailure?: Failure;
  /** Not chosen automatically before this time. */
  coolingUntil?: number;
  check?: ProviderCheck;
  /** How often one of its secrets was set. */
  secretChanges?: number;
}

/** The last test, or the last job that showed whether the service is reachable and accepts the key. */
export interface ProviderCheck {
  by: 'test' | 'job';
  /** Milliseconds since 1970. */
  at: number;
  /** Revision of the configuration that was checked; of another one it says nothing. */
  revision: string;
  /** Left out: it passed. */
  failure?: Failure;
}

export interface HealthStore {
  get(providerId: string): Health | undefined;
  set(providerId: string, health: Health): void;
}

/** A reservation of money for a job. */
export interface Reservation {
  job: Pick<Job, 'id' | 'providerId' | 'providerName'>;
  /** Milliseconds since 1970; decides the day and the month of the reservation. */
  at: number;
  price: Price | undefined;
  /** By that price; undefined: unknown. */
  amount: number | undefined;
  /** How many images it is for. */
  images: number;
}

/** The money of every job, including jobs that were deleted from the history: deleting does not lower the sums. */
export interface LedgerStore {
  get(jobId: string): JobMoney | undefined;
  /** Writes a reservation, replacing an earlier one of the same job. */
  reserve(reservation: Reservation): void;
  /** When the present reservation was made, and at which provider. */
  reserved(jobId: string): { at: number; providerId: string } | undefined;
  /** Updates the row of a job after a change of the job. */
  follow(before: Job, after: Job): void;
  /** Sum since `from`, excluding one job. */
  spent(currency: string, from: number, without?: string): number;
  /** Runs in one transaction, so that no reservation of another window comes in between. */
  transaction<Result>(work: () => Result): Result;
}

/** The row that says which window runs the jobs. Times in milliseconds. */
export interface LeaseStore {
  /** Takes or renews the lease; false when another window holds it and it has not expired. */
  take(holder: string, now: number, duration: number): boolean;
  release(holder: string): void;
}

/** Which secrets exist, by provider and origin, in plain text. Never a value. */
export interface SecretIndex {
  add(entry: { providerId: string; name: string; origin: string }): void;
  list(providerId: string): { name: string; origin: string }[];
  remove(providerId: string): void;
}
