/** What the fault matrix must know of a provider: the calls of one job (upload, submit, poll, result) and what it tells of each fault. */
import { providerParts } from '../../harness/providerParts';
import type { FaultRule } from '../../simulators/wire';

/** A call of a job's life. `upload` is only there where pictures are brought before the work is handed in. */
export type Stage = 'upload' | 'submit' | 'poll' | 'result';

type Call = Pick<FaultRule, 'method' | 'path'>;

export interface FaultTargetService {
  url: string;
  /** What the configuration has besides its type and host. */
  entry: Record<string, unknown>;
  secrets: Record<string, string>;
  calls: Record<Exclude<Stage, 'upload'>, Call> & { upload?: Call };
  misbehave(rule: FaultRule): void;
  /** Calls for work that the service took, so far. */
  received(): number;
  /** Tasks that are taken from now on wait, until one of the next two. */
  hold(): void;
  /** The service forgets every task. */
  vanish(): void;
  /** The tasks are done, and what was made is gone. */
  finishExpired(): void;
  stop(): Promise<void>;
}

/** As `faults.ts` in the folder of a provider's tests exports it. */
export interface FaultTarget {
  type: string;
  start(): Promise<FaultTargetService>;
  /** Makes of the service's URL the address in the configuration; the same when left out. */
  addressOf?(url: string): string;
  /**
   * How much faster than the real one the engine's clock goes, so that pauses of seconds and minutes are short; it is the
   * real one when left out.
   */
  clockSpeed?: number;
  /** Images are uploaded by a call of their own; otherwise they are sent along with the work. */
  uploads?: true;
  /** The service hands the images over itself, and never a URL of them. */
  returnsBytes?: true;
  /** What it tells where it is not what most providers tell, by the name of the row. */
  others?: Readonly<Record<string, string>>;
}

/** By provider type. */
export const faultTargets: Readonly<Record<string, FaultTarget>> = Object.fromEntries(
  providerParts<FaultTarget>('faults'),
);
