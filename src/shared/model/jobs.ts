/**
 * The words of Easel: what a job, a picture and a provider are, as the host and the webview both see them.
 * Plain data only; everything here survives `JSON.stringify`.
 */
import type { Failure } from './failure';
import type { JobMoney } from './money';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** What a job does: a new picture from words, a changed picture, or one picture changed by several prompts in one call. */
export type JobKind = 'generate' | 'edit' | 'batch';

/**
 * The life of a job. `queued` waits for its turn; `submitting` may have reached the provider and has no ticket yet;
 * `running` has a ticket; `receiving` is being downloaded into the vault; `overdue` is still at the provider after we
 * stopped waiting; `lost` was submitted without an answer, so nobody knows whether the provider has it.
 */
export type JobState =
  'queued' | 'submitting' | 'running' | 'receiving' | 'overdue' | 'lost' | 'done' | 'failed' | 'cancelled';

/** A picture that goes into a job. Its bytes stand in the vault under `hash`, so that a job can run after a restart. */
export interface ReferenceImage {
  /** SHA-256 of the bytes, lower-case hex. */
  hash: string;
  /** File name without a folder, for services that want one. */
  name: string;
  mimeType: string;
  /** Pixels. */
  width: number;
  height: number;
  /** Bytes. */
  size: number;
  /** Where it came from (a URI), so that results can be put beside the original. */
  source?: string;
}

/** Everything that defines a job: the doors build it, the queue keeps it, any provider can run it, history replays it. */
export interface ImageRequest {
  kind: JobKind;
  /** What the picture shall show, or what shall change. For a batch: the first of `prompts`. */
  prompt: string;
  /** Only for `batch`: one result (or more) for each prompt. */
  prompts?: string[];
  negativePrompt?: string;
  /** `"16:9"`; mutually exclusive with `size`. */
  aspectRatio?: string;
  /** Exact pixels, where the model takes them. */
  size?: { width: number; height: number };
  /** Size class of models that have one. */
  resolution?: '1K' | '2K' | '4K' | '8K';
  /** Pictures wanted for each prompt, at least 1. */
  count: number;
  /** Left out: Easel chooses one where the model takes any. */
  seed?: number;
  /** True when Easel chose the seed, so that the picture can be made again although nobody asked for one. */
  seedChosen?: true;
  steps?: number;
  /** Classifier-free guidance: how closely the prompt is followed. */
  cfgScale?: number;
  quality?: string;
  background?: 'transparent' | 'opaque' | 'auto';
  outputFormat?: 'png' | 'jpeg' | 'webp';
  /** The pictures to be changed or followed, first the one that is edited. */
  references: ReferenceImage[];
  /** A PNG of the size of the first reference; alpha 0 marks what may change. */
  mask?: ReferenceImage;
  /** The model's own name; left out: the provider configuration's. */
  model?: string;
  /** What only this provider knows; parsed by the provider's own schema. */
  options?: JsonObject;
}

/** Something about a job that the person should know and that did not stop it. */
export interface Warning {
  code: 'unsupported' | 'adjusted' | 'mismatch' | 'provider' | 'not-delivered' | 'over-cap' | 'dearer';
  /** What it is about: the parameter's name in {@link ImageRequest}, a file name, or the name of a provider (`dearer`). */
  subject: string;
  /** In figures: what was asked and what came or was sent instead; plain text without markup. */
  detail?: string;
}

/** Where a running job stands, as far as the provider tells. */
export interface JobProgress {
  /** Whether the service has begun with it. */
  phase?: 'waiting' | 'running';
  /** Waiting jobs before this one (0: next), where the service tells. */
  position?: number;
  /** 0 to 1. */
  fraction?: number;
  /** When a job that nobody could take is handed in again, in milliseconds since 1970. */
  nextTryAt?: number;
  /** What that job waits for: this machine's network or disk, or a provider that was too busy. */
  waitsFor?: 'network' | 'disk' | 'provider';
  /** The provider's own word for the state, shown in the details only. */
  note?: string;
}

/** One try at one provider; a job's attempts in order are its trail. */
export interface Attempt {
  providerId: string;
  providerName: string;
  startedAt: number;
  endedAt?: number;
  failure?: Failure;
}

/** A picture that a job made. */
export interface ImageView {
  id: string;
  jobId: string;
  /** 0-based place among the pictures of its job. */
  position: number;
  /** Which prompt of a batch made it. */
  prompt: string;
  mimeType: string;
  /** Extension that fits the real bytes, without the dot. */
  extension: string;
  /** Bytes. */
  size: number;
  width: number;
  height: number;
  hasAlpha: boolean;
  favorite: boolean;
  createdAt: number;
  /** URI of the file in the workspace, once it was delivered. */
  deliveredTo?: string;
  /** Name that the picture has, or would get, in the workspace. */
  fileName: string;
}

export interface JobView {
  id: string;
  state: JobState;
  request: ImageRequest;
  providerId: string;
  providerName: string;
  providerType: string;
  /** The model that was asked, once the job was handed in. */
  model?: string;
  /** What the service says that it took. `unit` is an ISO 4217 code or the service's own word, such as `credits`. */
  cost?: { amount: number; unit: string };
  /** What was reserved for it and what it came to; left out for jobs that were never admitted. */
  money?: JobMoney;
  /** Milliseconds since 1970, as are all times here. */
  createdAt: number;
  submittedAt?: number;
  finishedAt?: number;
  progress?: JobProgress;
  /** Provider ids in the order in which they may be tried, fixed when the job was made. */
  plan: string[];
  attempts: Attempt[];
  failure?: Failure;
  warnings: Warning[];
  images: ImageView[];
  /** True once cancelling was asked for. A job that the provider goes on with may still be billed. */
  cancelRequested: boolean;
  /** Whether the provider can stop this job in its present state. */
  cancellable: 'yes' | 'no' | 'pending-only';
  /** Jobs that were started together. */
  groupId?: string;
}

/** How many jobs are in which part of their life; small enough to be sent whole. */
export interface JobCounts {
  running: number;
  /** Here, or in the queue of the provider. */
  waiting: number;
}

/** Those of jobs that are under way, here or at a provider. */
export const openStates: readonly JobState[] = ['queued', 'submitting', 'running', 'receiving', 'overdue'];
export const finalStates: readonly JobState[] = ['done', 'failed', 'cancelled', 'lost'];

/** True when nothing will happen to the job by itself any more. */
export function isFinal(state: JobState): boolean {
  return finalStates.includes(state);
}

/** A wish as a door has it: what is left out is filled in by the model's own defaults. */
export type ImageRequestInput = Partial<Omit<ImageRequest, 'references'>> & {
  kind: JobKind;
  prompt: string;
  references?: ReferenceImage[];
};

/** Where results go. */
export interface Destination {
  /** URI of the workspace folder (or any folder) that `folder` is relative to; left out: the vault only. */
  workspaceFolder?: string;
  /** Folder relative to it, or an absolute path; left out: the setting. */
  folder?: string;
  /** File name without an extension, instead of the template. */
  fileName?: string;
}
