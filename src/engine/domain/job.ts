/** A job as it is stored, and the transitions between its states. Pure: no clock, no store, no network. */
import type { Failure } from '../../shared/model/failure';
import type {
  Attempt,
  Destination,
  ImageRequest,
  JobProgress,
  JobState,
  JsonValue,
  Warning,
} from '../../shared/model/jobs';
import type { Cost } from '../../providers/contract/task';

/** How far the delivery of a job's images to the workspace is. */
export type DeliveryState = 'none' | 'pending' | 'claimed' | 'done' | 'failed';

/** A file of the image store. Its name is made of these. */
export interface StoredFile {
  /** SHA-256 in lower-case hex. */
  hash: string;
  /** Without the dot. */
  extension: string;
}

/** A result that is not in the history yet: still behind a URL, or already in the image store. */
export type PendingImage = ({ url: string } | StoredFile) & { promptIndex?: number };

/** What every job has, whatever its state. */
interface JobBase {
  id: string;
  /** Jobs that were started together have the same. */
  groupId?: string;
  request: ImageRequest;
  destination: Destination;
  /** Configuration that has the job now. */
  providerId: string;
  providerName: string;
  providerType: string;
  /** Configurations in the order in which they may be tried; each once. */
  plan: string[];
  attempts: Attempt[];
  warnings: Warning[];
  createdAt: number;
  /** Grows with each change of any job, even if the clock was set back. */
  updatedAt: number;
  /** The price and the caps under which its money was reserved, as text that is only compared. */
  admittedBy?: string;
  /** When it was last submitted; left out while it never was. */
  submittedAt?: number;
  /** The model that was asked, once a provider took the job. */
  model?: string;
  cost?: Cost;
  cancelRequested: boolean;
  /** Window that made the job. */
  windowId: string;
}

/** Fields of jobs that a provider has accepted. */
interface TakenJob extends JobBase {
  /** When following the job began or was resumed; the deadline counts from here. */
  waitingSince?: number;
  /** What the provider answered to cancelling, once it was asked. */
  cancelOutcome?: 'too-late' | 'not-possible';
  /** How often none of the URLs gave an image. */
  fetchRounds?: number;
  /** Images that are being written to the image store, for the case that the process dies meanwhile. */
  arriving?: PendingImage[];
}

interface EndedJob extends JobBase {
  finishedAt: number;
  /** Kept, so that a lookup never takes it for the ticket of another job. */
  ticket?: JsonValue;
}

/** Waits to be submitted. */
export interface QueuedJob extends JobBase {
  state: 'queued';
  /** Earliest time of the next try, for a job that no provider could take. */
  notBefore?: number;
  progress?: JobProgress;
}

/** May have reached the provider; has no ticket yet. */
export interface SubmittingJob extends JobBase {
  state: 'submitting';
  submittedAt: number;
  /** Name of the window that submits the job. While it exists, only it knows the outcome. */
  submitter?: string;
  arriving?: PendingImage[];
}

/** Is at the provider and is polled. */
export interface RunningJob extends TakenJob {
  state: 'running';
  /** Opaque; all that a process needs to continue the job. */
  ticket: JsonValue;
  progress?: JobProgress;
  /** Images of an earlier answer while new URLs are requested; those that are stored have a hash. */
  pending?: PendingImage[];
}

/** Is done at the provider; its images are being downloaded. */
export interface ReceivingJob extends TakenJob {
  state: 'receiving';
  /** Left out when the images came with the answer to the submit. */
  ticket?: JsonValue;
  pending: PendingImage[];
}

/** Passed its deadline, or has images that could not be downloaded; polled every ten minutes. */
export interface OverdueJob extends TakenJob {
  state: 'overdue';
  ticket?: JsonValue;
  progress?: JobProgress;
  pending?: PendingImage[];
  /** Why; left out when only the deadline passed. */
  failure?: Failure;
}

/** Was submitted without an answer. */
export interface LostJob extends JobBase {
  state: 'lost';
  failure: Failure;
  finishedAt: number;
  /** Set while the job is looked up automatically: lookups that failed although there was a network. */
  looks?: number;
  progress?: JobProgress;
  arriving?: PendingImage[];
}

export interface DoneJob extends EndedJob {
  state: 'done';
  delivery: DeliveryState;
  /** Name of the window that delivers the images to the workspace, and since when. */
  deliverer?: { window: string; since: number };
  /** Files of the workspace that are being written, by ID of the image, for the case that the process dies meanwhile. */
  delivering?: Record<string, { folder: string; name: string }>;
  /** Why the images could not be delivered. */
  failure?: Failure;
}

export interface FailedJob extends EndedJob {
  state: 'failed';
  failure: Failure;
}

export interface CancelledJob extends EndedJob {
  state: 'cancelled';
  /** Failure that the job had when it was canceled. */
  failure?: Failure;
}

/** A job as it is stored: each state has only the fields that it needs. */
export type Job =
  QueuedJob | SubmittingJob | RunningJob | ReceivingJob | OverdueJob | LostJob | DoneJob | FailedJob | CancelledJob;

