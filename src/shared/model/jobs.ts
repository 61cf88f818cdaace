/**
 * What a job, an image and a provider are, for host and webview. Plain data only: everything here survives
 * `JSON.stringify`.
 */
import type { Failure } from './failure';
import type { JobMoney } from './money';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** What a job does: a new image from a prompt, a changed image, or one image changed by several prompts in one call. */
export type JobKind = 'generate' | 'edit' | 'batch';

/**
 * The state of a job. `queued`: waits for its turn; `submitting`: may have reached the provider, has no ticket yet;
 * `running`: has a ticket; `receiving`: its images are being downloaded to the image store; `overdue`: still at the
 * provider after Easel stopped waiting; `lost`: submitted without an answer, so whether the provider has it is unknown.
 */
export type JobState =
  'queued' | 'submitting' | 'running' | 'receiving' | 'overdue' | 'lost' | 'done' | 'failed' | 'cancelled';

/** An input image of a job. Its bytes are in the image store under `hash`, so that a job can run after a restart. */
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
  /** URI of the original file, so that results can be saved beside it. */
  source?: string;
}

/** Everything that defines a job. Any provider can run it, and the history can repeat it. */
export interface ImageRequest {
  kind: JobKind;
  /** What the image should show, or what should change. For a batch: the first of `prompts`. */
  prompt: string;
  /** Only for `batch`: each has one result or more. */
  prompts?: string[];
  negativePrompt?: string;
  /** `"16:9"`; mutually exclusive with `size`. */
  aspectRatio?: string;
  /** Exact pixels, where the model takes them. */
  size?: { width: number; height: number };
  /** Size class, for models that have one. */
  resolution?: '1K' | '2K' | '4K' | '8K';
  /** Images for each prompt, at least 1. */
  count: number;
  /** Left out: Easel chooses one where the model takes any. */
  seed?: number;
  /** True when Easel chose the seed, which makes the image repeatable. */
  seedChosen?: true;
  steps?: number;
  /** Classifier-free guidance: how closely the model follows the prompt. */
  cfgScale?: number;
  quality?: string;
  background?: 'transparent' | 'opaque' | 'auto';
  outputFormat?: 'png' | 'jpeg' | 'webp';
  /** Images to be edited or followed; an edit changes the first one. */
  references: ReferenceImage[];
  /** A PNG of the size of the first reference; alpha 0 marks what may change. */
  mask?: ReferenceImage;
  /** The model's own name; left out: the provider configuration's. */
  model?: string;
  /** Options that only this provider has, parsed by its schema. */
  options?: JsonObject;
}

/** Something that the user should know about a job and that did not stop it. */
export interface Warning {
  code: 'unsupported' | 'adjusted' | 'mismatch' | 'provider' | 'not-delivered' | 'over-cap' | 'dearer';
  /** What it is about: the parameter's name in {@link ImageRequest}, a file name, or the name of a provider (`dearer`). */
  subject: string;
  /** In figures: what was requested, and what came or was sent instead. Plain text without markup. */
  detail?: string;
}

/** The progress of a running job, as far as the provider reports it. */
export interface JobProgress {
  /** Whether the service has started it. */
  phase?: 'waiting' | 'running';
  /** Jobs ahead of this one (0: next), where the service reports it. */
  position?: number;
  /** Jobs waiting at the service, where it reports only that: this one counts, and its place among them is unknown. */
  waiting?: number;
  /** 0 to 1. */
  fraction?: number;
  /** When a queued job is submitted again, in milliseconds since 1970. */
  nextTryAt?: number;
  /** What that job waits for: this machine's network or disk, or a busy provider. */
  waitsFor?: 'network' | 'disk' | 'provider';
  /** The provider's own name for the state, shown in the details only. */
  note?: string;
}

/** One try at one provider; `attempts` lists them in order. */
export interface Attempt {
  providerId: string;
  providerName: string;
  startedAt: number;
  endedAt?: number;
  failure?: Failure;
}

/** An image that a job made. */
export interface ImageView {
  id: string;
  jobId: string;
  /** 0-based position among the images of its job. */
  position: number;
  /** For a batch: the prompt that this image belongs to. */
  prompt: string;
  mimeType: string;
  /** Extension that matches the bytes, without the dot. */
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
  /** Name of its file in the workspace, now or when it is saved there. */
  fileName: string;
}

export interface JobView {
  id: string;
  state: JobState;
  request: ImageRequest;
  providerId: string;
  providerName: string;
  providerType: string;
  /** The requested model, once the job was submitted. */
  model?: string;
  /** The cost that the service reported. `unit` is an ISO 4217 code or the service's own unit, such as `credits`. */
  cost?: { amount: number; unit: string };
  /** What was reserved and what it cost; left out for jobs that were never admitted. */
  money?: JobMoney;
  /** Milliseconds since 1970, as are all times here. */
  createdAt: number;
  submittedAt?: number;
  finishedAt?: number;
  progress?: JobProgress;
  /** Provider IDs in the order in which they may be tried, fixed when the job is created. */
  plan: string[];
  attempts: Attempt[];
  failure?: Failure;
  warnings: Warning[];
  images: ImageView[];
  /** True once canceling was requested. A job that the provider continues may still be charged. */
  cancelRequested: boolean;
  /** Whether the provider can stop this job in its present state. */
  cancellable: 'yes' | 'no' | 'pending-only';
  /** True for a job of unknown status that its provider can look for. */
  canLookUp?: true;
  /** Shared by jobs that were started together. */
  groupId?: string;
}

/** Number of unfinished jobs; small enough to be sent with an event. */
export interface JobCounts {
  running: number;
  /** In Easel's queue or in the provider's. */
  waiting: number;
}

/** States of unfinished jobs, in Easel or at a provider. */
export const openStates: readonly JobState[] = ['queued', 'submitting', 'running', 'receiving', 'overdue'];
export const finalStates: readonly JobState[] = ['done', 'failed', 'cancelled', 'lost'];

/** True when the job no longer changes by itself. */
export function isFinal(state: JobState): boolean {
  return finalStates.includes(state);
}

/** A request before defaults: what is left out gets the model's default. */
export type ImageRequestInput = Partial<Omit<ImageRequest, 'references'>> & {
  kind: JobKind;
  prompt: string;
  references?: ReferenceImage[];
};

/** Where results go. */
export interface Destination {
  /** URI of the workspace folder (or any folder) that `folder` is relative to; left out: the image store only. */
  workspaceFolder?: string;
  /** Folder relative to it, or an absolute path; left out: the one from the settings. */
  folder?: string;
  /** File name without an extension; left out: made from the template. */
  fileName?: string;
}
