/**
 * The front desk. Every door (command, webview, tool, other extension) speaks to this interface and to nothing behind it.
 * Errors are thrown as `EaselError`; what happens to a job later is told by events and asked for again.
 */
import type { DayOf } from '../../shared/model/calendar';
import type {
  Destination,
  ImageView,
  JobCounts,
  JobKind,
  JobState,
  JobView,
  ReferenceImage,
  ImageRequestInput,
} from '../../shared/model/jobs';
import type { CapState, Estimate, MoneyTotal, Price } from '../../shared/model/money';
import type { EaselEvent } from '../../shared/protocol/events';
import type { ConvertedType, Disposable } from '../../shared/platform/ports';
import type { Health } from './stores';
import type { KindLimits, Model } from '../../providers/contract/model';
import type { OptionField, ProviderConfig, SecretSpec } from '../../providers/contract/configuration';
import type { TestReport } from '../../providers/contract/provider';
import type { Administration, Balance } from '../../providers/contract/administration';

export interface StartOptions {
  /** Configuration to use first; left out: the default one. */
  providerId?: string;
  destination?: Destination;
}

export interface ProviderTypeView {
  type: string;
  label: string;
  offline: boolean;
  homepage?: string;
  secrets: readonly SecretSpec[];
  /** Complete defaults of the type. */
  defaults: ProviderConfig;
  /** The simple fields of its own options. */
  optionFields: readonly OptionField[];
}

export interface ProviderView {
  config: ProviderConfig;
  typeLabel: string;
  offline: boolean;
  secrets: readonly SecretSpec[];
  /** True for `sketch` as long as the person has not written an entry for it. */
  builtIn: boolean;
  /** Left out while all is well. */
  health?: Health;
  models: readonly Model[];
  /** Whether its service can say what the account has left. */
  tellsBalance: boolean;
  /** Whether its service can stop a job that it has taken, at least while that waits. */
  stopsJobs: boolean;
}

/** A mistake in a list of the settings; the entry is left out, the others go on working. */
export interface SettingProblem {
  /** Without `easel.`; left out: `providers`. */
  setting?: 'prices' | 'spending.caps' | 'spending.timeZone';
  /** 0-based index of the entry; left out when the whole value is wrong. */
  index?: number;
  /** `hosts.domestic` and the like; left out when the entry as a whole is wrong. */
  field?: string;
  problem:
    | 'not-a-list'
    | 'not-an-object'
    | 'duplicate-id'
    | 'unknown-type'
    | 'not-a-url'
    | 'scheme'
    | 'wrong-type'
    | 'out-of-range'
    | 'unknown-field'
    | 'missing';
  /** What stands there, cut to 60 characters; never a value of a field that may hold a key. */
  value?: string;
  expected?: string;
}

export interface HistoryQuery {
  /** Words that the prompt must have. */
  text?: string;
  states?: readonly JobState[];
  kinds?: JobKind[];
  /** Ids of configurations. */
  providerIds?: string[];
  models?: string[];
  favouritesOnly?: boolean;
  /** Entries wanted, and how many to pass over before them. */
  limit: number;
  offset?: number;
  /** Newest first unless said otherwise. */
  order?: 'newest' | 'oldest';
  /** Jobs made at this time or later, and before that one. */
  from?: number;
  before?: number;
}

/** What is to be taken out of the history. Files in the workspace are never touched. */
export interface Removal {
  jobIds?: readonly string[];
  imageIds?: readonly string[];
}

export interface CleanUp {
  /** Entries made before this time. */
  before: number;
  keepFavourites: boolean;
}

export interface StatisticsQuery {
  /** Jobs made at `from` or later and before `to`. */
  from: number;
  to: number;
  /** Days by the person's calendar; left out: those of UTC. */
  dayOf?: DayOf;
}

