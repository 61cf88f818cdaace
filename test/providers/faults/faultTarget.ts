/** What the fault matrix needs of a provider: the calls of a job (upload, submit, poll, result) and the outcome of each fault. */
import { providerParts } from '../../harness/providerParts';
import type { FaultRule } from '../../simulators/wire';

/** A call of a job. `upload` exists only where images are uploaded before the submit. */
export type Stage = 'upload' | 'submit' | 'poll' | 'result';

type Call = Pick<FaultRule, 'method' | 'path'>;

export interface FaultTargetService {
  url: string;
  /** The configuration besides its type and address. */
  entry: Record<string, unknown>;
  secrets: Record<string, string>;
  calls: Record<Exclude<Stage, 'upload'>, Call> & { upload?: Call };
  misbehave(rule: FaultRule): void;
  /** Accepted submits so far. */
  received(): number;
  /** New tasks wait until `vanish` or `finishExpired`. */
  hold(): void;
  /** The service forgets every task. */
  vanish(): void;
  /** Finishes the tasks, and deletes their results. */
  finishExpired(): void;
  stop(): Promise<void>;
}

/** Exported by `faults.ts` in the folder of a provider's tests. */
export interface FaultTarget {
  type: string;
  start(): Promise<FaultTargetService>;
  /** Converts the service's URL to the configured address; left out: unchanged. */
  addressOf?(url: string): string;
  /**
   * How much faster than real time the engine's clock runs, so that pauses are short; left out: real time.
   */
  clockSpeed?: number;
  /**
   * Bodies with which the service rejects a request, one for each entry of the provider's tables of errors: none of them may
   * decide whether a request was received.
   */
  refusals: readonly string[];
  /** Images are uploaded by a separate call instead of with the submit. */
  uploads?: true;
  /** The service returns the bytes of images, never URLs. */
  returnsBytes?: true;
  /** Outcomes that differ from the usual one, by the name of the row. */
  others?: Readonly<Record<string, string>>;
}

/** By provider type. */
export const faultTargets: Readonly<Record<string, FaultTarget>> = Object.fromEntries(
  providerParts<FaultTarget>('faults'),
);
