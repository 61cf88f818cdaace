/**
 * Calls between webview and host: an interface of verbs over a port that passes messages. Calls can be cancelled, errors
 * travel as {@link Failure}, and a connection that ends rejects what is still open. Every message is looked at before it is
 * believed: the page is an untrusted client.
 */
import type { EaselEvent } from './events';
import type { Failure } from '../model/failure';

/** One end of a connection, `postMessage` by another name. */
export interface Port {
  send(message: unknown): void;
  /** Gives a function that ends the listening. */
  receive(listener: (message: unknown) => void): () => void;
}

/** An interface whose methods take and give what survives structured cloning. */
type Verbs<Api> = { [Verb in keyof Api]: (...values: never[]) => Promise<unknown> };
type Arguments<Api, Verb extends keyof Api> = Api[Verb] extends (...values: infer Values) => unknown ? Values : never;
type Result<Api, Verb extends keyof Api> = Api[Verb] extends (...values: never[]) => infer Value ? Value : never;

/** How a verb is served: `accepts` guards what came from outside, `run` does it. */
export type Handlers<Api> = {
  [Verb in keyof Api]: {
    accepts(values: readonly unknown[]): boolean;
    run(values: Arguments<Api, Verb>, signal: AbortSignal): Promise<Awaited<Result<Api, Verb>>>;
  };
};

/** What went wrong at the other end, with a sentence in the person's language. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly failure: Failure;

  constructor(failure: Failure, sentence: string) {
    super(sentence);
    this.failure = failure;
  }
}

/** Makes of anything thrown what may be shown. */
export interface DescribeError {
  failure(thrown: unknown): Failure;
  /** The failure in the person's language. */
  sentence(failure: Failure): string;
}

/** Most calls that one page may have open; more are refused, so that a page gone wild stays harmless. */
const mostOpenCalls = 64;

/** A call, as it can be known before it is made. */
export interface PrefetchedCall {
  verb: string;
  values: unknown[];
}

/** What can be begun before anybody asks for it. */
interface Begins {
  /**
   * Begins calls before they are made, while the page is still being loaded. Each answer is for one call that is like it; all
   * are dropped with the next event, for they may be out of date then.
   */
  begin(calls: readonly PrefetchedCall[]): void;
}

export interface Server extends Begins {
  tell(event: EaselEvent): void;
  /** Aborts the running calls; their results are not sent any more. */
  dispose(): void;
}

/** Serves the verbs to whoever is at the other end of the port. */
export function serve<Api extends Verbs<Api>>(port: Port, handlers: Handlers<Api>, explain: DescribeError): Server {
  const open = new Map<number, AbortController>();
  const ahead = beginner(({ verb, values }, signal) =>
    handlers[verb as keyof Api].run(values as Arguments<Api, keyof Api>, signal),
  );
  const errorReply = (id: number, failure: Failure): object => {
    return { kind: 'error', id, failure, sentence: explain.sentence(failure) };
  };

  async function answer(call: CallMessage): Promise<void> {
    const verb = call.verb as keyof Api & string;
    const handler = Object.hasOwn(handlers, verb) ? handlers[verb] : undefined;
    if (!handler || open.has(call.id) || open.size >= mostOpenCalls || !handler.accepts(call.values)) {
      // One answer for all four: who sends such a call is not our page.
      port.send(errorReply(call.id, refusal(call.verb)));
      return;
    }
    const { controller, running } = ahead.take(call);
    open.set(call.id, controller);
    let reply: object;
    try {
      reply = { kind: 'result', id: call.id, value: await running };
    } catch (thrown) {
      reply = errorReply(call.id, explain.failure(thrown));
    }
    open.delete(call.id);
    if (!controller.signal.aborted) port.send(reply);
  }

  const stop = port.receive((message) => {
    if (isCall(message)) void answer(message);
    else if (isCancel(message)) abort(open, message.id);
  });
  return {
    tell: (event) => {
      ahead.drop();
      port.send({ kind: 'event', event });
    },
    begin: ahead.begin,
    dispose: () => {
      stop();
      ahead.drop();
      for (const id of [...open.keys()]) abort(open, id);
    },
  };
}

/** Work under way for a call. */
interface Work {
  controller: AbortController;
  running: Promise<unknown>;
}

interface Beginner extends Begins {
  /** What was begun for a call like this one, else it is done now. */
  take(call: PrefetchedCall): Work;
  /** Stops what nobody has taken. */
  drop(): void;
}

