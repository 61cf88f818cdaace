/** What the engine passes to a provider with each call. */
import type { Http } from '../../http/httpClient';
import type { ReferenceImage } from '../../shared/model/jobs';
import type { Assets, Codec, Log } from '../../shared/platform/ports';
import type { ProviderConfig } from './configuration';

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
  /** Milliseconds since 1970. */
  now(): number;
}