export interface Statistics {
  jobs: number;
  images: number;
  byState: Partial<Record<JobState, number>>;
  byKind: Record<string, number>;
  /** Part of the jobs that came to an end without being cancelled which are done, 0 to 1; left out when there are none. */
  successRate?: number;
  /** Milliseconds from being handed in to done, over all that were done; `slowTime` is the 95th percentile. */
  meanTime?: number;
  slowTime?: number;
  byProvider: {
    id: string;
    name: string;
    type: string;
    jobs: number;
    done: number;
    failed: number;
    /** Milliseconds from being handed in to done. */
    meanTime?: number;
    /** 95th percentile of the same. */
    slowTime?: number;
  }[];
  /** Days on which there were jobs; `start` is their midnight. */
  byDay: { start: number; jobs: number; done: number; failed: number }[];
  /** Jobs of each day by state, by kind, and by configuration (its id). */
  overTime: Record<'state' | 'kind' | 'provider', { start: number; name: string; jobs: number }[]>;
  /** Money of the same span. */
  spending: Spending;
}

/** Money of one currency at one configuration. */
export interface ProviderSpending extends MoneyTotal {
  id: string;
  name: string;
}

/** Money of one currency on one day; `start` is its midnight. */
export interface DaySpending extends MoneyTotal {
  start: number;
}

/** Spent, reserved, and perhaps billed in a span of time. Each currency is counted by itself. */
export interface Spending {
  totals: MoneyTotal[];
  byProvider: ProviderSpending[];
  /** In the order of the days. */
  byDay: DaySpending[];
  /** Jobs that were not free and of which nobody knows the price: they stand in no sum. */
  unknown: number;
  /** The person's caps, as they stand now. */
  caps: CapState[];
}

/** A picture of the history, or a job that ended without one. */
export interface HistoryEntry {
  job: JobView;
  image?: ImageView;
}

/** A day with entries; `start` is its midnight. */
export interface OutlineDay {
  start: number;
  /** A character for each entry, its code the width by the height in thousandths (125 to 8000; 1000 without a picture). */
  ratios: string;
}

/** A configuration whose service can be administered. */
export interface ServiceEntry {
  id: string;
  name: string;
  /** Host and port as they are configured; empty when there is none. */
  host: string;
}

type Bound<Method> = Method extends (context: never, ...values: infer Values) => infer Result
  ? (...values: Values) => Result
  : never;

/** The methods of {@link Administration} that the service has, without the context. */
export type ServiceAdministration = {
  readonly [Verb in keyof Administration<never>]: Bound<NonNullable<Administration<never>[Verb]>>;
};