function beginner(run: (call: PrefetchedCall, signal: AbortSignal) => Promise<unknown>): Beginner {
  const begun = new Map<string, Work>();
  const keyOf = ({ verb, values }: PrefetchedCall): string => JSON.stringify([verb, values]);
  const start = (call: PrefetchedCall): Work => {
    const controller = new AbortController();
    // What goes wrong at once goes wrong as if it had been later.
    const work = async (): Promise<unknown> => run(call, controller.signal);
    return { controller, running: work() };
  };
  return {
    begin(calls) {
      for (const call of calls) {
        const work = start(call);
        // Nobody may ever ask for it.
        work.running.catch(() => undefined);
        begun.set(keyOf(call), work);
      }
    },
    take(call) {
      // Values can be large; once all that was begun is taken, none is looked at for it.
      if (begun.size === 0) return start(call);
      const key = keyOf(call);
      const work = begun.get(key);
      begun.delete(key);
      return work ?? start(call);
    },
    drop() {
      for (const { controller } of begun.values()) controller.abort();
      begun.clear();
    },
  };
}

export interface Client<Api> extends Begins {
  /**
   * @param signal Stops the call at the other end, as far as it can be stopped.
   * @throws CallError with what the host says; `cancelled` when the call was stopped or the connection ended.
   */
  call<Verb extends keyof Api & string>(
    verb: Verb,
    values: Arguments<Api, Verb>,
    signal?: AbortSignal,
  ): Promise<Awaited<Result<Api, Verb>>>;
  dispose(): void;
}

interface OpenCall {
  resolve(value: unknown): void;
  reject(error: CallError): void;
}

/** Connects to a {@link serve}. @param onEvent Hears what the host tells by itself. */
export function connect<Api extends Verbs<Api>>(port: Port, onEvent: (event: EaselEvent) => void): Client<Api> {
  const open = new Map<number, OpenCall>();
  // A page that is shown again starts anew while calls of its former self may still be open: their ids must differ.
  let lastId = Math.floor(Math.random() * 2 ** 40);
  let ended = false;

  const stop = port.receive((message) => {
    if (isEvent(message)) {
      ahead.drop();
      onEvent(message.event);
    }
    if (!isReply(message)) return;
    const call = open.get(message.id);
    open.delete(message.id);
    if (message.kind === 'result') call?.resolve(message.value);
    else call?.reject(new CallError(message.failure, message.sentence));
  });

  const ahead = beginner(ask);

  async function call(verb: string, values: unknown[], signal?: AbortSignal): Promise<unknown> {
    if (ended || signal?.aborted) throw cancelled();
    const { controller, running } = ahead.take({ verb, values });
    const stopIt = (): void => controller.abort();
    signal?.addEventListener('abort', stopIt, { once: true });
    try {
      return await running;
    } finally {
      signal?.removeEventListener('abort', stopIt);
    }
  }

  function ask({ verb, values }: PrefetchedCall, signal: AbortSignal): Promise<unknown> {
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      open.set(id, { resolve, reject });
      signal.addEventListener('abort', () => {
        if (!open.delete(id)) return;
        port.send({ kind: 'cancel', id });
        reject(cancelled());
      });
      port.send({ kind: 'call', id, verb, values });
    });
  }

  return {
    call: call as Client<Api>['call'],
    begin: ahead.begin,
    dispose: () => {
      ended = true;
      stop();
      for (const waiting of open.values()) waiting.reject(cancelled());
      open.clear();
    },
  };
}

interface CallMessage extends PrefetchedCall {
  kind: 'call';
  id: number;
}
type ReplyMessage =
  { kind: 'result'; id: number; value: unknown } | { kind: 'error'; id: number; failure: Failure; sentence: string };

function isCall(message: unknown): message is CallMessage {
  return (
    isRecord(message) &&
    message['kind'] === 'call' &&
    isId(message['id']) &&
    isText(message['verb']) &&
    Array.isArray(message['values'])
  );
}

function isCancel(message: unknown): message is { kind: 'cancel'; id: number } {
  return isRecord(message) && message['kind'] === 'cancel' && isId(message['id']);
}

function isReply(message: unknown): message is ReplyMessage {
  if (!isRecord(message) || !isId(message['id'])) return false;
  if (message['kind'] === 'result') return true;
  const failure = message['failure'];
  return message['kind'] === 'error' && isRecord(failure) && isText(failure['kind']) && isText(message['sentence']);
}

function isEvent(message: unknown): message is { kind: 'event'; event: EaselEvent } {
  if (!isRecord(message) || message['kind'] !== 'event') return false;
  return isRecord(message['event']) && isText(message['event']['kind']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function abort(open: Map<number, AbortController>, id: number): void {
  open.get(id)?.abort();
}

function cancelled(): CallError {
  return new CallError({ kind: 'cancelled' }, '');
}

function refusal(verb: string): Failure {
  return { kind: 'internal', detail: `The page may not call ${verb.slice(0, 40)} like this.` };
}
