/**
 * The contract of a provider. A provider is a plain object that turns requests into calls of one kind of service and the
 * service's answers into facts. It sees no editor, file, database or timer: the polling loop lives in `engine/jobs`, so that
 * a job outlives the process that started it. Members that a service has no call for are left out.
 */
import type { JobKind, JsonValue } from '../../shared/model/jobs';
import type { Administration, Balance } from './administration';
import type { ProviderConfig } from './configuration';
import type { ProviderContext } from './context';
import type { FittedRequest } from './fitRequest';
import type { ProviderManifest } from './manifest';
import type { Model, ModelKinds } from './model';
import type { Cancellation, Completed, Submission, TaskStatus } from './task';

/** Times in milliseconds. */
export interface PollingInterval {
  /** From the submit to the first poll. */
  first: number;
  /** Between two polls. */
  every: number;
  /** From the submit until the job counts as overdue. */
  deadline: number;
}

/** What a test of a configuration found; a test that fails throws. */
export interface TestReport {
  /** Short facts as key and value: `['version', '1.3.0']`. */
  facts: [key: TestFact, value: string][];
}
export type TestFact =
  'service' | 'version' | 'account' | 'queue' | 'quota' | 'balance' | 'models' | 'latency' | 'note';

/** A webhook call as it was received. It's only a hint: the service is polled before anything in it counts. */
export interface WebhookCall {
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

/** A submit whose answer was lost. */
export interface LostSubmit {
  request: FittedRequest;
  /** Milliseconds since 1970, by a clock that may have been set since. */
  submittedAt: number;
  /** Milliseconds since then, or fewer, by the monotonic clock. */
  elapsed?: number;
  /** False if another process submitted it, so that `elapsed` is only a lower bound. */
  isElapsedExact?: boolean;
}

interface ProviderBase<Options> extends ProviderManifest<Options> {
  /** Maximum number of jobs of one configuration that run at the service at the same time. */
  readonly concurrency: number;

  /** The models that are known without asking the service; a configuration may name one that is not listed. */
  knownModels(config: ProviderConfig): readonly Model[];
  /** Asks the service for its models. The engine caches the answer; until it has one, it uses {@link knownModels}. */
  models?(context: ProviderContext<Options>): Promise<readonly Model[]>;
  /**
   * The limits of a model that is in neither list. Left out: the model gets no limits, and the service decides.
   * @param name Never empty.
   */
  unknownModel?(config: ProviderConfig, name: string): ModelKinds;

  balance?(context: ProviderContext<Options>): Promise<Balance[]>;
  /** Makes real calls that cost nothing and show whether the configuration works. */
  test(context: ProviderContext<Options>): Promise<TestReport>;
  readonly administration?: Administration<ProviderContext<Options>>;
}

/** A provider that always answers a submit with the outputs. There is nothing to poll, and no interval. */
export interface SyncProvider<Options = unknown> extends ProviderBase<Options> {
  readonly answers: 'at once';
  /** As {@link TaskProvider.submit}. */
  submit(request: FittedRequest, context: ProviderContext<Options>): Promise<Completed>;
  readonly pollingInterval?: undefined;
  readonly poll?: undefined;
  readonly subscribe?: undefined;
  readonly wait?: undefined;
  readonly cancel?: undefined;
  readonly cancellable?: undefined;
  readonly reconcile?: undefined;
  readonly webhook?: undefined;
}

/** A provider whose service works on tasks. It may still answer a submit with the outputs. */
export interface TaskProvider<Options = unknown> extends ProviderBase<Options> {
  readonly answers: 'with a ticket';
  readonly pollingInterval: Readonly<Record<JobKind, PollingInterval>>;

  /**
   * Submits the job. The only call that may cost money; it makes at most one such request and never repeats it.
   * @param request Already fitted to the limits of the model, so there is nothing to check or to leave out.
   * @throws EaselError with the kind and reason that the answer states. Whether the service may have received the request is
   * decided in `http` (`receiptOfAnswer`), so `maybeReceived` stays unset.
   */
  submit(request: FittedRequest, context: ProviderContext<Options>): Promise<Submission>;
  /** Asks for the status once. Reads only, so it may be repeated. A failed read throws; a failed job is an answer. */
  poll(ticket: JsonValue, context: ProviderContext<Options>): Promise<TaskStatus>;
  /** Like {@link poll}, but the service holds the answer back until something changed, at most `maxMs` milliseconds. */
  wait?(ticket: JsonValue, context: ProviderContext<Options>, maxMs: number): Promise<TaskStatus>;
  /**
   * The same statuses as {@link poll}, as the service pushes them over SSE or a WebSocket. When it ends, throws, or gives
   * nothing for half a minute, the job is polled from then on. Ends itself when `context.signal` aborts.
   */
  subscribe?(ticket: JsonValue, context: ProviderContext<Options>): AsyncIterable<TaskStatus>;
  /** Asks the service to stop the job. */
  cancel?(ticket: JsonValue, context: ProviderContext<Options>): Promise<Cancellation>;
  /** Which running jobs `cancel` can stop. Left out: none. */
  readonly cancellable?: 'any' | 'pending-only';
  /** Looks for a submit whose answer was lost. Gives its ticket, or undefined when the service certainly has no such job. */
  reconcile?(lost: LostSubmit, context: ProviderContext<Options>): Promise<JsonValue | undefined>;
  /** Reads a webhook call: gives the part of the ticket that identifies the job, or undefined for a call that isn't ours. */
  readonly webhook?: {
    identify(call: WebhookCall, context: ProviderContext<Options>): Promise<string | undefined>;
    /** The same part of a ticket. */
    ticketId(ticket: JsonValue): string | undefined;
  };
}

export type Provider<Options = unknown> = SyncProvider<Options> | TaskProvider<Options>;
