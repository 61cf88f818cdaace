/** What the contract suite needs besides the provider: how its service is started and made to fail. */
import type { Failure } from '../../../src/shared/model/failure';
import type { ProviderConfig } from '../../../src/providers/contract/configuration';
import type { Assets, Codec } from '../../../src/shared/platform/ports';

/** Exported by `rig.ts` in the folder of a provider's tests. */
export interface Rig {
  type: string;
  /** Starts a new service for each test. */
  start(): Promise<RunningRig>;
}

export interface RunningRig {
  /** Merged into the defaults of the type. */
  config: Partial<ProviderConfig>;
  options?: Record<string, unknown>;
  /** The valid ones. */
  secrets: Record<string, string>;
  codec?: Codec;
  assets?: Assets;
  /** Left out for offline providers. */
  service?: RigService;
  stop(): Promise<void>;
}

/** Faults of the next submit. */
export type SubmitFault = 'answer-lost' | 'cut-json' | 'html' | 'server-error' | 'redirect';

export interface RigService {
  /** Complete submits with the right key so far. */
  received(): number;
  /** Unknown fields that were sent so far. */
  unknownFields(): string[];
  /** Invalid secrets, and the expected failure. */
  wrongSecrets: { secrets: Record<string, string>; expected: Partial<Failure> };
  /** Uses up the credit. @returns The expected failure. */
  exhaust(): Partial<Failure>;
  failNextSubmit(fault: SubmitFault): void;
  /** Jobs wait until `release`. */
  hold(): void;
  release(): void;
  /** Starts the waiting jobs (as many as the service can) without finishing them. */
  beginNext(): void;
  /** The next job fails at the service. */
  failNext(): void;
  /** The next job is rejected by the content policy. @returns The expected failure. Left out if the service has no policy. */
  refuseContent?(): Partial<Failure>;
  /** Restarts, and knows nothing of its jobs anymore. */
  forget(): void;
  /** Finishes the held jobs, and deletes their results. */
  finishExpired(): void;
}
