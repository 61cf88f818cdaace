/**
 * Calls that one end makes before the other asks for them, while the webview is still loading. Each result answers one call
 * with the same method and values.
 */

/** A call that is known before it is made. */
export interface PrefetchedCall {
  method: string;
  values: unknown[];
}

export interface Prefetching {
  /** Starts the calls. The results are dropped with the next event, because they may be out of date by then. */
  prefetch(calls: readonly PrefetchedCall[]): void;
}

/** A call in progress. */
interface PendingCall {
  controller: AbortController;
  result: Promise<unknown>;
}

export interface Prefetcher extends Prefetching {
  /** Gives the prefetched call for this one, or starts it now. */
  take(call: PrefetchedCall): PendingCall;
  /** Aborts the calls that were not taken. */
  drop(): void;
}

export function createPrefetcher(run: (call: PrefetchedCall, signal: AbortSignal) => Promise<unknown>): Prefetcher {
  const pending = new Map<string, PendingCall>();
  const keyOf = ({ method, values }: PrefetchedCall): string => JSON.stringify([method, values]);
  const start = (call: PrefetchedCall): PendingCall => {
    const controller = new AbortController();
    // Async, so that a synchronous throw rejects the result instead.
    const started = async (): Promise<unknown> => run(call, controller.signal);
    return { controller, result: started() };
  };
  return {
    prefetch(calls) {
      for (const call of calls) {
        const one = start(call);
        // Without a handler, a result that is never taken would be an unhandled rejection.
        one.result.catch(() => undefined);
        pending.set(keyOf(call), one);
      }
    },
    take(call) {
      // Values can be as large as an image: no key is made of them once everything prefetched is taken.
      if (pending.size === 0) return start(call);
      const key = keyOf(call);
      const one = pending.get(key);
      pending.delete(key);
      return one ?? start(call);
    },
    drop() {
      for (const { controller } of pending.values()) controller.abort();
      pending.clear();
    },
  };
}
