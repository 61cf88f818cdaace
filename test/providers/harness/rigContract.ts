/** What the contract suite must know of a provider besides its object: how its service is started and made to fail. */
import type { Failure } from '../../../src/shared/model/failure';
import type { ProviderConfig } from '../../../src/providers/contract/configuration';
import type { Assets, Codec } from '../../../src/shared/platform/ports';

/** As `rig.ts` in the folder of a provider's tests exports it. */
export interface Rig {
  type: string;
  /** Starts a service of its own; every test has a fresh one. */
  start(): Promise<RunningRig>;
}

export interface RunningRig {
  /** Over the defaults of the type. */
  config: Partial<ProviderConfig>;
  options?: Record<string, unknown>;
  /** Right ones. */
  secrets: Record<string, string>;
  codec?: Codec;
  assets?: Assets;
  /** Left out for providers that speak to nobody. */
  service?: RigService;
  stop(): Promise<void>;
}

/** What may befall the next submit. `received` ones did reach the service, and it works on them. */
export type SubmitFault = 'answer-lost' | 'cut-json' | 'html' | 'server-error' | 'redirect';

export interface RigService {
  /** Calls for work that reached the service whole and with the right key, so far. */
  received(): number;
  /** Fields that the service does not know, sent so far. */
  unknownFields(): string[];
  /** Secrets that are refused, and the failure that follows. */
  wrongSecrets: { secrets: Record<string, string>; expected: Partial<Failure> };
  /** Uses the credit up; gives the failure that follows. */
  exhaust(): Partial<Failure>;
  failNextSubmit(fault: SubmitFault): void;
  /** Jobs wait from now on until `release`. */
  hold(): void;
  release(): void;
  /** Begins the waiting jobs (as far as the service can) without ending them. */
  beginNext(): void;
  /** The next job fails at the service. */
  failNext(): void;
  /** The next job is refused by the content rules; gives the failure. Left out where the service has none. */
  refuseContent?(): Partial<Failure>;
  /** Ends the jobs that are held; what they made is gone before anybody can fetch it. */
  finishExpired(): void;
}
