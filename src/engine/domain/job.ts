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

export interface Job {
  id: string;
  groupId?: string;
  state: JobState;
  request: ImageRequest;
  destination: Destination;
  /** Configuration that has the job now. */
  providerId: string;
  providerName: string;
  providerType: string;
  /** The model that was asked, once the job was handed in. */
  model?: string;
  /** Configurations in the order in which they may be tried; each once. */
  plan: string[];
  attempts: Attempt[];
  /** Opaque, the provider's own; it alone lets any process go on with the job. */
  ticket?: JsonValue;
  progress?: JobProgress;
  failure?: Failure;
  warnings: Warning[];
  /** Set from `receiving` on, also while fresh addresses are asked for: what came of it already is a hash. */
  pending?: PendingImage[];
  /** How often all addresses of its pictures were tried in vain: some time they are gone. */
  fetchRounds?: number;
  /** Set while pictures that came are being written: should that be cut off, here is what to look for. */
  arriving?: PendingImage[];
  /** Name of the window that hands the job in; it alone knows what became of that, as long as it is there. */
  submitter?: string;
  /** Name of the window that puts the pictures into the workspace, and when it took that on. */
  deliverer?: { window: string; since: number };
  /** Files that were begun in the workspace, by id of the picture: should that be cut off, they are taken up. */
  delivering?: Record<string, { folder: string; name: string }>;
  cost?: Cost;
  createdAt: number;
  /** Grows with each change of any job: of two changes the later one has the larger figure, even if a clock was set back. */
  updatedAt: number;
  /** The price and the caps under which its money was reserved, as text that is only compared. */
  admittedBy?: string;
  submittedAt?: number;
  /** Earliest time of the next try, for a job that everybody was too busy for. */
  notBefore?: number;
  finishedAt?: number;
  /** Set on a lost job that is looked for again by itself: how often that was tried while there was a network. */
  looks?: number;
  /** When waiting began (again); deadlines count from here. */
  waitingSince?: number;
  cancelRequested: boolean;
  /** What the provider said to it, once it was asked. */
  cancelOutcome?: 'too-late' | 'not-possible';
  delivery: DeliveryState;
  /** Window that made the job. */
  windowId: string;
}

/** What may change. Fields set to undefined are cleared. */
export type JobChange = {
  [Field in keyof Omit<Job, 'id' | 'createdAt' | 'updatedAt' | 'windowId'>]?: Job[Field] | undefined;
};

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

/** States in which pictures can be on their way to the history. */
const carrying: readonly JobState[] = ['submitting', 'running', 'receiving', 'overdue', 'lost'];

/**
 * The job without what its state can not have: nothing is on its way before it was handed in or after its end, and nothing is
 * being written any more when its pictures are not fetched any more: what came stands in `pending`, the rest comes anew.
 * @param from The state that it comes from.
 */
export function withoutArrivals(from: JobState, job: Job): Job {
  const { pending: _pending, ...notPending } = job;
  if (!carrying.includes(job.state)) return withoutArriving(notPending);
  return from === 'receiving' && job.state !== 'receiving' ? withoutArriving(job) : job;
}

function withoutArriving({ arriving: _arriving, ...rest }: Job): Job {
  return rest;
}

/** Files of the vault that were on their way for the job before, and are not any more. */
export function leftOver(before: Job, after: Job): StoredFile[] {
  const still = new Set(filesOf(after).map(({ hash }) => hash));
  return filesOf(before).filter(({ hash }) => !still.has(hash));
}

function filesOf({ pending = [], arriving = [] }: Job): StoredFile[] {
  return [...pending, ...arriving].flatMap((image) => ('hash' in image ? [image] : []));
}

/** States in which the runner has something to do. */
export const activeStates: readonly JobState[] = ['queued', 'submitting', 'running', 'receiving'];
