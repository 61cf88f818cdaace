/** What the engine passes to a provider with each call. */
import type { Http } from '../../http/httpClient';
import type { ReferenceImage } from '../../shared/model/jobs';
import type { Assets, Codec, Log } from '../../shared/platform/ports';
import type { ProviderConfig } from './configuration';
import type { TaskProgress } from './task';

/** Secrets of one configuration, bound to the origins for which they were entered. */
export interface ProviderSecrets {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
}

export interface ProviderContext<Options = unknown> {
  readonly config: ProviderConfig;
  readonly options: Options;
  readonly http: Http;
  readonly secrets: ProviderSecrets;
  /** Bytes of a reference image, from the image store. */
  readImage(reference: ReferenceImage): Promise<Uint8Array>;
  readonly codec: Codec;
  readonly assets: Assets;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** URL to which the service can report finished jobs, if the user has configured a webhook. */
  readonly callbackUrl?: string;
  /**
   * Shows how far a submit is while its answer is streamed. It may be called as often as the service sends something: the
   * newest counts. Never throws. Does nothing once the submit is over, and in every other call.
   */
  report(progress: TaskProgress): void;
  /** Milliseconds since 1970. */
  now(): number;
}