export interface Easel {
  /**
   * Checks the wish against provider and model, fills in defaults, writes the job (or the jobs, when the service makes
   * one picture at a time) and gives the ids. Nothing has been sent anywhere when it returns.
   * What it may cost is reserved in the same moment.
   * @throws EaselError `bad-request`, `unsupported`, `settings`, `cap`. A wish with a prompt and a known provider is kept in the
   * history all the same, as failed, with its reason.
   */
  start(imageRequest: ImageRequestInput, options?: StartOptions): Promise<string[]>;
  /** The same request once more, with a new seed unless one was asked for. */
  again(jobId: string): Promise<string[]>;
  /** Stops a job as far as it can be stopped. */
  cancel(jobId: string): Promise<void>;
  /** Takes up a job that is `overdue`, or `lost` and still to be found. */
  resume(jobId: string): Promise<void>;
  job(jobId: string): JobView;
  /** Newest first. */
  jobs(query: HistoryQuery): JobView[];
  /** Resolves when the job is final or overdue. Aborting stops the waiting, not the job. */
  finished(jobId: string, signal?: AbortSignal): Promise<JobView>;
  counts(): JobCounts;
  /** Pictures, newest first. */
  images(query: HistoryQuery): ImageView[];
  image(imageId: string): ImageView;
  /** The picture of the history that a file is: by its bytes (SHA-256, hex), or by the place that Easel put it to. */
  imageOfFile(file: { hash: string; uri?: string }): ImageView | undefined;
  /** Absolute path of the picture in the vault; the file is never changed. */
  imagePath(imageId: string): string;
  imageBytes(imageId: string): Promise<Uint8Array>;
  /** The picture as a file of another type; what is transparent is laid on white where the type has no transparency. */
  convertedBytes(imageId: string, type: ConvertedType): Promise<Uint8Array>;
  /**
   * The URI of the picture in the workspace; writes the file there when it is not there (any more).
   * @throws EaselError `storage`; the picture stays in the vault.
   */
  deliver(imageId: string, destination: Destination): Promise<string>;
  /** Keeps the bytes as a reference for a request. @throws EaselError `bad-request` when they are no picture. */
  keepReference(bytes: Uint8Array, facts: { name: string; source?: string }): Promise<ReferenceImage>;
  /** Absolute path of a reference in the vault; the file is never changed, and may be gone. */
  referencePath(reference: ReferenceImage): string;
  /** The bytes of a reference. @throws EaselError `storage` (`image-missing`) when the vault does not have them any more. */
  referenceBytes(reference: ReferenceImage): Promise<Uint8Array>;
  /** How many jobs, or pictures, a query finds in all, whatever its limit. */
  countJobs(query: Omit<HistoryQuery, 'limit'>): number;
  countImages(query: Omit<HistoryQuery, 'limit'>): number;
  /** Pictures, and jobs that ended without one, as one list. */
  entries(query: HistoryQuery): HistoryEntry[];
  /** How the same list spreads over days. */
  outline(query: Omit<HistoryQuery, 'limit'>, dayOf: DayOf): OutlineDay[];
  /** How many entries stand before a picture, or before a job without one; undefined when the query does not find it. */
  entryIndex(query: Omit<HistoryQuery, 'limit'>, jobId: string, imageId?: string): number | undefined;
  /** What there is to filter by. */
  facets(): { providers: { id: string; name: string; type: string }[]; models: string[] };
  setFavourite(imageIds: readonly string[], isFavourite: boolean): void;
  /** Hides entries at once; they are deleted for good an hour later, or at the next start after that. */
  remove(removal: Removal): void;
  /** Brings back what was removed. */
  restore(removal: Removal): void;
  /** What a clean-up would remove; `bytes` in the vault. */
  old(age: CleanUp): { jobIds: string[]; imageIds: string[]; bytes: number };
  statistics(query: StatisticsQuery): Statistics;
  spending(query: StatisticsQuery): Spending;
  /** What a call of a configuration's model costs; undefined: unknown. */
  price(providerId: string, kind: JobKind, model?: string): Price | undefined;
  /**
   * What a wish would come to; the prompt may still be missing. Nothing is reserved.
   * @param options `times`: how often the same is started, 1 unless said otherwise.
   * @throws EaselError `unsupported`, `settings`.
   */
  estimate(imageRequest: ImageRequestInput, options?: { providerId?: string; times?: number }): Estimate;
  /** Prompts used before, newest first, each once. */
  recentPrompts(limit: number): string[];

  providerTypes(): ProviderTypeView[];
  /** Enabled and disabled ones, in the order in which they would be tried. */
  providers(): ProviderView[];
  /** What is wrong in `easel.providers`, `easel.prices` and `easel.spending` at present. */
  settingProblems(): SettingProblem[];
  /** What would be wrong in a list of providers, were it the setting `easel.providers`. */
  problemsIn(providers: unknown): SettingProblem[];
  /** What a configuration's model takes for a kind; undefined when it can not do it. */
  limits(providerId: string, kind: JobKind, model?: string): KindLimits | undefined;
  /** @param signal Stops the asking. @throws EaselError with what is wrong; `cancelled` when it was stopped. */
  testProvider(providerId: string, signal?: AbortSignal): Promise<TestReport>;
  balance(providerId: string, signal?: AbortSignal): Promise<Balance[]>;
  /** The configurations whose service lets its users and administrators look into it, enabled or not. */
  services(): ServiceEntry[];
  /**
   * What such a service offers, each call bound to it.
   * @param signal Stops the calls: for what only asks, not for what changes something at the service.
   * @throws EaselError `unsupported` where there is nothing.
   */
  administration(providerId: string, signal?: AbortSignal): ServiceAdministration;
  /** Writes a secret for the host that the configuration has now; an empty value deletes it. */
  setSecret(providerId: string, name: string, value: string): Promise<void>;
  hasSecret(providerId: string, name: string): Promise<boolean>;
  /** Deletes every secret of a configuration that is going away. */
  forgetSecrets(providerId: string): Promise<void>;

  onEvent(listener: (event: EaselEvent) => void): Disposable;
  /** Waits until what is being written is written; running jobs go on at the provider and are taken up next time. */
  dispose(): Promise<void>;
}
