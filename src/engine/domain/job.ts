/** A job as it is kept, and the moves that its life allows. Pure: no clock, no store, no network. */
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

/** Where the finished pictures of a job are on their way to the workspace. */
export type DeliveryState = 'none' | 'pending' | 'claimed' | 'done' | 'failed';

/** A file of the vault, which has its name from these. */
export interface StoredFile {
  /** SHA-256 in lower-case hex. */
  hash: string;
  /** Without the dot. */
  extension: string;
}

/** A finished picture that is not in the history yet: still behind a URL, or already in the vault. */
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
  /** Grows with each change of any job: of two changes the later one has the larger figure, even if a clock was set back. */
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

/** What a provider that has the job said, and what of its images is here. */
interface TakenJob extends JobBase {
  /** When waiting began (again); deadlines count from here. */
  waitingSince?: number;
  /** What the provider answered to cancelling, once it was asked. */
  cancelOutcome?: 'too-late' | 'not-possible';
  /** How often all addresses of its images were tried in vain: some time they are gone. */
  fetchRounds?: number;
  /** Set while images that came are being written: should that be cut off, here is what to look for. */
  arriving?: PendingImage[];
}

interface EndedJob extends JobBase {
  finishedAt: number;
  /** Kept, so that a ticket is never taken for that of another job. */
  ticket?: JsonValue;
}

/** Waits for its turn here. */
export interface QueuedJob extends JobBase {
  state: 'queued';
  /** Earliest time of the next try, for a job that no provider could take. */
  notBefore?: number;
  progress?: JobProgress;
}

/** May have reached the provider, and has no ticket yet. */
export interface SubmittingJob extends JobBase {
  state: 'submitting';
  submittedAt: number;
  /** Name of the window that submits the job; it alone knows what became of that, as long as it is there. */
  submitter?: string;
  arriving?: PendingImage[];
}

/** Is at the provider and is polled. */
export interface RunningJob extends TakenJob {
  state: 'running';
  /** Opaque, the provider's own; it alone lets any process go on with the job. */
  ticket: JsonValue;
  progress?: JobProgress;
  /** Images of an earlier answer, while fresh addresses are asked for: what came of it already is a hash. */
  pending?: PendingImage[];
}

/** Is done at the provider; its images are being fetched. */
export interface ReceivingJob extends TakenJob {
  state: 'receiving';
  /** Left out when the images came with the answer to the submit. */
  ticket?: JsonValue;
  pending: PendingImage[];
}

/** Is left at the provider, or with images that could not be fetched, and polled only now and then. */
export interface OverdueJob extends TakenJob {
  state: 'overdue';
  ticket?: JsonValue;
  progress?: JobProgress;
  pending?: PendingImage[];
  /** Why; left out when it only takes long. */
  failure?: Failure;
}

/** Was submitted without an answer. */
export interface LostJob extends JobBase {
  state: 'lost';
  failure: Failure;
  finishedAt: number;
  /** Set while the service is asked for it automatically: how often that was tried while there was a network. */
  looks?: number;
  progress?: JobProgress;
  arriving?: PendingImage[];
}

export interface DoneJob extends EndedJob {
  state: 'done';
  delivery: DeliveryState;
  /** Name of the window that puts the images into the workspace, and when it took that on. */
  deliverer?: { window: string; since: number };
  /** Files that were begun in the workspace, by id of the image: should that be cut off, they are taken up. */
  delivering?: Record<string, { folder: string; name: string }>;
  /** Why the images could not be put into the workspace. */
  failure?: Failure;
}

export interface FailedJob extends EndedJob {
  state: 'failed';
  failure: Failure;
}

export interface CancelledJob extends EndedJob {
  state: 'cancelled';
  /** What had been wrong before. */
  failure?: Failure;
}

/** A job as it is kept: each state has the fields that it needs, and no others. */
export type Job =
  QueuedJob | SubmittingJob | RunningJob | ReceivingJob | OverdueJob | LostJob | DoneJob | FailedJob | CancelledJob;

export type JobIn<State extends JobState> = Extract<Job, { state: State }>;

type FieldOfAny = Job extends infer One ? (One extends unknown ? keyof One : never) : never;
type ValueOf<Field extends PropertyKey, One = Job> = One extends { [Name in Field]?: infer Value } ? Value : never;

/** Every field that a job can have, required or not. */
export type JobFields = { [Field in FieldOfAny]?: ValueOf<Field> | undefined };

/** A job as its row has it: of an older version, perhaps with fields that its state does not have, or without some. */
export type JobRow = JobBase & { state: JobState } & Omit<JobFields, keyof JobBase | 'state'>;

/** What may change. Fields set to undefined are cleared, and so is what the new state does not have. */
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

/** Values of rows that an older Easel wrote without a field that their state has now. */
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

/** The job that the fields describe, without what its state does not have: rows of older versions may hold more. */
export function jobFrom(fields: JobRow): Job {
  const { state } = fields;
  const names: readonly string[] = [...baseFields, ...ownFields[state]];
  const own = Object.entries(fields).filter(([name, value]) => value !== undefined && names.includes(name));
  // Each field is of its own type, and the table says which ones a state has; no cast-free way ties the two together.
  return { ...defaultsOf(fields)[state], ...Object.fromEntries(own), state } as Job;
}

/** The job after a change. */
export function changedJob(before: Job, change: JobChange, updatedAt: number): Job {
  const fields = { ...before, ...change, updatedAt } as JobRow;
  const after = jobFrom(fields);
  // What came stands in `pending`, and the rest comes anew: nothing is being written any more.
  if (before.state === 'receiving' && after.state !== 'receiving' && 'arriving' in after) delete after.arriving;
  return after;
}

const moves: Record<JobState, readonly JobState[]> = {
  queued: ['submitting', 'failed', 'cancelled'],
  // Back to queued: surely refused, the next of the plan may be tried.
  submitting: ['running', 'receiving', 'queued', 'failed', 'lost'],
  running: ['receiving', 'overdue', 'failed', 'cancelled'],
  receiving: ['done', 'running', 'overdue', 'failed'],
  overdue: ['running', 'receiving', 'cancelled', 'failed'],
  lost: ['running', 'receiving', 'cancelled', 'failed'],
  done: [],
  failed: [],
  cancelled: [],
};

/** Whether a job in `from` may come to be in `to`. Staying is always allowed. */
export function canMove(from: JobState, to: JobState): boolean {
  return from === to || moves[from].includes(to);
}

/** Files of the vault that were on their way for the job before, and are not any more. */
export function leftOver(before: Job, after: Job): StoredFile[] {
  const still = new Set(filesOf(after).map(({ hash }) => hash));
  return filesOf(before).filter(({ hash }) => !still.has(hash));
}

function filesOf(job: JobFields): StoredFile[] {
  return [...(job.pending ?? []), ...(job.arriving ?? [])].flatMap((image) => ('hash' in image ? [image] : []));
}

/** States in which the runner has something to do. */
export const activeStates: readonly JobState[] = ['queued', 'submitting', 'running', 'receiving'];