export type JobIn<State extends JobState> = Extract<Job, { state: State }>;

type FieldOfAny = Job extends infer One ? (One extends unknown ? keyof One : never) : never;
type ValueOf<Field extends PropertyKey, One = Job> = One extends { [Name in Field]?: infer Value } ? Value : never;

/** Every field that a job can have, required or not. */
export type JobFields = { [Field in FieldOfAny]?: ValueOf<Field> | undefined };

/** A job as it is read from a row: one of an older version may have more fields than its state, or fewer. */
export type JobRow = JobBase & { state: JobState } & Omit<JobFields, keyof JobBase | 'state'>;

/** A change. Fields set to undefined are cleared, and so are those that the new state does not have. */
export type JobChange = Omit<JobFields, 'id' | 'createdAt' | 'updatedAt' | 'windowId'>;

type OwnField<State extends JobState> = Exclude<keyof JobIn<State>, keyof JobBase | 'state'>;

const baseFields = [
  ...(['id', 'groupId', 'request', 'destination', 'providerId', 'providerName', 'providerType', 'plan'] as const),
  ...(['attempts', 'warnings', 'createdAt', 'updatedAt', 'admittedBy', 'submittedAt', 'model', 'cost'] as const),
  ...(['cancelRequested', 'windowId'] as const),
] satisfies (keyof JobBase)[];

const takenFields = ['waitingSince', 'cancelOutcome', 'fetchRounds', 'arriving', 'ticket', 'pending'] as const;

const ownFields: { [State in JobState]: readonly OwnField<State>[] } = {
  queued: ['notBefore', 'progress'],
  submitting: ['submitter', 'arriving'],
  running: [...takenFields, 'progress'],
  receiving: takenFields,
  overdue: [...takenFields, 'progress', 'failure'],
  lost: ['failure', 'finishedAt', 'looks', 'progress', 'arriving'],
  done: ['finishedAt', 'ticket', 'delivery', 'deliverer', 'delivering', 'failure'],
  failed: ['finishedAt', 'ticket', 'failure'],
  cancelled: ['finishedAt', 'ticket', 'failure'],
};

/** Values for fields that rows of older versions lack. */
function defaultsOf({ createdAt, updatedAt }: JobBase): { [State in JobState]: Partial<JobIn<State>> } {
  const finishedAt = updatedAt;
  return {
    queued: {},
    submitting: { submittedAt: createdAt },
    running: { ticket: null },
    receiving: { pending: [] },
    overdue: {},
    lost: { finishedAt, failure: { kind: 'lost', maybeReceived: true } },
    done: { finishedAt, delivery: 'none' },
    failed: { finishedAt, failure: { kind: 'internal' } },
    cancelled: { finishedAt },
  };
}

/** The job of a row, without the fields that its state does not have. */
export function jobFrom(fields: JobRow): Job {
  const { state } = fields;
  const names: readonly string[] = [...baseFields, ...ownFields[state]];
  const own = Object.entries(fields).filter(([name, value]) => value !== undefined && names.includes(name));
  // The table says which fields a state has, but no type without a cast ties the two together.
  return { ...defaultsOf(fields)[state], ...Object.fromEntries(own), state } as Job;
}

/** The job after a change. */
export function changedJob(before: Job, change: JobChange, updatedAt: number): Job {
  const fields = { ...before, ...change, updatedAt } as JobRow;
  const after = jobFrom(fields);
  // The stored images are in `pending`, and the others are downloaded again: nothing is being written anymore.
  if (before.state === 'receiving' && after.state !== 'receiving' && 'arriving' in after) delete after.arriving;
  return after;
}

const moves: Record<JobState, readonly JobState[]> = {
  queued: ['submitting', 'failed', 'cancelled'],
  // Back to queued: certainly rejected, so the next provider of the plan may be tried.
  submitting: ['running', 'receiving', 'queued', 'failed', 'lost'],
  running: ['receiving', 'overdue', 'failed', 'cancelled'],
  receiving: ['done', 'running', 'overdue', 'failed'],
  overdue: ['running', 'receiving', 'cancelled', 'failed'],
  lost: ['running', 'receiving', 'cancelled', 'failed'],
  done: [],
  failed: [],
  cancelled: [],
};

/** Whether a job may go from one state to the other. Staying is always allowed. */
export function canMove(from: JobState, to: JobState): boolean {
  return from === to || moves[from].includes(to);
}

/** Files that the job before the change needed, and the one after it does not. */
export function leftOver(before: Job, after: Job): StoredFile[] {
  const still = new Set(filesOf(after).map(({ hash }) => hash));
  return filesOf(before).filter(({ hash }) => !still.has(hash));
}

function filesOf(job: JobFields): StoredFile[] {
  return [...(job.pending ?? []), ...(job.arriving ?? [])].flatMap((image) => ('hash' in image ? [image] : []));
}

/** States in which the runner has something to do. */
export const activeStates: readonly JobState[] = ['queued', 'submitting', 'running', 'receiving'];
