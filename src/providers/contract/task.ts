/** What a provider answers: the outcome of a submit, the status of a task, and the outputs of a job. */
import type { Failure } from '../../shared/model/failure';
import type { JobProgress, JsonValue, Warning } from '../../shared/model/jobs';

/** One finished file: its bytes, or a URL, which only `http/download.ts` opens. */
export interface ProviderOutput {
  source: { bytes: Uint8Array } | { url: string };
  /** As the service states it. The bytes decide; left out: unknown. */
  mediaType?: string;
  /** For a batch: 0-based index of the prompt that it answers. */
  promptIndex?: number;
  /** The prompt as the service rewrote it. */
  revisedPrompt?: string;
}

/** An unfinished image. It is shown while the job runs and never becomes a result. */
export interface PreviewImage {
  bytes: Uint8Array;
  /** Such as `image/jpeg`. */
  mediaType: string;
}

export interface Cost {
  amount: number;
  /** ISO 4217 code, or the service's own unit such as `credits`. */
  unit: string;
}

/** The finished outputs of a job. */
export interface Outputs {
  outputs: ProviderOutput[];
  warnings?: Warning[];
  cost?: Cost;
}

/** A submit that was answered with a task: `ticket` alone lets any process continue with it. */
export interface Ticketed {
  kind: 'ticket';
  ticket: JsonValue;
  progress?: JobProgress;
  warnings?: Warning[];
}

/** A submit that was answered with the outputs themselves. */
export type Completed = { kind: 'outputs' } & Outputs;

export type Submission = Ticketed | Completed;

export type TaskStatus =
  | { state: 'waiting' | 'running'; progress?: JobProgress; preview?: PreviewImage }
  | ({ state: 'done' } & Outputs)
  | { state: 'failed'; failure: Failure; cost?: Cost }
  | { state: 'cancelled' };

/** `cancelled`: the job will not count; `too-late`: it continues and may be billed; `not-possible`: no such call. */
export type Cancellation = 'cancelled' | 'too-late' | 'not-possible';
