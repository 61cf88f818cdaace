/**
 * Calls between webview and host: an interface of verbs over a port that passes messages. Calls can be cancelled, errors
 * travel as {@link Failure}, and a connection that ends rejects what is still open. Every message is looked at before it is
 * believed: the page is an untrusted client.
 */
import type { EaselEvent } from './easelEvents';
import type { Failure } from './failure';

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
export interface Explain {
  failure(thrown: unknown): Failure;
  /** The failure in the person's language. */
  sentence(failure: Failure): string;
}

/** Most calls that one page may have open; more are refused, so that a page gone wild stays harmless. */
const mostOpenCalls = 64;

/** A call that the page will make first of all: its host answers it before it is asked, so that nobody waits for the way. */
export interface EarlyCall {
  id: number;
  verb: string;
  values: unknown[];
}

export interface Server {
  tell(event: EaselEvent): void;
  /** Answers calls that the page was told of when it was made. */
  answerEarly(calls: readonly EarlyCall[]): void;
  /** Aborts the running calls; their results are not sent any more. */
  dispose(): void;
}

/** Serves the verbs to whoever is at the other end of the port. */
export function serve<Api extends Verbs<Api>>(port: Port, handlers: Handlers<Api>, explain: Explain): Server {
  const open = new Map<number, AbortController>();
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
    const controller = new AbortController();
    open.set(call.id, controller);
    let reply: object;
    try {
      const running: Promise<unknown> = handler.run(call.values as Arguments<Api, typeof verb>, controller.signal);
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
    tell: (event) => port.send({ kind: 'event', event }),
    answerEarly: (calls) => calls.forEach((call) => void answer({ kind: 'call', ...call })),
    dispose: () => {
      stop();
      for (const id of [...open.keys()]) abort(open, id);
    },
  };
}

export interface Client<Api> {
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

/** Milliseconds after which an early answer is taken for lost: its message may have come before anybody listened. */
const earlyWithin = 500;

/**
 * Connects to a {@link serve}.
 * @param onEvent Hears what the host tells by itself.
 * @param early What the host answers without being asked; the first call like one of them gets that answer.
 */
export function connect<Api extends Verbs<Api>>(
  port: Port,
  onEvent: (event: EaselEvent) => void,
  early: readonly EarlyCall[] = [],
): Client<Api> {
  const open = new Map<number, OpenCall>();
  const keyOf = (verb: string, values: unknown[]): string => JSON.stringify([verb, values]);
  const begun = new Map<string, Promise<unknown>>();
  // A page that is shown again starts anew while calls of its former self may still be open: their ids must differ.
  let lastId = 1000 + Math.floor(Math.random() * 2 ** 40);
  let ended = false;

  const stop = port.receive((message) => {
    if (isEvent(message)) onEvent(message.event);
    if (!isReply(message)) return;
    const call = open.get(message.id);
    open.delete(message.id);
    if (message.kind === 'result') call?.resolve(message.value);
    else call?.reject(new CallError(message.failure, message.sentence));
  });

  for (const { id, verb, values } of early) {
    const answer = new Promise((resolve, reject) => open.set(id, { resolve, reject }));
    // Nobody may ever ask for it.
    answer.catch(() => undefined);
    begun.set(keyOf(verb, values), answer);
  }

  function takeBegun(verb: string, values: unknown[]): Promise<unknown> | undefined {
    // Values can be large; once all early answers are taken, none is looked at for them.
    if (begun.size === 0) return undefined;
    const key = keyOf(verb, values);
    const answer = begun.get(key);
    begun.delete(key);
    return answer;
  }

  async function call(verb: string, values: unknown[], signal?: AbortSignal): Promise<unknown> {
    if (ended || signal?.aborted) throw cancelled();
    const answer = takeBegun(verb, values);
    return answer ? soonOr(answer, () => ask(verb, values, signal), signal) : ask(verb, values, signal);
  }

  async function ask(verb: string, values: unknown[], signal?: AbortSignal): Promise<unknown> {
    if (ended || signal?.aborted) throw cancelled();
    const id = ++lastId;
    const cancel = (): void => {
      port.send({ kind: 'cancel', id });
      open.get(id)?.reject(cancelled());
      open.delete(id);
    };
    try {
      return await new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        signal?.addEventListener('abort', cancel, { once: true });
        port.send({ kind: 'call', id, verb, values });
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  return {
    call: call as Client<Api>['call'],
    dispose: () => {
      ended = true;
      stop();
      for (const waiting of open.values()) waiting.reject(cancelled());
      open.clear();
    },
  };
}

/** What comes first: an answer that is on its way, or the one that is asked for when it does not come. */
function soonOr(answer: Promise<unknown>, ask: () => Promise<unknown>, signal?: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => void ask().then(resolve, reject), earlyWithin);
    const stop = (): void => {
      clearTimeout(timer);
      reject(cancelled());
    };
    signal?.addEventListener('abort', stop, { once: true });
    const ended = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    };
    void answer.then(resolve, reject).finally(ended);
  });
}

interface CallMessage extends EarlyCall {
  kind: 'call';
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
