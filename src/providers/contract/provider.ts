/**
 * The contract of a provider. A provider is a plain object that turns requests into calls of one kind of service and the
 * service's answers into facts. It sees no editor, file, database or timer: the loop that waits lives in `jobs/`, so that
 * a job outlives the process that started it. What a service does not have, its object simply leaves out.
 */
import type { Failure } from '../../shared/model/failure';
import type { ImageRequest, JobKind, JobProgress, JsonValue, ReferenceImage, Warning } from '../../shared/model/jobs';
import type { Price } from '../../shared/model/money';
import type { Assets, Codec, Log } from '../../shared/platform/ports';
import type { Administration, Balance } from './administration';
import type { ProviderManifest } from './manifest';
import type { Http } from '../../http/httpClient';

/** A configuration of the person's, complete: every default of its type is filled in. */
export interface ProviderConfig {
  id: string;
  name: string;
  type: string;
  /** Addresses by site. A service with one address has it under the site of its defaults. */
  sites: Partial<Record<Site, string>>;
  /** The site in use. */
  site: Site;
  /** Paths below the address, or whole http(s) URLs where a service keeps an endpoint elsewhere. */
  submitPath: string;
  editPath: string;
  resultPath: string;
  uploadPath: string;
  model: string;
  /** Larger is tried first. */
  priority: number;
  enabled: boolean;
  default: boolean;
  /** Whether the service is expected to answer with the picture itself. Only a hint: the body of the answer decides. */
  synchronous: boolean;
  /** Takes part in failover. */
  fallback: boolean;
  description: string;
  /** Seconds between two looks at a running job; left out: the provider's own pace. */
  pollSeconds?: number;
  /** Minutes after which Easel stops waiting by itself; left out: the provider's own. */
  maxMinutes?: number;
  /** What only this type knows, unparsed. */
  options: Record<string, unknown>;
  /** The address in use, without a trailing slash; empty for providers that need none. */
  baseUrl: string;
}

export type Site = 'china' | 'global';

export interface Range {
  min: number;
  max: number;
  /** What the service takes when nothing is said. */
  default?: number;
}

/** What one model takes for one kind of job. A field that is left out is a parameter that it does not have. */
export interface KindLimits {
  /** Longest prompt in characters. */
  promptLength?: number;
  /** Most prompts of a batch in one call. */
  prompts?: number;
  /** A character sequence that no prompt of a batch may have. */
  promptSeparator?: string;
  negativePrompt?: boolean;
  /** Ratios taken, the default first; `auto` follows the reference. */
  ratios?: readonly string[];
  /** What comes for a ratio, in pixels: for the check of asked against came. */
  sizes?: Readonly<Record<string, readonly [width: number, height: number]>>;
  /** The same where a resolution is asked for besides, as far as it is known. */
  resolutionSizes?: Partial<Record<NonNullable<ImageRequest['resolution']>, NonNullable<KindLimits['sizes']>>>;
  /** Exact sizes, where any are taken. */
  freeSize?: { min: number; max: number; multipleOf: number; maxPixels?: number };
  resolutions?: readonly NonNullable<ImageRequest['resolution']>[];
  /** Most pictures in one call; 1 when the service makes one at a time (Easel then makes several jobs). */
  count: number;
  seed?: Range;
  steps?: Range;
  cfgScale?: Range;
  qualities?: readonly string[];
  backgrounds?: readonly NonNullable<ImageRequest['background']>[];
  outputFormats?: readonly NonNullable<ImageRequest['outputFormat']>[];
  /** References: how many, which types (MIME), how large (bytes each). */
  references?: { min: number; max: number; types: readonly string[]; maxBytes: number };
  mask?: boolean;
}

export interface Model {
  name: string;
  label?: string;
  kinds: Partial<Record<JobKind, KindLimits>>;
  /** As published; left out: unknown, which is not the same as free. */
  price?: Price;
}

/** Secrets of one configuration, bound to the origins they were entered for. */
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
  /** Bytes of a reference, from the vault. */
  readImage(reference: ReferenceImage): Promise<Uint8Array>;
  readonly codec: Codec;
  readonly assets: Assets;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Where the service can report finished jobs, if the person has made a way for it to reach us. */
  readonly callbackUrl?: string;
  /** Milliseconds since 1970. */
  now(): number;
}

