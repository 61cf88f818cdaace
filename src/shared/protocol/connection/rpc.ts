/**
 * Calls between webview and host: an interface of methods over a port that passes messages. Calls can be canceled, errors
 * travel as {@link Failure}, and a connection that ends rejects what is still open. The webview is an untrusted client: the
 * host checks every message and parses every value.
 */
import type { Failure } from '../../model/failure';
import type { WebviewEvent } from './events';
import { isCall, isCancel, isEvent, isReply, type CallMessage } from './messages';
import { createPrefetcher, type PrefetchedCall, type Prefetching } from './prefetch';

/** One end of a connection, such as `postMessage` and its event. */
export interface Port {
  send(message: unknown): void;
  /** Gives a function that removes the listener. */
  receive(listener: (message: unknown) => void): () => void;
}

/** An interface whose methods take and give what survives structured cloning. */
type Methods<Api> = { [Method in keyof Api]: (...values: never[]) => Promise<unknown> };
type Arguments<Api, Method extends keyof Api> = Api[Method] extends (...values: infer Values) => unknown
  ? Values
  : never;
type Result<Api, Method extends keyof Api> = Api[Method] extends (...values: never[]) => infer Value ? Value : never;

/** The parsed values of a call, or the problem with them and its field. */
export type Parsed<Values> = { values: Values } | { problem: string };

/** `accepts` parses the values that came from the webview, `run` answers the call. */
export interface Handler<Values, Value> {
  accepts(values: readonly unknown[]): Parsed<Values>;
  run(values: Values, signal: AbortSignal): Promise<Value>;
}
export type Handlers<Api> = {
  [Method in keyof Api]: Handler<Arguments<Api, Method>, Awaited<Result<Api, Method>>>;
};

/** An error at the other end; the message is a sentence in the user's language. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly failure: Failure;

  constructor(failure: Failure, sentence: string) {
    super(sentence);
    this.failure = failure;
  }
}

/** Turns anything thrown into what may be shown. */
export interface DescribeError {
  failure(thrown: unknown): Failure;
  /** The failure in the user's language. */
  sentence(failure: Failure): string;
}

/** Limits what a compromised webview can do: calls beyond this number are refused. */
const maxOpenCalls = 64;

export interface Server extends Prefetching {
  send(event: WebviewEvent): void;
  /** Aborts the running calls; their results are not sent anymore. */
  dispose(): void;
}

/** Answers the calls that come from the other end of the port. */
export function serve<Api extends Methods<Api>>(port: Port, handlers: Handlers<Api>, describe: DescribeError): Server {
  const open = new Map<number, AbortController>();
  const prefetcher = createPrefetcher(({ method, values }, signal) =>
    handlers[method as keyof Api].run(values as Arguments<Api, keyof Api>, signal),
  );
  const sendError = (id: number, failure: Failure): void =>
    port.send({ kind: 'error', id, failure, sentence: describe.sentence(failure) });

  function parse({ id, method, values }: CallMessage): Parsed<unknown[]> {
    if (!Object.hasOwn(handlers, method)) return { problem: 'unknown method' };
    if (open.has(id)) return { problem: 'a call with this ID is open' };
    if (open.size >= maxOpenCalls) return { problem: 'too many open calls' };
    return handlers[method as keyof Api].accepts(values);
  }

  async function answer(call: CallMessage): Promise<void> {
    const parsed = parse(call);
    if ('problem' in parsed) return sendError(call.id, refusal(call.method, parsed.problem));
    const { controller, result } = prefetcher.take({ method: call.method, values: parsed.values });
    open.set(call.id, controller);
    try {
      const value = await result;
      if (!controller.signal.aborted) port.send({ kind: 'result', id: call.id, value });
    } catch (thrown) {
      if (!controller.signal.aborted) sendError(call.id, describe.failure(thrown));
    } finally {
      open.delete(call.id);
    }
  }

  const stop = port.receive((message) => {
    if (isCall(message)) void answer(message);
    else if (isCancel(message)) open.get(message.id)?.abort();
  });
  return {
    send: (event) => {
      prefetcher.drop();
      port.send({ kind: 'event', event });
    },
    prefetch: prefetcher.prefetch,
    dispose: () => {
      stop();
      prefetcher.drop();
      for (const controller of open.values()) controller.abort();
    },
  };
}

function refusal(method: string, problem: string): Failure {
  return { kind: 'internal', detail: `The call ${method.slice(0, 40)} was refused: ${problem}` };
}

export interface Client<Api> extends Prefetching {
  /**
   * @param signal Stops the call at the other end, as far as it can be stopped.
   * @throws CallError with what the host says; `cancelled` when the call was stopped or the connection ended.
   */
  call<Method extends keyof Api & string>(
    method: Method,
    values: Arguments<Api, Method>,
    signal?: AbortSignal,
  ): Promise<Awaited<Result<Api, Method>>>;
  dispose(): void;
}

interface OpenCall {
  resolve(value: unknown): void;
  reject(error: CallError): void;
}

/** Connects to a {@link serve}. @param onEvent Called for each event of the host. */
export function connect<Api extends Methods<Api>>(port: Port, onEvent: (event: WebviewEvent) => void): Client<Api> {
  const open = new Map<number, OpenCall>();
  // A webview that is shown again starts from scratch while calls of its former document may still be open: their IDs
  // must differ.
  let lastId = Math.floor(Math.random() * 2 ** 40);
  let ended = false;
  const prefetcher = createPrefetcher(send);

  const stop = port.receive((message) => {
    if (isEvent(message)) {
      prefetcher.drop();
      onEvent(message.event);
    }
    if (!isReply(message)) return;
    const call = open.get(message.id);
    open.delete(message.id);
    if (message.kind === 'result') call?.resolve(message.value);
    else call?.reject(new CallError(message.failure, message.sentence));
  });

  function send({ method, values }: PrefetchedCall, signal: AbortSignal): Promise<unknown> {
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      open.set(id, { resolve, reject });
      signal.addEventListener('abort', () => {
        if (!open.delete(id)) return;
        port.send({ kind: 'cancel', id });
        reject(canceled());
      });
      port.send({ kind: 'call', id, method, values });
    });
  }

  async function call(method: string, values: unknown[], signal?: AbortSignal): Promise<unknown> {
    if (ended || signal?.aborted) throw canceled();
    const { controller, result } = prefetcher.take({ method, values });
    const abort = (): void => controller.abort();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await result;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  return {
    call: call as Client<Api>['call'],
    prefetch: prefetcher.prefetch,
    dispose: () => {
      ended = true;
      stop();
      for (const waiting of open.values()) waiting.reject(canceled());
      open.clear();
    },
  };
}

function canceled(): CallError {
  return new CallError({ kind: 'cancelled' }, '');
}