/** A finished picture: its bytes, or a URL that one file (`kit/download.ts`) will open. */
export interface ProviderImage {
  source: { bytes: Uint8Array } | { url: string };
  /** For a batch: 0-based index of the prompt that it answers. */
  promptIndex?: number;
  /** The prompt as the service rewrote it. */
  revisedPrompt?: string;
}

export interface Cost {
  amount: number;
  /** ISO 4217 code, or the service's own unit such as `credits`. */
  unit: string;
}

/** What a submit came to: a ticket to ask with, or the pictures themselves. */
export type Submission =
  | { kind: 'ticket'; ticket: JsonValue; progress?: JobProgress; warnings?: Warning[] }
  | { kind: 'images'; images: ProviderImage[]; warnings?: Warning[]; cost?: Cost };

export type Check =
  | { state: 'waiting' | 'running'; progress?: JobProgress }
  | { state: 'done'; images: ProviderImage[]; warnings?: Warning[]; cost?: Cost }
  | { state: 'failed'; failure: Failure; cost?: Cost }
  | { state: 'cancelled' };

/** `cancelled`: it will not count any more; `too-late`: it goes on and may be billed; `not-possible`: no such call. */
export type Cancellation = 'cancelled' | 'too-late' | 'not-possible';

/** Times in milliseconds. */
export interface PollingInterval {
  first: number;
  every: number;
  deadline: number;
}

/** What a check of a configuration found; a check that fails throws. Lines are for people, figures without markup. */
export interface TestReport {
  /** Short facts as key and value: `['version', '1.3.0']`. Keys are from a closed list with words in `messages.ts`. */
  facts: [key: TestFact, value: string][];
}
export type TestFact =
  'service' | 'version' | 'account' | 'queue' | 'quota' | 'balance' | 'models' | 'latency' | 'note';

/** A callback of the service as the receiver took it; nothing in it is believed before the service was asked. */
export interface WebhookCall {
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

export interface Provider<Options = unknown> extends ProviderManifest<Options> {
  /** Most jobs of one configuration that Easel has at the service at the same time. */
  readonly concurrency: number;
  readonly pollingInterval: Readonly<Record<JobKind, PollingInterval>>;

  /** The models that can be known without asking; a configuration's own model name may be one that is not listed. */
  models(config: ProviderConfig): readonly Model[];

  /**
   * Hands the job in. The only call that may cost money; it makes at most one such request and never repeats it.
   * @throws EaselError with `maybeReceived` set truthfully.
   */
  submit(request: ImageRequest, context: ProviderContext<Options>): Promise<Submission>;
  /** Looks once. Reads only, so it may be repeated. A failed read throws; a failed job is an answer. */
  check(ticket: JsonValue, context: ProviderContext<Options>): Promise<Check>;
  /** Like {@link check}, but the service holds the answer back until something changed, at most `maxMs` milliseconds. */
  wait?(ticket: JsonValue, context: ProviderContext<Options>, maxMs: number): Promise<Check>;
  /** Asks the service to stop the job. */
  cancel?(ticket: JsonValue, context: ProviderContext<Options>): Promise<Cancellation>;
  /** Which running jobs `cancel` can stop. Left out: none. */
  readonly cancellable?: 'any' | 'pending-only';
  /** Looks for a submit whose answer was lost. Gives its ticket, or undefined when the service surely has no such job. */
  find?(
    lost: { request: ImageRequest; submittedAt: number },
    context: ProviderContext<Options>,
  ): Promise<JsonValue | undefined>;
  /** Reads a callback: gives a part of the ticket that the job is known by, or undefined for what is not for us. */
  readonly webhook?: {
    identify(call: WebhookCall, context: ProviderContext<Options>): Promise<string | undefined>;
    /** The same part of a ticket. */
    ticketId(ticket: JsonValue): string | undefined;
  };
  balance?(context: ProviderContext<Options>): Promise<Balance[]>;
  /** Makes real, free calls that show whether the configuration works. */
  test(context: ProviderContext<Options>): Promise<TestReport>;
  readonly administration?: Administration<ProviderContext<Options>>;
}
